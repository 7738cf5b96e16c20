import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PromptTemplate } from '../../../../src/core/documents/prompt-template.ts';
import { sampleQuestions } from '../../../../src/host/runs/sample-questions.ts';

test('sample inputs become a question with its context; the rest become variables', () => {
	const written = asked({ sample: { question: 'How large?', context: 'At most 25 MB.', tone: 'short' } });
	assert.deepEqual(written.questions, [
		{ id: 'sample', question: 'How large?', context: [{ text: 'At most 25 MB.' }], vars: { tone: 'short' } },
	]);
	assert.equal(written.prompt, './answer.prompty');
});

test('passages keep their labels', () => {
	const [question] = asked({ sample: { passages: [{ label: 'Web', text: 'a' }, { text: '' }, 7] } }).questions;
	assert.deepEqual(question?.context, [{ text: 'a', label: 'Web' }]);
});

test('a prompt without any input still asks', () => {
	const [question] = asked({}).questions;
	assert.ok(question !== undefined && question.question.length > 0);
	assert.deepEqual(question.context, []);
});

test('the sample goes before the default of an input', () => {
	const input = { name: 'tone', type: undefined, description: undefined, required: false, range: { start: 0, end: 0 } };
	const [question] = asked({
		inputs: { tone: { ...input, default: 'long', sample: 'short' }, size: { ...input, default: 3, sample: undefined } },
	}).questions;
	assert.deepEqual(question?.vars, { tone: 'short', size: 3 });
});

interface Sketch {
	readonly sample?: Readonly<Record<string, unknown>>;
	readonly inputs?: Readonly<Record<string, unknown>>;
}

function asked({ sample = {}, inputs = {} }: Sketch) {
	const template = {
		inputs: new Map(Object.entries(inputs)),
		sample: new Map(Object.entries(sample)),
	} as unknown as PromptTemplate;
	return JSON.parse(sampleQuestions(template, 'answer.prompty')) as {
		readonly prompt: string;
		readonly questions: readonly { readonly question: string; readonly context: unknown; readonly vars: unknown }[];
	};
}
