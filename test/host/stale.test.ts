import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { BadServer, says } from '../support/bad-server.ts';
import { openSession } from '../support/vscode/session.ts';

const server = await BadServer.start(says('Espresso is made at 9 bar.'));
after(() => server.stop());

const session = openSession({
	name: 'stale',
	files: {
		'groundline.yaml': `version: 1\nmodels:\n  counted: { provider: openai, baseUrl: "${server.url()}", model: c }\n`,
		'tea.questions.yaml': [
			'version: 1',
			'prompt: ./answer.prompty',
			'models: [counted]',
			'rubric: ./grounded.rubric.yaml',
			'vars: { tone: short }',
			'questions:',
			'  - id: brewing',
			'    question: At what pressure is espresso made?',
			'    context: [{ file: docs/brewing.md }]',
			'  - id: roasting',
			'    question: What is the first crack?',
			'    context: [{ file: docs/roasting.md }]',
			'',
		].join('\n'),
	},
});

test('a changed page makes the answer that had it stale, and only that one is asked again', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('tea.questions.yaml');
	await screen.lens(/^▶ Run all 2$/).click();
	await screen.until(
		'both answers are judged',
		async () =>
			(await screen.lens(/(passed|failed|counted)/).count()) >= 2 &&
			server.requests.length === 2 &&
			(await screen.lens(/^▶ Run$/).count()) === 2,
	);
	await edit('docs/roasting.md', text => `${text}\nThe first crack sounds like popcorn.\n`);
	await screen.lens(/^↻ Run 1 stale$/).waitFor();
	const words = await reasons('What is the first crack');
	assert.match(words, /context changed: docs\/roasting\.md \w+… → \w+…/);
	await workbench.command('Groundline: Run Stale Questions');
	await screen.until('the stale question was asked again', async () => server.requests.length === 3);
	await fresh();
	assert.match(JSON.stringify(server.requests[2]!.body), /sounds like popcorn/);
	assert.match(await screen.panelWords(), /\bfresh\b/);
});

test('a changed rubric is judged again without asking the model', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('tea.questions.yaml');
	await edit('grounded.rubric.yaml', text => text.replace('Is the answer easy to follow?', 'Can a child follow it?'));
	await screen.lens(/^↻ Run 2 stale$/).waitFor();
	assert.match(await reasons('What is the first crack'), /rubric changed: \w+… → \w+…/);
	await workbench.command('Groundline: Run Stale Questions');
	await fresh();
	assert.equal(server.requests.length, 3);
	assert.match(await screen.panelWords(), /answer cached, verdict fresh/);
});

test('Judge Again asks no answering model, and leaves a changed prompt stale', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('tea.questions.yaml');
	await edit('answer.prompty', text => text.replace('Use only the passages', 'Use nothing but the passages'));
	await screen.lens(/^↻ Run 2 stale$/).waitFor();
	assert.match(await reasons('What is the first crack'), /prompt changed: \w+… → \w+…/);
	await screen
		.lens(/^⚖ Judge$/)
		.last()
		.click();
	await screen.lens(/^■ Cancel$/).waitFor({ state: 'hidden' });
	await workbench.command('Groundline: Run Stale Questions');
	await screen.until('both were asked again', async () => server.requests.length === 5);
	await fresh();
	assert.equal(server.requests.length, 5, 'judging asked for no answer');
});

async function edit(file: string, change: (text: string) => string): Promise<void> {
	const place = path.join(session().folder, file);
	await writeFile(place, change(await readFile(place, 'utf8')));
}

/** What the panel says of the question with these words. */
async function reasons(question: string): Promise<string> {
	const { workbench, screen } = session();
	const lens = await screen.lensAbove(`question: ${question}`);
	await lens.locator('a', { hasText: 'counted' }).click();
	const words = await screen.until('the panel says why', async () => {
		const all = await screen.panelWords();
		return all.includes('stale') && all;
	});
	await workbench.openFile('tea.questions.yaml');
	return words;
}

async function fresh(): Promise<void> {
	const { screen } = session();
	await screen.until(
		'nothing is stale',
		async () => (await screen.lens(/stale/).count()) === 0 && (await screen.lens(/Cancel/).count()) === 0,
	);
}
