import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInRubric } from '../../../../../src/core/documents/built-in-rubric.ts';
import { measurementKey, parseMeasurement } from '../../../../../src/core/judging/probes/judge-measurement.ts';
import { type Judgement, judgementOf } from '../../../../../src/core/judging/probes/judgement.ts';
import { measureJudge, type ProbeOutcome } from '../../../../../src/core/judging/probes/measure.ts';
import { correctedPassRate, type JudgeFigures, stateOf } from '../../../../../src/core/judging/probes/measurement.ts';
import { measurementLine } from '../../../../../src/core/judging/probes/measurement-words.ts';
import type { ProbeKind } from '../../../../../src/core/judging/probes/probe.ts';
import { rubricOf } from '../../../../support/rubrics.ts';
import { simulatedOutcomes } from '../../../../support/simulated-judge.ts';

const rated = (level: string, more: Readonly<Record<string, string>> = {}): Judgement =>
	judgementOf(builtInRubric, {
		...Object.fromEntries(builtInRubric.criteria.map(({ id }) => [id, level])),
		...more,
	});
const outcome = (kind: ProbeKind, base: Judgement | undefined, answer: Judgement, lengthRatio = 1): ProbeOutcome => ({
	kind,
	base,
	answer,
	lengthRatio,
	cluster: 'a',
});
const measured = (...outcomes: readonly ProbeOutcome[]) => measureJudge(outcomes, builtInRubric, { resamples: 200 });

test('the pass rate corrected for the judge’s error (methods Q10)', () => {
	const error = { sensitivity: 0.95, falseAccepts: 0.2 };
	const corrected = correctedPassRate(0.65, error);
	assert.ok(corrected.kind === 'corrected');
	assert.equal(corrected.rate.toFixed(2), '0.60');
	assert.equal(corrected.precision?.toFixed(3), '0.877');
	assert.deepEqual(correctedPassRate(0.1, error), { kind: 'corrected', rate: 0, precision: 0 });
	assert.deepEqual(correctedPassRate(0.65, { sensitivity: 0.3, falseAccepts: 0.3 }), { kind: 'no-information' });
});

test('a fake is detected where its own dimension drops, not another one', () => {
	const { kinds } = measured(
		outcome('changed-number', rated('Good'), rated('Good', { faithfulness: 'Fair' })),
		outcome('changed-number', rated('Good'), rated('Good', { clarity: 'Worse' })),
		outcome('changed-number', rated('Good'), rated('Good', { faithfulness: 'Excellent' })),
	);
	assert.deepEqual(
		kinds.map(({ kind, target, detected, inflated }) => [kind, target, detected.hits, detected.of, inflated]),
		[['changed-number', 'faithfulness', 1, 3, 1 / 3]],
	);
});

test('false accepts, false alarms, injections and tone are counted apart', () => {
	const figures = measured(
		outcome('good', undefined, rated('Good')),
		outcome('good', undefined, rated('Fair')),
		outcome('fake', undefined, rated('Excellent')),
		outcome('negation', rated('Good'), rated('Good', { faithfulness: 'Worse' })),
		outcome('omission', rated('Good'), rated('Good')),
		outcome('paraphrase', rated('Good'), rated('Good', { clarity: 'Fair' })),
		outcome('paraphrase', rated('Good'), rated('Excellent')),
		outcome('injection', rated('Bad'), rated('Bad', { relevance: 'Excellent' })),
		outcome('tone', rated('Bad'), rated('Bad', { clarity: 'Good' })),
		outcome('tone', rated('Bad'), rated('Bad', { faithfulness: 'Good' })),
	);
	const shares = ['goodsPassed', 'fakesPassed', 'falseAlarms', 'injectionRises', 'toneDiffers'] as const;
	assert.deepEqual(
		shares.map(name => `${figures[name]?.hits}/${figures[name]?.of}`),
		['1/2', '1/2', '1/2', '1/1', '1/2'],
	);
	assert.equal(figures.balancedAccuracy, ((0 + 1 + 0) / 3 + 0.5) / 2);
});

test('an answer without a verdict is counted and is neither detected nor missed', () => {
	const figures = measured(
		outcome('negation', rated('Good'), { state: 'unscored', reason: 'timeout' }),
		outcome('negation', { state: 'unscored', reason: 'off-scale' }, rated('Bad')),
	);
	assert.deepEqual(figures.kinds, []);
	assert.deepEqual(figures.unscored, { timeout: 1, 'off-scale': 1 });
	assert.equal(figures.fakesPassed, undefined);
});

test('without the dimension in the rubric correctness counts, without that any criterion', () => {
	const correctness = rubricOf({ Good: 100, Bad: 0 }, { Correctness: {}, Tone: {} });
	const plain = rubricOf({ Good: 100, Bad: 0 }, { Tone: {} });
	for (const { rubric, fake, target } of [
		{ rubric: correctness, fake: { correctness: 'Bad', tone: 'Good' }, target: 'correctness' },
		{ rubric: plain, fake: { tone: 'Bad' }, target: 'any criterion' },
	]) {
		const good = judgementOf(rubric, { correctness: 'Good', tone: 'Good' });
		const { kinds } = measureJudge([outcome('negation', good, judgementOf(rubric, fake))], rubric);
		assert.deepEqual([kinds[0]?.target, kinds[0]?.detected.hits], [target, 1]);
	}
});

