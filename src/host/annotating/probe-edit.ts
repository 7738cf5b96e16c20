import { insertKey } from '../../core/documents/insert-key.ts';
import { parseQuestionFile } from '../../core/documents/parse-question-file.ts';
import type { TextEdit } from '../../core/documents/problem.ts';
import type { Question } from '../../core/documents/question-file.ts';
import { breaksOf, columnOfKeys, endOf, lineStart, yamlString, yamlText } from './yaml-text.ts';

/**
 * The edit that adds an answer to the probes of a question, as one that the judge must not pass. It touches nothing else of
 * the file. `undefined` where the question is not in the file, or where the file does not hold its questions itself.
 */
export function probeEdit(text: string, questionId: string, answer: string): TextEdit | undefined {
	const question = parseQuestionFile(text).file.questions.find(({ id }) => id === questionId);
	if (question === undefined || question.range.end > text.length || question.range.start === question.range.end) {
		return undefined;
	}
	return question.probes.length > 0 ? afterLastProbe(text, question, answer) : newList(text, question, answer);
}

function afterLastProbe(text: string, question: Question, answer: string): TextEdit {
	const last = question.probes.at(-1)!.range;
	const end = endOf(text, last.start, last.end);
	const before = text.slice(lineStart(text, last.start), last.start);
	const dash = before.lastIndexOf('-');
	if (dash === -1 || before.trim() !== '-') {
		return { range: { start: end, end }, text: `, ${flowProbe(answer)}` };
	}
	const indent = ' '.repeat(dash);
	return { range: { start: end, end }, text: blockProbe(answer, indent, breaksOf(text)) };
}

function newList(text: string, question: Question, answer: string): TextEdit {
	const { start } = question.range;
	if (text[start] === '{') {
		return insertKey(question.range, text, `probes: [${flowProbe(answer)}]`);
	}
	const end = endOf(text, start, question.range.end);
	const breaks = breaksOf(text);
	const indent = ' '.repeat(columnOfKeys(text, start));
	const list = `${breaks}${indent}probes:${blockProbe(answer, `${indent}  `, breaks)}`;
	return { range: { start: end, end }, text: list };
}

function blockProbe(answer: string, indent: string, breaks: string): string {
	const literal = yamlText(answer, `${indent}    `, breaks);
	return `${breaks}${indent}- kind: fake${breaks}${indent}  answer: ${literal}`;
}

function flowProbe(answer: string): string {
	return `{ kind: fake, answer: ${yamlString(answer)} }`;
}
