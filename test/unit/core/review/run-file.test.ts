import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import fc from 'fast-check';
import type { RunEvent } from '../../../../src/core/review/events.ts';
import { foldEvents } from '../../../../src/core/review/fold.ts';
import { planCases } from '../../../../src/core/review/plan.ts';
import { EVENT_SHAPES, parseRunFile, writeRunLine } from '../../../../src/core/review/run-file.ts';
import { stateFolder } from '../../../../src/core/review/state-folder.ts';
import { loadedSet } from '../../../support/review-set.ts';
import { ScriptedModel } from '../../../support/scripted-model.ts';
import { trace } from '../../../support/trace.ts';

let events: readonly RunEvent[];
let text: string;
before(async () => {
	const long = 'Tea is steamed. '.repeat(200);
	const set = await loadedSet(
		'version: 1\ncontext: [{ file: tea.md }]\nquestions:\n  - { id: a, question: How is tea made? }\n  - { id: b, question: Who steams it? }\n',
		{ 'tea.md': long },
	);
	const traced = await trace(planCases(set).cases, new ScriptedModel());
	events = traced.events.filter(event => event.type !== 'answer-piece' && event.type !== 'answer-restart');
	text = events.map(writeRunLine).join('');
});

test('what was written reads back as the same results', () => {
	const reading = parseRunFile(text);
	assert.deepEqual([reading.problems, reading.torn, reading.end], [[], false, text.length]);
	const plain = (of: readonly RunEvent[]): unknown => JSON.parse(JSON.stringify([...foldEvents(of).results]));
	assert.deepEqual(plain(reading.events), plain(events));
	assert.equal(foldEvents(reading.events).lostTexts, 0);
});

test('a long text stands once', () => {
	const hashes = events.flatMap(event => (event.type === 'text' ? [event.hash] : []));
	assert.ok(hashes.length > 0);
	assert.equal(new Set(hashes).size, hashes.length);
	assert.ok(
		text
			.split('"case-start"')
			.slice(1)
			.every(line => !line.slice(0, line.indexOf('\n')).includes('Tea is steamed.')),
	);
});

test('cut anywhere, it loses the torn line and nothing else', () => {
	fc.assert(
		fc.property(fc.nat({ max: text.length }), at => {
			const reading = parseRunFile(text.slice(0, at));
			const whole = text.slice(0, at).split('\n').length - 1;
			assert.equal(reading.events.length, whole);
			assert.equal(reading.torn, text[at - 1] !== '\n' && at > 0);
			foldEvents(reading.events);
		}),
		{ numRuns: 100 },
	);
});

test('whatever stands in a line, it is read, skipped or reported', () => {
	const lines = text.split('\n').slice(0, -1);
	fc.assert(
		fc.property(fc.nat({ max: lines.length - 1 }), fc.json(), fc.nat(200), (line, junk, at) => {
			const broken = lines.with(line, `${lines[line]!.slice(0, at)}${junk}`);
			const reading = parseRunFile(`${broken.join('\n')}\n`);
			assert.ok(reading.events.length + reading.problems.length <= lines.length);
			assert.ok(reading.problems.every(problem => problem.line === line + 1));
			foldEvents(reading.events);
		}),
		{ numRuns: 100 },
	);
});

test('types of a later version are skipped; an event without its members is corrupt', () => {
	const reading = parseRunFile(
		'{"v":1,"t":1,"type":"of-later"}\n{"v":9,"t":1,"type":"case-end"}\n{"v":1,"t":1,"type":"case-end","key":"k"}\n[]\n',
	);
	assert.deepEqual(reading.events, []);
	assert.deepEqual(
		reading.problems.map(problem => problem.line),
		[3, 4],
	);
});

test('one function says where results lie', () => {
	const folder = (project: string | undefined, otherwise: 'root' | 'beside') =>
		stateFolder({ file: 'a/b/q.questions.yaml', project, otherwise });
	assert.deepEqual(
		[
			folder('a/groundline.yaml', 'root'),
			folder('groundline.yaml', 'beside'),
			folder(undefined, 'root'),
			folder(undefined, 'beside'),
		],
		['a/.groundline', '.groundline', '.groundline', 'a/b/.groundline'],
	);
});

test('the page on run files names every event', () => {
	const page = readFileSync('docs/run-files.md', 'utf8');
	const named = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(match => match[1]);
	assert.deepEqual(named.sort(), [...EVENT_SHAPES.keys()].sort());
});
