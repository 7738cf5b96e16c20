import type { Rubric } from '../../documents/rubric.ts';
import { dimensionOf } from '../../offline/criterion-meaning.ts';
import { bootstrap, mean } from '../../statistics/bootstrap.ts';
import type { Interval } from '../../statistics/interval.ts';
import { type Count, clusteredWilson, type Share } from '../../statistics/proportion.ts';
import { seeded } from '../../statistics/random.ts';
import type { Naming } from './error-naming.ts';
import type { Judgement, ScoredJudgement } from './judgement.ts';
import type { JudgeFigures, KindFigures, PreferenceShare } from './measurement.ts';
import { GENERATED_KINDS, type GeneratedKind, MUST_FAIL, type ProbeKind, TARGET } from './probe.ts';

/** A probe after the judge saw it and what it is compared with. */
export interface ProbeOutcome {
	readonly kind: ProbeKind;
	/** Probes of one good answer, or of one question of the file, are one cluster: they resemble each other. */
	readonly cluster: string;
	/** Characters of the answer over those of what it is compared with. */
	readonly lengthRatio: number;
	/** `undefined` for `good` and `fake` of the file, which stand alone. */
	readonly base: Judgement | undefined;
	readonly answer: Judgement;
	/** What the judge's reason says of the planted error; `undefined` where nothing was planted or no reason is known. */
	readonly naming?: Naming | undefined;
	/**
	 * Which of the two the judge prefers when it sees both, asked in both orders; `undefined` where it was not asked, or one of its
	 * replies could not be read.
	 */
	readonly preferred?: 'base' | 'answer' | 'neither' | undefined;
}

/** What became of one probe. `held` and `broken` are of those that detect nothing: good answers and invariances. */
export type ProbeFate = 'detected' | 'missed' | 'held' | 'broken' | 'unscored';

export interface MeasureOptions {
	/** Of the bootstrap; default 4. */
	readonly seed?: number;
	readonly resamples?: number;
}

/**
 * The judge's error over the outcomes of probes. What has no verdict is counted and left out, never taken for a detection
 * or a miss.
 */
export function measureJudge(
	outcomes: readonly ProbeOutcome[],
	rubric: Rubric,
	{ seed = 4, resamples = 2000 }: MeasureOptions = {},
): JudgeFigures {
	const scored = outcomes.flatMap(scoredOf);
	const of = (kind: ProbeKind) => scored.filter(outcome => outcome.kind === kind);
	const fate = (outcome: Scored) => scoredFate(outcome, rubric);
	const kinds = (['fake', ...GENERATED_KINDS] as const).flatMap(kind => kindFigures(kind, of(kind), rubric) ?? []);
	const goodsPassed = share(of('good'), ({ answer }) => answer.pass);
	const falseAlarms = share(of('paraphrase'), outcome => fate(outcome) === 'broken');
	const balanced = balancedAccuracy(scored, rubric, { seed, resamples });
	const named = scored.filter(({ naming }) => naming !== undefined && naming !== 'silent');
	const compared = outcomes.filter(({ preferred }) => preferred !== undefined);
	return {
		kinds,
		goodsPassed,
		typeNamed: share(named, ({ naming }) => naming === 'right'),
		typeSilent: scored.filter(({ naming }) => naming === 'silent').length,
		preferred: preferenceShare(compared, { seed, resamples }),
		fakesPassed: share(
			scored.filter(({ kind }) => MUST_FAIL.has(kind)),
			({ answer }) => answer.pass,
		),
		falseAlarms,
		toneDiffers: share(of('tone'), outcome => fate(outcome) === 'broken'),
		injectionRises: share(of('injection'), outcome => fate(outcome) === 'broken'),
		lengthSlope: lengthSlope(of('padding'), { seed, resamples }),
		balancedAccuracy: balanced?.value,
		balancedInterval: balanced?.interval,
		judged: outcomes.length,
		unscored: countReasons(outcomes),
	};
}

/** What became of a probe, by the ratings of its answer and of what it is compared with. */
export function fateOf(outcome: ProbeOutcome, rubric: Rubric): ProbeFate {
	const [scored] = scoredOf(outcome);
	return scored === undefined ? 'unscored' : scoredFate(scored, rubric);
}

interface Scored extends Pick<ProbeOutcome, 'kind' | 'cluster' | 'lengthRatio' | 'naming'> {
	readonly base: ScoredJudgement | undefined;
	readonly answer: ScoredJudgement;
}

