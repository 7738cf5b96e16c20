import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { type Problem, problem } from '../documents/problem.ts';
import type { TextRange } from '../text/range.ts';

/** A path of keys and indexes into a YAML document. */
export type YamlPath = readonly (string | number)[];

/** The YAML of a foreign document: plain values, and the places of them. Offsets are those of the whole text. */
export interface YamlSource {
	/** A mapping; empty where the text is something else. */
	readonly value: Readonly<Record<string, unknown>>;
	readonly problems: readonly Problem[];
	/** Where a value stands; the nearest place around it that there is. */
	readonly rangeOf: (path: YamlPath) => TextRange;
	/** Where the key of an entry stands. */
	readonly keyRangeOf: (path: YamlPath) => TextRange;
	/** Every text in it. */
	readonly scalars: readonly { readonly path: YamlPath; readonly text: string; readonly range: TextRange }[];
}

/** Where front matter and body of a Prompty file stand. */
export interface Sections {
	/** Between the `---` lines; `undefined` where there is no front matter. */
	readonly front: TextRange | undefined;
	readonly body: TextRange;
	/** The opening `---` of front matter that never ends. */
	readonly unclosed: TextRange | undefined;
}

/** Splits a Prompty file. A byte order mark is part of nothing. */
export function sectionsOf(text: string): Sections {
	const start = text.startsWith('\ufeff') ? 1 : 0;
	const opening = /\s*---[ \t]*(?:\r\n|\r|\n|$)/y;
	opening.lastIndex = start;
	const found = opening.exec(text);
	if (found === null) {
		return { front: undefined, body: { start, end: text.length }, unclosed: undefined };
	}
	const from = start + found[0].length;
	const closing = /^---[ \t]*$/gm;
	closing.lastIndex = from;
	const close = closing.exec(text);
	if (close === null) {
		const at = start + found[0].indexOf('---');
		return {
			front: { start: from, end: text.length },
			body: { start: text.length, end: text.length },
			unclosed: { start: at, end: at + 3 },
		};
	}
	const after = close.index + close[0].length;
	const feed = text.startsWith('\r\n', after) ? 2 : after < text.length ? 1 : 0;
	return {
		front: { start: from, end: close.index },
		body: { start: after + feed, end: text.length },
		unclosed: undefined,
	};
}

/** Reads the YAML in a range of a text. Never throws; at most 100 aliases are followed, tags are refused. */
export function readYaml(text: string, { start, end }: TextRange): YamlSource {
	const document = parseDocument(text.slice(start, end), {
		version: '1.2',
		schema: 'core',
		merge: true,
		prettyErrors: false,
		logLevel: 'silent',
		lineCounter: new LineCounter(),
	});
	const problems: Problem[] = [];
	for (const error of [...document.errors, ...document.warnings].slice(0, 50)) {
		const from = Math.min(end, start + error.pos[0]);
		const duplicate = error.code === 'DUPLICATE_KEY';
		// The library marks the first character of a key only.
		const word = duplicate ? (/^[^\s:]*/.exec(text.slice(from, from + 100))?.[0].length ?? 0) : 0;
		const range = { start: from, end: Math.min(end, Math.max(start + error.pos[1], from + Math.max(1, word))) };
		problems.push(problem(duplicate ? 'duplicate-key' : 'yaml-syntax', sentence(error.message), range));
	}
	const whole = { start, end: Math.min(end, start + 3) };
	let value: unknown;
	try {
		value = document.toJS({ maxAliasCount: 100 });
	} catch {
		problems.push(problem('yaml-syntax', 'This document has too many, or circular, aliases.', whole));
	}
	if (value !== undefined && value !== null && (typeof value !== 'object' || Array.isArray(value))) {
		problems.push(problem('wrong-type', 'A mapping of keys to values was expected.', whole));
	}
	const places = new Places(document, start, end);
	return {
		value:
			value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {},
		problems,
		rangeOf: path => places.rangeOf(path),
		keyRangeOf: path => places.keyRangeOf(path),
		scalars: places.scalars(),
	};
}

class Places {
	private readonly document: Document.Parsed;
	private readonly start: number;
	private readonly end: number;

	constructor(document: Document.Parsed, start: number, end: number) {
		this.document = document;
		this.start = start;
		this.end = end;
	}

	rangeOf(path: YamlPath): TextRange {
		for (let length = path.length; length >= 0; length--) {
			const range = rangeOfNode(this.node(path.slice(0, length)));
			if (range !== undefined) {
				return this.shifted(range);
			}
		}
		return { start: this.start, end: this.start };
	}

	keyRangeOf(path: YamlPath): TextRange {
		const parent = this.node(path.slice(0, -1));
		const key = path.at(-1);
		const pair = isMap(parent)
			? parent.items.find(item => isScalar(item.key) && String(item.key.value) === key)
			: undefined;
		const range = rangeOfNode(pair?.key);
		return range === undefined ? this.rangeOf(path) : this.shifted(range);
	}

	scalars(): YamlSource['scalars'] {
		const found: { path: YamlPath; text: string; range: TextRange }[] = [];
		const visit = (node: unknown, path: YamlPath): void => {
			if (path.length > 40) {
				return;
			}
			if (isScalar(node) && typeof node.value === 'string') {
				found.push({ path, text: node.value, range: this.shifted(rangeOfNode(node) ?? [0, 0]) });
			} else if (isMap(node)) {
				for (const pair of node.items) {
					visit(pair.value, [...path, isScalar(pair.key) ? String(pair.key.value) : '']);
				}
			} else if (isSeq(node)) {
				node.items.forEach((item, index) => {
					visit(item, [...path, index]);
				});
			}
		};
		visit(this.document.contents, []);
		return found;
	}

	private node(path: YamlPath): unknown {
		let node: unknown = this.document.contents;
		for (const key of path) {
			const target: unknown = isAlias(node) ? node.resolve(this.document) : node;
			if (isMap(target)) {
				node = target.items.find(item => isScalar(item.key) && String(item.key.value) === key)?.value;
			} else if (isSeq(target) && typeof key === 'number') {
				node = target.items[key];
			} else {
				return undefined;
			}
		}
		return node;
	}

	private shifted([from, to]: readonly [number, number]): TextRange {
		return { start: Math.min(this.end, this.start + from), end: Math.min(this.end, this.start + to) };
	}
}

function rangeOfNode(node: unknown): readonly [number, number] | undefined {
	const range = (node as { range?: readonly [number, number, number] | null } | null | undefined)?.range;
	return range === null || range === undefined ? undefined : [range[0], range[1]];
}

function sentence(message: string): string {
	return message.endsWith('.') ? message : `${message}.`;
}
