import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileRead, Files } from '../../../../src/core/documents/files.ts';
import { loadReviewSet } from '../../../../src/core/documents/load.ts';
import { planCases } from '../../../../src/core/review/plan.ts';
import { blockingProblems } from '../../../../src/host/runs/blocking-problems.ts';

const HEAD = 'version: 1\nquestions:\n';
const GOOD = '  - { id: good, question: How large? }\n';
const BAD = '  - { id: bad, question: How small?, refrence: tiny }\n';

test('an error inside a question keeps only that question from being run', async () => {
	assert.deepEqual(await blocked(HEAD + GOOD + BAD, 'good'), []);
	assert.equal((await blocked(HEAD + GOOD + BAD, 'bad')).length, 1);
});

test('an error of the file keeps all of them from being run', async () => {
	assert.equal((await blocked(`modles: [offline]\n${HEAD}${GOOD}`, 'good')).length, 1);
});

test('a warning keeps nothing from being run', async () => {
	assert.deepEqual(await blocked(HEAD + GOOD, 'good'), []);
});

async function blocked(text: string, question: string): Promise<readonly string[]> {
	const set = await loadReviewSet('a.questions.yaml', new OneFile(text));
	const cases = planCases(set).cases.filter(item => item.question.id === question);
	return blockingProblems(set, cases).map(({ problem }) => problem.code);
}

class OneFile implements Files {
	private readonly text: string;

	constructor(text: string) {
		this.text = text;
	}

	async read(path: string): Promise<FileRead> {
		return path === 'a.questions.yaml'
			? { kind: 'text', text: this.text }
			: { kind: 'missing', message: `There is no ${path}.` };
	}

	async list(): Promise<readonly string[]> {
		return [];
	}
}
