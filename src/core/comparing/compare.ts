import { Caller } from '../review/caller.ts';
import { Channel } from '../review/channel.ts';
import type { ComparisonSetup, ReviewEvent, RunEnd } from '../review/events.ts';
import type { MinuteLimits } from '../review/minute-budget.ts';
import { Recorder } from '../review/recorder.ts';
import { DEFAULT_ATTEMPTS, DEFAULT_CONCURRENCY, type ReviewPorts } from '../review/review-options.ts';
import { comparePair, type Judging } from './compare-pair.ts';
import type { PairResult } from './comparison-fold.ts';
import type { Pair } from './pair.ts';

export interface CompareOptions {
	/** Id of the run, the run file's name without its ending. */
	readonly run: string;
	/** Name and version of what runs it. */
	readonly tool: string;
	/** What the two sides are called. */
	readonly names: { readonly a: string; readonly b: string };
	readonly judging: Judging;
	/** Calls at once; default {@link DEFAULT_CONCURRENCY}. */
	readonly concurrency?: number;
	/** What all calls together may take within a minute. */
	readonly minute?: Partial<MinuteLimits>;
	/** USD: no call starts once this much is spent. */
	readonly maxCost?: number;
	/** Tries of one call; default {@link DEFAULT_ATTEMPTS}. */
	readonly attempts?: number;
	/** A finished comparison of the same inputs: it is taken over and marked *cached*. */
	readonly earlier?: (inputs: string) => PairResult | undefined;
}

/** Events that may wait for a reader before no further pair is begun. */
const LARGE = 1000;
/** Pairs in work for each call that is allowed at once: one pair ends while the next already waits for room. */
const PAIRS_PER_CALL = 1;

/**
 * Compares pairs of answers, each in both orders, and tells of each as it is done: `run-start`, one `comparison-end` a pair, `run-end`. A
 * pair that cannot be compared is an outcome. After `signal` is aborted the pairs in work end at once as *cancelled*, those not begun leave
 * no event, and the stream ends. Leaving the stream early cancels too.
 */
export async function* comparePairs(
	pairs: readonly Pair[],
	ports: ReviewPorts,
	options: CompareOptions,
	signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<ReviewEvent, void, undefined> {
	const stop = new AbortController();
	const either = AbortSignal.any([signal, stop.signal]);
	const channel = new Channel<ReviewEvent>();
	const recorder = new Recorder(channel, ports);
	const concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
	const caller = new Caller({
		model: ports.model,
		clock: ports.clock,
		signal: either,
		concurrency,
		attempts: options.attempts ?? DEFAULT_ATTEMPTS,
		maxCost: options.maxCost,
		...(options.minute === undefined ? {} : { minute: options.minute }),
		onStop: ({ model, failure: { reason, message } }) =>
			recorder.record({ type: 'endpoint-stop', model, reason, message }),
	});
	recorder.record({
		type: 'run-start',
		run: options.run,
		tool: options.tool,
		files: [...new Set(pairs.map(pair => pair.file))],
		loaded: pairs.map(pair => pair.key),
		task: 'compare',
		comparison: comparisonSetup(options),
	});
	const run = { judging: options.judging, caller, recorder, earlier: options.earlier ?? (() => undefined) };
	let next = 0;
	const work = async () => {
		while (next < pairs.length && !either.aborted) {
			const pair = pairs[next++]!;
			if (channel.size > LARGE) {
				await channel.empty();
			}
			recorder.record({ type: 'comparison-end', ...(await comparePair(pair, run)) });
			// Counting words never waits by itself; those who cancel or read must get their turn.
			await ports.clock.sleep(0, either);
		}
	};
	const working = Promise.all(Array.from({ length: concurrency * PAIRS_PER_CALL }, work))
		.then(
			() => recorder.record({ type: 'run-end', ...endOf(caller, signal, options) }),
			(bug: unknown) => {
				const message = `The comparison broke off: ${bug instanceof Error ? bug.message : String(bug)}`;
				recorder.record({ type: 'run-end', outcome: 'stopped', message });
				throw bug;
			},
		)
		.finally(() => channel.close());
	// A rejection is a bug; it is thrown below, after the events that came before it.
	working.catch(() => {});
	try {
		yield* channel;
		await working;
	} finally {
		stop.abort();
	}
}

/** What a comparison records of itself. */
export function comparisonSetup({ names, judging }: Pick<CompareOptions, 'names' | 'judging'>): ComparisonSetup {
	switch (judging.kind) {
		case 'recorded':
			return { ...names, protocol: 'recorded', judge: undefined, samples: 1, rubric: '' };
		case 'lexical':
			return { ...names, protocol: 'scores', judge: 'offline', samples: 1, rubric: judging.rubric.name };
		case 'model': {
			const { name, samples } = judging.judge;
			return { ...names, protocol: 'ranking', judge: name, samples, rubric: judging.rubric.name };
		}
	}
}

function endOf(caller: Caller, signal: AbortSignal, { maxCost }: CompareOptions): Pick<RunEnd, 'outcome' | 'message'> {
	if (signal.aborted) {
		return { outcome: 'cancelled', message: undefined };
	}
	return caller.spending.isOver
		? { outcome: 'stopped', message: `The cost limit of ${maxCost} USD is reached.` }
		: { outcome: 'finished', message: undefined };
}
