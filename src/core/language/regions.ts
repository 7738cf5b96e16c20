import { FORMATS } from '../documents/formats/formats.ts';
import type { DocumentKind } from '../documents/kinds.ts';
import type { Shape } from '../documents/shape.ts';
import type { TextRange } from '../text/range.ts';
import { githubPromptShape, promptyShape } from './foreign-shapes.ts';

/** Which part of a document is YAML, of which shape, and which part is a template. Either may be empty. */
export function regionsOf(kind: DocumentKind, text: string): Regions {
	if (kind === 'prompty') {
		const front = frontMatter(text);
		const start = text.startsWith('\uFEFF') ? 1 : 0;
		return front === undefined
			? { yaml: undefined, template: { start, end: text.length } }
			: { yaml: { range: front.inside, shape: promptyShape() }, template: { start: front.end, end: text.length } };
	}
	const range = { start: text.startsWith('\uFEFF') ? 1 : 0, end: text.length };
	if (kind === 'github-prompt') {
		return { yaml: { range, shape: githubPromptShape() }, template: range };
	}
	return { yaml: { range, shape: FORMATS[kind] }, template: undefined };
}

export interface Regions {
	readonly yaml: { readonly range: TextRange; readonly shape: Shape } | undefined;
	readonly template: TextRange | undefined;
}

/** The lines between a first line `---` and the next `---`; `undefined` where the text does not begin with them. */
export function frontMatter(text: string): { readonly inside: TextRange; readonly end: number } | undefined {
	const open = /^\uFEFF?---[ \t]*(?:\r\n|\r|\n|$)/.exec(text);
	if (open === null) {
		return undefined;
	}
	const start = open[0].length;
	const close = /^---[ \t]*$/gm;
	close.lastIndex = start;
	const found = close.exec(text);
	return found === null
		? { inside: { start, end: text.length }, end: text.length }
		: { inside: { start, end: found.index }, end: found.index + found[0].length };
}
