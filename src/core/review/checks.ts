import { RE2JS } from 're2js';
import type { Expectation } from '../documents/expectation.ts';
import type { Question } from '../documents/question-file.ts';
import { isAbstention } from '../judging/abstention.ts';
import type { CheckResult } from './events.ts';
import { schemaMismatch } from './json-schema.ts';

/** What {@link checkAnswer} needs of a question. */
export type CheckedQuestion = Pick<Question, 'expect' | 'answerable'>;

/**
 * Checks an answer by all that a question demands and code can decide: one result for each member of `expect`, and one where the
 * right answer is that the context does not say. A regular expression or schema that is not valid is an unmet check with the reason.
 * Texts are found without regard to letter case, Unicode form and kind of white space.
 */
export function checkAnswer(question: CheckedQuestion, answer: string): readonly CheckResult[] {
	return [
		...(question.expect === undefined ? [] : checkExpectation(question.expect, answer)),
		...(question.answerable ? [] : [checkAbstention(answer)]),
	];
}

/** Number of words: runs between spaces that hold a letter or digit, and the words of scripts that set no spaces. */
export function countWords(text: string): number {
	let count = 0;
	for (const [run] of text.matchAll(/\S+/g)) {
		if (UNSPACED.test(run)) {
			count += unspacedWords(run);
		} else if (/[\p{L}\p{N}]/u.test(run)) {
			count++;
		}
	}
	return count;
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

function unspacedWords(run: string): number {
	const segments = new Intl.Segmenter('en', { granularity: 'word' }).segment(run);
	return [...segments].filter(segment => segment.isWordLike === true).length;
}

function checkExpectation(expect: Expectation, answer: string): readonly CheckResult[] {
	const words = countWords(answer);
	const text = comparable(answer);
	const results: CheckResult[] = [];
	if (expect.maxWords !== undefined) {
		const { value } = expect.maxWords;
		results.push({ check: 'maxWords', met: words <= value, message: `${words} words; at most ${value} are wanted.` });
	}
	if (expect.minWords !== undefined) {
		const { value } = expect.minWords;
		results.push({ check: 'minWords', met: words >= value, message: `${words} words; at least ${value} are wanted.` });
	}
	for (const { value } of expect.mustContain) {
		const met = text.includes(comparable(value));
		results.push({ check: 'mustContain', met, message: `${quoted(value)} is ${met ? '' : 'not '}in the answer.` });
	}
	for (const { value } of expect.mustNotContain) {
		const met = !text.includes(comparable(value));
		results.push({
			check: 'mustNotContain',
			met,
			message: `${quoted(value)} is ${met ? 'not ' : ''}in the answer${met ? '' : ', and must not be'}.`,
		});
	}
	if (expect.matches !== undefined) {
		results.push(checkPattern(expect.matches.value, answer));
	}
	if (expect.jsonSchema !== undefined) {
		results.push(checkSchema(expect.jsonSchema.value, answer));
	}
	return results;
}

function checkPattern(pattern: string, answer: string): CheckResult {
	if (pattern.length > LONGEST_PATTERN) {
		return unmet('matches', `The regular expression is longer than ${LONGEST_PATTERN} characters.`);
	}
	try {
		const met = RE2JS.compile(pattern).matcher(answer.slice(0, LONGEST_SEARCHED)).find();
		return { check: 'matches', met, message: `The answer ${met ? 'matches' : 'does not match'} ${quoted(pattern)}.` };
	} catch (error) {
		const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'unknown reason';
		return unmet('matches', `${quoted(pattern)} is no regular expression in RE2 syntax: ${reason}.`);
	}
}

const LONGEST_PATTERN = 2000;
/** RE2 takes linear time; this bounds the line. */
const LONGEST_SEARCHED = 200_000;

/** The whole answer must be JSON; a fence around the whole of it is no part of it. */
function checkSchema(schema: unknown, answer: string): CheckResult {
	const source = /^\s*(?:```|~~~)[\w-]*\n([\s\S]*?)\n?(?:```|~~~)\s*$/.exec(answer)?.[1] ?? answer;
	let value: unknown;
	try {
		value = JSON.parse(source);
	} catch {
		return unmet('jsonSchema', 'The answer is no JSON.');
	}
	const mismatch = schemaMismatch(schema, value);
	return mismatch === undefined
		? { check: 'jsonSchema', met: true, message: 'The answer fits the JSON schema.' }
		: unmet('jsonSchema', `The answer does not fit the JSON schema: ${mismatch}.`);
}

function checkAbstention(answer: string): CheckResult {
	const met = isAbstention(answer);
	return {
		check: 'answerable',
		met,
		message: met
			? 'The answer says that the context does not tell, which is right.'
			: 'The context does not hold the answer, and the answer does not say so.',
	};
}

function unmet(check: CheckResult['check'], message: string): CheckResult {
	return { check, met: false, message };
}

function comparable(text: string): string {
	return text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}

function quoted(text: string): string {
	const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
	return `"${shown}"`;
}
