import { ID_PATTERN } from '../documents/formats/common.ts';
import type { TextEdit } from '../documents/problem.ts';
import { OFFLINE_MODEL } from '../documents/project.ts';
import { isStandardVariable } from '../prompt/variables.ts';
import type { TextRange } from '../text/range.ts';
import type { LanguageDocument } from './document.ts';
import type { Library } from './library.ts';
import { nameAt, placesOf } from './name-at.ts';
import type { NameKind, Occurrence } from './occurrences.ts';
import { questionById } from './question-list.ts';

/** Whether the name under the offset can be changed: its range and text, or why not. */
export function prepareRename(document: LanguageDocument, offset: number, library: Library): RenameStart {
	const name = nameAt(document, offset);
	if (name === undefined || RULES[name.kind] === undefined) {
		return { kind: 'refused', message: 'Nothing that can be renamed stands here.' };
	}
	if (name.kind === 'variable' && isStandardVariable(name.name)) {
		return { kind: 'refused', message: `"${name.name}" is a variable that every template has; it keeps its name.` };
	}
	if (name.kind === 'model' && name.name === OFFLINE_MODEL.name) {
		return { kind: 'refused', message: 'The model "offline" is built in; it keeps its name.' };
	}
	const places = placesOf(name, document, library);
	if (name.kind !== 'variable' && !places.some(({ occurrence }) => occurrence.role === 'definition')) {
		const derived = name.kind === 'question' && questionById(name.name, document, library) !== undefined;
		const message = derived
			? `"${name.name}" is derived from its question. Write the id down first; then it can be renamed.`
			: `No document here says what "${name.name}" is, so it cannot be renamed.`;
		return { kind: 'refused', message };
	}
	return { kind: 'name', name, range: name.range };
}

export type RenameStart =
	| { readonly kind: 'name'; readonly name: Occurrence; readonly range: TextRange }
	| { readonly kind: 'refused'; readonly message: string };

/** Gives the name under the offset a new spelling everywhere. Nothing is edited where the new one will not do. */
export function rename(
	document: LanguageDocument,
	offset: number,
	options: { readonly library: Library; readonly to: string },
): Renaming {
	const start = prepareRename(document, offset, options.library);
	if (start.kind === 'refused') {
		return start;
	}
	const rule = RULES[start.name.kind]!;
	const to = options.to.normalize('NFC').trim();
	if (!new RegExp(`^(?:${rule.pattern})$`, 'u').test(to)) {
		return { kind: 'refused', message: `"${to}" will not do: expected ${rule.expected}.` };
	}
	const same = { ...start.name, name: to };
	const isTaken = isStandardVariable(to) && start.name.kind === 'variable';
	if (to !== start.name.name && (isTaken || placesOf(same, document, options.library).length > 0)) {
		return { kind: 'refused', message: `"${to}" is in use already.` };
	}
	const edits = new Map<string, TextEdit[]>();
	for (const place of placesOf(start.name, document, options.library)) {
		const known = edits.get(place.document.path) ?? [];
		known.push({ range: place.occurrence.range, text: written(to, place.occurrence) });
		edits.set(place.document.path, known);
	}
	return { kind: 'edits', edits };
}

export type Renaming =
	| { readonly kind: 'edits'; readonly edits: ReadonlyMap<string, readonly TextEdit[]> }
	| { readonly kind: 'refused'; readonly message: string };

const ID = {
	pattern: ID_PATTERN,
	expected: 'up to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit',
};

/** What a template reads as something else than a variable. */
const TEMPLATE_WORDS = [
	...['true', 'True', 'false', 'False', 'none', 'None', 'null', 'and', 'or', 'not', 'in', 'is'],
	...['if', 'elif', 'else', 'endif', 'for', 'endfor', 'loop', 'set', 'macro', 'endmacro', 'call', 'filter'],
];

/** The kinds of name that can be changed, and what a new one looks like. */
const RULES: Partial<Record<NameKind, { readonly pattern: string; readonly expected: string }>> = {
	question: ID,
	model: ID,
	criterion: ID,
	annotation: ID,
	level: { pattern: '[\\p{L}\\p{N}][\\p{L}\\p{N} ._\\-]{0,63}', expected: 'letters, digits, spaces, ".", "_" or "-"' },
	variable: {
		pattern: `(?!(?:${TEMPLATE_WORDS.join('|')})$)[A-Za-z_][A-Za-z0-9_]*`,
		expected: 'letters, digits or "_", not beginning with a digit, and no word of the template language',
	},
};

/** Quotes what YAML would not take for a text. */
function written(name: string, place: Occurrence): string {
	const misread = /^(?:null|true|false|[.]?(?:inf|nan)|[-+.0-9].*)$/i.test(name);
	return place.style === 'plain' && misread ? `"${name}"` : name;
}
