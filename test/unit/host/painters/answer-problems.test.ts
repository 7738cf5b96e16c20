import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CaseAnnotations, NO_ANNOTATIONS } from '../../../../src/host/annotating/case-annotations.ts';
import { answerProblems, problemAt } from '../../../../src/host/painters/answer-problems.ts';
import { claim, filePassage, overlap, type ResultSketch, resultOf } from '../../../support/results.ts';

const ANSWER = 'Each attachment may have up to 100 MB. It is kept on the moon. Ten fit into a message.';
const CONTEXT = 'Each attachment may have at most 25 MB.\nA message may carry up to ten attachments.';
const at = (words: string) => ({ start: ANSWER.indexOf(words), end: ANSWER.indexOf(words) + words.length });

const SKETCH: ResultSketch = {
	answer: ANSWER,
	passages: [filePassage('docs/limits.md', CONTEXT)],
	claims: [
		claim(ANSWER, 'Each attachment may have up to 100 MB.', {
			label: 'contradicted',
			links: [overlap('P1:L1', 0, 39)],
			unsupported: [at('100')],
			conflicts: [{ ...at('100 MB'), unit: 'P1:L1', unitStart: 33, unitEnd: 38 }],
		}),
		claim(ANSWER, 'It is kept on the moon.', { label: 'unsupported' }),
		claim(ANSWER, 'Ten fit into a message.', { links: [overlap('P1:L2', 0, 40)] }),
	],
};

/** The answer with `[code]` around what is underlined, then the messages. */
function shown(people: CaseAnnotations = NO_ANNOTATIONS): readonly string[] {
	return answerProblems(resultOf(SKETCH), people).map(
		({ start, end, severity, message }) => `${severity} ${ANSWER.slice(start, end)}: ${message}`,
	);
}

function marked(label: 'supported' | 'unsupported', words: string): CaseAnnotations {
	const target = { exact: words, prefix: '', suffix: '' };
	const rest = { answer: '9f2c01ab77de', context: undefined, note: 'not in the page', by: 'Reviewer', at: undefined };
	const place = { kind: 'anchored', range: at(words), how: 'exact' } as const;
	return { ...NO_ANNOTATIONS, annotations: [{ id: 'a1', target, label, place, origin: 'own', ...rest }] };
}

test('names the value that the context has where the answer contradicts it', () => {
	assert.deepEqual(shown(), [
		'error 100 MB: The answer says “100 MB”, the context says “25 MB” (limits.md:1).',
		'warning It is kept on the moon.: The context does not support “It is kept on the moon.”.',
	]);
});

test('leaves alone what a person marked supported', () => {
	assert.equal(shown(marked('supported', 'It is kept on the moon.')).length, 1);
});

test('underlines what a person marked unsupported, once', () => {
	assert.deepEqual(shown(marked('unsupported', 'on the moon')).slice(1), [
		'warning on the moon: Marked unsupported by Reviewer: not in the page.',
	]);
});

test('says that a claim is contradicted where no value of the context is known', () => {
	const [contradicted] = SKETCH.claims!;
	const { conflicts: _, ...claims } = contradicted!;
	const [first] = answerProblems(resultOf({ ...SKETCH, claims: [claims] }), NO_ANNOTATIONS);
	assert.equal(first?.message, 'The context contradicts “100”.');
});

test('finds nothing in an answer that was not grounded', () => {
	assert.deepEqual(answerProblems(resultOf({ answer: ANSWER }), NO_ANNOTATIONS), []);
});

test('of nested problems the shortest is meant', () => {
	const problems = answerProblems(resultOf(SKETCH), marked('unsupported', 'on the moon'));
	assert.equal(
		problemAt(problems, ANSWER.indexOf('moon'))?.message,
		'Marked unsupported by Reviewer: not in the page.',
	);
	assert.equal(problemAt(problems, ANSWER.length), undefined);
});
