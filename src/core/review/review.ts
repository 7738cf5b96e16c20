import type { Grounding } from '../grounding/grounding.ts';
import { verdictReader } from '../judging/reading/read-verdict.ts';
import { historyText } from '../prompt/variables.ts';
import { sha256 } from '../text/hash.ts';
import { answerCase } from './answer.ts';
import { inMemory } from './aside.ts';
import { Attention } from './attention.ts';
import { Caller } from './caller.ts';
import type { Case } from './case.ts';
import { Channel } from './channel.ts';
import { ContextBook } from './context-book.ts';
import { checksOf, endOf } from './end.ts';
import type { ReviewEvent, RunEnd } from './events.ts';
import { withCitations } from './evidence.ts';
import { inlineGrounder } from './inline-grounder.ts';
import { InputHasher } from './inputs.ts';
import { judgeAnswer } from './judge.ts';
import { Recorder } from './recorder.ts';
import { RendererBook } from './renderer-book.ts';
import { DEFAULT_ATTEMPTS, DEFAULT_CONCURRENCY, type ReviewOptions, type ReviewPorts } from './review-options.ts';
import type { Answered, Grounded, RunContext } from './run-context.ts';
import { runAll } from './schedule.ts';

/**
 * Cases in work for each call that is allowed at once: while some are judged or grounded, the answering model stays busy. And those that are
 * being answered or wait for it with their prompt made, so that the next call starts the moment another one ends.
 */
const OPEN_PER_CALL = 12;
/** Beyond so many, memory counts: then four for each call have to do. */
const MANY_OPEN = 600;
const OPEN_PER_CALL_OF_MANY = 4;
const ASKED_PER_CALL = 1.5;

/**
 * Runs cases, of which there may be any number: from a stream they are taken as they can be worked on. Answers, checks, grounds, judges, and tells of each step as it happens. A bad answer and an unreachable model are
 * outcomes of their case. After `signal` is aborted the open cases end at once, *cancelled* with what had arrived, cases
 * that had not begun leave no event, and the stream ends. Leaving the stream early cancels the run.
 */
