import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { LanguageTestClient } from '../../support/language-client.ts';

const PATH = 'a.questions.yaml';
const SAID = 'LoRA freezes the weights of the pretrained model and trains two small matrices for each of its layers.';
const TEXT = `\uFEFFversion: 1
questions:
  - question: What does LoRA freeze?
    context:
      - text: ${SAID}
      - text: ${SAID}
`;
const REPEATED = `5:14-5:${14 + SAID.length} repeated-context`;

test('contexts are looked at after a rest, stay told while somebody types elsewhere, and have a fix', async () => {
	const client = await new LanguageTestClient({ [PATH]: TEXT }).start();
	await client.open(PATH);
	assert.deepEqual(await client.problems(PATH), []);
	let problems: readonly string[] = [];
	for (let round = 0; round < 40 && problems.length === 0; round++) {
		await wait(50);
		problems = await client.problems(PATH);
	}
	assert.deepEqual(problems, [REPEATED]);
	const published = client.published.length;
	const end = { line: 6, character: 0 };
	await client.change(PATH, { range: { start: end, end }, text: '# typed\n' });
	assert.deepEqual(await client.problems(PATH), [REPEATED]);
	assert.equal(client.published.length, published + 1, 'told with the other problems, not afterwards');
	const range = { start: { line: 5, character: 16 }, end: { line: 5, character: 16 } };
	const actions = await client.ask<{ title: string }[]>('textDocument/codeAction', PATH, {
		range,
		context: { diagnostics: [] },
	});
	assert.match(actions.map(({ title }) => title).join(), /Leave the passage out \(saves ≈ \d+ tokens\)/);
	client.stop();
});
