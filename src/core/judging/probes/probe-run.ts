import type { Rubric } from '../../documents/rubric.ts';
import type { Case, JudgeSetup } from '../../review/case.ts';
import { sumCosts } from '../../review/cost.ts';
import { type ProbedAnswer, type ProbeEnd, RUN_VERSION, type RunEvent } from '../../review/events.ts';
import { RunFold } from '../../review/fold.ts';
import type { MinuteLimits } from '../../review/minute-budget.ts';
import type { CaseResult } from '../../review/result.ts';
import { review } from '../../review/review.ts';
import type { ReviewPorts } from '../../review/review-options.ts';
import { TextLedger } from '../../review/text-ledger.ts';
import { sha256, valueHash } from '../../text/hash.ts';
import { type AcceptedFake, type JudgeMeasurement, type MadeBy, MEASUREMENT_VERSION } from './judge-measurement.ts';
import { fateOf, measureJudge, type ProbeOutcome } from './measure.ts';
import { type MeasuredState, stateOf } from './measurement.ts';
import { outcomeOf, type PlannedProbe, type ProbePlan } from './plan-probes.ts';
import { MUST_FAIL } from './probe.ts';
import { type ProbePreferences, preferOriginals } from './probe-pairs.ts';

/** The probes of one question file. Files that share judge and rubric are one measurement. */
export interface ProbedFile {
	/** Root-relative. */
	readonly path: string;
	readonly probes: ProbePlan;
}

export interface ProbeRunOptions {
	readonly judge: JudgeSetup;
	readonly rubric: Rubric;
	/** What the measurement is kept by, see `measurementKey`. */
	readonly key: string;
	/** The balanced accuracy that is asked for. */
	readonly limit: number;
	/** Id of the run, and name and version of what runs it. */
	readonly run: string;
	readonly tool: string;
	readonly concurrency?: number;
	/** What all calls together may take within a minute. */
	readonly minute?: Partial<MinuteLimits>;
	/** USD */
	readonly maxCost?: number;
	/** What models made, where they did. */
	readonly made?: MadeBy;
	/** The judge also sees each original beside its fake, in both orders. */
	readonly pairs?: 'both-orders';
	/** Called with each text that was judged, and for each pair. */
	readonly onJudged?: (result?: CaseResult) => void;
}

/** What came of a run of probes. */
export interface ProbeRun {
	readonly measurement: JudgeMeasurement;
	readonly standing: MeasuredState;
	readonly results: ReadonlyMap<string, CaseResult>;
	/** Why the rest was not judged; `undefined` where all were: only then may the measurement be kept. */
	readonly stopped: 'cancelled' | 'over-budget' | undefined;
}

/** The hash of all probes of some files: the same battery need not be judged twice. */
export function batteryHash(files: readonly ProbedFile[], pairs?: ProbeRunOptions['pairs']): string {
	return valueHash([...files.map(({ probes }) => probes.hash), ...(pairs === undefined ? [] : [pairs])]);
}

/**
 * Shows a judge all probes, records each as soon as it and what it is compared with are judged, and measures. Yields the events of the
 * run file; returns the measurement.
 */
export async function* probeJudge(
	files: readonly ProbedFile[],
	ports: ReviewPorts,
	options: ProbeRunOptions,
	signal: AbortSignal,
): AsyncGenerator<RunEvent, ProbeRun, undefined> {
	const { run, tool, concurrency, minute, maxCost, judge, rubric } = options;
	const stamp = () => ({ v: RUN_VERSION, t: ports.clock.now() }) as const;
	const cases = files.flatMap(({ probes }) => probes.cases);
	const recorder = new ProbeRecorder(files, { judge, rubric }, stamp);
	const fold = new RunFold();
	yield {
		...stamp(),
		type: 'run-start',
		run,
		tool,
		files: files.map(({ path }) => path),
		loaded: [],
		task: 'probe',
	};
	const limits = {
		...(concurrency === undefined ? {} : { concurrency }),
		...(minute === undefined ? {} : { minute }),
		...(maxCost === undefined ? {} : { maxCost }),
	};
	for await (const event of review(cases, ports, { run, tool, ...limits }, signal)) {
		const result = fold.add(event);
		if (result !== undefined && event.type === 'case-end') {
			options.onJudged?.(result);
			yield* recorder.judged(result.key, fold.results);
		}
	}
	yield* recorder.rest(fold.results);
	const preferences =
		options.pairs === undefined ? undefined : yield* preferOriginals(files, ports, restOf(options, fold), signal);
	const outcome = fold.end?.outcome;
	yield { ...stamp(), type: 'run-end', outcome: outcome ?? 'stopped', message: fold.end?.message };
	return {
		...measured(
			files,
			{ results: fold.results, preferences },
			{ ...options, at: new Date(ports.clock.now()).toISOString() },
		),
		results: fold.results,
		stopped: outcome === 'cancelled' ? 'cancelled' : outcome === 'stopped' ? 'over-budget' : undefined,
	};
}

/** What is left of the cost limit once the single answers are judged. */
function restOf(options: ProbeRunOptions, { results }: RunFold): ProbeRunOptions {
	const { maxCost } = options;
	if (maxCost === undefined) {
		return options;
	}
	const costs = [...results.values()].flatMap(({ verdicts }) => verdicts.map(({ cost }) => cost));
	return { ...options, maxCost: Math.max(0, maxCost - (sumCosts(costs) ?? maxCost)) };
}

