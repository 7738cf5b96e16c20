import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Influence, InfluenceTarget } from '../../../../src/core/influence/influence.ts';
import { withInfluence } from '../../../../src/core/influence/merge.ts';
import type { CaseResult } from '../../../../src/core/review/result.ts';
import { usedWords } from '../../../../src/host/influence/influence-hover.ts';
import { influenceButtons, influenceOf } from '../../../../src/host/influence/influence-part.ts';
import { marksOf } from '../../../../src/host/painters/marks.ts';
import { unitPlaces } from '../../../../src/host/painters/unit-places.ts';
import { claim, filePassage, overlap, resultOf } from '../../../support/results.ts';

const ANSWER = 'A message may carry 10 files. Each may have 20 MB.';
const TEXT = 'Limits\nA message may carry ten files.\nTen files at most.\nA file may have 20 MB.';

const target = (words: string, rest: Partial<InfluenceTarget>): InfluenceTarget => {
	const start = ANSWER.indexOf(words);
	const range = { start, end: start + words.length };
	return { ...range, kind: 'claim', state: 'used', whole: 1, none: 0, top: [], weights: [], pairs: [], ...rest };
};

const INFLUENCE: Influence = {
	answer: '9f2c01ab77de',
	method: 'ablations',
	outcome: 'equivalence',
	state: 'measured',
	messages: [],
	sources: 4,
	calls: { planned: 68, failed: 3, cached: 0, failures: { timeout: 3 } },
	cost: 0.012,
	usage: { input: 9000, output: 700 },
	targets: [
		target(ANSWER, { kind: 'answer', top: ['P1:L4'] }),
		target('A message may carry 10 files.', {
			top: ['P1:L2', 'P1:L3'],
			weights: [
				{ unit: 'P1:L2', value: 0.48, low: 0.31, high: 0.66 },
				{ unit: 'P1:L3', value: 0.45, low: 0.3, high: 0.6 },
				{ unit: 'P1:L1', value: 0.02, low: -0.1, high: 0.14 },
			],
			pairs: [{ units: ['P1:L2', 'P1:L3'], kind: 'redundant', value: 0.96, low: 0.8, high: 1.1 }],
		}),
		target('Each may have 20 MB.', { state: 'independent' }),
	],
	counterfactuals: [
		{ unit: 'P1:L2', claim: { start: 0, end: 29 }, from: '10', to: '15', said: 'sticks', reply: 'Ten files.' },
	],
};

function measured(): CaseResult {
	const result = resultOf({
		answer: ANSWER,
		passages: [filePassage('limits.md', TEXT)],
		claims: [
			claim(ANSWER, 'A message may carry 10 files.', { links: [overlap('P1:L2', 0, 12)] }),
			claim(ANSWER, 'Each may have 20 MB.'),
		],
	});
	return { ...result, influence: INFLUENCE, grounding: withInfluence(result.grounding!, INFLUENCE, result) };
}

test('used lines are marked as influence, as strongly as they weigh, or as half of a pair', () => {
	const marks = marksOf(measured(), { kinds: new Set(['influence']), minimumWeight: 0 })[0]!.marks;
	assert.deepEqual(
		marks.map(mark => (mark.kind === 'influence' ? [mark.unit, mark.weight, mark.step] : [])),
		[
			['P1:L2', 0.48, 2],
			['P1:L3', 0.48, 2],
		],
	);
});

test('the hover says the weight with its interval, the line it acts with, and the calls it took', () => {
	assert.equal(
		usedWords('P1:L2', 1, measured()),
		'Used for 1 claim (the answer changes without it) · alone 0.48 [0.31, 0.66] · with limits.md:3: either of the two suffices · asked again 67 times with random halves of the lines, once with a changed value (3 failed)',
	);
});

test('the panel lists each claim with its lines, why there are none, and what a changed value did', () => {
	const result = measured();
	const t = (text: string, ...values: readonly unknown[]) =>
		text.replace(/\{(\d)\}/g, (_, i) => String(values[Number(i)]));
	const part = influenceOf(result, { units: unitPlaces(result), t: t as never })!;
	assert.equal(
		part.summary,
		'asked again 67 times with random halves of the lines, once with a changed value (3 failed), $0.012',
	);
	assert.deepEqual(
		part.rows.map(row => `${row.edge} ${row.link?.words ?? ''}| ${row.note.map(span => span.text).join('')}`),
		[
			'found used| limits.md:2 alone 0.48 [0.31, 0.66] · limits.md:3 alone 0.45 [0.30, 0.60] · limits.md:2 + limits.md:3: either of the two suffices, 0.96 [0.80, 1.00] · in the answer',
			'unverified | the claim comes without any line of the context as well · in the answer',
			'contradicted | value changed in limits.md:2 · 10 → 15: the answer sticks to the old value, which stands nowhere any more: it comes from memory',
		],
	);
	assert.deepEqual(
		influenceButtons(result, t as never).map(({ label }) => label),
		['Measure used lines again'],
	);
});

test('what was measured of another answer, or of a claim that is there no more, links nothing', () => {
	const result = measured();
	const { influence: _, ...before } = result;
	const moved = { ...INFLUENCE, targets: INFLUENCE.targets.map(each => ({ ...each, end: each.end - 1 })) };
	const links = withInfluence(result.grounding!, moved, before).claims.flatMap(each => each.links);
	assert.deepEqual(
		links.map(({ kind }) => kind),
		['overlap'],
	);
});
