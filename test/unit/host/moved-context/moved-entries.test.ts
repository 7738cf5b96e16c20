import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseResult } from '../../../../src/core/review/result.ts';
import { movedEntries } from '../../../../src/host/moved-context/moved-entries.ts';
import { filePassage, type ResultSketch, resultOf } from '../../../support/results.ts';
import { dedent, loadedSet, TextFiles } from '../../../support/review-set.ts';

/** A result of the question that was given these lines of `docs/a.md`. */
function given(question: string, lines: readonly [number, string][], t = 1): CaseResult {
	const whole = filePassage('docs/a.md', lines.map(([, text]) => text).join('\n'));
	const passage = { ...whole, units: whole.units.map((unit, i) => ({ ...unit, line: lines[i]![0] })) };
	const sketch: ResultSketch = { key: `a.questions.yaml#${question}@answer@local`, passages: [passage] };
	const result = resultOf(sketch);
	return { ...result, t, start: result.start && { ...result.start, question } };
}

/** The question file with every fix made, and what the fixes say. */
async function fixed(questionFile: string, docs: string, results: readonly CaseResult[]) {
	const text = dedent(questionFile);
	const files = { 'docs/a.md': docs };
	const set = await loadedSet(questionFile, files);
	const entries = await movedEntries({ set, results, files: new TextFiles(files) });
	let after = text;
	for (const { range, written, replacement } of [...entries].reverse()) {
		assert.equal(text.slice(range.start, range.end), written);
		after = after.slice(0, range.start) + replacement + after.slice(range.end);
	}
	const again = await movedEntries({ set: await loadedSet(after, files), results, files: new TextFiles(files) });
	assert.deepEqual(again, [], 'a fix leaves nothing to say');
	return { says: entries.map(({ spans }) => spans), after };
}

const FILE = `
	version: 1
	context:
	  - { file: docs/a.md, lines: 1-2 }
	questions:
	  - id: one
	    question: One?
	    context:
	      - file: docs/a.md
	        lines: [4, 6]
	  - id: two
	    question: Two?
	    context:
	      - { file: docs/a.md, lines: '4' }
	      - { file: docs/*.md, lines: 4 }
`;
const BEFORE: readonly [number, string][] = [
	[1, 'alpha'],
	[2, 'beta'],
];

test('lines of the file context and of a question are followed where they were given', async () => {
	const results = [
		given('one', BEFORE),
		given('one', [
			[4, 'delta'],
			[6, 'zeta'],
		]),
		given('two', [[4, 'delta']]),
	];
	const { says, after } = await fixed(FILE, 'new\nalpha\nbeta\ngamma\ndelta\nnew\nepsilon\nzeta\n', results);
	assert.deepEqual(says, ['2-3', '5, 8', '5']);
	assert.match(after, /lines: 2-3 \}\n/);
	assert.match(after, /lines: "5, 8"\n/);
	assert.match(after, /lines: '5' \}\n/);
});

test('another question that was given the same lines says nothing of a question of its own', async () => {
	const { says } = await fixed(FILE, 'new\nalpha\nbeta\ngamma\ndelta\n', [given('one', [[4, 'delta']])]);
	assert.deepEqual(says, []);
});

test('once a run took what stands there now, that was wanted', async () => {
	const now: readonly [number, string][] = [
		[1, 'new'],
		[2, 'alpha'],
	];
	const docs = 'new\nalpha\nbeta\n';
	assert.deepEqual((await fixed(FILE, docs, [given('one', BEFORE, 1), given('two', now, 2)])).says, []);
	assert.deepEqual((await fixed(FILE, docs, [given('one', BEFORE, 2), given('two', now, 1)])).says, ['2-3']);
});

test('a file that is gone, and lines that were never given, are not spoken of', async () => {
	const set = await loadedSet(FILE, {});
	const results = [given('one', BEFORE)];
	assert.deepEqual(await movedEntries({ set, results, files: new TextFiles({}) }), []);
	assert.deepEqual((await fixed(FILE, 'new\nalpha\nbeta\n', [])).says, []);
});
