import type { TextRange } from '../text/range.ts';
import { nearestSpelling } from '../text/spelling.ts';
import { mergedMappings } from './fields.ts';
import { insertKey, insertKeyBehind } from './insert-key.ts';
import { type Fix, type Problem, problem } from './problem.ts';
import type { ChoiceShape, KeyShape, NumberShape, ObjectShape, Shape, TableShape, TextShape } from './shape.ts';
import { isMerge, keyText, placeOf, resolved, type YamlEntry, type YamlMapping, type YamlNode } from './yaml/tree.ts';

/**
 * Compares a document with the shape of its format: unknown, missing and misspelt keys, wrong types, words and
 * bounds. Every problem once, at the place to mend.
 *
 * @param key The key that the node is the value of, to point at where nothing is written.
 */
export function checkShape(node: YamlNode, shape: Shape, text: string, key?: YamlNode): readonly Problem[] {
	const check = new ShapeCheck(text);
	check.value(node, shape, key);
	return check.problems;
}

class ShapeCheck {
	readonly problems: Problem[] = [];
	private readonly text: string;
	/** Nodes behind aliases that were compared already, so that each problem is told once. */
	private readonly seen = new Map<YamlNode, Shape>();
	/** What merges and aliases make us meet twice is told once. */
	private readonly reported = new Set<string>();

	constructor(text: string) {
		this.text = text;
	}

	value(node: YamlNode, shape: Shape, key: YamlNode | undefined): void {
		const value = resolved(node);
		if (node.kind === 'alias') {
			if (node.target === undefined || this.seen.get(node.target) === shape) {
				return; // A broken alias was reported where it was read.
			}
			this.seen.set(node.target, shape);
		}
		const fitting = shape.kind === 'choice' ? alternativeFor(value, shape) : shape;
		const place = this.placeOf(node.kind === 'alias' ? node : value, key);
		if (fitting === undefined || !fits(value, fitting)) {
			this.report('wrong-type', `Expected ${describe(shape)}, found ${describeNode(value)}.`, place);
		} else {
			this.fitting(value, fitting, place, key);
		}
	}

	/** Of an item that is not written yet, its dash. */
	private placeOf(node: YamlNode, key: YamlNode | undefined): TextRange {
		const { start, end } = node.range;
		const isItem = start === end && key === undefined && this.text[start - 1] === '-';
		return isItem ? { start: start - 1, end } : placeOf(node, key);
	}

	/** Compares a node with a shape of its kind. */
	private fitting(value: YamlNode, shape: Shape, place: TextRange, key: YamlNode | undefined): void {
		if (shape.kind === 'choice') {
			this.value(value, shape, key);
		} else if (value.kind === 'scalar' && shape.kind === 'text') {
			this.words(value.source, shape, place);
		} else if (value.kind === 'scalar' && shape.kind === 'number') {
			this.bounds(Number(value.value), shape, place);
		} else if (value.kind === 'sequence' && shape.kind === 'list') {
			if (value.items.length < (shape.atLeast ?? 0)) {
				this.report('wrong-value', `Expected at least ${shape.item}.`, place);
			}
			for (const item of value.items) {
				this.value(item, shape.of, undefined);
			}
		} else if (value.kind === 'mapping' && shape.kind === 'object') {
			this.object(value, shape);
		} else if (value.kind === 'mapping' && shape.kind === 'table') {
			this.table(value, shape);
		}
	}

	/** Compares the text of a scalar or a key. */
	private words(source: string, shape: TextShape, place: TextRange): void {
		if (source.trim() === '' && shape.empty !== true) {
			this.report('wrong-value', 'Expected a text that is not empty.', place);
		} else if (shape.words !== undefined && !Object.hasOwn(shape.words, source)) {
			const words = Object.keys(shape.words);
			const meant = nearestSpelling(source, words);
			const expected = `Expected ${words.length === 1 ? '' : 'one of '}${words.map(word => `"${word}"`).join(', ')}`;
			const message = `${expected}${meant === undefined ? '.' : `; did you mean "${meant}"?`}`;
			this.report('wrong-value', message, place, meant === undefined ? [] : [replace(place, meant)]);
		} else if (shape.pattern !== undefined && !new RegExp(`^(?:${shape.pattern})$`, 'u').test(source)) {
			this.report('wrong-value', `Expected ${shape.expected ?? `a text like /${shape.pattern}/`}.`, place);
		}
	}

