import type { Schema } from '@cfworker/json-schema';
import { RE2JS } from 're2js';

/**
 * A copy of the schema that is safe to run and means the same for this value. The validator uses the language's own
 * regular expressions, which a document could make hang; so every `pattern` becomes the list of those strings of
 * the value that RE2 lets through, and the names in `patternProperties` become plain alternatives. Each visit of a
 * subschema is counted, because schemas that refer to each other can take exponential time. What the validator does not
 * know is refused rather than ignored: it throws an error whose message completes "the schema cannot be applied: …".
 */
export function boundedSchema(schema: unknown, value: unknown): Schema | boolean {
	const strings = { values: new Set<string>(), keys: new Set<string>(), longest: 0 };
	collect(value, strings, 0);
	const budget = { left: MOST_VISITS };
	return rewritten(schema, { strings, budget }, 0) as Schema | boolean;
}

interface Context {
	readonly strings: Strings;
	readonly budget: { left: number };
}

interface Strings {
	readonly values: Set<string>;
	readonly keys: Set<string>;
	/** Length of the longest list. */
	longest: number;
}

const MOST_VISITS = 50_000;
const DEEPEST = 100;
/** `uniqueItems` compares each with each. */
const LONGEST_UNIQUE = 2000;
const FORMATS = new Set(
	'date time date-time duration email hostname ipv4 ipv6 uuid uri uri-reference json-pointer relative-json-pointer'.split(
		' ',
	),
);

function rewritten(schema: unknown, context: Context, depth: number): unknown {
	if (typeof schema === 'boolean') {
		return schema;
	}
	if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) {
		throw new Error('a schema must be an object, true or false');
	}
	if (depth > DEEPEST) {
		throw new Error(`it is nested deeper than ${DEEPEST} levels`);
	}
	const copy: Record<string, unknown> = {};
	const also: unknown[] = [];
	for (const [keyword, member] of Object.entries(schema)) {
		switch (keyword) {
			case '$ref':
				if (typeof member !== 'string' || !member.startsWith('#')) {
					throw new Error('a reference must stay inside the schema (begin with "#")');
				}
				copy[keyword] = member;
				break;
			case '$dynamicRef':
			case '$dynamicAnchor':
			case '$recursiveRef':
			case '$recursiveAnchor':
				throw new Error(`${keyword} is not supported`);
			case '$id':
			case 'id':
			case '$schema':
			case '$vocabulary':
				break; // A schema inside a question file is known by its place.
			case 'pattern':
				also.push(allowing(context.strings.values, regex(member)));
				break;
			case 'format':
				if (typeof member !== 'string' || !FORMATS.has(member)) {
					throw new Error(`the format ${JSON.stringify(member)} is not known`);
				}
				copy[keyword] = member;
				break;
			case 'uniqueItems':
				if (member === true && context.strings.longest > LONGEST_UNIQUE) {
					throw new Error(`uniqueItems is checked for at most ${LONGEST_UNIQUE} items`);
				}
				copy[keyword] = member;
				break;
			case 'patternProperties':
				copy[keyword] = patternProperties(member, context, depth);
				break;
			default:
				copy[keyword] = subschemas(keyword, member, context, depth);
		}
	}
	if (also.length > 0) {
		copy.allOf = [...(Array.isArray(copy.allOf) ? copy.allOf : []), ...also];
	}
	// The validator reads this keyword of 2019-09 at every visit, which is where visits can be counted.
	Object.defineProperty(copy, '$recursiveAnchor', { get: () => visited(context.budget), enumerable: false });
	return copy;
}

/** Keywords whose value is a schema. */
export const ONE_SCHEMA = new Set(
	'items contains additionalProperties unevaluatedItems unevaluatedProperties propertyNames not if then else additionalItems'.split(
		' ',
	),
);
/** Keywords whose value is a list of schemas. */
export const LIST_OF_SCHEMAS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
/** Keywords whose value is a map of schemas. */
export const MAP_OF_SCHEMAS = new Set(['$defs', 'definitions', 'properties', 'dependentSchemas']);

function subschemas(keyword: string, member: unknown, context: Context, depth: number): unknown {
	if (ONE_SCHEMA.has(keyword)) {
		return rewritten(member, context, depth + 1);
	}
	if (LIST_OF_SCHEMAS.has(keyword)) {
		if (!Array.isArray(member)) {
			throw new Error(`${keyword} must be a list`);
		}
		return member.map(each => rewritten(each, context, depth + 1));
	}
	if (MAP_OF_SCHEMAS.has(keyword)) {
		return Object.fromEntries(
			entriesOf(keyword, member).map(([name, each]) => [name, rewritten(each, context, depth + 1)]),
		);
	}
	return member;
}

function entriesOf(keyword: string, member: unknown): [string, unknown][] {
	if (member === null || typeof member !== 'object' || Array.isArray(member)) {
		throw new Error(`${keyword} must be a map`);
	}
	return Object.entries(member);
}

function patternProperties(member: unknown, context: Context, depth: number): Record<string, unknown> {
	const map: Record<string, unknown> = {};
	entriesOf('patternProperties', member).forEach(([pattern, schema], i) => {
		const test = regex(pattern);
		const names = [...context.strings.keys]
			.filter(key => test.test(key))
			.map(key => key.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
		// The empty group only keeps two lists of the same names apart.
		map[`^${'(?:)'.repeat(i)}(?:${names.length === 0 ? '(?!)' : names.join('|')})$`] = rewritten(
			schema,
			context,
			depth + 1,
		);
	});
	return map;
}

function regex(source: unknown): RE2JS {
	if (typeof source !== 'string' || source.length > 2000) {
		throw new Error('a pattern must be a text of at most 2000 characters');
	}
	return RE2JS.compile(source);
}

function allowing(values: ReadonlySet<string>, pattern: RE2JS): unknown {
	return { anyOf: [{ not: { type: 'string' } }, { enum: [...values].filter(value => pattern.test(value)) }] };
}

function collect(value: unknown, strings: Strings, depth: number): void {
	if (depth > DEEPEST) {
		throw new Error(`the answer is nested deeper than ${DEEPEST} levels`);
	}
	if (typeof value === 'string') {
		strings.values.add(value);
	} else if (Array.isArray(value)) {
		strings.longest = Math.max(strings.longest, value.length);
		for (const item of value) {
			collect(item, strings, depth + 1);
		}
	} else if (value !== null && typeof value === 'object') {
		for (const [key, member] of Object.entries(value)) {
			strings.keys.add(key);
			strings.values.add(key); // `propertyNames` tests names as strings.
			collect(member, strings, depth + 1);
		}
	}
}

function visited(budget: { left: number }): undefined {
	budget.left--;
	if (budget.left < 0) {
		throw new Error('it takes too many steps');
	}
	return undefined;
}
