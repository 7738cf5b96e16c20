import { mayBeNothing } from './check-shape.ts';
import { FORMATS, type FormatKind } from './formats/formats.ts';
import type { Alternative, ChoiceShape, KeyShape, Shape, TableShape, TextShape } from './shape.ts';

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of a format, for editors and tools that know nothing of us. It accepts what the parser's comparison
 * with the shape accepts; rules between several values (ids, references, weights) are the parser's alone.
 */
export function jsonSchema(kind: FormatKind): JsonSchema {
	const shape = FORMATS[kind];
	return {
		$schema: 'https://json-schema.org/draft/2020-12/schema',
		title: `Groundline ${shape.name}`,
		...schemaOf(shape),
	};
}

function schemaOf(shape: Shape): JsonSchema {
	switch (shape.kind) {
		case 'any':
			return {};
		case 'boolean':
			return { type: 'boolean' };
		case 'number': {
			const { integer, minimum, maximum } = shape;
			return {
				type: integer === true ? 'integer' : 'number',
				...(minimum === undefined ? {} : { minimum }),
				...(maximum === undefined ? {} : { maximum }),
			};
		}
		case 'text':
			return textSchema(shape);
		case 'list':
			return {
				type: 'array',
				items: schemaOf(shape.of),
				...(shape.atLeast === undefined ? {} : { minItems: shape.atLeast }),
			};
		case 'object':
			return { type: 'object', ...properties(shape.keys), additionalProperties: false };
		case 'table':
			return {
				type: 'object',
				...properties(shape.keys ?? {}),
				propertyNames: namesSchema(shape),
				additionalProperties: schemaOf(shape.of),
			};
		case 'choice':
			return choiceSchema(shape);
	}
}

function namesSchema({ keys, key }: TableShape): JsonSchema {
	return keys === undefined ? nameSchema(key) : { anyOf: [{ enum: Object.keys(keys) }, nameSchema(key)] };
}

/**
 * Any scalar will do as text: it is read from its source. A pattern binds texts alone in JSON Schema, so numbers and
 * truth values are allowed where their usual spelling fits it, and null where it is written as a name: `id: null` is the id "null".
 */
function textSchema(shape: TextShape): JsonSchema {
	if (shape.words !== undefined) {
		return { enum: Object.keys(shape.words), ...described(shape.words) };
	}
	const { pattern } = shape;
	if (pattern === undefined) {
		return { type: ['string', 'number', 'boolean'], ...nameSchema(shape) };
	}
	const fits = (source: string) => new RegExp(`^(?:${pattern})$`, 'u').test(source);
	const others = [
		...(fits('1') ? [{ type: fits('1.5') ? 'number' : 'integer', minimum: fits('0') ? 0 : 1 }] : []),
		...(fits('true') ? [{ type: 'boolean' }] : []),
		...(shape.defines !== undefined && fits('null') ? [{ type: 'null' }] : []),
	];
	const string = { type: 'string', ...nameSchema(shape) };
	return others.length === 0 ? string : { anyOf: [string, ...others] };
}

function nameSchema({ pattern, empty }: TextShape): JsonSchema {
	return pattern === undefined ? (empty === true ? {} : { pattern: '\\S' }) : { pattern: `^(?:${pattern})$` };
}

function described(words: Readonly<Record<string, string>>): JsonSchema {
	return { enumDescriptions: Object.values(words) };
}

function properties(keys: Readonly<Record<string, KeyShape>>): JsonSchema {
	const required = Object.entries(keys).flatMap(([name, key]) => (key.required === true ? [name] : []));
	return {
		properties: Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, keySchema(key)])),
		...(required.length === 0 ? {} : { required }),
	};
}

function keySchema(key: KeyShape): JsonSchema {
	const schema = schemaOf(key.shape);
	return {
		description: key.docs,
		...(key.default === undefined ? {} : { default: key.default }),
		...(mayBeNothing(key) ? { anyOf: [schema, { type: 'null' }] } : schema),
	};
}

/** As the parser chooses: by kind of value, and among mappings by their marks. */
function choiceSchema({ of }: ChoiceShape): JsonSchema {
	const marked = of.filter(({ marks }) => marks !== undefined);
	const rest = of.filter(({ marks }) => marks === undefined).map(({ shape }) => schemaOf(shape));
	return rest.length === 0 ? byMarks(marked) : { anyOf: marked.length === 0 ? rest : [...rest, byMarks(marked)] };
}

function byMarks([first, ...others]: readonly Alternative[]): JsonSchema {
	if (first === undefined) {
		return {};
	}
	if (others.length === 0) {
		return schemaOf(first.shape);
	}
	const marks = first.marks ?? [];
	return {
		type: 'object',
		// biome-ignore lint/suspicious/noThenProperty: `then` is a keyword of JSON Schema.
		...{ if: { anyOf: marks.map(mark => ({ required: [mark] })) }, then: schemaOf(first.shape), else: byMarks(others) },
	};
}
