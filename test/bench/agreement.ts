import { agreementOf } from '../../src/core/agreement/confusion.ts';
import { cutOffOf } from '../../src/core/agreement/cut-off.ts';
import type { JudgedAnswer } from '../../src/core/agreement/judged-answer.ts';
import { juryReport } from '../../src/core/agreement/jury.ts';
import { seeded } from '../../src/core/statistics/random.ts';

/**
 * `node test/bench/agreement.ts [SIMULATIONS]`: simulated people and judges whose true agreement is known. How often the true kappa lies in
 * the reported 95 % interval, unweighted and with quadratic weights, over samples of many sizes; and how often a change of the pass mark is
 * advised where one is right and where none is; and whether a judge that favours its own family is found out.
 */
const [simulations = 500] = process.argv.slice(2).map(Number);

const KIN = new Map([
	['x-judge', 'x'],
	['x-model', 'x'],
	['y-judge', 'y'],
	['y-model', 'y'],
]);

/** Joint chances of person (down) and judge (across). */
const RATERS: Readonly<Record<string, readonly (readonly number[])[]>> = {
	'pass or fail, good judge': [
		[0.5, 0.08],
		[0.07, 0.35],
	],
	'pass or fail, poor judge': [
		[0.35, 0.25],
		[0.2, 0.2],
	],
	'five levels': [
		[0.2, 0.06, 0.02, 0, 0],
		[0.05, 0.15, 0.05, 0.02, 0],
		[0.02, 0.05, 0.1, 0.04, 0.01],
		[0, 0.02, 0.03, 0.08, 0.02],
		[0, 0, 0.01, 0.02, 0.05],
	],
};

for (const [name, chances] of Object.entries(RATERS)) {
	const levels = chances.map((_, i) => String(i));
	const truth = { plain: kappaOf(chances, false), weighted: kappaOf(chances, true) };
	let [plain, weighted] = [0, 0];
	for (let i = 0; i < simulations; i++) {
		const random = seeded(9_001 + i);
		const pairs = Array.from({ length: 80 + (i % 121) }, (_, item) => ({
			cluster: `${item}`,
			...drawn(chances, random()),
		}));
		const { kappa, weighted: quadratic } = agreementOf(pairs, { levels, resamples: 400, seed: i })!;
		plain += within(kappa?.interval, truth.plain);
		weighted += within(quadratic?.interval, truth.weighted);
	}
	const rates = [`kappa ${truth.plain.toFixed(2)}: ${((100 * plain) / simulations).toFixed(1)} %`];
	if (levels.length > 2) {
		rates.push(`weighted ${truth.weighted.toFixed(2)}: ${((100 * weighted) / simulations).toFixed(1)} %`);
	}
	console.log(`${name.padEnd(26)} true value in the interval, ${rates.join(', ')}`);
}

for (const [name, right] of [
	['the mark in use is right', 80],
	['a mark of 60 would be right', 60],
] as const) {
	let [advised, near] = [0, 0];
	for (let i = 0; i < simulations; i++) {
		const random = seeded(70_001 + i);
		const items = Array.from({ length: 100 }, (_, item) => {
			const score = 20 * (1 + Math.floor(random() * 5)) - (random() < 0.5 ? 0 : 8);
			return { cluster: `${item}`, score, accepted: score >= right !== random() < 0.1 };
		});
		const found = cutOffOf(items, 80);
		advised += found?.advice === 'change' ? 1 : 0;
		near += found !== undefined && found.best.above < right && right <= found.best.upTo + 1e-9 ? 1 : 0;
	}
	console.log(
		`pass mark 80, ${name}: a change is advised in ${((100 * advised) / simulations).toFixed(1)} %, the right mark is among the best in ${((100 * near) / simulations).toFixed(1)} %`,
	);
}

/** Judges of two families, one of which favours its own by so many points. */
for (const favour of [0, 3, 6]) {
	let [held, warned] = [0, 0];
	for (let i = 0; i < simulations; i++) {
		const { families } = juryReport({
			judges: [judgedBy('x-judge', favour, 2 * i), judgedBy('y-judge', 0, 2 * i + 1)],
			families: KIN,
			resamples: 400,
		})!;
		const check = families.find(({ judge }) => judge === 'x-judge')!;
		held += within(check.favour, favour);
		warned += check.warns ? 1 : 0;
	}
	console.log(
		`a judge that favours its own family by ${favour} points, 60 questions: truth in the interval ${((100 * held) / simulations).toFixed(1)} %, warned of in ${((100 * warned) / simulations).toFixed(1)} %`,
	);
}

function judgedBy(judge: string, favour: number, seed: number): readonly JudgedAnswer[] {
	const random = seeded(500_009 + seed);
	return Array.from({ length: 60 }, (_, i) =>
		['x-model', 'y-model'].map((model): JudgedAnswer => {
			const own = KIN.get(model) === KIN.get(judge) ? favour : 0;
			const noise = 12 * (random() + random() + random() - 1.5);
			return {
				...{
					hash: `${i} ${model}`,
					text: '',
					key: '',
					question: `${i}`,
					model,
					judge,
					setup: '',
					rubric: '',
					levels: [],
					criteria: [],
					ratings: {},
				},
				...{ cappedScore: 60 + 5 * (i % 4) + own + noise, passMark: 80, pass: true, grounding: undefined, t: 1 },
			};
		}),
	).flat();
}

function drawn(
	chances: readonly (readonly number[])[],
	at: number,
): { readonly first: number; readonly second: number } {
	let rest = at;
	for (const [first, row] of chances.entries()) {
		for (const [second, chance] of row.entries()) {
			rest -= chance;
			if (rest < 0) {
				return { first, second };
			}
		}
	}
	return { first: chances.length - 1, second: chances.length - 1 };
}

function kappaOf(chances: readonly (readonly number[])[], quadratic: boolean): number {
	const size = chances.length;
	const rows = chances.map(row => row.reduce((sum, each) => sum + each, 0));
	const columns = chances.map((_, j) => chances.reduce((sum, row) => sum + row[j]!, 0));
	const weight = (i: number, j: number) => (quadratic ? 1 - ((i - j) / (size - 1)) ** 2 : i === j ? 1 : 0);
	let [observed, expected] = [0, 0];
	for (let i = 0; i < size; i++) {
		for (let j = 0; j < size; j++) {
			observed += weight(i, j) * chances[i]![j]!;
			expected += weight(i, j) * rows[i]! * columns[j]!;
		}
	}
	return (observed - expected) / (1 - expected);
}

function within(interval: { readonly low: number; readonly high: number } | undefined, truth: number): number {
	return interval !== undefined && interval.low <= truth && truth <= interval.high ? 1 : 0;
}
