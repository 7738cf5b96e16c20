import type { TextRange } from '../../text/range.ts';

/**
 * The tree of one YAML document. Plain data with offsets into its text; what the `yaml` package knows beyond that
 * stays behind `parseYaml`.
 */
export type YamlNode = YamlScalar | YamlSequence | YamlMapping | YamlAlias;

export interface YamlScalar {
	readonly kind: 'scalar';
	readonly range: TextRange;
	/** As YAML 1.2 core resolves it. */
	readonly value: string | number | boolean | null;
	/** The text before it was resolved: `001` for the number 1; escapes and folding are undone. */
	readonly source: string;
	readonly style: ScalarStyle;
}

/** `empty`: nothing is written; its range is empty and lies behind the colon or dash. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'empty';

export interface YamlSequence {
	readonly kind: 'sequence';
	readonly range: TextRange;
	readonly flow: boolean;
	readonly items: readonly YamlNode[];
}

export interface YamlMapping {
	readonly kind: 'mapping';
	readonly range: TextRange;
	readonly flow: boolean;
	readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
	readonly key: YamlNode;
	readonly value: YamlNode;
	/** From the key to the end of the value. */
	readonly range: TextRange;
}

export interface YamlAlias {
	readonly kind: 'alias';
	readonly range: TextRange;
	readonly name: string;
	/** `undefined` where no such anchor stands before it, or too much was expanded already. */
	readonly target: Exclude<YamlNode, YamlAlias> | undefined;
}

/** The node that counts: the target of an alias, else the node. A broken alias counts as nothing. */
export function resolved(node: YamlNode): Exclude<YamlNode, YamlAlias> {
	if (node.kind !== 'alias') {
		return node;
	}
	return node.target ?? { kind: 'scalar', range: node.range, value: null, source: '', style: 'empty' };
}

/** The text of a key; `undefined` for a key that is a collection. */
export function keyText(entry: YamlEntry): string | undefined {
	const key = resolved(entry.key);
	return key.kind === 'scalar' ? key.source : undefined;
}

/** True for a `<<` that merges. */
export function isMerge(entry: YamlEntry): boolean {
	return entry.key.kind === 'scalar' && entry.key.style === 'plain' && entry.key.source === '<<';
}

/** Where to point at a value: its range, or that of its key where nothing is written. */
export function placeOf(value: YamlNode, key: YamlNode | undefined): TextRange {
	return value.range.start === value.range.end && key !== undefined ? key.range : value.range;
}
