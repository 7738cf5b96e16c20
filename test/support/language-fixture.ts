import { LanguageDocument } from '../../src/core/language/document.ts';
import type { Library } from '../../src/core/language/library.ts';
import { MemoryFiles } from './language-client.ts';
import { cursorIn } from './marked.ts';

/** Documents in memory; the one with the cursor mark `¦` is the one that is asked about. */
export function fixture(files: Readonly<Record<string, string>>): Fixture {
	const texts: Record<string, string> = {};
	let marked: { path: string; offset: number } | undefined;
	for (const [path, text] of Object.entries(files)) {
		texts[path] = text;
		if (text.includes('¦')) {
			const found = cursorIn(text);
			texts[path] = found.text;
			marked = { path, offset: found.offset };
		}
	}
	const documents = new Map(
		Object.entries(texts)
			.filter(([path]) => /\.(ya?ml|prompty)$/.test(path))
			.map(([path, text]) => [path, new LanguageDocument(path, text)]),
	);
	const library: Library = {
		get: path => documents.get(path),
		documents: [...documents.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
	};
	if (marked === undefined) {
		throw new Error('No document of the fixture has a cursor mark ¦.');
	}
	return { document: documents.get(marked.path)!, offset: marked.offset, library, files: new MemoryFiles(texts) };
}

export interface Fixture {
	readonly document: LanguageDocument;
	readonly offset: number;
	readonly library: Library;
	readonly files: MemoryFiles;
}

/** A place as `path:line:column "text"`, lines and columns from 1. */
export function placeText(
	library: Library,
	path: string,
	range: { readonly start: number; readonly end: number },
): string {
	const document = library.get(path)!;
	const { line, column } = document.lines.positionAt(range.start);
	return `${path}:${line + 1}:${column + 1} ${JSON.stringify(document.text.slice(range.start, range.end))}`;
}