	private bounds(value: number, shape: NumberShape, place: TextRange): void {
		const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = shape;
		const outside = value < minimum || value > maximum;
		if (outside || (shape.integer === true && !Number.isSafeInteger(value))) {
			this.report('wrong-value', `Expected ${describe(shape)}.`, place);
		}
	}

	private object(mapping: YamlMapping, shape: ObjectShape): void {
		const present = new Set<string>();
		for (const entry of this.entries(mapping)) {
			const name = keyText(entry) ?? '';
			present.add(name);
			const known = Object.hasOwn(shape.keys, name) ? shape.keys[name] : undefined;
			if (known !== undefined) {
				if (!mayBeNothing(known) || !isNothing(entry.value)) {
					this.value(entry.value, known.shape, entry.key);
				}
			} else {
				this.unknownKey(entry, name, shape);
			}
		}
		for (const [name, known] of Object.entries(shape.keys)) {
			if (known.required === true && !present.has(name)) {
				this.missingKey(mapping, name, shape);
			}
		}
	}

	private table(mapping: YamlMapping, shape: TableShape): void {
		for (const entry of this.entries(mapping)) {
			const name = keyText(entry) ?? '';
			const own = shape.keys !== undefined && Object.hasOwn(shape.keys, name) ? shape.keys[name] : undefined;
			if (own === undefined) {
				this.words(name, shape.key, entry.key.range);
			}
			this.value(entry.value, own?.shape ?? shape.of, entry.key);
		}
	}

	/** The entries of a mapping, those merged in included, without those whose key is no text. */
	private *entries(mapping: YamlMapping): Iterable<YamlEntry> {
		for (const entry of mapping.entries) {
			if (isMerge(entry)) {
				const sources = mergedMappings(entry);
				if (sources.length === 0) {
					const place = placeOf(entry.value, entry.key);
					this.report('wrong-type', 'Expected a mapping to merge, or a list of them.', place);
				}
				for (const source of sources) {
					yield* this.entries(source);
				}
			} else if (keyText(entry) === undefined) {
				this.report('wrong-type', 'Expected a text as key.', entry.key.range);
			} else {
				yield entry;
			}
		}
	}

	private unknownKey(entry: YamlEntry, name: string, shape: ObjectShape): void {
		const meant = meantKey(name, shape.keys);
		const hint = meant === undefined ? '.' : `; did you mean "${meant}"?`;
		const fixes = meant === undefined ? [] : [replace(entry.key.range, meant)];
		this.report('unknown-key', `The ${shape.name} knows no "${name}"${hint}`, entry.key.range, fixes);
	}

	/** Points at the first key of the mapping, because marking all of it would hide every other mark. */
	private missingKey(mapping: YamlMapping, name: string, shape: ObjectShape): void {
		const line = `${name}: ${valueFor(shape.keys[name]!)}`.trimEnd();
		const first = mapping.entries[0];
		const edit =
			first !== undefined && isHead(first)
				? insertKeyBehind({ mapping: mapping.range, entry: first.range }, this.text, line)
				: insertKey(mapping.range, this.text, line);
		const place = mapping.entries[0]?.key.range ?? mapping.range;
		this.report('missing-key', `The ${shape.name} lacks "${name}".`, place, [
			{ title: `Add "${name}"`, edits: [edit] },
		]);
	}

	private report(code: Problem['code'], message: string, range: TextRange, fixes: readonly Fix[] = []): void {
		const key = `${code} ${range.start} ${range.end} ${message}`;
		if (!this.reported.has(key)) {
			this.reported.add(key);
			this.problems.push(problem(code, message, range, fixes.length === 0 ? {} : { fixes }));
		}
	}
}

/** What is written behind a key that is added: nothing where only a person can tell. */
function valueFor({ example, default: preset }: KeyShape): string {
	const known = `${example ?? preset ?? ''}`;
	return /^[|>]/.test(known) ? '' : known;
}

/** True for what stands first in a mapping: its version or id. */
function isHead(entry: YamlEntry): boolean {
	const value = resolved(entry.value);
	const isFirst = ['version', 'id'].includes(keyText(entry) ?? '');
	return isFirst && value.kind === 'scalar' && (value.style === 'plain' || value.style === 'double');
}

