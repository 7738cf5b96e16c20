/**
 * What a document of ours may contain, as plain data. One description drives the reader (unknown keys, wrong types,
 * missing keys), completion, hover and the generated JSON Schema, so that they cannot disagree.
 */
export type Shape =
	| TextShape
	| NumberShape
	| BooleanShape
	| ListShape
	| ObjectShape
	| TableShape
	| ChoiceShape
	| AnyShape;

/**
 * A string. Any plain scalar will do: it is read from its source text, so that `001` stays `001`. Nothing (`null`) is
 * no text.
 */
export interface TextShape {
	readonly kind: 'text';
	/** The only words allowed, each with its meaning in Markdown. */
	readonly words?: Readonly<Record<string, string>>;
	/** Words that are often wanted; others are allowed. */
	readonly suggestions?: Readonly<Record<string, string>>;
	/** What the text names. Completion, definition and rename go by it. */
	readonly refers?: Reference;
	/** What the text gives a name to. */
	readonly defines?: Definition;
	/** ECMAScript source of a regular expression (flag `u`) that the whole text matches. */
	readonly pattern?: string;
	/** What the pattern wants, for the message: "a line, a range `N-M` …". */
	readonly expected?: string;
	/** Prose of any length, offered as a block scalar. */
	readonly prose?: true;
	/** May be empty. */
	readonly empty?: true;
}

export interface NumberShape {
	readonly kind: 'number';
	readonly integer?: true;
	readonly minimum?: number;
	readonly maximum?: number;
}

export interface BooleanShape {
	readonly kind: 'boolean';
}

export interface ListShape {
	readonly kind: 'list';
	readonly of: Shape;
	/** How messages call an item: "a question". */
	readonly item: string;
	readonly atLeast?: number;
}

/** A mapping with known keys. */
export interface ObjectShape {
	readonly kind: 'object';
	/** How messages and hovers call it: "question", "model entry". */
	readonly name: string;
	readonly keys: Readonly<Record<string, KeyShape>>;
}

export interface KeyShape {
	readonly shape: Shape;
	/** One or two sentences of Markdown. */
	readonly docs: string;
	readonly required?: true;
	/** What holds where the key is absent, as it would be written. */
	readonly default?: string | number | boolean;
	/** Earlier or foreign spellings: an error with a fix that writes the right one. */
	readonly formerly?: readonly string[];
	/** A value to start from, as YAML, where the shape alone suggests none. */
	readonly example?: string;
}

/** A mapping whose keys are names of the author's choice. */
export interface TableShape {
	readonly kind: 'table';
	readonly key: TextShape;
	readonly of: Shape;
	/** Keys with a meaning of their own, beside the free ones. */
	readonly keys?: Readonly<Record<string, KeyShape>>;
	/** How messages call an entry: "a model". */
	readonly item: string;
}

/**
 * One of several shapes. They differ in the kind of YAML node (scalar, sequence, mapping); two mappings differ by
 * `marks`: a mapping is of the first alternative that has one of its marks, else of the first mapping.
 */
export interface ChoiceShape {
	readonly kind: 'choice';
	readonly of: readonly Alternative[];
}

export interface Alternative {
	readonly shape: Shape;
	/** Keys that tell this mapping from the other mappings of the choice. */
	readonly marks?: readonly string[];
}

/** Anything goes, at any depth: template variables, JSON Schemas, extra request fields. */
export interface AnyShape {
	readonly kind: 'any';
}

export type Reference =
	| 'model'
	| 'question'
	| 'criterion'
	| 'level'
	| 'answer'
	| 'column'
	| 'prompt-path'
	| 'rubric-path'
	| 'context-path'
	| 'data-path';

export type Definition = 'model' | 'question' | 'criterion' | 'level' | 'answer' | 'variable' | 'annotation';

export const ANY: AnyShape = { kind: 'any' };

export const BOOLEAN: BooleanShape = { kind: 'boolean' };

/** Text, with whatever else is known of it. */
export function text(more: Omit<TextShape, 'kind'> = {}): TextShape {
	return { kind: 'text', ...more };
}

/** A number, with its bounds. */
export function number(more: Omit<NumberShape, 'kind'> = {}): NumberShape {
	return { kind: 'number', ...more };
}

export function list(item: string, of: Shape, atLeast?: number): ListShape {
	return { kind: 'list', item, of, ...(atLeast === undefined ? {} : { atLeast }) };
}

export function object(name: string, keys: Readonly<Record<string, KeyShape>>): ObjectShape {
	return { kind: 'object', name, keys };
}

export function table(item: string, key: TextShape, of: Shape, keys?: Readonly<Record<string, KeyShape>>): TableShape {
	return { kind: 'table', item, key, of, ...(keys === undefined ? {} : { keys }) };
}

/** Alternatives that the kind of their node tells apart. */
export function choice(...of: readonly Shape[]): ChoiceShape {
	return { kind: 'choice', of: of.map(shape => ({ shape })) };
}

/** One value, or a list of them. */
export function oneOrMany(item: string, of: Shape): ChoiceShape {
	return choice(of, list(item, of));
}
