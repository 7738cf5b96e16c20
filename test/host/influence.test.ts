import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { BadServer, type Behaviour, says } from '../support/bad-server.ts';
import { openSession } from '../support/vscode/session.ts';

const SETTINGS = '.vscode/settings.json';
const theme = (name: string) => JSON.stringify({ 'workbench.colorTheme': name });
const LINES = Array.from({ length: 12 }, (_, i) =>
	i === 3 ? 'The lighthouse of Norhaven was built in 1874.' : `Ship ${i} carried ${i * 3 + 20} crates of tea.`,
);
let server: BadServer;

/** Reads the year off the line, whatever it says; cannot score. */
const reads: Behaviour = exchange => {
	const { messages, prompt_logprobs: scored } = exchange.request.body as {
		messages?: readonly { content: string }[];
		prompt_logprobs?: number;
	};
	if (messages === undefined || scored !== undefined) {
		exchange.json(400, { error: { message: 'Unknown parameter.' } });
		return;
	}
	const year = /Norhaven was built in (\d+)/.exec(messages.map(({ content }) => content).join('\n'))?.[1];
	return says(year === undefined ? 'The context does not say.' : `It was built in ${year}.`)(exchange);
};

const session = openSession({
	name: 'influence',
	files: async () => {
		server = await BadServer.start(reads);
		return {
			[SETTINGS]: theme('Default Dark Modern'),
			'light/groundline.yaml': `version: 1\nmodels:\n  local: { provider: openai, baseUrl: "${server.url()}", model: m-1, price: { input: 1, output: 1 } }\n`,
			'light/norhaven.md': `${LINES.join('\n')}\n`,
			'light/norhaven.questions.yaml':
				'version: 1\nmodels: [local]\njudge: { model: offline }\ncontext: [{ file: norhaven.md }]\nquestions:\n  - { id: built, question: When was the lighthouse of Norhaven built? }\n',
		};
	},
});
after(() => server.stop());

const SHOW = 'Groundline: Show Which Lines Influenced This Answer';

test('with the offline model the used lines are shown without a key: in the page, the hover and the panel', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('coffee.questions.yaml');
	await screen
		.lens(/^▶ Run$/)
		.first()
		.waitFor();
	await workbench.goToLine(10);
	await workbench.command('Groundline: Run Question');
	await screen.until('the answer is judged', async () => (await screen.threads()).join().includes('Judge'));
	await workbench.command('Groundline: Open Answer');
	await screen
		.lens(/Used lines/)
		.first()
		.waitFor();
	await picture('answer');
	await workbench.command(SHOW);
	await workbench.page.locator('.tab.active', { hasText: 'brewing.md' }).waitFor();
	const tinted = await screen.until('lines are tinted', async () => {
		const lines = await screen.tintedLines();
		return lines.length > 1 && lines;
	});
	assert.deepEqual(
		tinted.map(({ line }) => line),
		[20, 21],
	);
	await workbench.command('Groundline: Show Review');
	const panel = await screen.panel();
	const words = await screen.until('the panel lists them', async () => {
		const text = await panel.locator('section.influence').innerText();
		return text.includes('95 % interval') && text;
	});
	assert.match(words, /asked again \d+ times without each line and each pair/);
	assert.match(words, /brewing\.md:20 1\.00 \[1\.00, 1\.00\]/);
	assert.match(words, /9 → \d+: the answer follows/);
	await panel.locator('section.influence').scrollIntoViewIfNeeded();
	await picture('panel-dark');
	const line = workbench.page.locator('.monaco-editor .view-line', { hasText: /Espresso\sis\spressed/ }).first();
	await line.hover();
	const hover = workbench.page.locator('.monaco-hover:visible', { hasText: 'Used for 1 claim' }).first();
	await hover.waitFor();
	assert.match(
		(await hover.innerText()).replace(/\s/g, ' '),
		/Used for 1 claim \(the answer changes without it\) · (0\.\d\d|1\.00) \[.*\] · asked again \d+ times/,
	);
	await picture('hover-dark');
});

test('a model is asked only after its calls and their cost were agreed to; the answer that follows a changed value says so', async () => {
	const { workbench, screen, folder } = session();
	await workbench.openFile('norhaven.questions.yaml');
	await screen
		.lens(/^▶ Run$/)
		.first()
		.waitFor();
	await workbench.goToLine(6);
	await workbench.command('Groundline: Run Question');
	await screen.until('the answer is judged', async () => (await screen.lens(/local \d/).count()) > 0);
	const before = server.requests.length;
	await workbench.command(SHOW);
	const dialog = await screen.until('the question is asked', async () => (await screen.dialog()) || undefined);
	assert.match(dialog, /Ask local again without some of the 12 lines/);
	assert.match(dialog, /at most 139 calls, ≈ [\d,]+ tokens in and [\d,]+ out, ≈ \$0\.0/);
	await picture('confirm');
	await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Cancel' }).click();
	assert.equal(server.requests.length, before);
	await workbench.command(SHOW);
	await screen.until('the question is asked again', async () => (await screen.dialog()) || undefined);
	await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Measure' }).click();
	await workbench.page.locator('.tab.active', { hasText: 'norhaven.md' }).waitFor();
	await workbench.command('Groundline: Show Review');
	const panel = await screen.panel();
	const words = await screen.until('the panel lists it', async () => {
		const text = await panel.locator('section.influence').innerText();
		return text.includes('norhaven.md:4') && text;
	});
	assert.match(words, /1874 → \d+: the answer follows/);
	assert.ok(server.requests.length > before + 60);
	assert.ok((await readdir(path.join(folder, 'light/.groundline/influence'))).includes('endpoints.json'));
	const [run] = (await readdir(path.join(folder, 'light/.groundline/runs'))).filter(name => name.endsWith('.jsonl'));
	assert.match(await readFile(path.join(folder, 'light/.groundline/runs', run!), 'utf8'), /"type":"influence-end"/);
});

test('after a reload, and in high contrast, the used lines are still known and nothing is asked again', async () => {
	const { workbench, screen, folder } = session();
	const before = server.requests.length;
	await workbench.reload();
	await workbench.openFile('norhaven.questions.yaml');
	await screen
		.lens(/^▶ Run$/)
		.first()
		.waitFor();
	await workbench.goToLine(6);
	await screen.until('the result is read', async () => (await screen.lens(/local/).count()) > 0);
	await workbench.command(SHOW);
	await workbench.page.locator('.tab.active', { hasText: 'norhaven.md' }).waitFor();
	await screen.until('the line is tinted', async () => (await screen.tintedLines()).some(({ line }) => line === 4));
	await workbench.command('Groundline: Show Review');
	const panel = await screen.panel();
	await panel.locator('section.influence').waitFor();
	await writeFile(path.join(folder, SETTINGS), theme('Default High Contrast'));
	await workbench.page.locator('.monaco-workbench.hc-black').waitFor();
	await panel.locator('section.influence').scrollIntoViewIfNeeded();
	await picture('panel-contrast');
	assert.equal(server.requests.length, before);
});

async function picture(name: string): Promise<void> {
	const folder = path.join(import.meta.dirname, '../../.vscode-test/screens');
	await mkdir(folder, { recursive: true });
	await session().workbench.screenshot(path.join(folder, `influence-${name}.png`));
}