/**
 * True for keys under which nothing may be written: a list or mapping whose entries are all commented out is an empty
 * one. A text or a number that is not there is a mistake.
 */
export function mayBeNothing({ required, shape }: KeyShape): boolean {
	return required !== true && isContainer(shape);
}

function isContainer(shape: Shape): boolean {
	return shape.kind === 'choice'
		? shape.of.some(({ shape: one }) => isContainer(one))
		: shape.kind === 'list' || shape.kind === 'table' || shape.kind === 'object';
}

function isNothing(node: YamlNode): boolean {
	const value = resolved(node);
	return value.kind === 'scalar' && value.value === null;
}

/** The alternative that a node is meant to be; `undefined` where none fits its kind. */
export function alternativeFor(node: YamlNode, shape: ChoiceShape): Shape | undefined {
	const value = resolved(node);
	if (value.kind !== 'mapping') {
		const fitting = shape.of.filter(({ shape: one }) => fits(value, one));
		const exact = fitting.find(({ shape: one }) => value.kind === 'scalar' && one.kind === typeof value.value);
		return (exact ?? fitting[0])?.shape;
	}
	const mappings = shape.of.filter(({ shape: one }) => fits(value, one));
	const keys = new Set(value.entries.map(keyText));
	return (mappings.find(({ marks }) => marks?.some(mark => keys.has(mark))) ?? mappings[0])?.shape;
}

function fits(value: YamlNode, shape: Shape): boolean {
	switch (shape.kind) {
		case 'text':
			// An id is what is written: `null` is a word there, and `~` has the wrong form.
			return (
				value.kind === 'scalar' && (value.value !== null || (shape.defines !== undefined && value.style !== 'empty'))
			);
		case 'number':
			return value.kind === 'scalar' && Number.isFinite(value.value);
		case 'boolean':
			return value.kind === 'scalar' && typeof value.value === 'boolean';
		case 'list':
			return value.kind === 'sequence';
		case 'object':
		case 'table':
			return value.kind === 'mapping';
		case 'choice':
			return shape.of.some(({ shape: one }) => fits(value, one));
		case 'any':
			return true;
	}
}

function meantKey(name: string, keys: Readonly<Record<string, KeyShape>>): string | undefined {
	for (const [key, { formerly }] of Object.entries(keys)) {
		if (formerly?.includes(name)) {
			return key;
		}
	}
	return nearestSpelling(name, Object.keys(keys));
}

function replace(range: TextRange, text: string): Fix {
	return { title: `Change to "${text}"`, edits: [{ range, text }] };
}

/** What a shape wants, in words that follow "Expected". */
export function describe(shape: Shape): string {
	switch (shape.kind) {
		case 'any':
			return 'any value';
		case 'text':
			return shape.words === undefined
				? 'a text'
				: Object.keys(shape.words)
						.map(word => `"${word}"`)
						.join(' or ');
		case 'boolean':
			return 'true or false';
		case 'number':
			return describeNumber(shape);
		case 'list':
			return `a list (${shape.item} each)`;
		case 'object':
			return `a mapping (${Object.keys(shape.keys).slice(0, 4).join(', ')}${Object.keys(shape.keys).length > 4 ? ' …' : ''})`;
		case 'table':
			return `a mapping (${shape.item} each)`;
		case 'choice':
			return shape.of.map(({ shape: one }) => describe(one)).join(', or ');
	}
}

function describeNumber({ integer, minimum, maximum }: NumberShape): string {
	const what = integer === true ? 'a whole number' : 'a number';
	if (minimum !== undefined && maximum !== undefined) {
		return minimum === maximum ? `${minimum}` : `${what} from ${minimum} to ${maximum}`;
	}
	return minimum === undefined
		? maximum === undefined
			? what
			: `${what} up to ${maximum}`
		: `${what} from ${minimum} on`;
}

function describeNode(node: YamlNode): string {
	const value = resolved(node);
	if (value.kind !== 'scalar') {
		return value.kind === 'sequence' ? 'a list' : 'a mapping';
	}
	if (value.value === null) {
		return 'nothing';
	}
	return typeof value.value === 'string' ? 'a text' : typeof value.value === 'number' ? 'a number' : `${value.value}`;
}
