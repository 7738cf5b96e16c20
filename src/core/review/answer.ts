import { offlineAnswer } from '../offline/answer.ts';
import type { RenderOutcome } from '../prompt/outcome.ts';
import { variablesOf } from '../prompt/variables.ts';
import { shortHash } from '../text/hash.ts';
import type { Case } from './case.ts';
import type { ContextView } from './context-book.ts';
import { outcomeCost } from './cost.ts';
import { turnsOf } from './earlier-turns.ts';
import type { RecordedFailure } from './events.ts';
import { sentParameters } from './parameters.ts';
import { plainOutcome } from './plain-outcome.ts';
import type { ChatMessage, ModelOutcome, Usage } from './ports.ts';
import { Remade } from './remade.ts';
import { RemadeRequest, type RequestWords } from './remade-request.ts';
import { reuseAnswer } from './reuse-answer.ts';
import type { Answered, RunContext } from './run-context.ts';

/**
 * Gets the answer of a case: from the model, from the file that records it, or from an earlier result. Records its start and
 * its end. `undefined` where the run was cancelled before anything happened: such a case leaves no trace.
 */
export async function answerCase(item: Case, run: RunContext): Promise<Answered | undefined> {
	const earlier = run.options.recorded?.(item);
	if (earlier?.answer !== undefined && earlier.start !== undefined) {
		return reuseAnswer(item, earlier, run);
	}
	const turns = turnsOf(item.turns, run);
	const asked: Asked = { item, run, turns: turns.kind === 'known' ? turns.turns : [] };
	if (turns.kind === 'missing') {
		return conclude(asked, run.contexts.of(item.passages, NOTHING), {
			messages: [],
			outcome: plainOutcome({ failure: { reason: 'earlier-turn', message: turns.message, concernsAll: false } }),
		});
	}
	if (item.source.kind === 'recorded') {
		return conclude(asked, run.contexts.of(item.passages, 'all'), {
			messages: [],
			outcome: plainOutcome({ text: item.source.answer, cached: true }),
		});
	}
	const render = () => run.renderers.of(item)(variables(item, asked.turns));
	const rendered = render();
	if (rendered.kind === 'failed') {
		const message = `The prompt cannot be rendered: ${rendered.problems[0]?.message ?? 'unknown reason'}`;
		return conclude(asked, run.contexts.of(item.passages, NOTHING), {
			messages: [],
			outcome: plainOutcome({ failure: { reason: 'not-supported', message, concernsAll: false } }),
		});
	}
	const context = run.contexts.of(item.passages, rendered.sent);
	const words = (made: RenderOutcome): RequestWords => ({ messages: made.kind === 'failed' ? [] : made.messages });
	return ask(asked, context, new Remade(() => words(render()), words(rendered)));
}

const NOTHING: ReadonlySet<string> = new Set();

interface Asked {
	readonly item: Case;
	readonly run: RunContext;
	readonly turns: Answered['turns'];
}

async function ask(asked: Asked, context: ContextView, words: Remade<RequestWords>): Promise<Answered | undefined> {
	const { item, run } = asked;
	const { source } = item;
	if (source.kind !== 'model' || run.signal.aborted) {
		return undefined;
	}
	if (source.entry.provider === 'offline') {
		start(asked, context);
		const outcome = await answerOffline(asked, context);
		return conclude(asked, context, { messages: words.value.messages, outcome, started: true });
	}
	let started = false;
	const outcome = await run.caller.ask(
		new RemadeRequest(
			{
				model: source.entry,
				parameters: sentParameters(item.parameters),
				sample: item.sample,
				purpose: 'answer',
				fresh: run.options.fresh?.(item) === true,
			},
			words,
		),
		{
			started: () => {
				started = true;
				start(asked, context);
			},
			piece: text => run.recorder.show({ type: 'answer-piece', key: item.key, text }),
			restart: () => run.recorder.show({ type: 'answer-restart', key: item.key }),
		},
	);
	if (!started && outcome.failure?.reason === 'cancelled') {
		return undefined;
	}
	return conclude(asked, context, { messages: words.value.messages, outcome, started });
}

