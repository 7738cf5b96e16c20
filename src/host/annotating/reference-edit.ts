import { insertKey } from '../../core/documents/insert-key.ts';
import { parseQuestionFile } from '../../core/documents/parse-question-file.ts';
import type { TextEdit } from '../../core/documents/problem.ts';
import type { Question } from '../../core/documents/question-file.ts';
import { minimalEdit } from './minimal-edit.ts';
import { breaksOf, columnOfKeys, endOf, yamlString, yamlText } from './yaml-text.ts';

/**
 * The edit that adds an answer to the references of a question. It touches nothing else of the file, comments neither. `undefined` where the
 * question is not in the file, has this reference already, or is written in a way that cannot be added to with certainty.
 */
export function referenceEdit(text: string, questionId: string, reference: string): TextEdit | undefined {
	const { questions } = parseQuestionFile(text).file;
	const question = questions.find(({ id }) => id === questionId);
	if (question === undefined || question.range.end > text.length || question.range.start === question.range.end) {
		return undefined;
	}
	const after =
		question.reference.length === 0 ? withKey(text, question, reference) : withOneMore(text, question, reference);
	// Read back, because YAML has more ways to write a value than anybody thinks of.
	return after !== undefined && adds(reference, { after, questionId, questions })
		? minimalEdit(text, after)
		: undefined;
}

function withKey(text: string, question: Question, reference: string): string {
	const { start } = question.range;
	if (text[start] === '{') {
		const { range, text: added } = insertKey(question.range, text, `reference: ${yamlString(reference)}`);
		return spliced(text, range.start, added);
	}
	const breaks = breaksOf(text);
	const indent = ' '.repeat(columnOfKeys(text, start));
	const end = lineEnd(text, endOf(text, start, question.range.end));
	return spliced(text, end, `${breaks}${indent}reference: ${yamlText(reference, `${indent}  `, breaks)}`);
}

function withOneMore(text: string, question: Question, reference: string): string | undefined {
	const first = question.reference[0]!.range;
	const last = question.reference.at(-1)!.range;
	const end = endOf(text, last.start, last.end);
	const before = text.slice(0, first.start).trimEnd();
	switch (before.at(-1)) {
		case '[':
			return spliced(text, end, `, ${yamlString(reference)}`);
		case '-': {
			const column = columnOfKeys(text, before.length - 1);
			return spliced(text, lineEnd(text, end), item(reference, column, breaksOf(text)));
		}
		case ':': {
			if (text[question.range.start] === '{') {
				return spliced(spliced(text, end, `, ${yamlString(reference)}]`), first.start, '[');
			}
			// One value becomes the first of a list. Its dash stands below the key, so that the lines of a block stay where they are.
			const column = columnOfKeys(text, question.range.start);
			const breaks = breaksOf(text);
			const added = spliced(text, lineEnd(text, end), item(reference, column, breaks));
			return `${added.slice(0, before.length)}${breaks}${' '.repeat(column)}- ${added.slice(first.start)}`;
		}
		default:
			return undefined;
	}
}

function item(reference: string, column: number, breaks: string): string {
	const indent = ' '.repeat(column);
	return `${breaks}${indent}- ${yamlText(reference, `${indent}  `, breaks)}`;
}

interface Added {
	readonly after: string;
	readonly questionId: string;
	readonly questions: readonly Question[];
}

/** Whether the text says what it said, and one reference more. */
function adds(reference: string, { after, questionId, questions }: Added): boolean {
	const told = (list: readonly Question[], more: readonly string[]) =>
		JSON.stringify(
			list.map(({ id, question, reference: given, answers, probes }) => [
				...[id, question.value, [...answers].map(([label, { value }]) => [label, value])],
				probes.map(({ kind, answer }) => [kind, answer.value]),
				[...given.map(({ value }) => value), ...(id === questionId ? more : [])],
			]),
		);
	const known = questions.find(({ id }) => id === questionId)?.reference.some(({ value }) => value === reference);
	return known === false && told(parseQuestionFile(after).file.questions, []) === told(questions, [reference]);
}

/** The end of a line, behind a comment on it. */
function lineEnd(text: string, offset: number): number {
	const rest = text.slice(offset).search(/[\r\n]/);
	return rest === -1 ? text.length : offset + rest;
}

function spliced(text: string, at: number, added: string): string {
	return `${text.slice(0, at)}${added}${text.slice(at)}`;
}
