import { alternativeFor } from '../documents/check-shape.ts';
import type { Definition, Reference, Shape, TextShape } from '../documents/shape.ts';
import { keyText, type YamlNode } from '../documents/yaml/tree.ts';
import type { TextRange } from '../text/range.ts';
import { namedKey } from './shapes.ts';

/**
 * Every place in a YAML tree where a name is given or used, as the shape of the document says, in the order of the
 * text. `source.text` is the text that the tree was read from; the ranges are offsets in it plus `source.shift`.
 */
export function* occurrencesIn(node: YamlNode, shape: Shape, source: Source): Iterable<Occurrence> {
	if (node.kind === 'alias') {
		return; // What an alias points at is visited where it stands.
	}
	const plain = shape.kind === 'choice' ? alternativeFor(node, shape) : shape;
	if (plain === undefined) {
		return;
	}
	if (plain.kind === 'choice') {
		yield* occurrencesIn(node, plain, source);
	} else if (plain.kind === 'text' && node.kind === 'scalar') {
		yield* named(node, plain, source);
	} else if (plain.kind === 'list' && node.kind === 'sequence') {
		for (const item of node.items) {
			yield* occurrencesIn(item, plain.of, source);
		}
	} else if ((plain.kind === 'object' || plain.kind === 'table') && node.kind === 'mapping') {
		for (const entry of node.entries) {
			const known = namedKey(plain, keyText(entry) ?? '');
			if (known === undefined && plain.kind === 'table') {
				yield* named(entry.key, plain.key, source);
				yield* occurrencesIn(entry.value, plain.of, source);
			} else if (known !== undefined) {
				yield* occurrencesIn(entry.value, known.shape, source);
			}
		}
	}
}

export interface Source {
	readonly text: string;
	readonly shift: number;
}

/** A name, where it stands, and whether it is given or used there. */
export interface Occurrence {
	readonly kind: NameKind;
	readonly role: 'definition' | 'reference';
	/** As the source text has it: `001` stays `001`. */
	readonly name: string;
	/** Without quotes. */
	readonly range: TextRange;
	/** How it is written, so that a new name can be written the same way. */
	readonly style: 'plain' | 'quoted' | 'template';
}

/** What a name can be a name of. Paths are names too: of files. */
export type NameKind = Reference | Definition;

function* named(node: YamlNode, shape: TextShape, at: Source): Iterable<Occurrence> {
	if (node.kind !== 'scalar' || (shape.defines === undefined && shape.refers === undefined)) {
		return;
	}
	const quotes = node.style === 'double' || node.style === 'single' ? 1 : 0;
	if (quotes === 0 && node.style !== 'plain') {
		return; // A name in a block scalar has no single place to be edited at.
	}
	const start = node.range.start + quotes;
	const end = node.range.end - quotes;
	const name = node.source;
	if (name === '' || at.text.slice(start, end) !== name) {
		return; // Written with escapes or over several lines.
	}
	const place = {
		name,
		range: { start: start + at.shift, end: end + at.shift },
		style: quotes === 1 ? 'quoted' : 'plain',
	} as const;
	if (shape.defines !== undefined) {
		yield { kind: shape.defines, role: 'definition', ...place };
	} else if (shape.refers !== undefined) {
		yield { kind: shape.refers, role: 'reference', ...place };
	}
}
