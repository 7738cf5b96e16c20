import type { AnnotationFile } from '../documents/annotation-file.ts';
import { auc } from '../statistics/auc.ts';
import { bootstrap } from '../statistics/bootstrap.ts';
import {
	brierScore,
	calibrationError,
	equalMassBins,
	plattScaling,
	type Scaling,
	scaled,
} from '../statistics/calibration.ts';
import type { Interval } from '../statistics/interval.ts';
import { clusteredWilson, type Share } from '../statistics/proportion.ts';
import { seeded } from '../statistics/random.ts';
import type { JudgedAnswer } from './judged-answer.ts';

/** How sure a judge's verdicts are, by what people said of the same answers (methods S20). */
export interface JudgeConfidence {
	readonly judge: string;
	readonly rubric: string;
	/** See `JudgedAnswer.setup`. */
	readonly setup: string;
	/** Reviews that a verdict of this judge stands beside, and those of them that accept. */
	readonly n: number;
	readonly accepted: number;
	/** The chance that an accepted answer has a higher score than a rejected one; the interval is a bootstrap over questions. */
	readonly auroc: Interval;
	/** The score itself, read as a chance of 0..1 of being accepted. */
	readonly raw: Calibration;
	/** The chance that past reviews give to a score, of questions that it was not fitted on; `undefined` for fewer than 50 reviews. */
	readonly calibrated: Calibration | undefined;
	/** From a score to that chance; `undefined` likewise, and where a higher score goes with fewer accepted answers. */
	readonly scaling: Scaling | undefined;
	/** How often the judge's verdict is not people's, among the share of verdicts that are surest. Empty where nothing is calibrated. */
	readonly riskCoverage: readonly { readonly coverage: number; readonly error: Share }[];
	/** Errors that were allowed among the verdicts left to the judge, 0..1. */
	readonly risk: number;
	/** What may be left to the judge; `undefined` where no share of its verdicts is safe enough. */
	readonly safe: SafeVerdicts | undefined;
	/** Answers that nobody reviewed. */
	readonly unreviewed: { readonly safe: number; readonly open: readonly OpenAnswer[] };
}

export interface Calibration {
	readonly brier: number;
	/** By bins of equal mass. */
	readonly error: number;
}

/** The most verdicts whose error is below the risk that was asked for, with its upper limit. */
export interface SafeVerdicts {
	/** Chance of being right from which a verdict counts as safe. */
	readonly from: number;
	/** Share of the reviewed answers. */
	readonly coverage: number;
	readonly error: Share;
	/** Passed from this score on, failed up to that one; outside of 0..100 where no score of the kind is safe. */
	readonly passedFrom: number;
	readonly failedUpTo: number;
}

/** An answer that a person should decide. */
export interface OpenAnswer {
	readonly hash: string;
	readonly key: string;
	readonly question: string;
	readonly model: string;
	readonly score: number;
	readonly pass: boolean;
	/** Chance that the judge's verdict is what a person would say. */
	readonly sure: number;
}

export interface ConfidenceInput {
	readonly file: Pick<AnnotationFile, 'reviews'>;
	/** The verdicts of one judge that count, one for each answer. */
	readonly answers: readonly JudgedAnswer[];
	/** Errors among the verdicts that are left to the judge, 0..1; default 0.1. */
	readonly risk?: number;
	readonly resamples?: number;
}

/** From so many reviews on a scaling is worth fitting (methods S20), with so many of each kind. */
const FEWEST = 50;
const FEWEST_OF_A_KIND = 5;
const FEWEST_SHOWN = 20;
const FOLDS = 10;
/** Reviews that are looked at for an interval, in all its resamples together: about half a second. */
const MOST_RESAMPLED = 1_000_000;
const FEWEST_RESAMPLES = 200;
export const DEFAULT_RISK = 0.1;

/**
 * Calibrates a judge by reviews and says which of its verdicts may stand without a person. How good the chances are is told of questions that their
 * scaling was not fitted on. Verdicts are put in order by the scaling of all reviews: of ten scalings those that happened to leave out errors would
 * be the surest, and their errors would come first. `undefined` for fewer than 20 reviews, or where people accepted all or none.
 */
export function confidenceOf({
	file,
	answers,
	risk = DEFAULT_RISK,
	resamples = 2000,
}: ConfidenceInput): JudgeConfidence | undefined {
	const known = new Map(answers.flatMap(each => (decided(each) ? [[each.hash, each] as const] : [])));
	const items = file.reviews.flatMap(({ answer, state }) => {
		const verdict = known.get(answer);
		return state === 'uncertain' || verdict === undefined
			? []
			: [{ cluster: verdict.question, score: verdict.cappedScore, pass: verdict.pass, right: state === 'accepted' }];
	});
	const accepted = items.filter(({ right }) => right).length;
	const [first] = known.values();
	if (first === undefined || items.length < FEWEST_SHOWN || accepted === 0 || accepted === items.length) {
		return undefined;
	}
	const enough = items.length >= FEWEST && Math.min(accepted, items.length - accepted) >= FEWEST_OF_A_KIND;
	const whole = enough ? plattScaling(items) : undefined;
	const held = whole === undefined || whole.slope <= 0 ? undefined : outOfFold(items, whole);
	const safe = held === undefined ? undefined : safeVerdicts(held, whole!, risk);
	const { judge, rubric, setup } = first;
	return {
		...{ judge, rubric, setup, n: items.length, accepted },
		auroc: aurocOf(items, resamples),
		raw: calibrationOf(items.map(({ score, right }) => ({ probability: score / 100, right }))),
		calibrated: held && calibrationOf(held.map(({ chance, right }) => ({ probability: chance, right }))),
		scaling: held && whole,
		riskCoverage: held === undefined ? [] : coverages(held),
		risk,
		safe,
		unreviewed: unreviewedOf({ known, file, whole: held && whole, from: safe?.from }),
	};
}

