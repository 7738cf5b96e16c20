import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAnnotations } from '../../../../src/core/documents/parse-annotations.ts';
import { serializeAnnotations } from '../../../../src/core/documents/serialize-annotations.ts';
import { type AnnotationChange, changeAnnotations } from '../../../../src/host/annotating/annotation-changes.ts';
import { caseAnnotations } from '../../../../src/host/annotating/case-annotations.ts';
import { resultOf } from '../../../support/results.ts';

const ANSWER = 'Ten fit into a message. Each may have 100 MB.';
const at = (words: string) => ({ start: ANSWER.indexOf(words), end: ANSWER.indexOf(words) + words.length });

/** The file's text after each change, as the store writes it. */
function after(...changes: readonly AnnotationChange[]): string {
	const answer = { hash: '9f2c01ab77de', question: 'attachment-size', model: 'local', prompt: 'answer', text: ANSWER };
	return changes.reduce((text, change) => {
		const { file } = parseAnnotations(text);
		return serializeAnnotations(changeAnnotations(file, change, { answer, by: 'Reviewer', at: '2026-11-21' }), text);
	}, '');
}

const add = (words: string, label: 'unsupported' | 'supported' | 'note', note?: string): AnnotationChange => ({
	kind: 'add',
	draft: { range: at(words), label, note },
});

/** What the panel and the painters see of it in an answer. */
function seen(text: string, answer: string): readonly string[] {
	const result = resultOf({ answer, rest: {} });
	const changed = answer === ANSWER ? result : { ...result, answer: { ...result.answer!, hash: '000000000000' } };
	return caseAnnotations(parseAnnotations(text).file, changed).annotations.map(({ id, label, place, target }) =>
		place.kind === 'orphan'
			? `${id} ${label} orphan ${target.exact}`
			: `${id} ${label} ${answer.slice(place.range.start, place.range.end)}`,
	);
}

test('what is written is found again in the same answer, and in the next one', () => {
	const text = after(add('100 MB', 'unsupported'), add('Ten fit', 'note', 'right'));
	assert.deepEqual(seen(text, ANSWER), ['a1 unsupported 100 MB', 'a2 note Ten fit']);
	const next = 'Each may have 100 MB. And more of it.';
	assert.deepEqual(seen(text, next), ['a1 unsupported 100 MB', 'a2 note orphan Ten fit']);
});

test('marking the same words another way replaces the mark; notes stand side by side', () => {
	const text = after(
		add('100 MB', 'unsupported'),
		add('100 MB', 'supported'),
		add('100 MB', 'note', 'a'),
		add('100 MB', 'note', 'b'),
	);
	assert.deepEqual(seen(text, ANSWER), ['a1 supported 100 MB', 'a2 note 100 MB', 'a3 note 100 MB']);
});

test('a removed annotation is gone, decisions and ratings stay', () => {
	const rate = { kind: 'rate', draft: { criterion: 'faithfulness', rating: 'Bad', reason: undefined } } as const;
	const text = after(add('100 MB', 'unsupported'), { kind: 'review', state: 'rejected' }, rate, {
		kind: 'remove',
		id: 'a1',
	});
	const { annotations, reviews, ratings } = caseAnnotations(parseAnnotations(text).file, resultOf({ answer: ANSWER }));
	assert.deepEqual([annotations.length, reviews[0]?.state, ratings[0]?.rating], [0, 'rejected', 'Bad']);
});

test('while an answer streams nothing is said of it', () => {
	const text = after(add('100 MB', 'unsupported'));
	const streaming = resultOf({ answer: ANSWER, rest: { answer: undefined } });
	assert.deepEqual(caseAnnotations(parseAnnotations(text).file, streaming).annotations, []);
});
