import assert from 'node:assert/strict';
import type { Problem } from '../../src/core/documents/problem.ts';
import { LineIndex } from '../../src/core/text/lines.ts';

/**
 * Compares the problems of a document with the marks below its lines. Every line of the fixture begins with two
 * columns that are not part of the document: two spaces, or `# ` where the line is a mark.
 *
 * ```
 *   modles: [offline]
 * # ^^^^^^ unknown-key: did you mean "models"?
 * ```
 *
 * A mark names a code, and after the colon words that the message contains; `|` marks an empty range. Of a range over
 * several lines only the part on the first is marked. The marks are stripped, the problems are found and written back
 * as marks, so that a failure is a diff that anyone can read.
 */
export function checkMarks(fixture: string, find: (text: string) => Iterable<Problem>): void {
	const { text, marks } = stripMarks(fixture);
	const found = [...find(text)].map(problem => markOf(problem, text, marks));
	assert.equal(withMarks(text, found), withMarks(text, marks));
}

/** The document of a fixture, without its marks. */
export function stripMarks(fixture: string): { readonly text: string; readonly marks: readonly Mark[] } {
	const lines: string[] = [];
	const marks: Mark[] = [];
	for (const line of fixture.replace(/^\n/, '').split('\n')) {
		const match = /^# ( *)(\^+|\|) ([a-z0-9-]+)(?:: (.*))?$/.exec(line);
		if (match === null) {
			lines.push(line.slice(2));
		} else {
			const [, indent = '', carets = '', code = '', words = ''] = match;
			const length = carets === '|' ? 0 : carets.length;
			marks.push({ line: lines.length - 1, column: indent.length, length, code, words });
		}
	}
	return { text: lines.join('\n'), marks };
}

export interface Mark {
	/** Counted from 0. */
	readonly line: number;
	readonly column: number;
	/** Characters on that line. */
	readonly length: number;
	readonly code: string;
	/** A part of the message; empty for any. */
	readonly words: string;
}

function markOf({ code, message, range }: Problem, text: string, marks: readonly Mark[]): Mark {
	const index = new LineIndex(text);
	const { line, column } = index.positionAt(range.start);
	const length = Math.max(0, Math.min(range.end, index.rangeOf(line).end) - range.start);
	const meant = marks.find(
		mark => mark.line === line && mark.column === column && mark.code === code && message.includes(mark.words),
	);
	return { line, column, length, code, words: meant?.words ?? message };
}

function withMarks(text: string, marks: readonly Mark[]): string {
	const lines = text.split('\n').map((line, i) => [
		`  ${line}`,
		...marks
			.filter(mark => mark.line === i)
			.map(show)
			.sort(),
	]);
	return lines.flat().join('\n');
}

function show({ column, length, code, words }: Mark): string {
	const carets = length === 0 ? '|' : '^'.repeat(length);
	return `# ${' '.repeat(column)}${carets} ${code}${words === '' ? '' : `: ${words}`}`;
}
