import type { KeyShape, Shape } from '../documents/shape.ts';
import type { Completion, CompletionPlace, Surroundings } from './completion-place.ts';
import { namesFor, writtenName } from './known-names.ts';
import { freeKeys, type MappingShape, namedKeys } from './shapes.ts';

/** The keys that a mapping may still take, each with what comes behind its colon. */
export function completeKeys(
	place: CompletionPlace,
	shapes: readonly MappingShape[],
	around: Surroundings,
): readonly Completion[] {
	const taken = new Set(place.cursor.siblings);
	const isWritten = /^["']?[ \t]*:/.test(place.document.text.slice(place.token.end, place.token.end + 20));
	const found = new Map<string, Completion>();
	for (const shape of shapes) {
		for (const [name, key] of Object.entries(namedKeys(shape))) {
			if (!taken.has(name) && !found.has(name)) {
				const text = isWritten ? name : `${name}:${after(key, place)}`;
				found.set(name, {
					label: name,
					kind: 'key',
					detail: summary(key.shape),
					docs: keyDocs(key),
					edit: { range: place.token, text },
					continues: !isWritten,
					first: key.required === true,
				});
			}
		}
	}
	for (const shape of freeKeys(shapes)) {
		const kind = shape.refers ?? shape.defines;
		for (const known of kind === undefined ? [] : namesFor(kind, place.document, around.library)) {
			const isNew = shape.refers !== undefined || kind === 'variable';
			if (isNew && !taken.has(known.name) && !found.has(known.name)) {
				const name = writtenName(known.name, place);
				const text = isWritten ? name : `${name}: `;
				found.set(known.name, { ...known.completion, edit: { range: place.token, text }, continues: !isWritten });
			}
		}
	}
	return [...found.values()];
}

/** Docs of a key in Markdown, with its default. */
export function keyDocs(key: KeyShape): string {
	const preset = key.default === undefined ? '' : `\n\nDefault: \`${key.default}\``;
	const needed = key.required === true ? '\n\nRequired.' : '';
	return `${key.docs}${preset}${needed}`;
}

/** What a shape holds, in a few words. */
export function summary(shape: Shape): string {
	switch (shape.kind) {
		case 'text':
			return shape.words === undefined ? 'text' : Object.keys(shape.words).join(' | ');
		case 'number':
			return shape.integer === true ? 'whole number' : 'number';
		case 'boolean':
			return 'true | false';
		case 'list':
			return `list (${shape.item} each)`;
		case 'object':
			return shape.name;
		case 'table':
			return `mapping (${shape.item} each)`;
		case 'any':
			return 'any value';
		case 'choice':
			return [...new Set(shape.of.map(alternative => summary(alternative.shape)))].join(', or ');
	}
}

/** What follows the colon: a space, or the start of the block that the key holds. */
function after(key: KeyShape, place: CompletionPlace): string {
	if (key.example !== undefined && !/^[|>]/.test(key.example)) {
		return ` ${key.example}`;
	}
	const isFlow = place.cursor.column === 0 && place.cursor.slot === 'key' && place.cursor.path.length > 0;
	const holds = key.shape.kind === 'choice' ? key.shape.of[0]?.shape.kind : key.shape.kind;
	const indent = `\n${' '.repeat(place.cursor.column + 2)}`;
	if (isFlow) {
		return holds === 'list' ? ' []' : holds === 'object' || holds === 'table' ? ' {}' : ' ';
	}
	if (holds === 'list') {
		return `${indent}- `;
	}
	return holds === 'object' || holds === 'table' ? indent : ' ';
}
