import { isAlias, isMap, isPair, isScalar, isSeq, type ParsedNode, type Scalar } from 'yaml';
import type { TextRange } from '../../text/range.ts';
import { type Problem, problem } from '../problem.ts';
import type { ScalarStyle, YamlAlias, YamlEntry, YamlNode, YamlScalar } from './tree.ts';

/** How many aliases a document may expand in all, those inside expanded nodes counted each time. */
export const MOST_EXPANSIONS = 100;

/** Turns what the `yaml` package composed into our tree; refuses tags, resolves aliases, reports duplicate keys. */
export function convert(root: ParsedNode | null, text: string, place: Place): Converted {
	if (root === null) {
		return { root: undefined, problems: [], aliases: 0 };
	}
	const conversion = new Conversion(text, place);
	const node = conversion.node(root);
	const nothing = node.kind === 'scalar' && node.style === 'empty';
	return { root: nothing ? undefined : node, problems: conversion.problems, aliases: conversion.aliases };
}

/** Maps an offset of the text that was parsed to one of the document that it was taken from. */
export type Place = (offset: number) => number;

export interface Converted {
	readonly root: YamlNode | undefined;
	readonly problems: readonly Problem[];
	/** How many aliases are written. */
	readonly aliases: number;
}

interface Anchor {
	/** `undefined` while the node is still being read: an alias in there would contain itself. */
	readonly node: Exclude<YamlNode, YamlAlias> | undefined;
	readonly expansions: number;
}

class Conversion {
	readonly problems: Problem[] = [];
	aliases = 0;
	private readonly text: string;
	private readonly place: Place;
	private readonly anchors = new Map<string, Anchor>();
	private expansions = 0;

	constructor(text: string, place: Place) {
		this.text = text;
		this.place = place;
	}

	private placed(range: TextRange): TextRange {
		return { start: this.place(range.start), end: this.place(range.end) };
	}

	node(source: unknown): YamlNode {
		if (isAlias(source)) {
			return this.alias(source.source, this.placed(rangeOf(source, this.text)));
		}
		const node = source as ParsedNode;
		const anchor = node.anchor;
		const before = this.expansions;
		if (anchor !== undefined) {
			this.anchors.set(anchor, { node: undefined, expansions: 0 });
		}
		const result = this.content(node);
		if (node.tag !== undefined) {
			this.refuseTag(node.range?.[0] ?? 0);
		}
		if (anchor !== undefined) {
			this.anchors.set(anchor, { node: result, expansions: this.expansions - before });
		}
		return result;
	}

	private content(node: ParsedNode): Exclude<YamlNode, YamlAlias> {
		const range = this.placed(rangeOf(node, this.text));
		if (isMap(node)) {
			const entries: YamlEntry[] = [];
			for (const pair of node.items) {
				entries.push(this.entry(pair.key, pair.value));
			}
			this.reportDuplicates(entries);
			const flow = node.flow === true;
			return { kind: 'mapping', range: flow ? range : spanned(range, entries), flow, entries };
		}
		if (isSeq(node)) {
			const items: YamlNode[] = [];
			for (const item of node.items as unknown[]) {
				// `[a: b]` is a list of one small mapping.
				items.push(isPair(item) ? this.small(item.key, item.value) : this.node(item));
			}
			const flow = node.flow === true;
			return { kind: 'sequence', range: flow ? range : spanned(range, items), flow, items };
		}
		return isScalar(node) ? scalar(node, range) : empty(range.start);
	}

	private entry(sourceKey: unknown, sourceValue: unknown): YamlEntry {
		const key = sourceKey === null ? empty(this.place(0)) : this.node(sourceKey);
		const value = sourceValue === null || sourceValue === undefined ? empty(key.range.end) : this.node(sourceValue);
		return { key, value, range: { start: key.range.start, end: Math.max(key.range.end, value.range.end) } };
	}

	private small(key: unknown, value: unknown): YamlNode {
		const entry = this.entry(key, value);
		return { kind: 'mapping', range: entry.range, flow: true, entries: [entry] };
	}

	private alias(name: string, range: TextRange): YamlNode {
		this.aliases++;
		const anchor = this.anchors.get(name);
		if (anchor?.node === undefined) {
			const message =
				anchor === undefined ? `No anchor "&${name}" stands before this alias.` : `"*${name}" contains itself.`;
			this.problems.push(problem('yaml-alias', message, range));
			return { kind: 'alias', range, name, target: undefined };
		}
		const expansions = this.expansions + 1 + anchor.expansions;
		if (expansions > MOST_EXPANSIONS) {
			const message = `A file may expand at most ${MOST_EXPANSIONS} aliases; this one is left out.`;
			this.problems.push(problem('yaml-alias', message, range));
			return { kind: 'alias', range, name, target: undefined };
		}
		this.expansions = expansions;
		return { kind: 'alias', range, name, target: anchor.node };
	}

	private refuseTag(before: number): void {
		const start = Math.max(0, this.text.lastIndexOf('!', before));
		const first = this.text[start - 1] === '!' ? start - 1 : start;
		const length = this.text.slice(first).search(/[\s,[\]{}]|$/);
		const message = 'Tags are not allowed; quote a value to make it text.';
		this.problems.push(problem('yaml-tag', message, this.placed({ start: first, end: first + Math.max(0, length) })));
	}

	private reportDuplicates(entries: readonly YamlEntry[]): void {
		if (entries.length < 2) {
			return;
		}
		const seen = new Set<string>();
		for (const { key } of entries) {
			if (key.kind !== 'scalar' || (key.style === 'plain' && key.source === '<<')) {
				continue; // Several merges are allowed.
			}
			if (seen.has(key.source)) {
				this.problems.push(problem('duplicate-key', `"${key.source}" stands here a second time.`, key.range));
			}
			seen.add(key.source);
		}
	}
}

function scalar(node: Scalar, range: TextRange): YamlScalar {
	const style = styleOf(node, range);
	const value = node.value;
	const known = value === null || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
	const source = typeof node.source === 'string' ? node.source : '';
	return { kind: 'scalar', range, value: known ? value : source, source, style };
}

function empty(at: number): YamlScalar {
	return { kind: 'scalar', range: { start: at, end: at }, value: null, source: '', style: 'empty' };
}

function styleOf(node: Scalar, range: TextRange): ScalarStyle {
	switch (node.type) {
		case 'QUOTE_SINGLE':
			return 'single';
		case 'QUOTE_DOUBLE':
			return 'double';
		case 'BLOCK_LITERAL':
			return 'literal';
		case 'BLOCK_FOLDED':
			return 'folded';
		default:
			return range.start === range.end ? 'empty' : 'plain';
	}
}

/** The node's own characters: the `yaml` package counts the line breaks behind a block scalar in. */
function rangeOf(node: { range?: readonly [number, number, number] | null | undefined }, text: string): TextRange {
	const start = Math.min(node.range?.[0] ?? 0, text.length);
	let end = Math.max(start, Math.min(node.range?.[1] ?? start, text.length));
	while (end > start && isBlank(text.charCodeAt(end - 1))) {
		end--;
	}
	return { start, end };
}

function isBlank(code: number): boolean {
	return code === 10 || code === 13 || code === 32 || code === 9;
}

/** A block collection ends where its last part ends, not after the comments behind it. */
function spanned(range: TextRange, parts: readonly { readonly range: TextRange }[]): TextRange {
	const last = parts.at(-1);
	return last === undefined ? range : { start: range.start, end: Math.max(range.start, last.range.end) };
}
