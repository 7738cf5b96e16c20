import { RE2JS } from 're2js';
import type { Expectation } from '../expectation.ts';
import { type Problem, problem } from '../problem.ts';
import { schemaFault } from './schema-fault.ts';

/** Reports expectations that no answer can meet, and those that cannot be evaluated. */
export function* checkExpectation(expect: Expectation): Iterable<Problem> {
	const { maxWords, minWords, matches, jsonSchema } = expect;
	if (maxWords !== undefined && minWords !== undefined && minWords.value > maxWords.value) {
		const message = `No answer has at least ${minWords.value} and at most ${maxWords.value} words.`;
		yield problem('impossible-expectation', message, minWords.range);
	}
	for (const { value, range } of expect.mustContain) {
		const forbidden = expect.mustNotContain.find(one => value.toLowerCase().includes(one.value.toLowerCase()));
		if (forbidden !== undefined) {
			const message = `"${value}" must be there, but "${forbidden.value}" must not.`;
			yield problem('impossible-expectation', message, range);
		}
	}
	const reason = matches === undefined ? undefined : whyNoRegex(matches.value);
	if (matches !== undefined && reason !== undefined) {
		yield problem('invalid-regex', `This is no regular expression in RE2 syntax: ${reason}.`, matches.range);
	}
	const reference = jsonSchema === undefined ? undefined : outsideReference(jsonSchema.value);
	if (jsonSchema !== undefined && reference !== undefined) {
		const message = `The schema refers to "${reference}"; only references inside it ("#…") are followed.`;
		yield problem('schema-reference', message, jsonSchema.range);
	}
	const fault = jsonSchema === undefined || reference !== undefined ? undefined : schemaFault(jsonSchema.value);
	if (jsonSchema !== undefined && fault !== undefined) {
		yield problem('invalid-schema', `No answer can be held against this schema: ${fault}.`, jsonSchema.range);
	}
}

/** Why RE2 does not take a pattern; `undefined` where it does. */
function whyNoRegex(pattern: string): string | undefined {
	try {
		RE2JS.compile(pattern);
		return undefined;
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		return message.replace(/^error parsing regexp: /, '').slice(0, 200);
	}
}

function outsideReference(schema: unknown): string | undefined {
	if (typeof schema !== 'object' || schema === null) {
		return undefined;
	}
	for (const [key, value] of Object.entries(schema)) {
		if ((key === '$ref' || key === '$dynamicRef') && typeof value === 'string' && !value.startsWith('#')) {
			return value;
		}
		const inner = outsideReference(value);
		if (inner !== undefined) {
			return inner;
		}
	}
	return undefined;
}
