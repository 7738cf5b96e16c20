import type { Files } from '../documents/files.ts';
import type { TextRange } from '../text/range.ts';
import { keyDocs, summary } from './completion-keys.ts';
import { type Cursor, cursorAt } from './cursor.ts';
import type { LanguageDocument } from './document.ts';
import { hoverContext, hoverLines } from './hover-context.ts';
import { hoverName } from './hover-name.ts';
import { hoverTemplateWord } from './hover-template.ts';
import type { Library } from './library.ts';
import { nameAt } from './name-at.ts';
import { isMapping, namedKey, type PlainShape, shapesAt } from './shapes.ts';

/** What is to be said of the thing under an offset, in Markdown that the tool wrote; texts of documents stand in code fences. */
export async function hover(
	document: LanguageDocument,
	offset: number,
	around: { readonly library: Library; readonly files: Files },
): Promise<Hover | undefined> {
	const name = nameAt(document, offset);
	if (name !== undefined) {
		const text = name.kind.endsWith('-path')
			? await hoverContext(document, name, around.files)
			: hoverName(name, document, around.library);
		if (text !== undefined) {
			return { text, range: name.range };
		}
	}
	const lines = document.kind === 'questions' ? await hoverLines(document, offset, around.files) : undefined;
	return lines ?? hoverTemplateWord(document, offset) ?? hoverYaml(document, offset);
}

export interface Hover {
	/** Markdown. */
	readonly text: string;
	readonly range: TextRange;
}

function hoverYaml(document: LanguageDocument, offset: number): Hover | undefined {
	const yaml = document.regions.yaml;
	if (yaml === undefined || offset < yaml.range.start || offset > yaml.range.end) {
		return undefined;
	}
	const inside = document.text.slice(yaml.range.start, yaml.range.end);
	const cursor = cursorAt(inside, offset - yaml.range.start);
	const token = { start: cursor.token.start + yaml.range.start, end: cursor.token.end + yaml.range.start };
	const word = document.text.slice(token.start, token.end);
	const text = hoverShape(shapesAt(yaml.shape, cursor.path, [...cursor.siblings, word]), cursor, word);
	return text === undefined || word === '' ? undefined : { text, range: token };
}

function hoverShape(shapes: readonly PlainShape[], cursor: Cursor, word: string): string | undefined {
	if (cursor.slot === 'key') {
		for (const shape of shapes) {
			const key = isMapping(shape) ? namedKey(shape, word) : undefined;
			if (key !== undefined) {
				return `**${word}** · ${summary(key.shape)}\n\n${keyDocs(key)}`;
			}
		}
		return undefined;
	}
	for (const shape of shapes) {
		const words = shape.kind === 'text' ? { ...shape.suggestions, ...shape.words } : {};
		if (Object.hasOwn(words, word)) {
			return `**${word}**\n\n${words[word]}`;
		}
	}
	return undefined;
}
