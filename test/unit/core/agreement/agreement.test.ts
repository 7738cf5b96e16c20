import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreementReport } from '../../../../src/core/agreement/agreement.ts';
import { agreementBrief, agreementLines } from '../../../../src/core/agreement/agreement-text.ts';
import { agreementOf, bothWays } from '../../../../src/core/agreement/confusion.ts';
import { cutOffOf, type LabelledScore } from '../../../../src/core/agreement/cut-off.ts';
import type { JudgedAnswer } from '../../../../src/core/agreement/judged-answer.ts';
import { rankedPairsOf } from '../../../../src/core/agreement/rankings.ts';
import { EMPTY_ANNOTATIONS } from '../../../../src/core/annotations/edit.ts';
import type { PairResult } from '../../../../src/core/comparing/comparison-fold.ts';
import type { AnnotationFile } from '../../../../src/core/documents/annotation-file.ts';
import { seeded } from '../../../../src/core/statistics/random.ts';
import { claim, groundingOf } from '../../../support/results.ts';

const LEVELS = ['Good', 'Fair', 'Bad'];
const TEXT = 'The lamp is 31 metres high. It burns oil. It was lit in 1874.';
const judgedOf = (hash: string, more: Partial<JudgedAnswer> = {}): JudgedAnswer => ({
	...{
		hash,
		key: `f#q-${hash}@p@m`,
		model: 'm',
		text: '',
		question: `q-${hash}`,
		judge: 'claude',
		setup: 's',
		rubric: 'R',
		levels: LEVELS,
		criteria: ['faithfulness'],
	},
	...{ ratings: { faithfulness: 'Good' }, cappedScore: 90, passMark: 80, pass: true, grounding: undefined, t: 1 },
	...more,
});
const fileOf = (hashes: readonly string[], more: Partial<AnnotationFile>): AnnotationFile => ({
	...EMPTY_ANNOTATIONS,
	answers: new Map(hashes.map(hash => [hash, { question: `q-${hash}`, model: 'm', prompt: 'p', text: TEXT }])),
	...more,
});
const said = { by: undefined, at: undefined, reason: undefined };

test('the worked example of methods S18: kappa 0.621, and a pair of people counts once', () => {
	const table = [
		[20, 5, 0],
		[3, 10, 2],
		[1, 4, 15],
	];
	const pairs = table.flatMap((row, first) =>
		row.flatMap((count, second) =>
			Array.from({ length: count }, (_, i) => ({ cluster: `${first}${second}${i}`, first, second })),
		),
	);
	const agreement = agreementOf(pairs, { levels: LEVELS, resamples: 200 })!;
	assert.deepEqual([agreement.n, agreement.exact, agreement.kappa?.value.toFixed(3)], [60, 0.75, '0.621']);
	assert.ok(agreement.kappa!.interval!.low < 0.621 && agreement.kappa!.interval!.high > 0.621);
	assert.ok(agreement.weighted!.value > agreement.kappa!.value, 'near misses count in part');
	assert.equal(bothWays(pairs).length, 120);
});

test('all of one level: no variation, not a kappa of 1', () => {
	const pairs = Array.from({ length: 12 }, (_, i) => ({ cluster: `${i}`, first: 0, second: 0 }));
	assert.equal(agreementOf(pairs, { levels: LEVELS })?.kappa, undefined);
	assert.equal(agreementOf([], { levels: LEVELS }), undefined);
});

