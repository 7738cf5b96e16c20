import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { BadServer, says } from '../support/bad-server.ts';
import { openSession } from '../support/vscode/session.ts';

const server = await BadServer.start(says('Espresso is made at 9 bar.'));
after(() => server.stop());

const session = openSession({
	name: 'moved-context',
	sample: 'without',
	files: {
		'groundline.yaml': `version: 1\nmodels:\n  counted: { provider: openai, baseUrl: "${server.url()}", model: c }\n`,
		'page.md': 'Espresso is coffee.\nIt is made at 9 bar.\nIt takes half a minute.\n',
		'tea.questions.yaml': [
			'version: 1',
			'models: [counted]',
			'questions:',
			'  - id: pressure',
			'    question: At what pressure is espresso made?',
			'    context:',
			'      - file: page.md',
			'        lines: 2-3',
			'',
		].join('\n'),
	},
});

test('lines that moved since they were given are told of, and the fix makes the answer fresh again', async () => {
	const { workbench, screen, folder } = session();
	await workbench.openFile('tea.questions.yaml');
	await screen.lens(/^▶ Run$/).click();
	await screen.until('it is judged', async () => (await screen.lens(/(passed|failed|counted)/).count()) >= 1);
	await screen.lens(/Cancel/).waitFor({ state: 'hidden' });
	assert.equal(await screen.squiggles(), 0);

	const page = path.join(folder, 'page.md');
	await writeFile(page, `# Espresso\n\n${await readFile(page, 'utf8')}`);
	await screen.until('the value is underlined', async () => (await screen.squiggles()) === 1);
	await screen.lens(/stale/).first().waitFor();

	await workbench.goToLine(8);
	await workbench.page.keyboard.press('End');
	await workbench.page.keyboard.press('Control+.');
	await workbench.page.locator('.action-widget', { hasText: 'Use 4-5' }).waitFor();
	await workbench.page.keyboard.press('Enter');
	await screen.until('the value is new', async () => (await screen.editorText()).includes('lines: 4-5'));
	await screen.until(
		'nothing is underlined or stale',
		async () => (await screen.squiggles()) === 0 && (await screen.lens(/stale/).count()) === 0,
	);
	assert.equal(server.requests.length, 1, 'nothing had to be asked again');
});