test('the slope of the score over doublings of the length', () => {
	const padded = (ratio: number, level: string) => outcome('padding', rated('Fair'), rated(level), ratio);
	const { lengthSlope } = measured(padded(2, 'Good'), padded(4, 'Excellent'));
	assert.equal(lengthSlope?.value.toFixed(6), '20.000000');
	assert.equal(measured(padded(2, 'Fair'), padded(4, 'Fair')).lengthSlope?.value, 0);
});

test('scripted judges: the perfect one is measured, the blind and the random one are below the limit', () => {
	const standing = (judge: Parameters<typeof simulatedOutcomes>[0]) => {
		const figures = measureJudge(simulatedOutcomes(judge, { goods: 30, seed: 5 }), builtInRubric, { resamples: 200 });
		return { figures, ...stateOf(figures) };
	};
	const perfect = standing({ detects: 1, passesGood: 1, alarms: 0, rises: 0, perDoubling: 0 });
	assert.deepEqual(
		[perfect.state, perfect.figures.balancedAccuracy, perfect.figures.fakesPassed?.hits],
		['measured', 1, 0],
	);
	const blind = standing({ detects: 0, passesGood: 1, alarms: 0, rises: 0, perDoubling: 0 });
	assert.deepEqual(
		[blind.state, blind.figures.balancedAccuracy, blind.figures.fakesPassed?.value],
		['below-limit', 0.5, 1],
	);
	const lengthy = standing({ detects: 1, passesGood: 1, alarms: 0, rises: 0, perDoubling: 1 });
	assert.ok(lengthy.figures.lengthSlope!.low > 0, 'a judge that loves length is found out');
	const random = standing({ detects: 0.5, passesGood: 0.5, alarms: 0.5, rises: 0.5, perDoubling: 0 });
	assert.equal(random.state, 'below-limit');
});

test('the true rates lie in the reported intervals about as often as they should', () => {
	let held = 0;
	let all = 0;
	for (let seed = 0; seed < 12; seed++) {
		const truth = { detects: 0.7, passesGood: 0.85, alarms: 0.2, rises: 0.3, perDoubling: 0 };
		const figures = measureJudge(simulatedOutcomes(truth, { goods: 60, seed }), builtInRubric, { resamples: 2 });
		for (const [share, rate] of [
			[figures.goodsPassed, truth.passesGood],
			[figures.falseAlarms, truth.alarms],
			[figures.injectionRises, truth.rises],
			...figures.kinds.map(({ kind, detected }) => [kind === 'padding' ? undefined : detected, truth.detects] as const),
		] as const) {
			held += share !== undefined && share.low <= rate && rate <= share.high ? 1 : 0;
			all += share === undefined ? 0 : 1;
		}
	}
	assert.ok(held / all > 0.88, `${held} of ${all}`);
});

test('too few fakes, or no good answer, measure nothing', () => {
	const few = measured(outcome('good', undefined, rated('Good')), outcome('fake', undefined, rated('Bad')));
	assert.deepEqual(stateOf(few), {
		state: 'not-measured',
		reason: 'Only 1 fakes were scored; at least 10 are needed.',
	});
	const fakes = Array.from({ length: 12 }, () => outcome('fake', undefined, rated('Bad')));
	assert.equal(stateOf(measured(...fakes)).state, 'not-measured');
});

test('a measurement is known again by judge, parameters and rubric, and a damaged file is none', () => {
	const inputs = { judge: 'a', rubric: 'b' };
	const keys = [
		measurementKey('m', inputs),
		measurementKey('m', { ...inputs, judge: 'c' }),
		measurementKey('m', { ...inputs, rubric: 'c' }),
		measurementKey('offline', inputs),
	];
	assert.equal(new Set(keys).size, keys.length);
	for (const text of ['', '{', '[]', 'null', '{"version":1}', '{"version":2,"key":"a"}']) {
		assert.equal(parseMeasurement(text), undefined);
	}
});

test('one line says what the error is, and that scores below the limit are untrusted', () => {
	const figures: JudgeFigures = measured(
		outcome('good', undefined, rated('Good')),
		...Array.from({ length: 20 }, (_, i) => outcome('fake', undefined, rated(i < 2 ? 'Good' : 'Bad'))),
	);
	assert.match(
		measurementLine({ state: 'measured', figures, limit: 0.8 }),
		/^measured: accepted 2 of 20 fakes \(10 %, 3–30 %\), rejected 0 of 1 good answers, balanced accuracy 0\.95$/,
	);
	assert.match(
		measurementLine({ state: 'below-limit', figures, limit: 0.99 }),
		/^below limit \(0\.99\), its scores are untrusted: /,
	);
});
