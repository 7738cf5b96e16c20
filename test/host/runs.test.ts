import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { BadServer, says } from '../support/bad-server.ts';
import { openSession } from '../support/vscode/session.ts';

const server = await BadServer.start(says('Espresso is made at 9 bar.'));
after(() => server.stop());

const session = openSession({
	name: 'runs',
	files: {
		'groundline.yaml': `version: 1\nmodels:\n  counted: { provider: openai, baseUrl: "${server.url()}", model: c }\n`,
		'tea.questions.yaml': [
			'version: 1',
			'models: [counted]',
			'vars: { tone: short }',
			'questions:',
			'  - id: brewing',
			'    question: At what pressure is espresso made?',
			'    context: [{ file: docs/brewing.md }]',
			'',
		].join('\n'),
		'many.questions.yaml': [
			'version: 1',
			'context: [{ file: docs/brewing.md }]',
			'questions:',
			...Array.from({ length: 24 }, (_, i) => [
				`  - id: many-${i}`,
				`    question: At what pressure is espresso number ${i} made?`,
				`    answers: { old: Espresso number ${i} is made at 9 bar. }`,
			]).flat(),
			'',
		].join('\n'),
	},
});

test('a reply that is known is not asked for again, and asking again for what still fits is', async () => {
	const { workbench, screen } = session();
	const page = path.join(session().folder, 'docs/brewing.md');
	const text = await readFile(page, 'utf8');
	const asked = (count: number) =>
		screen.until(
			`${count} requests`,
			async () => server.requests.length === count && (await screen.lens(/^▶ Run$/).count()) === 1,
		);
	await workbench.openFile('tea.questions.yaml');
	await screen
		.lens(/^▶ Run$/)
		.first()
		.click();
	await asked(1);
	await screen
		.lens(/^▶ Run$/)
		.first()
		.click();
	await asked(2);
	await writeFile(page, `${text}\nIt drips.\n`);
	await screen.lens(/^↻ Run 1 stale$/).waitFor();
	await workbench.command('Groundline: Run Stale Questions');
	await asked(3);
	await screen.lens(/^↻ Run 1 stale$/).waitFor({ state: 'hidden' });
	// Back to what it was: the reply to that is known.
	await writeFile(page, text);
	await screen.lens(/^↻ Run 1 stale$/).waitFor();
	await workbench.command('Groundline: Run Stale Questions');
	await screen.lens(/^↻ Run 1 stale$/).waitFor({ state: 'hidden' });
	assert.equal(server.requests.length, 3);
	await screen.until('the panel says so', async () => /cached/.test(await screen.panelWords()));
});

test('a run of the history is pinned, and compared with another one', async () => {
	const { workbench, screen } = session();
	const { page } = workbench;
	await workbench.command('Groundline: Focus on History View');
	const rows = page.locator('.pane:has-text("History") .monaco-list-row');
	await rows.first().waitFor();
	assert.equal(await rows.count(), 4);
	await rows.first().hover();
	await rows.first().locator('[aria-label="Pin Run"]').first().click();
	await page.locator('.monaco-list-row', { hasText: 'pinned' }).first().waitFor();
	await workbench.screenshot(path.join(process.env.PICTURES ?? session().folder, 'history-pinned.png'));
	await rows.first().hover();
	await rows.first().locator('[aria-label^="Compare With Run"]').first().click();
	await page.locator('.quick-input-list .monaco-list-row').last().click();
	await screen.until('the difference is shown', async () => (await screen.editorText()).includes('1 case in both'));
	const text = await screen.editorText();
	assert.match(text, /1 case in both = 0 regressed/);
	await workbench.screenshot(path.join(process.env.PICTURES ?? session().folder, 'runs-compared.png'));
});

test('Clear Cache forgets the replies', async () => {
	const { workbench, screen } = session();
	await workbench.command('Groundline: Clear Cache');
	await screen.until('it says so', async () =>
		(await screen.notifications()).some(text => /cached repl(?:y is|ies are) gone/.test(text)),
	);
});

test('a run of many cases is grounded beside the window, and kept for the next one', async () => {
	const { workbench, screen, folder } = session();
	await workbench.openFile('many.questions.yaml');
	await screen.lens('▶ Run all').first().click();
	await screen.until('all is judged', async () => (await screen.lens(/✓|✕/).count()) >= 5);
	const grounded = await screen.until('each case is grounded', async () => {
		const texts = await textsIn(path.join(folder, '.groundline/runs'));
		const events = texts.filter(line => /"grounding-end".*many-\d+@[^"]*@old"/.test(line));
		return events.length === 24 && events;
	});
	for (const line of grounded) {
		assert.match(line, /"kind":"overlap"/);
	}
	await screen.until('they are kept', async () => {
		const kept = await textsIn(path.join(folder, '.groundline/cache/groundings'));
		return kept.filter(line => line.includes('"overlap"')).length >= 24;
	});
});

async function textsIn(folder: string): Promise<readonly string[]> {
	const names = (await readdir(folder).catch(() => [])).filter(name => name.endsWith('.jsonl'));
	const texts = await Promise.all(names.map(name => readFile(path.join(folder, name), 'utf8')));
	return texts.flatMap(text => text.split('\n'));
}