export async function* review(
	cases: readonly Case[] | AsyncIterable<Case>,
	ports: ReviewPorts,
	options: ReviewOptions,
	signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<ReviewEvent, void, undefined> {
	const stop = new AbortController();
	const concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
	const either = AbortSignal.any([signal, stop.signal]);
	const channel = new Channel<ReviewEvent>();
	const list: readonly Case[] = isList(cases) ? cases : [];
	const attention = ports.attention && new Attention(ports.attention);
	const run = contextOf(list, channel, { ports, options, signal: either, attention });
	run.recorder.record({
		type: 'run-start',
		run: options.run,
		tool: options.tool,
		files: options.files ?? [...new Set(list.map(item => item.file))],
		loaded: list.map(item => item.key),
		task: options.task ?? 'run',
	});
	const working = runAll(cases, (item, answered) => runCase(item, run, answered), {
		perSource: item => {
			const calls = item.source.kind === 'model' ? run.caller.gates.limitOf(item.source.entry) : concurrency;
			return { open: options.open ?? openOf(calls), answering: Math.floor(calls * ASKED_PER_CALL) };
		},
		signal: either,
		ready: () => (channel.size > LARGE ? channel.empty() : Promise.resolve()),
		attention,
		onLoaded: keys => run.recorder.record({ type: 'cases-loaded', keys }),
	})
		.then(
			() => {
				run.recorder.record({ type: 'run-end', ...outcomeOf(run, signal, options) });
			},
			(bug: unknown) => {
				// What was not done must not look finished.
				const message = `The run broke off: ${bug instanceof Error ? bug.message : String(bug)}`;
				run.recorder.record({ type: 'run-end', outcome: 'stopped', message });
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

/** Events that nobody has taken yet before no further case starts. */
const LARGE = 1000;

/** How many cases may be in work where so many calls are allowed at once. */
function openOf(calls: number): number {
	return Math.min(calls * OPEN_PER_CALL, Math.max(calls * OPEN_PER_CALL_OF_MANY, MANY_OPEN));
}

function isList(cases: readonly Case[] | AsyncIterable<Case>): cases is readonly Case[] {
	return Array.isArray(cases);
}

interface Given {
	readonly ports: ReviewPorts;
	readonly options: ReviewOptions;
	readonly signal: AbortSignal;
	readonly attention: Attention | undefined;
}

function contextOf(
	cases: readonly Case[],
	channel: Channel<ReviewEvent>,
	{ ports, options, signal, attention }: Given,
): RunContext {
	const recorder = new Recorder(channel, ports);
	const followed = new Set(
		cases.flatMap(item => item.turns.flatMap(({ answer }) => (answer.kind === 'case' ? [answer.key] : []))),
	);
	return {
		caller: new Caller({
			model: ports.model,
			clock: ports.clock,
			signal,
			concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
			attempts: options.attempts ?? DEFAULT_ATTEMPTS,
			maxCost: options.maxCost,
			spent: options.spent,
			reserve: options.reserve,
			onWait: options.onWait,
			...(options.minute === undefined ? {} : { minute: options.minute }),
			...(attention === undefined ? {} : { urgent: () => attention.urgentKey() }),
			onStop: ({ model, failure: { reason, message } }) =>
				recorder.record({ type: 'endpoint-stop', model, reason, message }),
		}),
		recorder,
		clock: ports.clock,
		signal,
		contexts: new ContextBook(),
		renderers: new RendererBook(),
		hasher: new InputHasher(ports.hash),
		hash: ports.hash ?? sha256,
		readVerdict: verdictReader(),
		grounder: ports.grounder ?? inlineGrounder,
		aside: ports.aside ?? inMemory,
		options,
		answers: new Map(),
		isFollowed: options.isFollowed ?? (cases.length === 0 ? () => true : item => followed.has(item.key)),
	};
}

async function runCase(item: Case, run: RunContext, done: () => void): Promise<void> {
	const answered = await answerCase(item, run);
	if (answered === undefined) {
		return;
	}
	if (run.isFollowed(item)) {
		run.answers.set(item.key, answered);
	}
	done();
	const checks = checksOf(item, answered);
	const grounded = groundCase(item, answered, run);
	const judged = answered.failure === undefined ? await judgeAnswer(item, { ...answered, grounded }, run) : undefined;
	const grounding = (await grounded)?.value;
	// The lexical judge quotes what the overlap already links: only a judge that reads can cite.
	const reads = item.judge?.entry.provider !== 'offline';
	const cited = grounding && judged && reads ? withCitations(grounding, answered.text, judged) : undefined;
	if (cited !== undefined) {
		run.recorder.record({ type: 'grounding-end', key: item.key, grounding: cited });
	}
	const { rubric, ...end } = endOf({ item, answered, checks, judged });
	run.recorder.record({ type: 'case-end', ...end, rubric: run.recorder.sharedText(rubric) });
}

/** Grounds what there is of an answer. Where nothing of the context was sent there is nothing to stand on. */
function groundCase(item: Case, answered: Answered, run: RunContext): Grounded {
	if (answered.text.trim() === '' || answered.context.units.length === 0) {
		return undefined;
	}
	const record = (grounding: Grounding) => {
		run.recorder.record({ type: 'grounding-end', key: item.key, grounding });
		return run.aside.put(grounding);
	};
	const grounding = run.grounder.ground(answered.context, {
		question: item.question.question.value,
		history: historyText(answered.turns),
		answer: answered.text,
	});
	return grounding instanceof Promise ? grounding.then(record) : record(grounding);
}

function outcomeOf(
	run: RunContext,
	signal: AbortSignal,
	{ maxCost }: ReviewOptions,
): Pick<RunEnd, 'outcome' | 'message'> {
	if (signal.aborted) {
		return { outcome: 'cancelled', message: undefined };
	}
	return run.caller.spending.isOver
		? { outcome: 'stopped', message: `The cost limit of ${maxCost} USD is reached.` }
		: { outcome: 'finished', message: undefined };
}
