import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { LanguageTestClient } from '../../support/language-client.ts';

const clients: LanguageTestClient[] = [];

async function start(files: Readonly<Record<string, string>>, capabilities: object = {}): Promise<LanguageTestClient> {
	const client = await new LanguageTestClient(files).start(capabilities);
	clients.push(client);
	return client;
}

afterEach(() => {
	for (const client of clients.splice(0)) {
		client.stop();
	}
});

const QUESTIONS = 'version: 1\nquestions:\n  - id: a\n    question: What is it?\n  - question: And why?\n';

test('problems come with range and code, and go when the text is mended', async () => {
	const client = await start({});
	await client.open('a.questions.yaml', QUESTIONS.replace('version', 'versoin'));
	assert.ok((await client.problems('a.questions.yaml')).includes('0:0-0:7 unknown-key'));
	await client.change('a.questions.yaml', {
		range: { start: { line: 0, character: 0 }, end: { line: 0, character: 7 } },
		text: 'version',
	});
	assert.deepEqual(await client.problems('a.questions.yaml'), []);
	assert.equal(client.published.at(-1)?.version, 2);
});

test('the outline of a question file follows its text', async () => {
	const client = await start({});
	await client.open('a.questions.yaml', QUESTIONS);
	await client.rest();
	const outline = client.outlines.at(-1)!;
	assert.equal(outline.version, 1);
	assert.deepEqual(
		outline.questions.map(({ id, title }) => `${id}: ${title}`),
		['a: What is it?', 'and-why-f946: And why?'],
	);
	assert.deepEqual(outline.questions[0]!.range, { start: { line: 3, character: 4 }, end: { line: 3, character: 12 } });
	await client.change('a.questions.yaml', { text: QUESTIONS.replace('id: a', 'id: b') });
	await client.rest();
	assert.deepEqual(
		client.outlines.at(-1)!.questions.map(({ id }) => id),
		['b', 'and-why-f946'],
	);
});
