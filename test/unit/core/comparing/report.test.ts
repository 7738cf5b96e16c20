import assert from 'node:assert/strict';
import { test } from 'node:test';
import { combineSamples } from '../../../../src/core/comparing/combine-samples.ts';
import type { PairResult } from '../../../../src/core/comparing/comparison-fold.ts';
import { parseCounts, reportOfCounts } from '../../../../src/core/comparing/counts.ts';
import { diffsOfLoss, lossesOf } from '../../../../src/core/comparing/losses.ts';
import { makeComparisonReport } from '../../../../src/core/comparing/make-report.ts';
import { outcomeOf } from '../../../../src/core/comparing/outcome.ts';
import { powerNote } from '../../../../src/core/comparing/power-note.ts';
import { reportLines } from '../../../../src/core/comparing/report-lines.ts';
import type { Preferred } from '../../../../src/core/review/events.ts';

const sample = (order: 'ab' | 'ba', a: number, b: number) => ({
	order,
	points: { a, b },
	winner: a > b ? ('a' as const) : a < b ? ('b' as const) : ('tie' as const),
});

test('points of both orders: the worked example of methods S1', () => {
	const combined = combineSamples([
		sample('ab', 8, 6),
		sample('ab', 7, 7),
		sample('ab', 8, 7),
		sample('ba', 6, 8),
		sample('ba', 7, 8),
		sample('ba', 7, 7),
	]);
	assert.deepEqual(
		{ ...combined, entropy: combined?.entropy.toFixed(9) },
		{ winner: 'tie', margin: 0, conflict: true, entropy: '1.000000000' },
	);
	assert.equal(combineSamples([]), undefined);
});

test('verdicts without points: the majority over both orders, each order counting alike', () => {
	const verdict = (order: 'ab' | 'ba', winner: Preferred) => ({ order, winner, points: undefined });
	assert.deepEqual(combineSamples([verdict('ab', 'a'), verdict('ba', 'tie')]), {
		winner: 'a',
		margin: 0.5,
		conflict: true,
		entropy: Math.log(2) / Math.log(3),
	});
	const lost = combineSamples([verdict('ab', 'a'), verdict('ab', 'a'), verdict('ab', 'a'), verdict('ba', 'b')]);
	assert.equal(lost?.winner, 'tie', 'three replies in one order and one in the other');
	assert.equal(combineSamples([verdict('ab', 'b')])?.conflict, undefined);
});

test('counts alone: 108:53 is 67.1 % with interval and test', () => {
	const counts = parseCounts('108:53');
	assert.ok(typeof counts !== 'string');
	const { outcome, conclusion, account } = reportOfCounts(counts, { a: 'finetuned', b: 'base' });
	assert.equal(((outcome.winRate?.value ?? 0) * 100).toFixed(1), '67.1');
	assert.deepEqual([outcome.winRate?.low.toFixed(3), outcome.winRate?.high.toFixed(3)], ['0.595', '0.739']);
	assert.ok(outcome.signTest < 0.0001 && outcome.signTest > 0.00001, String(outcome.signTest));
	assert.equal(outcome.permutationTest, outcome.signTest);
	assert.match(
		conclusion.sentence,
		/^finetuned is better: finetuned wins 67\.1 % \(59\.5–73\.9 %\) against base, sign test p < 0\.0001\.$/,
	);
	assert.deepEqual([account.loaded, account.compared], [161, 161]);
	for (const wrong of ['', '108', '108:', '1:2:3:4', '-1:4', '0:0', '1e3:4', '99999999:1']) {
		assert.equal(typeof parseCounts(wrong), 'string', wrong);
	}
	assert.deepEqual(parseCounts(' 14 : 3 : 3 '), { wins: 14, losses: 3, ties: 3 });
});

test('with ties: 14 wins, 3 losses, 3 ties (methods S9)', () => {
	const counts = { wins: 14, losses: 3, ties: 3 };
	const { outcome } = reportOfCounts(counts, { a: 'a', b: 'b' });
	assert.equal(outcome.winRate?.value, 0.775);
	assert.equal(outcome.method, 'effective-wilson');
	// The normal approximation that the methods give is ± 0.166.
	assert.ok(Math.abs(outcome.winRate!.low - 0.609) < 0.05 && Math.abs(outcome.winRate!.high - 0.941) < 0.05);
	assert.equal(outcome.signTest.toFixed(4), '0.0127');
	const even = reportOfCounts({ wins: 12, losses: 6, ties: 0 }, { a: 'a', b: 'b' });
	assert.equal(even.outcome.signTest.toFixed(3), '0.238');
	assert.equal(even.conclusion.kind, 'no-difference');
});