/** Pieces of some words each, so that what shows an answer growing shows this one growing too. */
const OFFLINE_PIECES = 8;

async function answerOffline({ item, run, turns }: Asked, context: ContextView): Promise<ModelOutcome> {
	const before = run.clock.now();
	const { text } = offlineAnswer({
		question: item.question.question.value,
		history: turns,
		units: context.units,
	});
	const words = text.match(/\S+\s*|^\s+/g) ?? [];
	const size = Math.max(1, Math.ceil(words.length / OFFLINE_PIECES));
	for (let at = 0; at < words.length; at += size) {
		run.recorder.show({ type: 'answer-piece', key: item.key, text: words.slice(at, at + size).join('') });
	}
	const latencyMs = run.clock.now() - before;
	// Computing an answer blocks everything else: a cancellation has to get its turn between two of them.
	await run.clock.sleep(0, run.signal);
	return plainOutcome({ text, finish: 'stop', latencyMs, usage: NO_TOKENS });
}

const NO_TOKENS: Usage = { input: 0, output: 0, cachedInput: undefined, estimated: false };

interface Conclusion {
	readonly messages: readonly ChatMessage[];
	readonly outcome: ModelOutcome;
	/** True where the start is recorded already. */
	readonly started?: boolean;
}

function conclude(asked: Asked, context: ContextView, { messages, outcome, started }: Conclusion): Answered {
	const { item, run, turns } = asked;
	if (started !== true) {
		start(asked, context);
	}
	const failure = failureOf(outcome);
	const { recorder } = run;
	recorder.record({
		type: 'answer-end',
		key: item.key,
		messages: recorder.messages(messages),
		text: recorder.text(outcome.text),
		thinking: outcome.thinking === undefined ? undefined : recorder.text(outcome.thinking),
		hash: shortHash(outcome.text, run.hash),
		failure,
		finish: outcome.finish,
		latencyMs: outcome.latencyMs,
		usage: outcome.usage,
		cost: item.source.kind === 'recorded' ? 0 : outcomeCost(outcome, item.source.entry.price),
		cached: outcome.cached,
		servedBy: outcome.servedBy,
		notes: outcome.notes,
	});
	return { text: outcome.text, failure, context, turns };
}

function start({ item, run }: Asked, context: ContextView): void {
	run.recorder.record({
		type: 'case-start',
		key: item.key,
		file: item.file,
		question: item.question.id,
		questionText: run.recorder.text(item.question.question.value),
		prompt: item.prompt.stem,
		model: item.source.name,
		recorded: item.source.kind === 'recorded',
		sample: item.sample,
		parameters: item.parameters,
		inputs: run.hasher.hashesOf(item, key => run.answers.get(key)?.text ?? run.options.answerOf?.(key)),
		passages: run.recorder.text(context.json),
	});
}

/** An answer is usable only if it is whole, and says something. */
function failureOf({ failure, finish, text, thinking }: ModelOutcome): RecordedFailure | undefined {
	if (failure !== undefined) {
		return { reason: failure.reason, message: failure.message };
	}
	if (finish === 'length') {
		return { reason: 'cut-off', message: 'The answer was cut off by the token limit; raise "maxTokens".' };
	}
	if (finish === 'content_filter') {
		return { reason: 'refused', message: 'The endpoint filtered the answer.' };
	}
	if (text.trim() === '') {
		return {
			reason: 'empty',
			message: thinking === undefined ? 'The answer is empty.' : 'The model thought aloud but answered nothing.',
		};
	}
	return undefined;
}

function variables(item: Case, turns: Answered['turns']): ReturnType<typeof variablesOf> {
	return variablesOf({
		question: item.question.question.value,
		passages: item.passages,
		turns,
		vars: item.vars,
		inputs: item.prompt.inputs,
	});
}
