import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunEvent } from '../../../../src/core/review/events.ts';
import { foldEvents } from '../../../../src/core/review/fold.ts';
import { planCases } from '../../../../src/core/review/plan.ts';
import type { PlanOptions } from '../../../../src/core/review/plan-options.ts';
import { planRejudging } from '../../../../src/core/review/rejudge.ts';
import { parseRunFile, writeRunLine } from '../../../../src/core/review/run-file.ts';
import { loadedSet, TWO_MODELS } from '../../../support/review-set.ts';
import { ScriptedModel } from '../../../support/scripted-model.ts';
import { trace } from '../../../support/trace.ts';

const DOC = '# Tea\nGreen tea is steamed at 100 degrees.\nBlack tea is fully oxidised.\n';
const ANSWER =
	'Green tea is steamed at 100 degrees. Black tea is never oxidised at all. Zebras drink coffee on Tuesdays.';
const CRITERIA = Object.fromEntries(
	['relevance', 'faithfulness', 'completeness', 'clarity', 'conciseness'].map(id => [
		id,
		{ reason: 'Because.', evidence: [], rating: 'Good' },
	]),
);
const says = (...claims: readonly (readonly [string, string, ...string[]])[]) =>
	JSON.stringify({ criteria: CRITERIA, claims: claims.map(([claim, label, ...quotes]) => ({ claim, quotes, label })) });
const ALL = says(
	['C1', 'supported', 'Green tea is steamed at 100 degrees.'],
	['C2', 'contradicted', 'Black tea is fully oxidised.'],
	['C3', 'supported', 'Zebras drink coffee'],
);

async function setOf(judge: string, rubric = '') {
	return loadedSet(
		`version: 1\nmodels: [one]\n${judge}${rubric === '' ? '' : 'rubric: r.rubric.yaml\n'}context: [{ file: tea.md }]\nquestions:\n  - { id: a, question: How is tea made? }\n`,
		{ 'groundline.yaml': TWO_MODELS, 'tea.md': DOC, 'r.rubric.yaml': rubric },
	);
}

async function review(judge: string, replies: readonly string[], options: PlanOptions = {}) {
	const model = new ScriptedModel(ANSWER, ...replies);
	const { cases, problems } = planCases(await setOf(judge), options);
	const traced = await trace(cases, model, { concurrency: 1 });
	return { ...traced, model, problems, result: traced.fold.results.values().next().value! };
}

const labels = (result: Awaited<ReturnType<typeof review>>['result']) =>
	result.grounding!.claims.map(claim => claim.judged?.label ?? '-');

test('the judge is asked about every claim by a name, and its quotes are looked for', async () => {
	const { result, model } = await review('judge: { model: two, claims: all }\n', [ALL]);
	const [system, user] = model.requests[1]!.messages;
	assert.match(
		user!.content,
		/<<<claims of the answer [^>]+>>>\nC1: Green tea .*\nC2: Black tea .*\nC3: Zebras .*\n<<<end/,
	);
	assert.match(system!.content, /label in "claims"/);
	assert.deepEqual(model.requests[1]!.schema!.schema.required, ['criteria', 'claims']);
	assert.deepEqual(labels(result), ['supported', 'contradicted', 'unverified']);
	assert.equal(
		result.grounding!.claims[2]!.judged!.problem,
		'The judge says "supported" with a quote that is not in the context.',
	);
	const cited = result.grounding!.claims.map(claim =>
		claim.links.filter(link => link.kind === 'cited').map(link => link.unit),
	);
	// The line that contradicts a claim is no line that it stands on.
	assert.deepEqual(cited, [['P1:L2'], [], []]);
	assert.deepEqual(result.grounding!.judgedClaims, { choice: 'all', sent: 3, of: 3, savedTokens: 0 });
	assert.deepEqual(
		result.verdicts[0]!.claims!.map(({ start, end, label }) => [ANSWER.slice(start, end).slice(0, 5), label]),
		[
			['Green', 'supported'],
			['Black', 'contradicted'],
			['Zebra', 'unverified'],
		],
	);
	assert.equal(result.end!.state, 'passed');
});