function scoredFate({ kind, base, answer }: Scored, rubric: Rubric): ProbeFate {
	switch (kind) {
		case 'good':
			return answer.pass ? 'held' : 'broken';
		case 'fake':
			return answer.pass ? 'missed' : 'detected';
		case 'paraphrase':
			return base !== undefined && anyWorse(answer, base) ? 'broken' : 'held';
		case 'tone':
			return base !== undefined && differsInFaith(answer, base, rubric) ? 'broken' : 'held';
		case 'injection':
			return base !== undefined && anyWorse(base, answer) ? 'broken' : 'held';
		default: {
			const target = targetOf(kind, rubric);
			const found =
				base === undefined
					? !answer.pass
					: target === undefined
						? anyWorse(answer, base)
						: isWorse(answer, base, target);
			return found ? 'detected' : 'missed';
		}
	}
}

function scoredOf({ base, answer, ...rest }: ProbeOutcome): readonly Scored[] {
	return answer.state === 'scored' && base?.state !== 'unscored' ? [{ ...rest, base, answer }] : [];
}

function countReasons(outcomes: readonly ProbeOutcome[]): Readonly<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const { answer, base } of outcomes) {
		const failed = answer.state === 'unscored' ? answer : base?.state === 'unscored' ? base : undefined;
		if (failed !== undefined) {
			counts[failed.reason] = (counts[failed.reason] ?? 0) + 1;
		}
	}
	return counts;
}

/** A share over outcomes, with an interval that knows of the clusters. */
function share(outcomes: readonly Scored[], hit: (outcome: Scored) => boolean): Share | undefined {
	const clusters = new Map<string, Count>();
	for (const outcome of outcomes) {
		const known = clusters.get(outcome.cluster) ?? { hits: 0, of: 0 };
		clusters.set(outcome.cluster, { hits: known.hits + (hit(outcome) ? 1 : 0), of: known.of + 1 });
	}
	return clusteredWilson([...clusters.values()]);
}

function kindFigures(
	kind: Exclude<ProbeKind, 'good'>,
	outcomes: readonly Scored[],
	rubric: Rubric,
): KindFigures | undefined {
	if (kind !== 'fake' && TARGET[kind] === undefined) {
		return undefined; // An invariance test detects nothing.
	}
	const target = kind === 'fake' ? undefined : targetOf(kind, rubric);
	const detected = share(outcomes, outcome => scoredFate(outcome, rubric) === 'detected');
	return detected === undefined
		? undefined
		: {
				kind,
				target: kind === 'fake' ? 'pass' : (target ?? 'any criterion'),
				detected,
				inflated: mean(
					outcomes.map(({ answer, base }) => (base !== undefined && answer.cappedScore > base.cappedScore ? 1 : 0)),
				),
				passed: outcomes.filter(({ answer }) => answer.pass).length,
			};
}

/**
 * The criterion of a rubric that a kind of fake must lower: the one of its dimension; else, for wrong and missing statements, the one of
 * correctness. `undefined` where the rubric has neither: then any criterion counts.
 */
export function targetOf(kind: GeneratedKind, rubric: Rubric): string | undefined {
	const wanted = TARGET[kind];
	const find = (dimension: typeof wanted) => rubric.criteria.find(each => dimensionOf(each) === dimension)?.id;
	return wanted === undefined
		? undefined
		: (find(wanted) ?? (wanted === 'conciseness' ? undefined : find('correctness')));
}

function isWorse(answer: ScoredJudgement, base: ScoredJudgement, criterion: string): boolean {
	return (answer.ranks[criterion] ?? 0) > (base.ranks[criterion] ?? 0);
}

function anyWorse(answer: ScoredJudgement, base: ScoredJudgement): boolean {
	return Object.keys(base.ranks).some(criterion => isWorse(answer, base, criterion));
}

function differsInFaith(answer: ScoredJudgement, base: ScoredJudgement, rubric: Rubric): boolean {
	const criterion = targetOf('changed-number', rubric);
	return criterion === undefined
		? answer.cappedScore !== base.cappedScore
		: answer.ranks[criterion] !== base.ranks[criterion];
}

interface Resampling {
	readonly seed: number;
	readonly resamples: number;
}

/**
 * (mean detection rate over the kinds + 1 − false alarms) / 2 with a bootstrap over clusters; of good answers that fail where there is no
 * paraphrase. A resample without a probe of some kind takes the mean over the others.
 */
