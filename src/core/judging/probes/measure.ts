import type { Rubric } from '../../documents/rubric.ts';
import { dimensionOf } from '../../offline/criterion-meaning.ts';
import { bootstrap, mean } from '../../statistics/bootstrap.ts';
import type { Interval } from '../../statistics/interval.ts';
import { type Count, clusteredWilson, type Share } from '../../statistics/proportion.ts';
import { seeded } from '../../statistics/random.ts';
import type { Judgement, ScoredJudgement } from './judgement.ts';
import type { JudgeFigures, KindFigures } from './measurement.ts';
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
}

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
	const kinds = (['fake', ...GENERATED_KINDS] as const).flatMap(kind => kindFigures(kind, of(kind), rubric) ?? []);
	const goodsPassed = share(of('good'), ({ answer }) => answer.pass);
	const falseAlarms = share(of('paraphrase'), ({ base, answer }) => base !== undefined && anyWorse(answer, base));
	const detection = kinds.length === 0 ? undefined : mean(kinds.map(({ detected }) => detected.value));
	const alarms = falseAlarms?.value ?? (goodsPassed === undefined ? undefined : 1 - goodsPassed.value);
	return {
		kinds,
		goodsPassed,
		fakesPassed: share(
			scored.filter(({ kind }) => MUST_FAIL.has(kind)),
			({ answer }) => answer.pass,
		),
		falseAlarms,
		toneDiffers: share(of('tone'), ({ base, answer }) => base !== undefined && differsInFaith(answer, base, rubric)),
		injectionRises: share(of('injection'), ({ base, answer }) => base !== undefined && anyWorse(base, answer)),
		lengthSlope: lengthSlope(of('padding'), { seed, resamples }),
		balancedAccuracy: detection === undefined || alarms === undefined ? undefined : (detection + 1 - alarms) / 2,
		judged: outcomes.length,
		unscored: countReasons(outcomes),
	};
}

interface Scored {
	readonly kind: ProbeKind;
	readonly cluster: string;
	readonly lengthRatio: number;
	readonly base: ScoredJudgement | undefined;
	readonly answer: ScoredJudgement;
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
	const detected = share(outcomes, ({ answer, base }) =>
		base === undefined ? !answer.pass : target === undefined ? anyWorse(answer, base) : isWorse(answer, base, target),
	);
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
function targetOf(kind: GeneratedKind, rubric: Rubric): string | undefined {
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

/** Least squares of the score on log2 of the length ratio for each good answer, its own score at ratio 1, averaged (methods S6.2). */
function lengthSlope(
	paddings: readonly Scored[],
	{ seed, resamples }: { readonly seed: number; readonly resamples: number },
): Interval | undefined {
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
