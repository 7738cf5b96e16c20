import { type Problem, problem } from '../documents/problem.ts';
import type { SamplingParameters } from '../documents/project.ts';
import type { YamlPath, YamlSource } from './front-matter.ts';

export interface ParametersRead {
	readonly parameters: SamplingParameters;
	readonly problems: readonly Problem[];
}

/**
 * Reads sampling parameters under any of the names that Prompty v1, v2 and GitHub use. Those without a name of ours go
 * as `extraBody`, spelled as the wire wants them; what is not known is left alone.
 */
export function readParameters(source: YamlSource, path: YamlPath, written: unknown): ParametersRead {
	const parameters: Record<string, unknown> = {};
	const extraBody: Record<string, unknown> = {};
	const problems: Problem[] = [];
	for (const [key, value] of Object.entries(isRecord(written) ? written : {})) {
		const known = NAMES.get(key);
		if (value === null || known === undefined) {
			continue;
		}
		const read = known.read(value);
		if (read === undefined) {
			problems.push(problem('wrong-type', `\`${key}\` must be ${known.expected}.`, source.rangeOf([...path, key])));
		} else if (known.wire) {
			extraBody[known.name] = read;
		} else {
			parameters[known.name] = read;
		}
	}
	// Prompty v2: what is the provider's own. What the request itself is made of is not for a file to replace.
	const additional = isRecord(written) && isRecord(written.additionalProperties) ? written.additionalProperties : {};
	for (const [key, value] of Object.entries(additional)) {
		if (!['model', 'messages', 'stream', 'n'].includes(key)) {
			extraBody[key] = value;
		}
	}
	if (written !== undefined && written !== null && !isRecord(written)) {
		problems.push(problem('wrong-type', 'Parameters are a mapping of names to values.', source.rangeOf(path)));
	}
	return {
		parameters: Object.keys(extraBody).length > 0 ? { ...parameters, extraBody } : parameters,
		problems,
	};
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}

interface Known {
	readonly name: string;
	readonly expected: string;
	readonly read: (value: unknown) => unknown;
	/** Goes as an extra member of the request's body. */
	readonly wire: boolean;
}

const number = { expected: 'a number', read: (value: unknown) => (typeof value === 'number' ? value : undefined) };
const whole = {
	expected: 'a whole number',
	read: (value: unknown) => (Number.isSafeInteger(value) ? value : undefined),
};
const text = { expected: 'text', read: (value: unknown) => (typeof value === 'string' ? value : undefined) };
const texts = {
	expected: 'a text or a list of texts',
	read: (value: unknown) => {
		const list = Array.isArray(value) ? value : [value];
		return list.every(item => typeof item === 'string') ? list : undefined;
	},
};
const format = {
	expected: 'a mapping with `type`',
	read: (value: unknown) => (isRecord(value) && typeof value.type === 'string' ? value : undefined),
};

const NAMES: ReadonlyMap<string, Known> = new Map<string, Known>([
	...each(['temperature'], { name: 'temperature', ...number, wire: false }),
	...each(['topP', 'top_p'], { name: 'topP', ...number, wire: false }),
	...each(['maxTokens', 'max_tokens', 'maxOutputTokens', 'max_output_tokens', 'max_completion_tokens'], {
		name: 'maxTokens',
		...whole,
		wire: false,
	}),
	...each(['seed'], { name: 'seed', ...whole, wire: false }),
	...each(['stop', 'stopSequences', 'stop_sequences'], { name: 'stop', ...texts, wire: false }),
	...each(['reasoningEffort', 'reasoning_effort'], { name: 'reasoningEffort', ...text, wire: false }),
	...each(['frequencyPenalty', 'frequency_penalty'], { name: 'frequency_penalty', ...number, wire: true }),
	...each(['presencePenalty', 'presence_penalty'], { name: 'presence_penalty', ...number, wire: true }),
	...each(['topK', 'top_k'], { name: 'top_k', ...whole, wire: true }),
	...each(['responseFormat', 'response_format'], { name: 'response_format', ...format, wire: true }),
]);

function each(names: readonly string[], known: Known): readonly (readonly [string, Known])[] {
	return names.map(name => [name, known] as const);
}
