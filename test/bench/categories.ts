import { judgesByCategory } from '../../src/core/agreement/by-category.ts';
import type { JudgedAnswer } from '../../src/core/agreement/judged-answer.ts';
import type { Review } from '../../src/core/documents/annotation-file.ts';
import { type Random, seeded } from '../../src/core/statistics/random.ts';

/**
 * `node test/bench/categories.ts [SIMULATIONS]`: two judges and three people whose true agreement in each of two categories is known. How often the true agreement lies in the
 * reported 95 % interval, and how often another judge is advised where one is right and where none is.
 */
const [simulations = 500] = process.argv.slice(2).map(Number);
const PEOPLE = 3;
/** A person says what is right with this chance. */
const PERSON = 0.9;

for (const { name, rates } of [
	{ name: 'one judge is as good as the other', rates: { alike: [0.85, 0.85], other: [0.85, 0.85] } },
	{ name: 'one judge is better everywhere', rates: { alike: [0.9, 0.75], other: [0.9, 0.75] } },
	{ name: 'each is better in its own category', rates: { alike: [0.92, 0.7], other: [0.65, 0.92] } },
	{ name: 'each is much better in its own', rates: { alike: [0.95, 0.6], other: [0.5, 0.95] } },
] as const) {
	for (const each of [30, 100]) {
		const counts = { held: 0, ceiling: 0, rows: 0, due: 0, found: 0, wrong: 0, categories: 0 };
		for (let i = 0; i < simulations; i++) {
			const random = seeded(61_000 + i);
			const simulated = simulate(rates, each, random);
			for (const found of judgesByCategory(simulated)) {
				const own = rates[found.category as keyof typeof rates];
				counts.categories++;
				for (const { judge, agreement } of found.judges) {
					counts.rows++;
					counts.held += within(agreement, withMode(own[judge === 'x' ? 0 : 1]));
				}
				counts.ceiling += within(found.people, ceilingOf());
				// Nobody is better where both are alike; a judge that is best over all is no other.
				const better = own[0] === own[1] ? undefined : own[0] > own[1] ? 'x' : 'y';
				const advised = found.advice === 'change' ? found.judges[0]!.judge : undefined;
				const due = better !== undefined && better !== found.overall.judge;
				counts.due += due ? 1 : 0;
				counts.found += due && advised === better ? 1 : 0;
				counts.wrong += advised !== undefined && advised !== better ? 1 : 0;
			}
		}
		const percent = (count: number, of: number) => `${((100 * count) / of).toFixed(1)} %`;
		const due = counts.due === 0 ? '' : `, advised where it is right in ${percent(counts.found, counts.due)}`;
		console.log(
			`${name}, ${each} answers a category: true agreement in the interval ${percent(counts.held, counts.rows)}, ceiling ${percent(counts.ceiling, counts.categories)}; another judge is advised wrongly in ${percent(counts.wrong, counts.categories)} of categories${due}`,
		);
	}
}

function simulate(
	rates: Readonly<Record<string, readonly [number, number]>>,
	each: number,
	random: Random,
): Parameters<typeof judgesByCategory>[0] {
	const judges: [JudgedAnswer[], JudgedAnswer[]] = [[], []];
	const reviews: Review[] = [];
	const categories = new Map<string, string>();
	for (const [category, own] of Object.entries(rates)) {
		for (let n = 0; n < each; n++) {
			const question = `${category} ${n}`;
			const right = random() < 0.6;
			categories.set(question, category);
			for (const [j, name] of ['x', 'y'].entries()) {
				judges[j]!.push(verdict(name, question, random() < own[j]! ? right : !right));
			}
			for (let person = 0; person < PEOPLE; person++) {
				const said = random() < PERSON ? right : !right;
				reviews.push({ answer: question, state: said ? 'accepted' : 'rejected', by: `${person}`, at: undefined });
			}
		}
	}
	return { file: { reviews }, judges, categories };
}

function verdict(judge: string, question: string, pass: boolean): JudgedAnswer {
	return {
		...{ hash: question, key: question, question, text: '', model: 'm', judge, setup: judge, rubric: '', levels: [] },
		...{ criteria: [], ratings: {}, cappedScore: pass ? 90 : 40, passMark: 80, pass, grounding: undefined, t: 1 },
	};
}

/** Chance that a decision that is right with `rate` is what both of two people say, and half where they differ. */
function withMode(rate: number): number {
	const both = PERSON ** 2;
	const none = (1 - PERSON) ** 2;
	return rate * both + (1 - rate) * none + (1 - both - none) / 2;
}

function ceilingOf(): number {
	return withMode(PERSON);
}

function within(interval: { readonly low: number; readonly high: number } | undefined, truth: number): number {
	return interval !== undefined && interval.low <= truth && truth <= interval.high ? 1 : 0;
}
