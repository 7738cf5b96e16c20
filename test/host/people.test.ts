import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { openSession } from '../support/vscode/session.ts';

const SETTINGS = '.vscode/settings.json';
const theme = (name: string) => JSON.stringify({ 'workbench.colorTheme': name });
const QUESTIONS = `version: 1
models: [gpt-x, tiny]
context: [{ text: "The lighthouse of Norhaven was built in 1874. Its lamp burns oil." }]
questions:
  - id: built
    question: When was the lighthouse of Norhaven built?
    answers: { gpt-x: "The lighthouse of Norhaven was built in 1874.", tiny: "It is a satellite of 1999." }
  - id: lamp
    question: What does its lamp burn?
    answers: { gpt-x: "Its lamp burns oil.", tiny: "Its lamp burns gas." }
`;
const session = openSession({
	name: 'people',
	sample: 'without',
	files: { 'a.questions.yaml': QUESTIONS, [SETTINGS]: theme('Default Dark Modern') },
});
const REPORT = '.monaco-editor[data-uri^="groundline-report"]';
const shot = (name: string) => ({ path: `.vscode-test/screens/${name}.png` });

test('two answers stand side by side without a name, and a key decides', async () => {
	const { workbench, screen, folder } = session();
	await workbench.openFile('a.questions.yaml');
	await screen.lens('▶ Run all').first().click();
	await screen.until('all is judged', async () => (await screen.lens(/✓|✕/).count()) >= 4);
	await workbench.command('Groundline: Compare Blind');
	await screen.lens('Left is better (1)').waitFor();
	await screen.lens('Right is better (2)').waitFor();
	const tabs = await workbench.page.locator('.tab:visible').allInnerTexts();
	assert.deepEqual(tabs.filter(name => /Left|Right/.test(name)).length, 2);
	const words = (await workbench.page.locator(REPORT).allInnerTexts()).join('\n');
	assert.doesNotMatch(words, /gpt-x|tiny/);
	await workbench.page.screenshot(shot('blind-dark'));
	await workbench.page.locator(REPORT).first().click();
	await workbench.page.keyboard.press('1');
	const revealed = await screen.until('the names are told', async () => {
		const bar = await workbench.page.locator('.statusbar').innerText();
		return bar.includes('Left was') && bar;
	});
	assert.match(revealed, /Left was (gpt-x|tiny), right was (gpt-x|tiny)/);
	const text = await screen.until('the decision is written', async () => {
		const written = await readFile(path.join(folder, 'a.annotations.yaml'), 'utf8').catch(() => '');
		return /preferences:[\s\S]*left: [ab]/.test(written) && written;
	});
	const winner = /winner: ([ab]), left: ([ab])/.exec(text)!;
	assert.equal(winner[1], winner[2], 'the left one was chosen');
	await screen.lens('Left is better (1)').waitFor();
	await writeFile(path.join(folder, SETTINGS), theme('Default High Contrast'));
	await workbench.page.locator('.monaco-workbench.hc-black').waitFor();
	await workbench.page.screenshot(shot('blind-high-contrast'));
	await screen.lens('Neither (0)').first().click();
	await screen.until('all pairs are decided', async () =>
		(await readFile(path.join(folder, 'a.annotations.yaml'), 'utf8')).includes('winner: tie'),
	);
	await screen.until('it says so', async () =>
		(await screen.notifications()).some(words => words.includes('Every pair is decided')),
	);
});

test('the report compares judge and people, and the panel says how far they agree', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('a.questions.yaml');
	await workbench.command('Notifications: Clear All Notifications');
	await workbench.command('Groundline: Agreement with People');
	const report = await screen.until('the report is open', async () => {
		const words = await screen.editorText();
		return words.includes('which of two is better') && words;
	});
	assert.match(report, /2 preferences = 2 counted/);
	await workbench.openFile('a.questions.yaml');
	await screen.lens(/✓|✕/).first().click();
	await screen.until('the panel shows the judge', async () => (await screen.panelWords()).includes('Judge offline'));
	await (await screen.panel()).getByRole('button', { name: /^Accept/ }).click();
	await screen.until('the panel shows the agreement', async () => (await screen.panelWords()).includes('same in'));
	await (await screen.panel()).getByRole('button', { name: /people: / }).click();
	await screen.until('the report counts the review', async () =>
		(await screen.editorText()).includes('1 review = 1 counted'),
	);
	await workbench.page.screenshot(shot('agreement-high-contrast'));
});