test('only doubted claims are sent, under their own names, and the saving is told', async () => {
	const { result, model } = await review('judge: { model: two, claims: doubted }\n', [
		says(['C1', 'contradicted', 'Black tea is fully oxidised.'], ['C2', 'unsupported']),
	]);
	assert.match(model.requests[1]!.messages[1]!.content, /\nC1: Black tea .*\nC2: Zebras .*\n<<<end/);
	assert.deepEqual(labels(result), ['-', 'contradicted', 'unsupported']);
	const saving = result.grounding!.judgedClaims!;
	assert.deepEqual([saving.choice, saving.sent, saving.of], ['doubted', 2, 3]);
	assert.ok(saving.savedTokens > 10 && saving.savedTokens < 60, `${saving.savedTokens}`);
});

test('nothing of claims is asked by default: neither the request nor the result tells of them', async () => {
	const plain = await review('judge: { model: two }\n', [says()]);
	assert.doesNotMatch(JSON.stringify(plain.model.requests[1]), /claims/);
	assert.deepEqual(labels(plain.result), ['-', '-', '-']);
	assert.equal(plain.result.grounding!.judgedClaims, undefined);
	assert.equal(plain.result.verdicts[0]!.claims, undefined);
});

test('a reply without labels leaves the claims unverified and the ratings as they are', async () => {
	const { result, model } = await review('judge: { model: two, claims: all }\n', [
		JSON.stringify({ criteria: CRITERIA }),
	]);
	assert.deepEqual(labels(result), ['unverified', 'unverified', 'unverified']);
	assert.equal(result.grounding!.claims[0]!.judged!.problem, 'The reply labels no claims.');
	assert.equal(result.end!.cappedScore, 80);
	assert.equal(model.requests.length, 2); // No repair for labels alone.
});

test('of several verdicts the majority counts', async () => {
	const other = says(
		['C1', 'unsupported'],
		['C2', 'contradicted', 'Black tea is fully oxidised.'],
		['C3', 'unsupported'],
	);
	const { result } = await review('judge: { model: two, samples: 2, claims: all }\n', [ALL, other]);
	assert.deepEqual(labels(result), ['unverified', 'contradicted', 'unverified']);
	assert.equal(result.grounding!.claims[0]!.judged!.problem, 'The verdicts differ: 1 supported, 1 unsupported.');
});

test('survives the run file, and judging again asks again', async () => {
	const { result, events } = await review('judge: { model: two, claims: all }\n', [ALL]);
	const file = events
		.filter((event): event is RunEvent => 'v' in event)
		.map(writeRunLine)
		.join('');
	const reading = parseRunFile(file);
	assert.deepEqual(reading.problems, []);
	const reread = foldEvents(reading.events).results.values().next().value!;
	assert.deepEqual(labels(reread), labels(result));
	const set = await setOf('judge: { model: two, claims: all }\n');
	const model = new ScriptedModel(
		says(['C1', 'supported', 'steamed at 100'], ['C2', 'unsupported'], ['C3', 'unsupported']),
	);
	const again = await trace(planRejudging(set, [reread]).cases, model, { recorded: () => reread });
	assert.deepEqual(labels(again.fold.results.values().next().value!), ['supported', 'unsupported', 'unsupported']);
});

test('the command line outranks the file, the file the rubric; the lexical judge labels nothing and says so', async () => {
	const none = await review('judge: { model: two, claims: all }\n', [says()], { judgeClaims: 'none' });
	assert.deepEqual(labels(none.result), ['-', '-', '-']);
	const rubric = 'version: 1\nextends: built-in\nclaims: doubted\n';
	assert.equal(planCases(await setOf('judge: two\n', rubric)).cases[0]!.judge!.claims, 'doubted');
	assert.equal(planCases(await setOf('judge: { model: two, claims: all }\n', rubric)).cases[0]!.judge!.claims, 'all');
	assert.equal(
		planCases(await setOf('judge: { model: two, claims: none }\n', rubric)).cases[0]!.judge!.claims,
		undefined,
	);
	const offline = planCases(await setOf('judge: { model: offline, claims: all }\n'));
	assert.equal(offline.cases[0]!.judge!.claims, undefined);
	assert.match(offline.problems[0]!.message, /compares words and labels no claims/);
});
