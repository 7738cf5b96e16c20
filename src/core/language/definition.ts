import { resolvePath } from '../documents/files.ts';
import type { TextRange } from '../text/range.ts';
import { cursorAt } from './cursor.ts';
import type { LanguageDocument } from './document.ts';
import type { Library } from './library.ts';
import { nameAt, placesOf } from './name-at.ts';
import { questionById } from './question-list.ts';

/** Where the thing under the offset is given its name, or the file (and line) that a path names. */
export function definition(document: LanguageDocument, offset: number, library: Library): readonly Target[] {
	const name = nameAt(document, offset);
	if (name === undefined) {
		return contextLines(document, offset);
	}
	if (name.kind.endsWith('-path')) {
		const path = resolvePath(document.path, name.name);
		return path === undefined ? [] : [{ kind: 'line', path, line: 0, origin: name.range }];
	}
	const given = placesOf(name, document, library).filter(({ occurrence }) => occurrence.role === 'definition');
	if (given.length === 0 && name.kind === 'question') {
		const derived = questionById(name.name, document, library);
		return derived === undefined
			? []
			: [{ kind: 'range', path: derived.path, range: derived.question.keyRange, origin: name.range }];
	}
	return given.map(place => ({
		kind: 'range',
		path: place.document.path,
		range: place.occurrence.range,
		origin: name.range,
	}));
}

export type Target =
	| { readonly kind: 'range'; readonly path: string; readonly range: TextRange; readonly origin: TextRange }
	/** A line, counted from 0, of a file whose text is not known here. */
	| { readonly kind: 'line'; readonly path: string; readonly line: number; readonly origin: TextRange };

/** From `lines: 10-42` to line 10 of the file beside it. */
function contextLines(document: LanguageDocument, offset: number): readonly Target[] {
	const yaml = document.regions.yaml;
	if (yaml === undefined || document.kind !== 'questions') {
		return [];
	}
	const cursor = cursorAt(document.text, offset);
	const key = cursor.path.findLast(step => typeof step === 'string');
	const first = /^\s*(\d+)/.exec(document.text.slice(cursor.token.start, cursor.token.end))?.[1];
	if (key !== 'lines' || first === undefined) {
		return [];
	}
	const file = nearestFile(document, cursor.token.start);
	const path = file === undefined ? undefined : resolvePath(document.path, file);
	return path === undefined ? [] : [{ kind: 'line', path, line: Number(first) - 1, origin: cursor.token }];
}

/** The context file named last before an offset: `file` stands before its `lines` in every file that people write. */
function nearestFile(document: LanguageDocument, before: number): string | undefined {
	return document.occurrences.findLast(name => name.kind === 'context-path' && name.range.start < before)?.name;
}