function measured(
	files: readonly ProbedFile[],
	{
		results,
		preferences,
	}: { readonly results: ReadonlyMap<string, CaseResult>; readonly preferences: ProbePreferences | undefined },
	{ judge, rubric, key, limit, run, made, pairs, at }: ProbeRunOptions & { readonly at: string },
): Pick<ProbeRun, 'measurement' | 'standing'> {
	const judged = files.flatMap(({ path, probes }) => {
		const items = new Map(probes.cases.map(item => [item.key, item]));
		return probes.probes.map((probe, i) => {
			const outcome = outcomeOf(probe, items, results);
			return {
				probe,
				outcome: { ...outcome, cluster: `${path} ${outcome.cluster}`, preferred: preferences?.get(`${path} ${i}`) },
			};
		});
	});
	const figures = measureJudge(
		judged.map(({ outcome }) => outcome),
		rubric,
	);
	const standing = stateOf(figures, limit);
	return {
		standing,
		measurement: {
			version: MEASUREMENT_VERSION,
			key,
			judge: judge.name,
			rubric: rubric.name,
			at,
			files: files.map(({ path }) => path),
			battery: batteryHash(files, pairs),
			limit,
			state: standing.state === 'below-limit' ? 'below-limit' : 'measured',
			run,
			figures,
			accepted: judged.flatMap(({ probe, outcome }) => acceptedFake(probe, outcome)),
			...(made === undefined ? {} : { made }),
		},
	};
}

function acceptedFake(
	{ kind, question, answer }: PlannedProbe,
	{ answer: judged }: ProbeOutcome,
): readonly AcceptedFake[] {
	return MUST_FAIL.has(kind) && judged.state === 'scored' && judged.pass
		? [{ question, kind, answer, cappedScore: judged.cappedScore }]
		: [];
}

interface Pending {
	readonly file: string;
	readonly probe: PlannedProbe;
	readonly items: ReadonlyMap<string, Case>;
	/** Keys of the texts that are not judged yet. */
	readonly open: Set<string>;
}

/** Turns judged texts into events of probes. */
class ProbeRecorder {
	private readonly waiting = new Map<string, Pending[]>();
	private readonly pending = new Set<Pending>();
	private readonly numbers = new Map<Pending, number>();
	private readonly fresh: RunEvent[] = [];
	private readonly ledger: TextLedger;
	private readonly judge: Pick<ProbeRunOptions, 'judge' | 'rubric'>;
	private readonly stamp: () => { readonly v: typeof RUN_VERSION; readonly t: number };

	constructor(
		files: readonly ProbedFile[],
		judge: Pick<ProbeRunOptions, 'judge' | 'rubric'>,
		stamp: () => { readonly v: typeof RUN_VERSION; readonly t: number },
	) {
		this.judge = judge;
		this.stamp = stamp;
		this.ledger = new TextLedger(({ hash, text }) => this.fresh.push({ ...stamp(), type: 'text', hash, text }), sha256);
		for (const { path, probes } of files) {
			const items = new Map(probes.cases.map(item => [item.key, item]));
			for (const probe of probes.probes) {
				const open = new Set([probe.answerKey, ...(probe.baseKey === undefined ? [] : [probe.baseKey])]);
				const one: Pending = { file: path, probe, items, open };
				this.pending.add(one);
				this.numbers.set(one, this.numbers.size + 1);
				for (const key of open) {
					this.waiting.set(key, [...(this.waiting.get(key) ?? []), one]);
				}
			}
		}
	}

	/** The probes that are done now that one more text is judged. */
	*judged(key: string, results: ReadonlyMap<string, CaseResult>): Iterable<RunEvent> {
		for (const one of this.waiting.get(key) ?? []) {
			one.open.delete(key);
			if (one.open.size === 0) {
				yield* this.record(one, results);
			}
		}
		this.waiting.delete(key);
	}

	/** Those that never were, because the run was stopped. */
	*rest(results: ReadonlyMap<string, CaseResult>): Iterable<RunEvent> {
		for (const one of [...this.pending]) {
			yield* this.record(one, results);
		}
	}

	private *record(one: Pending, results: ReadonlyMap<string, CaseResult>): Iterable<RunEvent> {
		const { probe, items, file } = one;
		this.pending.delete(one);
		const outcome = outcomeOf(probe, items, results);
		const event: ProbeEnd = {
			...this.stamp(),
			type: 'probe-end',
			key: `p${this.numbers.get(one)!}`,
			kind: probe.kind,
			origin: probe.origin,
			file,
			question: probe.question,
			judge: this.judge.judge.name,
			fate: fateOf(outcome, this.judge.rubric),
			naming: outcome.naming,
			answer: this.answer(probe.answer, outcome.answer, results.get(probe.answerKey)),
			base:
				probe.edit === undefined || outcome.base === undefined
					? undefined
					: {
							...this.answer(probe.edit.base, outcome.base, results.get(probe.baseKey ?? '')),
							replaced: { start: probe.edit.replaced.start, end: probe.edit.replaced.end },
						},
		};
		yield* this.fresh.splice(0);
		yield event;
	}

	private answer(text: string, judged: ProbeOutcome['answer'], result: CaseResult | undefined): ProbedAnswer {
		const verdicts = result?.verdicts ?? [];
		return {
			text: this.ledger.refer(text),
			ratings: result?.end?.ratings ?? {},
			reasons: Object.assign({}, ...verdicts.map(verdict => verdict.reasons)),
			cappedScore: judged.state === 'scored' ? judged.cappedScore : undefined,
			pass: judged.state === 'scored' ? judged.pass : undefined,
			unscored: judged.state === 'unscored' ? (judged.reason as ProbedAnswer['unscored']) : undefined,
			replies: verdicts.map(({ reply }) => this.ledger.refer(reply)),
		};
	}
}
