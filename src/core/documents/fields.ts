import type { Located, TextRange } from '../text/range.ts';
import { isMerge, keyText, resolved, type YamlEntry, type YamlMapping, type YamlNode } from './yaml/tree.ts';

/** The entries of a mapping by key: the first of equal keys, and below them what `<<` merges in. */
export type Fields = ReadonlyMap<string, Field>;

export interface Field {
	readonly key: YamlNode;
	/** Aliases followed. */
	readonly value: Exclude<YamlNode, { readonly kind: 'alias' }>;
	/** From the key to the end of the value. */
	readonly range: TextRange;
	/** True for an entry that `<<` brought in. */
	readonly merged: boolean;
}

/** The fields of a node; none where it is no mapping. */
export function fieldsOf(node: YamlNode | undefined): Fields {
	const fields = new Map<string, Field>();
	const mapping = node === undefined ? undefined : resolved(node);
	if (mapping?.kind === 'mapping') {
		collect(mapping, fields, 0);
	}
	return fields;
}

function collect(mapping: YamlMapping, into: Map<string, Field>, depth: number): void {
	const merges: YamlEntry[] = [];
	for (const entry of mapping.entries) {
		const key = keyText(entry);
		if (isMerge(entry)) {
			merges.push(entry);
		} else if (key !== undefined && !into.has(key)) {
			into.set(key, { key: entry.key, value: resolved(entry.value), range: entry.range, merged: depth > 0 });
		}
	}
	for (const merge of merges) {
		for (const source of mergedMappings(merge)) {
			collect(source, into, depth + 1);
		}
	}
}

/** What a `<<` entry merges in: one mapping, or a list of them. */
export function mergedMappings(entry: YamlEntry): readonly YamlMapping[] {
	const value = resolved(entry.value);
	const sources = value.kind === 'sequence' ? value.items.map(resolved) : [value];
	return sources.filter(source => source.kind === 'mapping');
}

/** The text of a scalar with its place; `undefined` for collections and for nothing. */
export function textOf(node: YamlNode | undefined): Located<string> | undefined {
	const value = node === undefined ? undefined : resolved(node);
	if (value?.kind !== 'scalar' || value.value === null) {
		return undefined;
	}
	return { value: value.source, range: value.range };
}

/** The text of an id, in NFC. Even `~` and `null` are read as written, so that their form can be judged. */
export function idOf(node: YamlNode | undefined): Located<string> | undefined {
	const value = node === undefined ? undefined : resolved(node);
	return value?.kind === 'scalar' && value.style !== 'empty'
		? { value: value.source.normalize('NFC'), range: value.range }
		: undefined;
}

/** A number with its place; `undefined` for anything else, and for infinities and NaN. */
export function numberOf(node: YamlNode | undefined): Located<number> | undefined {
	const value = node === undefined ? undefined : resolved(node);
	return value?.kind === 'scalar' && typeof value.value === 'number' && Number.isFinite(value.value)
		? { value: value.value, range: value.range }
		: undefined;
}

export function booleanOf(node: YamlNode | undefined): boolean | undefined {
	const value = node === undefined ? undefined : resolved(node);
	return value?.kind === 'scalar' && typeof value.value === 'boolean' ? value.value : undefined;
}

/** The texts of a scalar or of a list of scalars. */
export function textsOf(node: YamlNode | undefined): readonly Located<string>[] {
	const texts: Located<string>[] = [];
	for (const item of itemsOf(node)) {
		const text = textOf(item);
		if (text !== undefined) {
			texts.push(text);
		}
	}
	return texts;
}

/** The items of a list; a single value stands for a list of itself, and nothing for none. */
export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
	const value = node === undefined ? undefined : resolved(node);
	if (value === undefined || (value.kind === 'scalar' && value.style === 'empty')) {
		return [];
	}
	return value.kind === 'sequence' ? value.items : [value];
}
