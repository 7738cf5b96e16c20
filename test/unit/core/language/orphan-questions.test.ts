import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edited, problemsIn } from '../../../support/open-document.ts';

const ANNOTATIONS = `version: 1
answers:
  2cf24dba5fb0: { question: first-one, model: m, prompt: p, text: hello }
preferences: [{ question: gone, a: 2cf24dba5fb0, b: 2cf24dba5fb0, winner: tie, by: x, at: 2026-11-21 }]
`;

test('names the questions that annotations are about and the question file no longer has', async () => {
	const questions = 'version: 1\nquestions:\n  - { id: first-1, question: A? }\n  - { id: other, question: B? }\n';
	const found = await problemsIn('a.annotations.yaml', ANNOTATIONS, { 'a.questions.yaml': questions });
	assert.deepEqual(
		found.map(({ code, severity, range }) => [code, severity, ANNOTATIONS.slice(range.start, range.end)]),
		[
			['orphan-question', 'information', 'first-one'],
			['orphan-question', 'information', 'gone'],
		],
	);
	const mended = edited(ANNOTATIONS, found[0]!.fixes![0]!.edits);
	assert.match(mended, /question: first-1,/);
});

test('says nothing of annotations whose questions it does not know', async () => {
	assert.deepEqual(await problemsIn('a.annotations.yaml', ANNOTATIONS, {}), []);
	const dataSet = 'version: 1\nquestions: { file: cases.csv }\n';
	assert.deepEqual(await problemsIn('a.annotations.yaml', ANNOTATIONS, { 'a.questions.yaml': dataSet }), []);
});
