import type { ModelFailure, RateLimits, Usage } from '../../core/review/ports.ts';
import type { CallDeadline } from './deadline.ts';
import { readServerSentEvents, wholeBody } from './sse.ts';
import { splitAtLoneEnd, ThinkingSplitter } from './thinking.ts';

/** An answer of more UTF-16 units than this is not read on. */
const LONGEST_ANSWER = 4 * 1024 * 1024;

/** Thrown for what an endpoint says inside a stream instead of an answer. */
export class StreamedError extends Error {
	readonly error: unknown;

	constructor(error: unknown) {
		super('The endpoint reported an error within its answer.');
		this.error = error;
	}
}

/** One reply as it grows. What had arrived stays readable when the call ends early. */
export class Reply {
	finish: string | undefined;
	usage: Usage | undefined;
	servedBy: string | undefined;
	firstTokenMs: number | undefined;
	/** Set where the reply came whole but is no answer. */
	failure: ModelFailure | undefined;
	notes: readonly string[] = [];
	/** What the endpoint says of its limits. */
	limits: RateLimits | undefined;
	private visible: string[] = [];
	private length = 0;
	/** The endpoint gave numbers of tokens that are none, such as negative ones. */
	private miscounted = false;
	private reasoning: string[] = [];
	private refusal = '';
	private splitter = new ThinkingSplitter();
	private readonly onText: (piece: string) => void;
	private readonly started: number;

	constructor(onText: (piece: string) => void, started: number) {
		this.onText = onText;
		this.started = started;
	}

	/** Reads a response, streamed or whole. Throws what reading throws, and {@link StreamedError}. */
	async read(response: Response, deadline: CallDeadline, url: string): Promise<void> {
		const type = response.headers.get('content-type') ?? '';
		if (response.body === null) {
			this.cutStream(url);
			return;
		}
		if (/html/i.test(type)) {
			void response.body.cancel().catch(() => {});
			this.failure = {
				reason: 'unreachable',
				message: `${url} answered with a web page (${type}) instead of JSON. Check the model's "baseUrl"; it often ends in /v1.`,
				concernsAll: true,
			};
			return;
		}
		if (/json/i.test(type) && !/event-stream/i.test(type)) {
			this.readWhole(await wholeBody(response.body, () => deadline.progress()), url);
			return;
		}
		let done = false;
		let lost = 0;
		const onData = (data: string): 'more' | 'done' => {
			if (data === '[DONE]') {
				done = true;
				return 'done';
			}
			const value = parseJson(data);
			lost += value === undefined ? 1 : 0;
			this.chunk(value);
			if (this.length > LONGEST_ANSWER) {
				this.failure = {
					reason: 'cut-off',
					message: `${url} sent more than ${LONGEST_ANSWER} characters: the answer was not read on.`,
					concernsAll: false,
				};
				return 'done';
			}
			return 'more';
		};
		await readServerSentEvents(response.body.getReader(), { onData, progress: () => deadline.progress() });
		this.add(this.splitter.end());
		if (lost > 0) {
			this.notes = [...this.notes, `${lost} of the pieces could not be read: words may be missing.`];
		}
		if (!done && this.finish === undefined && this.failure === undefined) {
			this.cutStream(url);
		}
		this.checkEnd();
	}

	/** The answer and the thinking so far. */
	text(): { readonly text: string; readonly thinking: string | undefined } {
		const lone = splitAtLoneEnd(this.visible.join(''));
		const thoughts = [this.reasoning.join(''), this.splitter.thinking, lone.thinking].filter(
			part => part !== undefined && part !== '',
		);
		return { text: lone.text, thinking: thoughts.length === 0 ? undefined : thoughts.join('\n') };
	}

	/** Reads a reply that came in one piece: the JSON of a chat completion. Throws {@link StreamedError}. */
	readWhole(body: string, url: string): void {
		const value = parseJson(body);
		if (value === undefined || member(value, 'choices') === undefined) {
			if (member(value, 'error') !== undefined) {
				throw new StreamedError(member(value, 'error'));
			}
			this.failure = {
				reason: 'unreachable',
				message: `${url} answered with JSON that is no chat completion. Check the model's "baseUrl".`,
				concernsAll: false,
			};
			return;
		}
		this.chunk(value);
		this.add(this.splitter.end());
		this.finish ??= 'stop';
		this.checkEnd();
	}

	private chunk(value: unknown): void {
		if (member(value, 'error') !== undefined && member(value, 'error') !== null) {
			throw new StreamedError(member(value, 'error'));
		}
		const model = member(value, 'model');
		this.servedBy = typeof model === 'string' && model !== '' ? model : this.servedBy;
		this.count(member(value, 'usage'));
		const choices = member(value, 'choices');
		const choice: unknown = Array.isArray(choices) ? choices.find(one => (member(one, 'index') ?? 0) === 0) : undefined;
		const delta = member(choice, 'delta') ?? member(choice, 'message');
		const thought = member(delta, 'reasoning_content') ?? member(delta, 'reasoning');
		if (typeof thought === 'string') {
			this.reasoning.push(thought);
		}
		const refusal = member(delta, 'refusal');
		this.refusal += typeof refusal === 'string' ? refusal : '';
		const content = member(delta, 'content');
		if (typeof content === 'string' && content !== '') {
			this.add(this.splitter.push(content));
		}
		const finish = member(choice, 'finish_reason');
		this.finish = typeof finish === 'string' ? finish : this.finish;
	}

	private count(said: unknown): void {
		const usage = usageOf(said);
		this.usage = usage ?? this.usage;
		this.miscounted ||= usage === undefined && NUMBERS.some(name => typeof member(said, name) === 'number');
	}

	private add(piece: string): void {
		if (piece !== '') {
			this.firstTokenMs ??= Math.round(performance.now() - this.started);
			this.visible.push(piece);
			this.length += piece.length;
			this.onText(piece);
		}
	}

	/** What is to be said once the reply is whole. */
	private checkEnd(): void {
		if (this.usage === undefined && this.miscounted) {
			this.notes = [...this.notes, 'The endpoint counts tokens that cannot be: estimated.'];
		}
		if (this.refusal !== '' && this.failure === undefined) {
			this.failure = { reason: 'refused', message: `The model refused: ${this.refusal}`, concernsAll: false };
		}
	}

	private cutStream(url: string): void {
		this.failure = {
			reason: 'unreachable',
			message: `${url} closed the connection in the middle of the answer.`,
			concernsAll: false,
			retry: { afterMs: undefined },
		};
	}
}

const NUMBERS = ['prompt_tokens', 'completion_tokens'] as const;

function usageOf(value: unknown): Usage | undefined {
	const input = member(value, 'prompt_tokens');
	const output = member(value, 'completion_tokens');
	if (!isCount(input) || !isCount(output)) {
		return undefined;
	}
	const cached = member(member(value, 'prompt_tokens_details'), 'cached_tokens');
	return { input, output, cachedInput: isCount(cached) ? cached : undefined, estimated: false };
}

function isCount(value: unknown): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function member(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** A line that is no JSON is skipped: one bad piece is no reason to lose the others. */
function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