test('nothing but ties is no point estimate without doubt', () => {
	const { winRate, signTest } = outcomeOf(Array.from({ length: 8 }, () => ({ won: 0.5, margin: 0 })));
	assert.ok(winRate!.low < 0.3 && winRate!.high > 0.7 && signTest === 1);
	assert.equal(outcomeOf([]).winRate, undefined);
});

test('the note on power: what n questions can show at all', () => {
	assert.equal(powerNote(5).winsNeeded, undefined);
	assert.match(powerNote(5).sentence, /too few/);
	assert.deepEqual([powerNote(6).winsNeeded, powerNote(10).winsNeeded, powerNote(20).winsNeeded], [6, 9, 15]);
	const { sentence, needed } = powerNote(161);
	assert.match(sentence, /^161 questions: without ties 94:67 is the least .* 6\d\.\d % or more/);
	assert.deepEqual(
		needed.map(({ rate }) => rate),
		[0.55, 0.6, 0.65, 0.7, 0.75],
	);
	assert.ok(
		Math.abs(powerNote(5000).detectable! - powerNote(5001).detectable!) < 0.002,
		'the formula goes on where the sums end',
	);
	assert.match(powerNote(1_000_000).sentence, /50\.1 % or more/);
});

let made = 0;
const result = (winner: Preferred | undefined, more: Partial<PairResult> = {}): PairResult => {
	const question = `q${made++}`;
	return {
		v: 1,
		t: 0,
		type: 'comparison-end',
		key: question,
		file: 'f',
		question,
		questionText: '?',
		row: undefined,
		line: undefined,
		strata: {},
		reference: [],
		a: { text: 'one two', hash: '', case: undefined, score: undefined, values: {} },
		b: { text: 'one two three', hash: '', case: undefined, score: undefined, values: {} },
		inputs: '',
		state: winner === undefined ? 'not-compared' : 'compared',
		reason: winner === undefined ? 'empty-answer' : undefined,
		message: winner === undefined ? 'It is empty.' : undefined,
		winner,
		margin: winner && { a: 1, tie: 0, b: -1 }[winner],
		conflict: false,
		entropy: 0,
		samples: [],
		cached: false,
		...more,
	};
};
const setup = { a: 'new', b: 'old', protocol: 'ranking', judge: 'j', samples: 1, rubric: 'r' } as const;
const reportOf = (pairs: readonly PairResult[], loaded = pairs.map(({ key }) => key)) =>
	makeComparisonReport({ run: 'r', setup, lexical: false, loaded, pairs });

test('a pair without a name is called by its place once; one character is one', () => {
	const nameless = { row: 2, line: 3, question: 'row 2 (line 3)', key: 'k' };
	const lines = reportLines(
		reportOf([
			result(undefined, nameless),
			result(undefined, { row: 4, line: 5, question: 'q' }),
			result('a', { a: { text: 'x', hash: '', case: undefined, score: undefined, values: {} } }),
		]),
	);
	assert.deepEqual(
		lines.filter(line => line.includes('empty-answer:')),
		['  row 2 (line 3)  empty-answer: It is empty.', '  row 4  q  empty-answer: It is empty.'],
	);
	assert.ok(lines.some(line => line.startsWith('length: new 1 character, old 13;')));
});

test('ratings against rankings: the example of methods S7, and the conclusion that depends on the protocol', () => {
	const both = (rating: Preferred, winner: Preferred) =>
		result(winner, {
			a: { text: 'x', hash: '', case: undefined, score: { a: 80, tie: 60, b: 40 }[rating], values: { clarity: 60 } },
			b: { text: 'yy', hash: '', case: undefined, score: 60, values: { clarity: 40 } },
		});
	const pairs = [
		both('a', 'a'),
		both('a', 'tie'),
		both('tie', 'a'),
		both('b', 'b'),
		both('tie', 'tie'),
		both('b', 'a'),
	];
	const { consistency, conclusion, queue, criteria } = reportOf(pairs);
	assert.equal(consistency?.agreement.value, 0.5);
	assert.deepEqual(consistency?.table, [
		[1, 1, 0],
		[1, 1, 0],
		[1, 0, 1],
	]);
	assert.equal(conclusion.kind, 'depends-on-protocol');
	assert.match(conclusion.sentence, /depends on the protocol/);
	assert.deepEqual([queue[0]?.key, queue[0]?.why], [pairs[5]!.key, 'inconsistent']);
	const clarity = criteria.find(({ criterion }) => criterion === 'clarity');
	assert.deepEqual([clarity?.difference.value, clarity?.better], [20, 6]);
});

