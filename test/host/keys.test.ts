import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { BadServer, says } from '../support/bad-server.ts';
import { openSession } from '../support/vscode/session.ts';

const KEY = `sk-${'planted'.repeat(6)}`;
const server = await BadServer.start(says('Tea is steamed.'));
after(() => server.stop());
const origin = new URL(server.url()).origin;

const session = openSession({
	name: 'keys',
	sample: 'without',
	environment: { GROUNDLINE_TEST_KEY: KEY },
	files: {
		'groundline.yaml': `version: 1\nmodels:\n  keyed: { provider: openai, baseUrl: "${server.url()}", model: k, apiKey: { env: GROUNDLINE_TEST_KEY } }\n`,
		'keys.questions.yaml': [
			'version: 1',
			'models: [keyed]',
			'context: [{ text: "Tea is steamed." }]',
			'questions:',
			'  - id: tea',
			'    question: What is done with tea?',
			'',
		].join('\n'),
	},
});

test('the first use of a key at an address asks, and a no sends nothing', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('keys.questions.yaml');
	await screen.lens(/^▶ Run$/).click();
	const words = await screen.until('the question is on screen', async () =>
		screen.dialog().then(text => text || undefined),
	);
	assert.ok(words.includes('GROUNDLINE_TEST_KEY') && words.includes(origin), words);
	await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Cancel' }).click();
	const thread = await screen.until('the answer is unscored', async () =>
		(await screen.threads()).find(text => text.includes('unscored')),
	);
	assert.match(thread, /GROUNDLINE_TEST_KEY was not sent to/);
	assert.equal(server.requests.length, 0);
});

test('a yes sends the key', async () => {
	const { workbench, screen } = session();
	await screen.lens(/^▶ Run$/).click();
	await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Send the Key' }).click();
	await screen.until('the answer is there', async () => (await screen.threads()).join().includes('Tea is steamed.'));
	assert.deepEqual(
		server.requests.map(({ headers }) => headers.authorization),
		[`Bearer ${KEY}`],
	);
});

test('the next run does not ask again', async () => {
	const { screen } = session();
	await screen.lens(/^▶ Run$/).click();
	await screen.until('the second answer came', async () => server.requests[1]?.complete);
	assert.equal(await screen.dialog(), '');
	assert.equal(server.requests[1]!.headers.authorization, `Bearer ${KEY}`);
});

test('no file of the workspace holds the key', async () => {
	const { folder } = session();
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
	assert.ok(
		files.some(file => file.endsWith('.jsonl')),
		'the runs were recorded',
	);
	for (const file of files) {
		assert.ok(!(await readFile(file, 'utf8')).includes(KEY), file);
	}
});
