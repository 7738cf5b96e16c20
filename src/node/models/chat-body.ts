import type OpenAI from 'openai';
import type { ModelRequest } from '../../core/review/ports.ts';
import { OPENAI_ORIGIN } from '../keys.ts';

/** How a model wants to be asked, learnt from what it refuses. */
export class Dialect {
	private readonly refused = new Set<string>();
	private limitName: 'max_tokens' | 'max_completion_tokens';
	private refusedFormats = 0;

	constructor(origin: string) {
		this.limitName = origin === OPENAI_ORIGIN ? 'max_completion_tokens' : 'max_tokens';
	}

	/** What every answer of this model has to say about how it was asked. */
	get notes(): readonly string[] {
		const left = [...this.refused]
			.filter(name => !SILENT.has(name))
			.map(name => `The endpoint refused "${name}"; it was left out.`);
		return this.format === 'json_object' ? [...left, OBJECT_NOTE] : left;
	}

	/** The strictest form of JSON that was not refused yet; `undefined` where replies have to be asked for in words alone. */
	get format(): JsonFormat | undefined {
		return this.takes('response_format') ? FORMATS[this.refusedFormats] : undefined;
	}

	get maxTokensName(): string {
		return this.limitName;
	}

	takes(name: string): boolean {
		return !this.refused.has(name);
	}

	/**
	 * Remembers that `name` was refused in a call that asked for JSON as `format` says. Of the two names of the token limit the
	 * other one is tried first, of the forms of JSON the next less strict one.
	 */
	refuse(name: string, format?: JsonFormat): void {
		if (name === 'response_format' && format !== undefined) {
			this.refuseFormat(format);
			return;
		}
		if (!isLimit(name)) {
			this.refused.add(name);
			return;
		}
		if (name !== this.limitName) {
			return; // A call that was under way when the other name was learnt.
		}
		if (this.refused.has(OLD_LIMIT)) {
			this.refused.add(name);
			return;
		}
		this.refused.add(OLD_LIMIT);
		this.limitName = name === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
	}

	private refuseFormat(format: JsonFormat): void {
		if (format !== this.format) {
			return; // A call that was under way when the next form was learnt.
		}
		this.refusedFormats++;
		if (this.refusedFormats >= FORMATS.length) {
			this.refused.add('response_format');
		}
	}
}

/** How an endpoint can be held to JSON. */
export type JsonFormat = (typeof FORMATS)[number];

/** Strictest first. */
const FORMATS = ['json_schema', 'json_object'] as const;

const OBJECT_NOTE = 'The endpoint refused "response_format" with a schema; a JSON object of any kind was asked for.';

function isLimit(name: string): boolean {
	return name === 'max_tokens' || name === 'max_completion_tokens';
}

/** Marks that the other name of the token limit was tried. */
const OLD_LIMIT = ' other name of the token limit';

/** Left out without a word: it changes no answer, only what is counted. */
const SILENT = new Set(['stream_options', OLD_LIMIT]);

export interface WireBody {
	readonly body: OpenAI.ChatCompletionCreateParamsStreaming;
	/** Names that may be left out. */
	readonly optional: readonly string[];
	/** How the reply is held to the request's schema; `undefined` where it is not. */
	readonly format: JsonFormat | undefined;
}

/** The body of one call. `extraBody` can add and replace parameters, but neither the model, the messages nor streaming. */
export function chatBody(request: ModelRequest, dialect: Dialect): WireBody {
	const { parameters, schema } = request;
	const format = schema && dialect.format;
	const optional: Record<string, unknown> = {
		...parameters.extraBody,
		temperature: parameters.temperature,
		[dialect.maxTokensName]: parameters.maxTokens,
		top_p: parameters.topP,
		seed: parameters.seed,
		stop: parameters.stop,
		reasoning_effort: parameters.reasoningEffort,
		response_format: schema && format && responseFormat(schema, format),
		stream_options: { include_usage: true },
	};
	for (const [name, value] of Object.entries(optional)) {
		if (value === undefined) {
			const extra = parameters.extraBody?.[name];
			if (extra === undefined) {
				delete optional[name];
			} else {
				optional[name] = extra;
			}
		}
		if (!dialect.takes(name)) {
			delete optional[name];
		}
	}
	const body = {
		...optional,
		model: request.model.model ?? request.model.name,
		messages: request.messages,
		stream: true,
	};
	return { body: body as unknown as WireBody['body'], optional: Object.keys(optional), format };
}

function responseFormat({ name, schema }: NonNullable<ModelRequest['schema']>, format: JsonFormat): unknown {
	return format === 'json_schema'
		? { type: 'json_schema', json_schema: { name, schema, strict: true } }
		: { type: 'json_object' };
}
