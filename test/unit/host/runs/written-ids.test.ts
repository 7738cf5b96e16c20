import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuestionFile } from '../../../../src/core/documents/parse-question-file.ts';
import { idEdits } from '../../../../src/host/runs/written-ids.ts';

test('an id is written where its question stands, and says what was derived before', () => {
	const text = [
		'version: 1',
		'questions:',
		'  - question: How large?',
		'    category: size',
		'  - category: size',
		'    question: How small?',
		'  - { question: "How wide?", category: size }',
		'  - { id: kept, question: How deep? }',
		'',
	].join('\n');
	const before = parseQuestionFile(text).file.questions.map(({ id }) => id);
	const after = parseQuestionFile(applied(text));
	assert.deepEqual(after.problems, []);
	assert.deepEqual(
		after.file.questions.map(({ id }) => id),
		before,
	);
	assert.ok(after.file.questions.every(({ idRange }) => idRange !== undefined));
	assert.equal(applied(applied(text)), applied(text), 'twice changes nothing');
});

test('Windows line ends stay', () => {
	const text = 'version: 1\r\nquestions:\r\n  - question: How large?\r\n';
	assert.ok(!/[^\r]\n/.test(applied(text)));
});

function applied(text: string): string {
	const edits = [...idEdits(text, parseQuestionFile(text).file.questions)];
	return edits.reduceRight(
		(result, { range, text: inserted }) => result.slice(0, range.start) + inserted + result.slice(range.end),
		text,
	);
}