test('every saying is counted or listed with its reason, for each kind', () => {
	const hashes = ['a', 'b', 'c'];
	const file = fileOf(hashes, {
		reviews: [
			{ answer: 'a', state: 'accepted', ...said },
			{ answer: 'b', state: 'uncertain', ...said },
			{ answer: 'c', state: 'rejected', ...said },
			{ answer: 'x', state: 'rejected', ...said },
		],
		ratings: [
			{ answer: 'a', criterion: 'faithfulness', rating: 'Fair', ...said },
			{ answer: 'a', criterion: 'charm', rating: 'Fair', ...said },
			{ answer: 'a', criterion: 'faithfulness', rating: 'Superb', ...said },
			{ answer: 'b', criterion: 'faithfulness', rating: 'Good', ...said },
		],
		preferences: [
			{ question: 'q', a: 'a', b: 'c', winner: 'a', ...said },
			{ question: 'q', a: 'a', b: 'b', winner: 'b', ...said },
		],
		annotations: [
			{
				id: 'a1',
				answer: 'a',
				context: undefined,
				target: { exact: 'burns oil', prefix: '', suffix: '' },
				label: 'unsupported',
				note: undefined,
				...said,
			},
			{
				id: 'a2',
				answer: 'a',
				context: undefined,
				target: { exact: 'in 1874', prefix: '', suffix: '' },
				label: 'supported',
				note: undefined,
				...said,
			},
			{
				id: 'a3',
				answer: 'a',
				context: undefined,
				target: { exact: 'The lamp is 31 metres high', prefix: '', suffix: '' },
				label: 'contradicted',
				note: undefined,
				...said,
			},
			{
				id: 'a4',
				answer: 'a',
				context: undefined,
				target: { exact: 'a submarine cable', prefix: '', suffix: '' },
				label: 'supported',
				note: undefined,
				...said,
			},
			{
				id: 'a5',
				answer: 'a',
				context: undefined,
				target: { exact: 'oil', prefix: '', suffix: '' },
				label: 'note',
				note: 'hm',
				...said,
			},
			{
				id: 'a6',
				answer: undefined,
				context: { file: 'x.md', hash: '' },
				target: { exact: 'oil', prefix: '', suffix: '' },
				label: 'supported',
				note: undefined,
				...said,
			},
			{
				id: 'a7',
				answer: 'b',
				context: undefined,
				target: { exact: 'oil', prefix: '', suffix: '' },
				label: 'supported',
				note: undefined,
				...said,
			},
		],
	});
	const grounding = groundingOf([
		claim(TEXT, 'It burns oil.', { label: 'unsupported' }),
		claim(TEXT, 'It was lit in 1874.', { label: 'unsupported' }),
		claim(TEXT, 'The lamp is 31 metres high.'),
	]);
	const report = agreementReport({
		file,
		judged: [
			judgedOf('a', { grounding }),
			judgedOf('b', { cappedScore: undefined, pass: undefined }),
			judgedOf('c', { cappedScore: 20, pass: false }),
		],
		resamples: 50,
	});
	const [judge] = report.judges;
	assert.deepEqual(
		Object.fromEntries(
			Object.entries(judge!.account).map(([name, { counted, listed }]) => [
				name,
				[counted, ...listed.map(({ reason }) => reason)],
			]),
		),
		{
			reviews: [2, 'uncertain', 'no-answer'],
			ratings: [1, 'unknown-criterion', 'unknown-level', 'unscored'],
			annotations: [3, 'orphan', 'note', 'context-file', 'no-grounding'],
			preferences: [1, 'unscored'],
		},
	);
	for (const { loaded, counted, listed } of Object.values(judge!.account)) {
		assert.equal(loaded, counted + listed.length);
	}
	assert.deepEqual(judge!.reviews!.table, [
		[1, 0],
		[0, 1],
	]);
	const { confirmed, dismissed, missed, precision } = judge!.spans.words!;
	assert.deepEqual([confirmed, dismissed, missed, precision?.value], [1, 1, 1, 0.5]);
	assert.equal(judge!.preferences?.exact, 1);
	const text = agreementLines(report).join('\n');
	assert.match(text, /^4 reviews = 2 counted \+ 1 uncertain \+ 1 without its answer in the file$/m);
	assert.match(text, /^ {2}orphaned: q-a · a4 supported: a submarine cable$/m);
	assert.match(text, /^Only one person said anything/m);
	assert.match(agreementBrief(judge!)!, /^same in 2 of 2 reviews$/);
});

test('of several verdicts on one answer the newest that was read counts; judges with other settings stand apart', () => {
	const file = fileOf(['a'], { reviews: [{ answer: 'a', state: 'accepted', ...said }] });
	const report = agreementReport({
		file,
		judged: [
			judgedOf('a', { t: 1, pass: false }),
			judgedOf('a', { t: 2, pass: true }),
			judgedOf('a', { t: 3, cappedScore: undefined, pass: undefined }),
			judgedOf('a', { setup: 'other', pass: false }),
		],
	});
	assert.deepEqual(
		report.judges.map(({ setup, reviews }) => [setup, reviews?.table]),
		[
			[
				's',
				[
					[1, 0],
					[0, 0],
				],
			],
			[
				'other',
				[
					[0, 1],
					[0, 0],
				],
			],
		],
	);
});

test('people among themselves are the ceiling; nobody is paired with himself', () => {
	const by = (name: string, state: 'accepted' | 'rejected', answer: string) => ({
		answer,
		state,
		by: name,
		at: undefined,
	});
	const file = fileOf(['a', 'b'], {
		reviews: [
			by('Ann', 'accepted', 'a'),
			by('Bo', 'accepted', 'a'),
			by('Ann', 'rejected', 'b'),
			by('Bo', 'rejected', 'b'),
		],
		preferences: [
			{ question: 'q', a: 'a', b: 'b', winner: 'a', by: 'Ann', at: undefined },
			{ question: 'q', a: 'b', b: 'a', winner: 'b', by: 'Bo', at: undefined },
			{ question: 'q', a: 'b', b: 'a', winner: 'a', by: 'Bo', at: undefined },
		],
	});
	const { people } = agreementReport({ file, judged: [] });
	assert.deepEqual([people.names, people.reviews?.n, people.reviews?.kappa?.value], [['Ann', 'Bo'], 2, 1]);
	assert.deepEqual([people.preferences?.n, people.preferences?.exact], [2, 0.5], 'a and b may be turned round');
});

