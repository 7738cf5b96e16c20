import type { Files } from '../documents/files.ts';
import type { TextEdit } from '../documents/problem.ts';
import type { TextRange } from '../text/range.ts';
import { completeKeys } from './completion-keys.ts';
import { completeTemplate } from './completion-template.ts';
import { completeValues } from './completion-values.ts';
import { type Cursor, cursorAt } from './cursor.ts';
import type { LanguageDocument } from './document.ts';
import type { Library } from './library.ts';
import { isMapping, shapesAt } from './shapes.ts';

/**
 * What may be written at an offset: keys of the mapping there, words, names of models, questions, criteria, levels and
 * variables, and paths. Never rejects; a place where nothing is known gives an empty list.
 */
export async function complete(
	document: LanguageDocument,
	offset: number,
	around: Surroundings,
): Promise<readonly Completion[]> {
	const inTemplate = completeTemplate(document, offset, around.library);
	if (inTemplate !== undefined) {
		return inTemplate;
	}
	const yaml = document.regions.yaml;
	if (yaml === undefined || offset < yaml.range.start || offset > yaml.range.end) {
		return [];
	}
	const { start, end } = yaml.range;
	const inside = start === 0 && end === document.text.length ? document.text : document.text.slice(start, end);
	const cursor = cursorAt(inside, offset - start);
	if (cursor.slot === 'text') {
		return [];
	}
	const shapes = shapesAt(yaml.shape, cursor.path, cursor.siblings);
	const token = { start: cursor.token.start + start, end: cursor.token.end + start };
	const gap = gapBefore(token, document.text);
	const place = { document, cursor: { ...cursor, column: cursor.column + gap.length }, offset, token };
	const keys = cursor.slot === 'value' ? [] : completeKeys(place, shapes.filter(isMapping), around);
	const values = cursor.slot === 'key' ? [] : await completeValues(place, shapes, around);
	// Where a list may stand as well as a mapping, a list is what people mean.
	const isList = values.some(({ kind }) => kind === 'keyword');
	const found = isList ? [...values, ...keys] : [...keys, ...values];
	return gap === '' ? found : found.map(({ edit, ...more }) => ({ ...more, edit: { ...edit, text: gap + edit.text } }));
}

/** The space that a value right behind a colon needs, or whatever stands right behind the dash of a list. */
function gapBefore({ start, end }: TextRange, text: string): '' | ' ' {
	return start === end && /[:-]/.test(text[start - 1] ?? '') ? ' ' : '';
}

/** The most completions that are shown at once. Where more are found the list is incomplete, and typing on narrows it. */
export const MOST_OFFERED = 500;

export interface Surroundings {
	readonly library: Library;
	readonly files: Files;
}

/** Where something is to be completed: offsets are those of the document. */
export interface CompletionPlace {
	readonly document: LanguageDocument;
	readonly cursor: Cursor;
	readonly offset: number;
	readonly token: TextRange;
}

export interface Completion {
	readonly label: string;
	readonly kind:
		| 'key'
		| 'word'
		| 'model'
		| 'question'
		| 'criterion'
		| 'level'
		| 'file'
		| 'variable'
		| 'function'
		| 'keyword';
	/** One line of plain text beside the label. */
	readonly detail?: string;
	/** Markdown that the tool wrote. */
	readonly docs?: string;
	readonly edit: TextEdit;
	/** There is more to choose once this was taken. */
	readonly continues?: boolean;
	/** Required keys come first. */
	readonly first?: boolean;
}
