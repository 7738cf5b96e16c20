import type OpenAI from 'openai';
import type { ModelRequest } from '../../core/review/ports.ts';
import { OPENAI_ORIGIN } from '../keys.ts';

/** How a model wants to be asked, learnt from what it refuses. */
export class Dialect {
	private readonly refused = new Set<string>();
	private limitName: 'max_tokens' | 'max_completion_tokens';

	constructor(origin: string) {
		this.limitName = origin === OPENAI_ORIGIN ? 'max_completion_tokens' : 'max_tokens';
	}

	/** What every answer of this model has to say about how it was asked. */
	get notes(): readonly string[] {
		return [...this.refused]
			.filter(name => !SILENT.has(name))
			.map(name => `The endpoint refused "${name}"; it was left out.`);
	}

	get maxTokensName(): string {
		return this.limitName;
	}

	takes(name: string): boolean {
		return !this.refused.has(name);
	}

	/** Remembers a refusal. Of the two names of the token limit the other one is tried first. */
	refuse(name: string): void {
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
}

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
}

/** The body of one call. `extraBody` can add and replace parameters, but neither the model, the messages nor streaming. */
export function chatBody(request: ModelRequest, dialect: Dialect): WireBody {
	const { parameters, schema } = request;
	const optional: Record<string, unknown> = {
		...parameters.extraBody,
		temperature: parameters.temperature,
		[dialect.maxTokensName]: parameters.maxTokens,
		top_p: parameters.topP,
		seed: parameters.seed,
		stop: parameters.stop,
		reasoning_effort: parameters.reasoningEffort,
		response_format: schema && {
			type: 'json_schema',
			json_schema: { name: schema.name, schema: schema.schema, strict: true },
		},
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
	return { body: body as unknown as WireBody['body'], optional: Object.keys(optional) };
}
