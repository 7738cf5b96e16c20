import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreementReport } from '../../../../src/core/agreement/agreement.ts';
import { agreementDocument } from '../../../../src/core/agreement/agreement-text.ts';
import type { JudgedAnswer } from '../../../../src/core/agreement/judged-answer.ts';
import { juryAnswers, juryReport } from '../../../../src/core/agreement/jury.ts';
import { EMPTY_ANNOTATIONS } from '../../../../src/core/annotations/edit.ts';
import { seeded } from '../../../../src/core/statistics/random.ts';

const LEVELS = ['Good', 'Fair', 'Bad'];
const verdict = (judge: string, hash: string, more: Partial<JudgedAnswer> = {}): JudgedAnswer => ({
	...{
		hash,
		key: `f#${hash}@p@m`,
		model: 'm',
		text: '',
		question: hash,
		judge,
		setup: 's',
		rubric: 'R',
		levels: LEVELS,
	},
	...{
		criteria: ['faithfulness'],
		ratings: { faithfulness: 'Good' },
		cappedScore: 90,
		passMark: 80,
		pass: true,
		grounding: undefined,
		t: 1,
	},
	...more,
});
const failed = { pass: false, cappedScore: 40, ratings: { faithfulness: 'Bad' } };

test('judges are held against each other, and what divides them is what a person should look at', () => {
	const judges = [
		[verdict('a', '1'), verdict('a', '2'), verdict('a', '3')],
		[verdict('b', '1'), verdict('b', '2', failed), verdict('b', '3')],
		[verdict('c', '1'), verdict('c', '2', { ...failed, cappedScore: 10 })],
	];
	const report = juryReport({ judges, families: new Map() })!;
	assert.deepEqual(
		report.pairs.map(({ first, second, passes }) => [first, second, passes.n, passes.exact]),
		[
			['a', 'b', 3, 2 / 3],
			['a', 'c', 2, 0.5],
			['b', 'c', 2, 1],
		],
	);
	assert.deepEqual(
		report.disputed.map(({ hash, votes, divided }) => [hash, votes.map(({ pass }) => pass), divided]),
		[['2', [true, false, false], 1 / 3]],
	);
	assert.equal(juryReport({ judges: judges.slice(0, 1), families: new Map() }), undefined);
	const { lines, places } = agreementDocument(agreementReport({ file: EMPTY_ANNOTATIONS, judged: judges.flat() }));
	assert.deepEqual(
		places.map(({ key }) => key),
		['f#2@p@m'],
	);
	assert.match(lines[places[0]!.line]!, /^ {2}2 · m: a ✓ 90\.0, b ✕ 40\.0, c ✕ 10\.0$/);
});

test('a jury takes the median level and the majority; evenly divided it says nothing', () => {
	const of = (...more: readonly Partial<JudgedAnswer>[]) =>
		juryAnswers(more.map((each, i) => [verdict(`j${i}`, '1', each)]));
	const [jury] = of({}, failed, { ratings: { faithfulness: 'Fair' }, cappedScore: 60, pass: false });
	assert.deepEqual(
		[jury?.judge, jury?.ratings.faithfulness, jury?.cappedScore, jury?.pass],
		['jury of 3', 'Fair', 60, false],
	);
	assert.deepEqual(of({}, failed), [], 'two are no jury');
	assert.deepEqual(of({}, {}, failed, failed), []);
	assert.deepEqual(of({}, {}, { cappedScore: undefined, pass: undefined }), []);
});

test('a judge that favours its own family is found out; one that is only milder is not', () => {
	const families = new Map([
		['llama-judge', 'llama'],
		['gpt-judge', 'gpt'],
		['llama-model', 'llama'],
		['gpt-model', 'gpt'],
	]);
	const judged = (judge: string, bias: { readonly own: number; readonly all: number }, seed: number) => {
		const random = seeded(seed);
		return Array.from({ length: 40 }, (_, i) =>
			['llama-model', 'gpt-model'].map(model => {
				const own = families.get(model) === families.get(judge) ? bias.own : 0;
				return verdict(judge, `${i} ${model}`, {
					question: `${i}`,
					model,
					cappedScore: 60 + bias.all + own + 10 * (random() - 0.5),
				});
			}),
		).flat();
	};
	const check = (own: number, all: number) =>
		juryReport({
			judges: [judged('llama-judge', { own, all }, 1), judged('gpt-judge', { own: 0, all: 0 }, 2)],
			families,
			resamples: 400,
		})!.families;
	const [biased] = check(8, 0);
	assert.deepEqual([biased?.judge, biased?.questions, biased?.warns], ['llama-judge', 40, true]);
	assert.ok(Math.abs(biased!.favour!.value - 8) < 2.5, `${biased!.favour!.value}`);
	const [milder] = check(0, 15);
	assert.ok(milder!.favour!.low < 0 && milder!.favour!.high > 0 && !milder!.warns);
	assert.deepEqual(
		juryReport({
			judges: [judged('llama-judge', { own: 8, all: 0 }, 1), judged('gpt-judge', { own: 0, all: 0 }, 2)],
			families: new Map(),
		})?.families,
		[],
	);
});
