import type { TextEdit } from '../../core/documents/problem.ts';
import type { Question } from '../../core/documents/question-file.ts';
import { LineIndex } from '../../core/text/lines.ts';

/**
 * The edits that write down the ids of questions that have none, so that results and annotations stay with a question when its
 * text changes. An id goes before its `question:` key, on a line of its own, or in braces on the same line.
 */
export function idEdits(text: string, questions: readonly Question[]): readonly TextEdit[] {
	const lines = new LineIndex(text);
	return questions
		.filter(({ idRange }) => idRange === undefined)
		.map(({ id, keyRange }) => {
			const { line, column } = lines.positionAt(keyRange.start);
			const before = lines.textOf(line).slice(0, column);
			const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
			const isBlock = /^[\s-]*$/.test(before);
			return {
				range: { start: keyRange.start, end: keyRange.start },
				text: isBlock ? `id: ${id}${lineBreak}${before.replace(/[^\t]/g, ' ')}` : `id: ${id}, `,
			};
		});
}