test('loaded = compared + accounted for, and a sum that does not hold is a bug', () => {
	const pairs = [result('a'), result(undefined), result('b')];
	const { account } = reportOf(pairs, [...pairs.map(({ key }) => key), 'never begun']);
	assert.deepEqual(
		[account.loaded, account.compared, account.notCompared.map(({ reason }) => reason)],
		[4, 2, ['empty-answer', 'cancelled']],
	);
	assert.throws(() => reportOf(pairs, ['q']), /accounted for/);
});

test('pairs of one question are averaged before anything is counted', () => {
	const pairs = [...Array.from({ length: 9 }, () => result('a', { question: 'same' })), result('b'), result('b')];
	const { outcome } = reportOf(pairs);
	assert.deepEqual([outcome.questions, outcome.pairs, outcome.wins, outcome.losses], [3, 11, 1, 2]);
	assert.equal(outcome.winRate?.value.toFixed(4), '0.3333');
});

test('strata apart, with a correction for looking at many; losses the clearest first', () => {
	const pairs = Array.from({ length: 40 }, (_, i) =>
		result(i % 4 === 0 ? 'b' : 'a', {
			strata: { category: i < 20 ? 'why' : 'how' },
			...(i === 8 ? { margin: -0.5 } : {}),
		}),
	);
	const { strata, lostByA, lostByB } = reportOf(pairs);
	assert.deepEqual(
		strata.map(({ name, values }) => [name, values.map(({ value, outcome }) => [value, outcome.questions])]),
		[
			[
				'category',
				[
					['why', 20],
					['how', 20],
				],
			],
		],
	);
	assert.ok(strata[0]!.values.every(({ corrected, outcome }) => corrected >= outcome.signTest));
	assert.deepEqual([lostByA.length, lostByB.length, lostByA.at(-1)], [10, 30, pairs[8]!.key]);
});

test('a loss has what a multi-diff shows: reference against each answer, and the answers against each other', () => {
	const pairs = [result('b', { reference: ['three'] }), result('b'), result('a')];
	const losses = lossesOf(reportOf(pairs), new Map(pairs.map(pair => [pair.key, pair])), 'a');
	assert.deepEqual(losses.map(({ key }) => key).sort(), [pairs[0]!.key, pairs[1]!.key]);
	const titles = (reference: readonly string[]) =>
		diffsOfLoss({ reference, a: 'x', b: 'y' }, { a: 'new', b: 'old' }).map(({ title }) => title);
	assert.deepEqual(titles(['three']), ['reference ↔ new', 'reference ↔ old', 'new ↔ old']);
	assert.deepEqual(titles([]), ['new ↔ old']);
});

test('length: the longer answer, like lengths, and the rate at equal length', () => {
	const pairs = Array.from({ length: 60 }, (_, i) => {
		const long = i % 3 === 0 ? 'a' : 'b';
		const text = (side: string) => 'word '.repeat(side === long ? 30 + (i % 7) : 10);
		const wins = i % 10 === 9 ? (long === 'a' ? 'b' : 'a') : long;
		const answer = (side: string) => ({ text: text(side), hash: '', case: undefined, score: undefined, values: {} });
		return result(wins, { a: answer('a'), b: answer('b') });
	});
	const { length, conclusion, outcome } = reportOf(pairs);
	assert.deepEqual([length?.longerWon?.hits, length?.longerWon?.of], [54, 60]);
	assert.ok(outcome.winRate!.value < 0.45 && Math.abs(length!.controlled!.value - 0.5) < 0.15);
	assert.ok(length!.slope!.low > 0 && length!.similar === undefined);
	assert.ok(conclusion.cautions.some(each => /longer answer won 54 of 60/.test(each)));
});
