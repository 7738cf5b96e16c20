import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { BadServer } from '../support/bad-server.ts';
import { openSession, writeFiles } from '../support/vscode/session.ts';
import { temporaryCopy } from '../support/vscode/workbench.ts';

const server = await BadServer.start();
after(() => server.stop());

const FILES = {
	'groundline.yaml': `version: 1\nmodels:\n  remote: { provider: openai, baseUrl: "${server.url()}", model: r }\n`,
	'tea.questions.yaml': [
		'version: 1',
		'models: [offline]',
		'context: [{ text: "Tea is steamed for a minute." }]',
		'questions:',
		'  - id: tea',
		'    question: How long is tea steamed?',
		'',
	].join('\n'),
	'remote.questions.yaml':
		'version: 1\nmodles: []\nmodels: [remote]\nquestions:\n  - id: a\n    question: What is it?\n',
	'.vscode/settings.json': '{ "groundline.codeLens.enabled": false }',
};

const session = openSession({ name: 'trust', trust: 'ask', sample: 'without', files: filesWithRun });

test('Run says that nothing runs, asks no model and writes nothing', async () => {
	const { workbench, screen, folder } = session();
	await workbench.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
	const before = await contents(folder);
	await workbench.openFile('remote.questions.yaml');
	await screen.lens(/^▶ Run$/).click();
	await screen.until('a message says why', async () =>
		(await screen.notifications()).some(text => text.includes('not trusted, so Groundline runs nothing')),
	);
	await workbench.command('Groundline: Run All Questions');
	await workbench.command('Groundline: Compare…');
	await workbench.page.waitForTimeout(1500);
	assert.equal(server.requests.length, 0);
	assert.deepEqual(await contents(folder), before);
	assert.deepEqual(await screen.threads(), []);
	assert.equal(await workbench.page.locator('.quick-input-widget:visible').count(), 0, 'nothing to choose');
});

test('documents are checked all the same', async () => {
	const { screen } = session();
	await screen.until('Problems lists the wrong key', async () =>
		(await screen.problems()).some(row => row.includes('modles') && row.includes('[Ln 2, Col 1]')),
	);
});

test('recorded results are shown, as those of an untrusted folder, and cannot be changed', async () => {
	const { workbench, screen, folder } = session();
	const before = await contents(folder);
	await workbench.openFile('tea.questions.yaml');
	await screen.lens('Recorded results of an untrusted folder').waitFor();
	await screen.lens(/offline/).click();
	await screen.until('the panel shows the result', async () => (await screen.panelWords()).includes('Faithfulness'));
	const panel = await screen.panel();
	const verbs = panel.getByRole('button', { name: /Judge again|Run again|Accept|Reject|Unsupported|Override/ });
	assert.deepEqual(await verbs.allInnerTexts(), []);
	assert.match((await screen.threads()).join(), /Tea is steamed for a minute/);
	assert.ok(!(await screen.threads()).join().includes('Add a note'));
	assert.deepEqual(await contents(folder), before);
});

test('of a recorded answer nobody asks for used lines, a correction or the error of its judge', async () => {
	const { workbench, screen, folder } = session();
	const before = await contents(folder);
	for (const command of ['Show Which Lines Influenced This Answer', 'Suggest Correction', 'Measure the Judge']) {
		await workbench.command('Notifications: Clear All Notifications');
		await workbench.command(`Groundline: ${command}`);
		await screen.until(`${command}: a message says why not`, async () =>
			(await screen.notifications()).some(text => text.includes('not trusted, so Groundline runs nothing')),
		);
		assert.equal(await screen.dialog(), '', command);
		assert.equal(await workbench.page.locator('.quick-input-widget:visible').count(), 0, command);
	}
	const head = workbench.page.locator('.review-widget .head').first();
	assert.equal(await head.getByRole('button', { name: 'Open Answer' }).count(), 1);
	assert.equal(await head.getByRole('button', { name: /Accept|Judge/ }).count(), 0);
	assert.deepEqual(await contents(folder), before);
});

/** The files of the workspace with a run that the command line recorded. */
async function filesWithRun(): Promise<Record<string, string>> {
	const place = await temporaryCopy(undefined);
	try {
		await writeFiles(place.folder, FILES);
		const cli = path.join(import.meta.dirname, '../../src/cli/main.ts');
		const run = promisify(execFile)(process.execPath, [cli, 'run', 'tea.questions.yaml'], { cwd: place.folder });
		await run.catch(() => undefined); // Its exit code tells of the answers, which may fail.
		return { ...FILES, ...(await contents(place.folder)) };
	} finally {
		await place.remove();
	}
}

/** Path → text of each file. */
async function contents(folder: string): Promise<Record<string, string>> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
	const texts = await Promise.all(
		files.sort().map(async file => [path.relative(folder, file), await readFile(file, 'utf8')] as const),
	);
	return Object.fromEntries(texts);
}