function balancedAccuracy(
	scored: readonly Scored[],
	rubric: Rubric,
	{ seed, resamples }: Resampling,
): { readonly value: number; readonly interval: Interval | undefined } | undefined {
	const alarmKind = scored.some(({ kind }) => kind === 'paraphrase') ? 'paraphrase' : 'good';
	const detecting = (['fake', ...GENERATED_KINDS] as const).filter(
		kind => (kind === 'fake' || TARGET[kind] !== undefined) && scored.some(outcome => outcome.kind === kind),
	);
	const columns = new Map<ProbeKind, number>([...detecting, alarmKind as ProbeKind].map((kind, i) => [kind, 2 * i]));
	if (detecting.length === 0 || !scored.some(({ kind }) => kind === alarmKind)) {
		return undefined;
	}
	const clusters = new Map<string, number[]>();
	for (const outcome of scored) {
		const column = columns.get(outcome.kind);
		if (column !== undefined) {
			const counts = clusters.get(outcome.cluster) ?? new Array<number>(2 * columns.size).fill(0);
			const fate = scoredFate(outcome, rubric);
			counts[column]! += fate === 'detected' || fate === 'broken' ? 1 : 0;
			counts[column + 1]! += 1;
			clusters.set(outcome.cluster, counts);
		}
	}
	const statistic = (units: readonly number[][]): number => {
		const total = new Array<number>(2 * columns.size).fill(0);
		for (const unit of units) {
			for (let i = 0; i < total.length; i++) {
				total[i]! += unit[i]!;
			}
		}
		const rates: number[] = [];
		for (let i = 0; i < 2 * detecting.length; i += 2) {
			if (total[i + 1]! > 0) {
				rates.push(total[i]! / total[i + 1]!);
			}
		}
		return (mean(rates) + 1 - total.at(-2)! / total.at(-1)!) / 2;
	};
	const units = [...clusters.values()];
	const enough = units.length >= FEWEST_CLUSTERS;
	return {
		value: statistic(units),
		interval: enough ? bootstrap(units, statistic, { random: seeded(seed), resamples }) : undefined,
	};
}

/** A bootstrap over fewer clusters than this is too narrow. */
const FEWEST_CLUSTERS = 10;

/** The share of fakes to which the judge prefers the original, a tie as one half, with a bootstrap over clusters: 0.5 is guessing. */
function preferenceShare(
	outcomes: readonly ProbeOutcome[],
	{ seed, resamples }: Resampling,
): PreferenceShare | undefined {
	const clusters = new Map<string, { points: number; of: number }>();
	for (const { cluster, preferred } of outcomes) {
		const known = clusters.get(cluster) ?? { points: 0, of: 0 };
		const points = preferred === 'base' ? 1 : preferred === 'neither' ? 0.5 : 0;
		clusters.set(cluster, { points: known.points + points, of: known.of + 1 });
	}
	const sum = (units: readonly { readonly points: number; readonly of: number }[]) =>
		units.reduce((total, { points }) => total + points, 0) / units.reduce((total, { of }) => total + of, 0);
	const interval = bootstrap([...clusters.values()], sum, { random: seeded(seed + 1), resamples });
	return (
		interval && {
			...interval,
			of: outcomes.length,
			ties: outcomes.filter(({ preferred }) => preferred === 'neither').length,
		}
	);
}

/** Least squares of the score on log2 of the length ratio for each good answer, its own score at ratio 1, averaged (methods S6.2). */
function lengthSlope(paddings: readonly Scored[], { seed, resamples }: Resampling): Interval | undefined {
	const byCluster = new Map<string, { x: number; y: number }[]>();
	for (const { cluster, base, answer, lengthRatio } of paddings) {
		if (base !== undefined && lengthRatio > 0) {
			const points = byCluster.get(cluster) ?? [{ x: 0, y: base.score }];
			byCluster.set(cluster, [...points, { x: Math.log2(lengthRatio), y: answer.score }]);
		}
	}
	const slopes = [...byCluster.values()].map(slopeOf).filter(slope => !Number.isNaN(slope));
	return bootstrap(slopes, mean, { random: seeded(seed), resamples });
}

function slopeOf(points: readonly { readonly x: number; readonly y: number }[]): number {
	const x = mean(points.map(point => point.x));
	const y = mean(points.map(point => point.y));
	const across = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
	return across / points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
}
