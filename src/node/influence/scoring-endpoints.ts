import type OpenAI from 'openai';
import type { ModelEntry } from '../../core/documents/project.ts';
import type { ScoreOutcome, ScoreRequest, ScoringPort } from '../../core/influence/scoring.ts';
import type { Usage } from '../../core/review/ports.ts';
import type { Keys } from '../keys.ts';
import { CallDeadline } from '../models/deadline.ts';
import { type Endpoint, endpointOf } from '../models/endpoint.ts';
import { describeFailure, statusOf } from '../models/failures.ts';
import { wholeBody } from '../models/sse.ts';
import { Redactor } from '../redactor.ts';
import { alignTokens, type TokenPiece } from './align-tokens.ts';

/** How an endpoint scores a given text: as the prompt of a chat, as an echoed completion, or not at all. */
export type ScoringWay = 'prompt-logprobs' | 'echo' | 'none';

/** Remembers what was found out about endpoints, by their address and model. */
export interface ScoringMemory {
	get(endpoint: string): ScoringWay | undefined;
	set(endpoint: string, way: ScoringWay): void;
}

export interface ScoringEndpointsOptions {
	readonly keys: Keys;
	readonly memory: ScoringMemory;
	readonly redactor?: Redactor;
	/** Default: the global `fetch` at the time of the call. */
	readonly fetch?: typeof fetch;
}

/**
 * Has endpoints score a given answer: vLLM's `prompt_logprobs` of a chat whose last message is the answer, else a completion with
 * `echo` and `logprobs`. Which of them an endpoint can is found out by trying, and remembered. A reply counts only if its tokens
 * are the answer: some servers ignore what they do not know and score something else.
 */
export class ScoringEndpoints implements ScoringPort {
	private readonly options: ScoringEndpointsOptions;
	private readonly redactor: Redactor;

	constructor(options: ScoringEndpointsOptions) {
		this.options = options;
		this.redactor = options.redactor ?? new Redactor();
	}

	async knows(model: ModelEntry): Promise<'scores' | 'cannot' | 'unknown'> {
		const endpoint = endpointOf(model);
		const way = 'problem' in endpoint ? 'none' : this.options.memory.get(nameOf(endpoint, model));
		return way === undefined ? 'unknown' : way === 'none' ? 'cannot' : 'scores';
	}

	async score(request: ScoreRequest, signal: AbortSignal): Promise<ScoreOutcome> {
		const endpoint = endpointOf(request.model);
		if ('problem' in endpoint) {
			return { kind: 'failed', failure: { reason: 'unreachable', message: endpoint.problem, concernsAll: true } };
		}
		const key = await this.options.keys.keyFor(request.model, endpoint.origin);
		if (key.kind === 'refused') {
			return { kind: 'failed', failure: { reason: 'unreachable', message: key.message, concernsAll: true } };
		}
		const secret = key.kind === 'key' ? key.key : undefined;
		this.redactor.add(secret ?? '');
		const { buildClient } = await import('../models/client.ts'); // It takes 50 ms to load.
		const client = buildClient({ entry: request.model, endpoint, key: secret, fetch: this.options.fetch });
		const call: Call = { request, endpoint, client, hasKey: secret !== undefined, signal };
		const name = nameOf(endpoint, request.model);
		const known = this.options.memory.get(name);
		for (const way of known === undefined ? waysOf(request.model) : [known]) {
			const outcome = await this.tryWay(way, call);
			if (outcome.kind === 'scored') {
				this.options.memory.set(name, way);
				return outcome;
			}
			if (outcome.kind === 'failed') {
				return outcome;
			}
			if (known !== undefined && known !== 'none') {
				// It could before: this one answer did not come back whole.
				return { kind: 'failed', failure: { reason: 'unparsed', message: outcome.message, concernsAll: false } };
			}
		}
		this.options.memory.set(name, 'none');
		return { kind: 'unsupported', message: `${endpoint.url} cannot score a given text.` };
	}

