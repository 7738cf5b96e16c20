import type { Annotation, AnnotationFile } from './annotation-file.ts';
import { flowMapping, keyText } from './flow-text.ts';

export type SectionName = 'answers' | 'annotations' | 'reviews' | 'ratings' | 'preferences';

export const SECTION_NAMES: readonly SectionName[] = ['answers', 'annotations', 'reviews', 'ratings', 'preferences'];

/** One entry as it is written: `- { id: a1, … }`, or `9f2c01ab77de: { … }`. */
export interface EntryLine {
	readonly line: string;
}

/** Every entry of a file as one line, by section, sorted by question and then id. */
export function annotationLines(
	file: AnnotationFile,
): readonly { readonly name: SectionName; readonly entries: readonly EntryLine[] }[] {
	const question = (answer: string | undefined) => file.answers.get(answer ?? '')?.question ?? '';
	const { answers, annotations, reviews, ratings, preferences } = file;
	return [
		{
			name: 'answers',
			entries: sorted([...answers], ([hash, answer]) => [answer.question, hash]).map(([hash, answer]) => ({
				line: `${keyText(hash)}: ${flowMapping(answer)}`,
			})),
		},
		section('annotations', annotations.map(withoutRange), one => [
			one.context === undefined ? question(one.answer) : one.context.file,
			one.id,
		]),
		section('reviews', reviews, one => [question(one.answer), one.answer, one.at ?? '', one.by ?? '']),
		section('ratings', ratings, one => [question(one.answer), one.answer, one.criterion, one.at ?? '', one.by ?? '']),
		section('preferences', preferences, one => [one.question, one.a, one.b, one.at ?? '', one.by ?? '']),
	];
}

function section<T extends object>(name: SectionName, all: readonly T[], order: (one: T) => readonly string[]) {
	return { name, entries: sorted(all, order).map(one => ({ line: `- ${flowMapping(one)}` })) };
}

/** Where an annotation stood is not part of what it says. */
function withoutRange({ range: _range, ...own }: Annotation): Omit<Annotation, 'range'> {
	return own;
}

/** Sorted by code units, the same everywhere; equal ones keep their order. */
function sorted<T>(all: readonly T[], order: (one: T) => readonly string[]): readonly T[] {
	const keyed = all.map(one => ({ one, keys: order(one) }));
	return keyed.sort((a, b) => compare(a.keys, b.keys)).map(({ one }) => one);
}

function compare(a: readonly string[], b: readonly string[]): number {
	for (const [i, key] of a.entries()) {
		const other = b[i] ?? '';
		if (key !== other) {
			return key < other ? -1 : 1;
		}
	}
	return 0;
}
