import { confidenceOf } from '../../src/core/agreement/confidence.ts';
import type { JudgedAnswer } from '../../src/core/agreement/judged-answer.ts';
import type { Review } from '../../src/core/documents/annotation-file.ts';
import { scaled } from '../../src/core/statistics/calibration.ts';
import { type Random, randomIndex, seeded } from '../../src/core/statistics/random.ts';

/**
 * `node test/bench/confidence.ts [SIMULATIONS]`: judges whose chance of being right at each score is known. How far the chances given to scores are
 * from the true ones, beside the scores read as chances, how much of its verdicts is left to a judge at a risk of 10 %, and how often their true error is above that.
 */
const [simulations = 300] = process.argv.slice(2).map(Number);
const RISK = 0.1;
const MARK = 80;
/** Scores of the simulated judges: multiples of four, all alike. */
const SCORES = Array.from({ length: 21 }, (_, i) => 20 + 4 * i);

/** logit P(accepted) = slope · (score − middle) */
for (const { name, slope, middle } of [
	{ name: 'a good judge', slope: 0.12, middle: 78 },
	{ name: 'a fair judge', slope: 0.05, middle: 75 },
	{ name: 'a poor judge', slope: 0.03, middle: 92 },
	{ name: 'a judge that knows nothing', slope: 0, middle: 0 },
]) {
	for (const [questions, each] of [
		[100, 1],
		[100, 4],
	] as const) {
		// Answers to one question resemble each other: half of the questions are easier to please on, half harder.
		const effect = each === 1 ? 0 : 1;
		const within = (score: number, shift: number) => 1 / (1 + Math.exp(-slope * (score - middle) - shift));
		const chance = (score: number) => (within(score, effect) + within(score, -effect)) / 2;
		const away = (stated: (score: number) => number) =>
			SCORES.reduce((sum, score) => sum + Math.abs(stated(score) - chance(score)), 0) / SCORES.length;
		let [calibrated, fitted, advised, broken, coverage, areas] = [0, 0, 0, 0, 0, 0];
		const trueArea = areaOf(chance);
		for (let i = 0; i < simulations; i++) {
			const random = seeded(41_000 + i);
			const answers = Array.from({ length: questions * each }, (_, n) =>
				answerOf(`q${Math.floor(n / each)}`, n, random),
			);
			const reviews = answers.map(
				({ hash, question, cappedScore }): Review => ({
					answer: hash,
					state:
						random() < within(cappedScore!, Number(question.slice(1)) % 2 === 0 ? effect : -effect)
							? 'accepted'
							: 'rejected',
					by: undefined,
					at: undefined,
				}),
			);
			const found = confidenceOf({ file: { reviews }, answers, risk: RISK, resamples: 200 });
			if (found === undefined) {
				continue;
			}
			areas += found.auroc.low <= trueArea && trueArea <= found.auroc.high ? 1 / simulations : 0;
			const { scaling } = found;
			if (scaling !== undefined) {
				fitted++;
				calibrated += away(score => scaled(scaling, score));
			}
			if (found.safe !== undefined) {
				advised++;
				coverage += found.safe.coverage;
				const { passedFrom, failedUpTo } = found.safe;
				broken +=
					trueError(chance, score => score >= Math.max(MARK, passedFrom) || (score < MARK && score <= failedUpTo)) >
					RISK
						? 1
						: 0;
			}
		}
		const share = advised === 0 ? '' : `, ${percent(coverage / advised)} of verdicts on average`;
		console.log(
			`${name}, ${questions} × ${each} reviews: away from the true chance ${away(score => score / 100).toFixed(3)} as scores, ${fitted === 0 ? '–' : (calibrated / fitted).toFixed(3)} calibrated; true AUROC ${trueArea.toFixed(2)} in its interval ${percent(areas)}; some left to the judge in ${percent(advised / simulations)}${share}, true error above ${percent(RISK)} in ${percent(broken / simulations)}`,
		);
	}
}

function answerOf(question: string, n: number, random: Random): JudgedAnswer {
	const score = SCORES[randomIndex(random, SCORES.length)]!;
	return {
		...{ hash: `${n}`, key: `${n}`, question, text: '', model: 'm', judge: 'j', setup: '', rubric: '', levels: [] },
		...{
			criteria: [],
			ratings: {},
			cappedScore: score,
			passMark: MARK,
			pass: score >= MARK,
			grounding: undefined,
			t: 1,
		},
	};
}

/** By weighing every score. */
function trueError(chance: (score: number) => number, safe: (score: number) => boolean): number {
	const left = SCORES.filter(safe);
	const errors = left.reduce((sum, score) => sum + (score >= MARK ? 1 - chance(score) : chance(score)), 0);
	return left.length === 0 ? 0 : errors / left.length;
}

function areaOf(chance: (score: number) => number): number {
	let [better, all] = [0, 0];
	for (const a of SCORES) {
		for (const b of SCORES) {
			const weight = chance(a) * (1 - chance(b));
			all += weight;
			better += weight * (a > b ? 1 : a === b ? 0.5 : 0);
		}
	}
	return better / all;
}

function percent(share: number): string {
	return `${(100 * share).toFixed(1)} %`;
}
