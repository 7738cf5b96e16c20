import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, test } from 'node:test';
import { BadServer, says } from '../support/bad-server.ts';
import { openSession } from '../support/vscode/session.ts';

const server = await BadServer.start(
	says('The lighthouse of Norhaven was built in 1875.', { count: 4, milliseconds: 1000 }),
);
after(() => server.stop());

const session = openSession({
	name: 'accessible',
	sample: 'without',
	files: {
		'groundline.yaml': `version: 1\nmodels: { local: { provider: openai, baseUrl: "${server.url()}", model: m } }\n`,
		'norhaven.questions.yaml': [
			'version: 1',
			'models: [local]',
			'judge: { model: offline }',
			'context: [{ text: "The lighthouse of Norhaven was built in 1874." }]',
			'questions:',
			'  - { id: built, question: When was the lighthouse of Norhaven built?, expect: { mustContain: ["1874"] } }',
			'',
		].join('\n'),
	},
});

test('the ratings and the actions are regions to jump to; a link is described by the words it is about', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('norhaven.questions.yaml');
	await screen
		.lens(/^▶ Run$/)
		.first()
		.click();
	await workbench.command('Groundline: Show Review');
	const panel = await screen.panel();
	const ratings = panel.getByRole('region', { name: 'Ratings' });
	await ratings.getByRole('group', { name: /^Faithfulness: / }).waitFor();
	await panel.getByRole('region', { name: 'Actions' }).getByRole('button', { name: 'Run again' }).waitFor();
	const link = ratings.getByRole('button', { name: 'in the answer' }).first();
	const described = await link.evaluate(
		button => document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent,
	);
	assert.match(described ?? '', /The lighthouse of Norhaven was built in 1875/);
});

test('who runs a question again by the keyboard hears what comes of it, and stays in their place', async () => {
	const { workbench, screen } = session();
	const panel = await screen.panel();
	await panel.evaluate(() => {
		const heard: string[] = [];
		const voice = document.querySelector('[role="status"]')!;
		new MutationObserver(() => heard.push(voice.textContent ?? '')).observe(voice, { childList: true });
		Object.assign(globalThis, { heard });
	});
	const focus = () =>
		panel.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
	await panel.getByRole('button', { name: 'Run again' }).focus();
	await workbench.page.keyboard.press('Enter');
	await screen.until('the button has gone, and its place has the focus', async () => (await focus()) === 'Actions');
	await screen.until('the button is back, with the focus', async () => (await focus()) === 'Run again');
	const heard = await panel.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
	assert.ok(
		heard.some(words => words.startsWith('answering')),
		heard.join('; '),
	);
	assert.match(heard.at(-1) ?? '', /^failed \d+\.\d, pass mark 80/);
});

test('all that can be pressed is reached by Tab, from the top to the bottom', async () => {
	const { workbench, screen } = session();
	const panel = await screen.panel();
	const all = await panel.evaluate(() => {
		const found = [...document.querySelectorAll<HTMLElement>('button, select, summary')].filter(
			element => element.getClientRects().length > 0,
		);
		found[0]!.focus();
		return found.map(element => element.textContent);
	});
	const reached: (string | null)[] = [];
	for (let i = 0; i < all.length; i++) {
		reached.push(await panel.evaluate(() => document.activeElement!.textContent));
		await workbench.page.keyboard.press('Tab');
	}
	assert.ok(all.length > 8, all.join());
	assert.deepEqual(reached, all);
});

test('a click on a score shows the panel and leaves the focus in the editor, so that no letter becomes a verb', async () => {
	const { workbench, screen, folder } = session();
	await workbench.command('View: Toggle Secondary Side Bar Visibility');
	await workbench.page.locator('.part.auxiliarybar').waitFor({ state: 'hidden' });
	await workbench.goToLine(6);
	await screen.lens(/failed local/).click();
	await workbench.page.locator('.part.auxiliarybar').waitFor();
	await (await screen.panel()).getByRole('region', { name: 'Actions' }).waitFor();
	const isInEditor = await workbench.page.evaluate(
		() => document.activeElement?.closest('.monaco-editor')?.getAttribute('data-uri')?.includes('norhaven') === true,
	);
	assert.ok(isInEditor, 'the focus is in the question file');
	await workbench.page.keyboard.type('a');
	await screen.until('the letter is typed', async () => (await screen.editorText()).includes('a  - { id: built'));
	assert.ok(!(await readdir(folder)).some(name => name.includes('annotations')), 'nothing was accepted');
	await workbench.page.keyboard.press('Control+z');
});
