import type { ComparisonReport } from '../../../src/core/comparing/comparison-report.ts';
import { plainOutcome } from '../../../src/core/review/plain-outcome.ts';
import type { ModelPort, ModelRequest } from '../../../src/core/review/ports.ts';
import type { Interval } from '../../../src/core/statistics/interval.ts';
import { type Random, seeded } from '../../../src/core/statistics/random.ts';
import { compareAll, modelJudging, pairOf, shownAs, winner } from '../../support/pairs.ts';

/** A judge whose habits are known. Each verdict is drawn by itself. */
interface BiasedJudge {
	readonly name: string;
	/** Chance to take the answer shown first whatever it says. */
	readonly first: number;
	/** Else: logit of the chance to say `a` = `quality` + `length` · ln(length of a / length of b). */
	readonly quality: number;
	readonly length: number;
}

const JUDGES: readonly BiasedJudge[] = [
	{ name: 'fair', first: 0, quality: 0.4, length: 0 },
	{ name: 'prefers the first, 0.3', first: 0.3, quality: 0.4, length: 0 },
	{ name: 'prefers the first, 0.7', first: 0.7, quality: 0.4, length: 0 },
	{ name: 'prefers the longer, 1', first: 0, quality: 0.4, length: 1 },
	{ name: 'prefers the longer, 2, else even', first: 0, quality: 0, length: 2 },
	{ name: 'prefers the longer against the better', first: 0, quality: -0.5, length: 1.5 },
	{ name: 'prefers the first and the longer', first: 0.4, quality: 0.3, length: 1 },
];

/** ln(length of a / length of b) is normal with this mean and deviation: a is the longer one on average. */
const RATIO = { mean: 0.25, deviation: 0.6 };
const DIGITS = 1;

/** Compares 60–140 simulated pairs by each judge, again and again; prints how often each true rate lies in its interval. Returns how many lie outside of 93–97 %. */
export async function simulateJudges({
	runs,
	seed,
}: {
	readonly runs: number;
	readonly seed: number;
}): Promise<number> {
	let outside = 0;
	for (const judge of JUDGES) {
		const counts = new Map<string, { held: number; of: number; sum: number; truth: number }>();
		for (let run = 0; run < runs; run++) {
			const random = seeded(seed * 1_000_003 + run * 7919 + judge.name.length);
			const { report } = await compareAll(pairsOf(random, 60 + (run % 81)), portOf(judge, random), modelJudging());
			for (const [figure, interval, truth] of figuresOf(report, judge)) {
				const known = counts.get(figure) ?? { held: 0, of: 0, sum: 0, truth };
				known.of += interval === undefined ? 0 : 1;
				known.held += interval !== undefined && interval.low <= truth && truth <= interval.high ? 1 : 0;
				known.sum += interval?.value ?? 0;
				counts.set(figure, known);
			}
		}
		console.log(`\n${judge.name}: ${runs} comparisons of 60–140 pairs, both orders`);
		for (const [figure, { held, of, sum, truth }] of counts) {
			const share = held / of;
			const fits = share >= 0.93 && share <= 0.97;
			outside += fits ? 0 : 1;
			console.log(
				`  ${figure.padEnd(24)} truth ${truth.toFixed(3)}, mean estimate ${(sum / of).toFixed(3)}, covered ${(share * 100).toFixed(DIGITS)} %${fits ? '' : '  outside 93–97 %'}`,
			);
		}
	}
	return outside;
}

function figuresOf(
	{ orders, length, outcome }: ComparisonReport,
	judge: BiasedJudge,
): readonly (readonly [string, Interval | undefined, number])[] {
	// A tie of two contradicting verdicts counts one half, so the mean over pairs is the mean over verdicts.
	const taken = (rate: number) => judge.first / 2 + (1 - judge.first) * rate;
	return [
		['first-slot rate', orders?.firstSlot, (1 + judge.first) / 2],
		['win rate', outcome.winRate, taken(meanRate(judge))],
		...(judge.first === 0
			? ([
					['win rate at equal length', length?.controlled, logistic(judge.quality)],
					['slope of length', length?.slope, judge.length],
				] as const)
			: ([['win rate at equal length', length?.controlled, taken(logistic(judge.quality))]] as const)),
	];
}

function portOf({ first, quality, length }: BiasedJudge, random: Random): ModelPort {
	return {
		ask: ({ messages }: ModelRequest) => {
			const [a, b] = [shownAs(messages, 'A'), shownAs(messages, 'B')];
			const swapped = !a.startsWith('a');
			const ratio = Math.log(a.length / b.length) * (swapped ? -1 : 1);
			const saysA = random() < logistic(quality + length * ratio);
			const slot = random() < first ? 'A' : saysA !== swapped ? 'A' : 'B';
			return Promise.resolve(plainOutcome({ text: winner(slot), finish: 'stop' }));
		},
	};
}

function pairsOf(random: Random, count: number) {
	return Array.from({ length: count }, (_, i) => {
		const ratio = RATIO.mean + RATIO.deviation * normal(random);
		const [a, b] = [400 * Math.exp(ratio / 2), 400 * Math.exp(-ratio / 2)];
		return pairOf(`q${i}`, `a${'.'.repeat(Math.round(a))}`, `b${'.'.repeat(Math.round(b))}`);
	});
}

/** The share of verdicts for a over all lengths, by Simpson's rule. */
function meanRate({ quality, length }: BiasedJudge): number {
	const [from, to, steps] = [-6, 6, 2000];
	const width = (to - from) / steps;
	let sum = 0;
	for (let i = 0; i <= steps; i++) {
		const z = from + i * width;
		const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
		sum += weight * logistic(quality + length * (RATIO.mean + RATIO.deviation * z)) * Math.exp(-(z ** 2) / 2);
	}
	return (sum * width) / 3 / Math.sqrt(2 * Math.PI);
}

function logistic(x: number): number {
	return 1 / (1 + Math.exp(-x));
}

/** Box & Muller (1958). */
function normal(random: Random): number {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
