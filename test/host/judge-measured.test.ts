import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { openSession } from '../support/vscode/session.ts';

const SETTINGS = '.vscode/settings.json';
const theme = (name: string) => JSON.stringify({ 'workbench.colorTheme': name });
const session = openSession({ name: 'judge-measured', files: { [SETTINGS]: theme('Default Dark Modern') } });
const REPORT = '.monaco-editor[data-uri^="groundline-report"]';

test('the panel says that the judge is not measured, and one click there measures it', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('coffee.questions.yaml');
	await screen.lens('▶ Run').nth(1).click();
	const before = await screen.until('the panel shows the judge', async () => {
		const words = await screen.panelWords();
		return /Judge offline[\s\S]*measured/.test(words) && words;
	});
	assert.match(before, /Judge offline · lexical · not measured · measure it/);
	assert.ok((await screen.threads()).join().includes('not measured'), 'the thread says so as well');
	await (await screen.panel()).getByRole('button', { name: 'measure it' }).click();
	const report = await screen.until('the report is open', async () => {
		const words = await screen.editorText();
		return words.includes('Measured error of the judge offline') && words;
	});
	assert.match(report, /changed-number +\d+ of \d+/);
	const after = await screen.until('the panel shows the error', async () => {
		const words = await screen.panelWords();
		return words.includes('accepts') && words;
	});
	assert.match(after, /Judge offline · lexical · accepts \d+ % of fakes \[\d+–\d+\]/);
	assert.doesNotMatch(after, /not measured/);
});

test('the report lists each probe, with the reply of the judge one click away', async () => {
	const { workbench, screen, folder } = session();
	await workbench.page.screenshot({ path: '.vscode-test/screens/probes-dark.png' });
	await workbench.goToLine(40);
	await screen.lens('Judge’s reply').first().waitFor();
	await workbench.page.screenshot({ path: '.vscode-test/screens/probes-dark-list.png' });
	await screen.lens('Judge’s reply').first().click();
	const reply = workbench.page.locator(REPORT, { hasText: 'The reply' });
	await reply.waitFor();
	await writeFile(path.join(folder, SETTINGS), theme('Default High Contrast'));
	await workbench.page.locator('.monaco-workbench.hc-black').waitFor();
	await workbench.page.screenshot({ path: '.vscode-test/screens/probes-high-contrast.png' });
});

test('the report is there again after the window was reloaded', async () => {
	const { workbench } = session();
	await workbench.reload();
	await workbench.page
		.locator(REPORT, { hasText: /probe|judge/i })
		.first()
		.waitFor({ timeout: 90_000 });
});
