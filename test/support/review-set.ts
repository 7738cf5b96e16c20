import type { FileRead, Files } from '../../src/core/documents/files.ts';
import { loadReviewSet } from '../../src/core/documents/load.ts';
import type { ReviewSet } from '../../src/core/documents/review-set.ts';

/** Files that exist only in a test. */
export class TextFiles implements Files {
	private readonly texts: Readonly<Record<string, string>>;

	constructor(texts: Readonly<Record<string, string>>) {
		this.texts = texts;
	}

	async read(path: string): Promise<FileRead> {
		const text = this.texts[path];
		return text === undefined ? { kind: 'missing', message: `There is no file ${path}.` } : { kind: 'text', text };
	}

	async list(): Promise<readonly string[]> {
		return [];
	}
}

/** A question file of these lines, loaded; `files` stand beside it. Problems of it are not looked at. */
export function loadedSet(questionFile: string, files: Readonly<Record<string, string>> = {}): Promise<ReviewSet> {
	return loadReviewSet('a.questions.yaml', new TextFiles({ ...files, 'a.questions.yaml': dedent(questionFile) }));
}

/** Takes the indentation of the first line off all lines. */
export function dedent(text: string): string {
	const lines = text.replace(/^\n/, '').split('\n');
	const indent = /^\s*/.exec(lines[0] ?? '')![0];
	return lines.map(line => (line.startsWith(indent) ? line.slice(indent.length) : line)).join('\n');
}

/** Two models behind endpoints, `one` and `two`, with a price. */
export const TWO_MODELS = dedent(`
	version: 1
	models:
	  one: { provider: openai, model: one-1, temperature: 0, price: { input: 1, output: 2 } }
	  two: { provider: openai, model: two-1, family: llama, price: { input: 1, output: 2 } }
`).replaceAll('\t', '');
