import { LineIndex } from '../../core/text/lines.ts';
import type { TextRange } from '../../core/text/range.ts';
import { LONG_LINE } from './marks.ts';

/** A value of a document that an answer gives differently. */
export interface ContradictedValue {
	/** In the document. */
	readonly range: TextRange;
	readonly text: string;
	/** What the answer says in its place; `undefined` where the judge quotes the words against it. */
	readonly answer: string | undefined;
}

/** Words that stand in the editor behind an offset, and in no document. */
export interface Note {
	readonly at: number;
	readonly words: string;
}

/**
 * What the answer says instead, behind the line that holds the value: in the midst of a sentence it would tear the sentence
 * apart, and push its end out of a narrow editor. Behind the value itself only where the end of the line is far away.
 */
export function contradictionNotes(values: readonly ContradictedValue[], text: string): readonly Note[] {
	const index = new LineIndex(text);
	const places = new Map<number, ContradictedValue[]>();
	for (const value of values) {
		const line = index.rangeOf(index.positionAt(value.range.start).line);
		const at = line.end - line.start < LONG_LINE ? line.end : value.range.end;
		const known = places.get(at) ?? [];
		if (!known.some(({ range, answer }) => range.start === value.range.start && answer === value.answer)) {
			places.set(at, [...known, value]);
		}
	}
	return [...places].map(([at, here]) => ({ at, words: words(here) }));
}

/** What the words themselves show, and what a judge says, are told apart. */
function words(here: readonly ContradictedValue[]): string {
	const values = here.flatMap(({ answer, ...value }) => (answer === undefined ? [] : [{ ...value, answer }]));
	return [
		...(values.length === 0 ? [] : [`answer says ${said(values).join(', ')}`]),
		...(values.length < here.length ? ['judge: contradicts the answer'] : []),
	].join(' · ');
}

/** Where several values of a line are wrong, each with the one that it stands for. */
function said(values: readonly (ContradictedValue & { readonly answer: string })[]): readonly string[] {
	const inOrder = [...values].sort((a, b) => a.range.start - b.range.start);
	const [first] = inOrder;
	const one = inOrder.every(({ range }) => range.start === first?.range.start);
	return inOrder.map(({ text, answer }) => (one ? answer : `${answer} for ${text}`));
}
