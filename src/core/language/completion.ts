import type { TextRange } from '../text/range.ts';
import { completeKeys } from './completion-keys.ts';
import type { Completion, Surroundings } from './completion-place.ts';
import { completeTemplate } from './completion-template.ts';
import { completeValues } from './completion-values.ts';
import { cursorAt } from './cursor.ts';
import type { LanguageDocument } from './document.ts';
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