test('a known cut-off is found, and is only advised where it is better by more than chance', () => {
	const random = seeded(3);
	const items = (count: number, truth: number): LabelledScore[] =>
		Array.from({ length: count }, (_, i) => {
			const score = Math.round(random() * 100);
			return { cluster: `q${i}`, score, accepted: score >= truth !== random() < 0.05 };
		});
	const found = cutOffOf(items(200, 60), 80)!;
	assert.equal(found.advice, 'change');
	assert.ok(found.best.above <= 62 && found.best.upTo >= 57, JSON.stringify(found.best));
	assert.ok(found.interval!.low <= 60 && found.interval!.high >= 58);
	assert.ok(found.crossValidated.value > found.present.agrees.value);
	const right = cutOffOf(items(200, 80), 80)!;
	assert.equal(right.advice, 'keep');
	assert.equal(cutOffOf(items(10, 50), 80)?.advice, 'too-few');
	assert.equal(cutOffOf([{ cluster: 'a', score: 50, accepted: true }], 80), undefined);
});

test('a judge that saw both answers is held against people who did, whichever answer each calls a', () => {
	const preference = (a: string, b: string, winner: 'a' | 'b' | 'tie') => ({
		question: `${a}${b}`,
		a,
		b,
		winner,
		by: 'Ann',
		at: undefined,
	});
	const file = fileOf(['a', 'b', 'c'], {
		preferences: [preference('a', 'b', 'a'), preference('c', 'a', 'a'), preference('b', 'c', 'tie')],
	});
	const pair = (a: string, b: string, winner: 'a' | 'b' | 'tie', conflict = false) =>
		({ state: 'compared', winner, conflict, a: { hash: a }, b: { hash: b } }) as unknown as PairResult;
	const ranked = rankedPairsOf([
		{ judge: 'claude', pairs: [pair('a', 'b', 'a'), pair('a', 'c', 'b')] },
		{ judge: 'claude', pairs: [pair('b', 'a', 'a')] },
		{ judge: 'torn', pairs: [pair('a', 'b', 'a', true)] },
		{ judge: undefined, pairs: [pair('a', 'b', 'b')] },
	]);
	const report = agreementReport({ file, judged: [], ranked });
	assert.deepEqual(
		report.rankings.map(({ judge, agreement, without }) => [judge, agreement.n, agreement.exact, without]),
		[
			['claude', 2, 1, 1],
			['torn', 1, 0, 2],
		],
	);
	assert.match(agreementLines(report).join('\n'), /^3 preferences = 2 counted \+ 1 on pairs that it did not compare$/m);
});

test('what nobody reviewed but says the same as a reviewed answer is listed, with the judges that see it otherwise', () => {
	const file: AnnotationFile = {
		...fileOf(['a'], {
			reviews: [
				{ answer: 'a', state: 'accepted', ...said },
				{ answer: 'r', state: 'rejected', ...said },
			],
		}),
		answers: new Map([
			['a', { question: 'q', model: 'm', prompt: 'p', text: 'It was built in 1874.' }],
			['r', { question: 'q', model: 'm', prompt: 'p', text: 'In 1999.' }],
		]),
	};
	const answer = (hash: string, text: string, more: Partial<JudgedAnswer> = {}) =>
		judgedOf(hash, { question: 'q', text, ...more });
	const report = agreementReport({
		file,
		judged: [
			answer('b', 'The lighthouse was built in 1874', { pass: false, cappedScore: 40 }),
			answer('c', 'It was built in 1875.'),
			answer('d', 'in 1999'),
			answer('e', 'The lighthouse was built in 1999.'),
			answer('a', 'It was built in 1874.'),
		],
		questions: new Map([['q', 'When was the lighthouse built?']]),
	});
	assert.deepEqual(
		report.same.map(({ hash, state, how, against }) => [hash, state, how, against]),
		[
			['b', 'accepted', 'all-its-words', ['claude']],
			['d', 'rejected', 'words', ['claude']],
		],
	);
	assert.match(agreementLines(report).join('\n'), /what was accepted; claude fails it$/m);
});