	private async tryWay(way: ScoringWay, call: Call): Promise<ScoreOutcome> {
		if (way === 'none') {
			return { kind: 'unsupported', message: `${call.endpoint.url} cannot score a given text.` };
		}
		const { request, endpoint, signal } = call;
		const deadline = new CallDeadline(request.model.timeout, signal);
		try {
			const value = await post(way, call, deadline);
			const pieces = way === 'echo' ? echoedPieces(value) : promptPieces(value);
			const tokens = pieces && alignTokens(pieces, request.answer);
			return tokens === undefined
				? { kind: 'unsupported', message: `${endpoint.url} gave no scores of the answer.` }
				: {
						kind: 'scored',
						tokens,
						usage: usageOf(value),
						note: way === 'echo' ? 'Scored as plain text, without the form of a chat.' : undefined,
					};
		} catch (error) {
			if (REFUSALS.has(statusOf(error) ?? 0)) {
				return { kind: 'unsupported', message: `${endpoint.url} refuses to score a given text.` };
			}
			const failure = describeFailure(error, {
				entry: request.model,
				url: endpoint.url,
				expired: deadline.expired,
				hasKey: call.hasKey,
			});
			return signal.aborted
				? { kind: 'failed', failure: { reason: 'cancelled', message: 'Cancelled.', concernsAll: false } }
				: { kind: 'failed', failure: { ...failure, message: this.redactor.redact(failure.message) } };
		} finally {
			deadline.end();
		}
	}
}

/** Statuses by which endpoints say that they do not know a path or a parameter. */
const REFUSALS: ReadonlySet<number> = new Set([400, 404, 405, 415, 422, 500, 501]);

interface Call {
	readonly request: ScoreRequest;
	readonly endpoint: Endpoint;
	readonly client: OpenAI;
	readonly hasKey: boolean;
	readonly signal: AbortSignal;
}

/** The chat form first: it is what the model was asked in. */
function waysOf({ provider }: ModelEntry): readonly ScoringWay[] {
	return provider === 'openai' ? ['prompt-logprobs', 'echo'] : ['prompt-logprobs'];
}

function nameOf(endpoint: Endpoint, { model, name }: ModelEntry): string {
	return `${endpoint.url} ${model ?? name}`;
}

async function post(way: ScoringWay, { request, client }: Call, deadline: CallDeadline): Promise<unknown> {
	const { messages, answer, model, parameters } = request;
	const shared = { ...parameters.extraBody, model: model.model ?? model.name, max_tokens: 1, stream: false };
	const body =
		way === 'echo'
			? { ...shared, prompt: `${plainText(messages)}\n\n${answer}`, echo: true, logprobs: 1, temperature: 0 }
			: {
					...shared,
					messages: [...messages, { role: 'assistant', content: answer }],
					prompt_logprobs: 0,
					continue_final_message: true,
					add_generation_prompt: false,
				};
	const path = way === 'echo' ? '/completions' : '/chat/completions';
	const response = await client.post(path, { body, signal: deadline.signal }).asResponse();
	const text = response.body === null ? '' : await wholeBody(response.body, () => deadline.progress());
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

function plainText(messages: ScoreRequest['messages']): string {
	const [only] = messages;
	return messages.length === 1
		? only!.content
		: messages.map(({ role, content }) => `${role[0]!.toUpperCase()}${role.slice(1)}: ${content}`).join('\n\n');
}

/** `prompt_logprobs`: for each token of the prompt an object of token id → what is known of it; only the token itself is asked for. */
function promptPieces(value: unknown): readonly TokenPiece[] | undefined {
	const list = member(value, 'prompt_logprobs') ?? member(first(member(value, 'choices')), 'prompt_logprobs');
	if (!Array.isArray(list)) {
		return undefined;
	}
	return list.flatMap((each): TokenPiece[] => {
		const known: unknown = typeof each === 'object' && each !== null ? Object.values(each)[0] : undefined;
		const [text, logProbability] = [member(known, 'decoded_token'), member(known, 'logprob')];
		return typeof text === 'string' && typeof logProbability === 'number' ? [{ text, logProbability }] : [];
	});
}

function echoedPieces(value: unknown): readonly TokenPiece[] | undefined {
	const logprobs = member(first(member(value, 'choices')), 'logprobs');
	const [texts, scores] = [member(logprobs, 'tokens'), member(logprobs, 'token_logprobs')];
	if (!Array.isArray(texts) || !Array.isArray(scores) || texts.length !== scores.length) {
		return undefined;
	}
	// The token behind the answer was made, not given.
	return texts.slice(0, -1).flatMap((text: unknown, i): TokenPiece[] => {
		const logProbability: unknown = scores[i];
		return typeof text === 'string' && typeof logProbability === 'number' ? [{ text, logProbability }] : [];
	});
}

function usageOf(value: unknown): Usage | undefined {
	const usage = member(value, 'usage');
	const [input, output] = [member(usage, 'prompt_tokens'), member(usage, 'completion_tokens')];
	return typeof input === 'number' && typeof output === 'number' && input >= 0 && output >= 0
		? { input, output, cachedInput: undefined, estimated: false }
		: undefined;
}

function first(value: unknown): unknown {
	return Array.isArray(value) ? value[0] : undefined;
}

function member(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