type Decided = JudgedAnswer & { readonly cappedScore: number; readonly pass: boolean };

function decided(answer: JudgedAnswer): answer is Decided {
	return answer.cappedScore !== undefined && answer.pass !== undefined;
}

interface Item {
	readonly cluster: string;
	readonly score: number;
	readonly pass: boolean;
	/** Accepted. */
	readonly right: boolean;
}

interface Held extends Item {
	/** Chance of being accepted, by the scaling of other questions. */
	readonly chance: number;
	/** Chance that the verdict is people's, by the scaling of all. */
	readonly sure: number;
}

/** Ten parts by question; each is given the chances of a scaling fitted on the others. `undefined` where one cannot be fitted. */
function outOfFold(items: readonly Item[], whole: Scaling): readonly Held[] | undefined {
	const folds = new Map([...new Set(items.map(({ cluster }) => cluster))].map((cluster, i) => [cluster, i % FOLDS]));
	const scalings = Array.from({ length: Math.min(FOLDS, folds.size) }, (_, fold) =>
		plattScaling(items.filter(({ cluster }) => folds.get(cluster) !== fold)),
	);
	return scalings.includes(undefined)
		? undefined
		: items.map(item => {
				const chance = scaled(scalings[folds.get(item.cluster)!]!, item.score);
				return { ...item, chance, sure: sureOf(whole, item) };
			});
}

function aurocOf(items: readonly Item[], resamples: number): Interval {
	const clusters = byCluster(items);
	const statistic = (sample: readonly (readonly Item[])[]) => {
		const scores = { good: [] as number[], bad: [] as number[] };
		for (const { score, right } of sample.flat()) {
			scores[right ? 'good' : 'bad'].push(score);
		}
		return auc(scores.good, scores.bad);
	};
	const most = Math.max(FEWEST_RESAMPLES, Math.floor(MOST_RESAMPLED / items.length));
	return bootstrap(clusters, statistic, { random: seeded(20), resamples: Math.min(resamples, most) })!;
}

function calibrationOf(forecasts: Parameters<typeof brierScore>[0]): Calibration {
	return { brier: brierScore(forecasts), error: calibrationError(equalMassBins(forecasts)) };
}

/** The surest quarter, half, three quarters, and all; where equally sure verdicts lie on both sides of such a limit, all of them. */
function coverages(held: readonly Held[]): JudgeConfidence['riskCoverage'] {
	const sorted = surest(held);
	const parts = new Map([0.25, 0.5, 0.75, 1].map(share => surestPart(sorted, share)).map(part => [part.length, part]));
	return [...parts.values()].map(part => ({ coverage: part.length / sorted.length, error: errorOf(part) }));
}

/** At least this share of sorted verdicts, to the end of those that are equally sure. */
function surestPart(sorted: readonly Held[], share: number): readonly Held[] {
	const last = sorted[Math.max(0, Math.round(share * sorted.length) - 1)]!;
	return sorted.filter(({ sure }) => sure >= last.sure);
}

/** The threshold is looked for in so many steps of coverage. */
const STEPS = 50;

/** The largest share of verdicts, the surest first, whose upper limit of the error stays below the risk. */
function safeVerdicts(held: readonly Held[], whole: Scaling, risk: number): SafeVerdicts | undefined {
	const sorted = surest(held);
	for (let step = STEPS; step > 0; step--) {
		const part = surestPart(sorted, step / STEPS);
		const error = errorOf(part);
		if (error.high <= risk) {
			const from = part.at(-1)!.sure;
			const at = (chance: number) => (Math.log(chance / (1 - chance)) - whole.intercept) / whole.slope;
			return { from, coverage: part.length / sorted.length, error, passedFrom: at(from), failedUpTo: at(1 - from) };
		}
	}
	return undefined;
}

function surest(held: readonly Held[]): readonly Held[] {
	return [...held].sort((a, b) => b.sure - a.sure);
}

function errorOf(part: readonly Held[]): Share {
	return clusteredWilson(
		byCluster(part).map(group => ({
			hits: group.filter(({ pass, right }) => pass !== right).length,
			of: group.length,
		})),
	)!;
}

function byCluster<T extends Item>(items: readonly T[]): readonly (readonly T[])[] {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const group = groups.get(item.cluster);
		if (group === undefined) {
			groups.set(item.cluster, [item]);
		} else {
			group.push(item);
		}
	}
	return [...groups.values()];
}

function unreviewedOf({
	known,
	file,
	whole,
	from,
}: {
	readonly known: ReadonlyMap<string, Decided>;
	readonly file: ConfidenceInput['file'];
	readonly whole: Scaling | undefined;
	readonly from: number | undefined;
}): JudgeConfidence['unreviewed'] {
	if (whole === undefined) {
		return { safe: 0, open: [] };
	}
	const reviewed = new Set(file.reviews.map(({ answer }) => answer));
	const rest = [...known.values()]
		.filter(({ hash }) => !reviewed.has(hash))
		.map(({ hash, key, question, model, cappedScore, pass }) => {
			return {
				hash,
				key,
				question,
				model,
				score: cappedScore,
				pass,
				sure: sureOf(whole, { score: cappedScore, pass }),
			};
		});
	const open = rest.filter(({ sure }) => from === undefined || sure < from).sort((a, b) => a.sure - b.sure);
	return { safe: rest.length - open.length, open };
}

/** Chance that a verdict is people's. */
function sureOf(scaling: Scaling, { score, pass }: Pick<Item, 'score' | 'pass'>): number {
	const chance = scaled(scaling, score);
	return pass ? chance : 1 - chance;
}
