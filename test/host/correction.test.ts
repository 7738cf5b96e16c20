import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { BadServer, type Behaviour, says } from '../support/bad-server.ts';
import { openSession } from '../support/vscode/session.ts';

const SETTINGS = '.vscode/settings.json';
const theme = (name: string) => JSON.stringify({ 'workbench.colorTheme': name, 'diffEditor.renderSideBySide': true });
const WRONG = 'The lighthouse of Norhaven was built in 1875. Its lamp was replaced in 1932.';
const RIGHT = 'The lighthouse of Norhaven was built in 1874. Its lamp was replaced in 1932.';
const revisions = [
	'The lighthouse of Norhaven was built in 1874 by Tom Baker of Stockholm.',
	`Here is the revised answer:\n\n${RIGHT}`,
];
let server: BadServer;

/** `m-small` answers wrong; `m-big` revises, first with something made up. */
const answers: Behaviour = exchange => {
	const { model, messages } = exchange.request.body as { model: string; messages: readonly { content: string }[] };
	const revises = messages.some(({ content }) => content.includes('<<<answer to revise'));
	if (model === 'm-small' && !revises) {
		return says(WRONG)(exchange);
	}
	const reply = revisions.shift();
	return reply === undefined ? says(RIGHT, { count: 5, milliseconds: 20_000 })(exchange) : says(reply)(exchange);
};

const session = openSession({
	name: 'correction',
	sample: 'without',
	files: async () => {
		server = await BadServer.start(answers);
		const model = (name: string) =>
			`  ${name}: { provider: openai, baseUrl: "${server.url()}", model: m-${name}, price: { input: 1, output: 2 } }\n`;
		return {
			[SETTINGS]: theme('Default Dark Modern'),
			'groundline.yaml': `version: 1\nmodels:\n${model('small')}${model('big')}`,
			'norhaven.md': 'The lighthouse of Norhaven was built in 1874.\nIts lamp was replaced in 1932.\n',
			'norhaven.questions.yaml':
				'version: 1\nmodels: [small]\njudge: { model: offline }\ncontext: [{ file: norhaven.md }]\nquestions:\n  # asked by visitors\n  - id: built\n    question: When was the lighthouse of Norhaven built? # and its lamp?\n',
		};
	},
});
after(() => server.stop());

const revisers = () => server.requests.filter(({ body }) => (body as { model?: string }).model === 'm-big');

test('what the context does not hold is discarded, with the sentence why', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('norhaven.questions.yaml');
	await screen
		.lens(/^▶ Run$/)
		.first()
		.waitFor();
	await workbench.goToLine(8);
	await workbench.command('Groundline: Run Question');
	await screen.until('the answer is judged', async () => (await screen.lens(/small \d/).count()) > 0);
	await workbench.command('Groundline: Open Answer');
	await screen.lens(/Suggest correction/).waitFor();
	await picture('lens-dark');
	await screen.lens(/Suggest correction/).click();
	const box = workbench.page.locator('.quick-input-widget:visible');
	await box.locator('.monaco-list-row').first().waitFor();
	const rows = await box.locator('.monaco-list-row').allInnerTexts();
	assert.match(rows[0]!.replace(/\s+/g, ' '), /big ?1 call, ≈ \d+ tokens in and \d+ out, ≈ 0\.000\d USD/);
	assert.match(rows[1]!.replace(/\s+/g, ' '), /small.*small wrote the answer itself: it may repeat its own errors\./);
	assert.equal(revisers().length, 0, 'nothing is asked before the person chose');
	await picture('choice-dark');
	await workbench.page.keyboard.press('Enter');
	const told = await screen.until('it is discarded', async () =>
		(await screen.notifications()).find(words => words.includes('found no correction that the context supports')),
	);
	assert.match(
		told,
		/big found .* The context does not support “The lighthouse of Norhaven was built in 1874 by Tom Baker/,
	);
	assert.equal(await workbench.page.locator('.tab', { hasText: 'answer ↔' }).count(), 0);
	await workbench.page.locator('.notifications-center').getByRole('button', { name: 'Show Discarded' }).click();
	await workbench.page.locator('.tab.active', { hasText: 'built: answer ↔ discarded suggestion of big' }).waitFor();
	await screen.until('the reason is still to be read', async () =>
		(await screen.notifications()).some(words => words.includes('The context does not support “The lighthouse')),
	);
	await picture('discarded-dark');
	const tick = workbench.page.locator('.editor-actions').getByRole('button', { name: 'Use as Reference' });
	assert.equal(await tick.count(), 0, 'what was discarded is no reference');
});

test('asked again it opens the difference; nothing is a reference before the person says so', async () => {
	const { workbench, screen, folder } = session();
	await workbench.page.locator('.notifications-center').getByRole('button', { name: 'Ask Again' }).first().click();
	const tab = workbench.page.locator('.tab.active', { hasText: 'built: answer ↔ suggestion of big' });
	await tab.waitFor();
	assert.equal(revisers().length, 2);
	assert.match((await tab.innerText()).replace(/\s/g, ' '), /\(6 % changed\)/);
	const told = await screen.until('it is told', async () =>
		(await screen.notifications()).find(words => words.includes('suggests a correction')),
	);
	assert.match(told, /It says something else in place of “The lighthouse of Norhaven was built in 1875”/);
	await workbench.page.keyboard.press('Escape');
	await picture('difference-dark');
	const kept = await readdir(path.join(folder, '.groundline/corrections'));
	assert.equal(kept.length, 1);
	assert.doesNotMatch(await readFile(path.join(folder, 'norhaven.questions.yaml'), 'utf8'), /reference/);
});

test('after a reload the same suggestion is shown without a call; in high contrast its button writes the reference', async () => {
	const { workbench, screen, folder } = session();
	await workbench.reload();
	await workbench.openFile('norhaven.questions.yaml');
	await screen.until('the result is read', async () => (await screen.lens(/small \d/).count()) > 0);
	await workbench.goToLine(8);
	await workbench.command('Groundline: Suggest Correction');
	const rows = workbench.page.locator('.quick-input-widget:visible .monaco-list-row');
	await rows.first().waitFor();
	await workbench.page.keyboard.press('Enter');
	await workbench.page.locator('.tab.active', { hasText: 'built: answer ↔ suggestion of big' }).waitFor();
	await writeFile(path.join(folder, SETTINGS), theme('Default High Contrast'));
	await workbench.page.locator('.monaco-workbench.hc-black').waitFor();
	const button = workbench.page.locator('.editor-actions').getByRole('button', { name: 'Use as Reference' });
	await button.first().waitFor();
	await picture('difference-contrast');
	await button.first().click();
	const dialog = await screen.until('the notes are read first', async () => (await screen.dialog()) || undefined);
	assert.match(dialog, /Is this suggestion right\?/);
	assert.match(dialog, /in place of “The lighthouse of Norhaven was built in 1875”/);
	await picture('confirm-contrast');
	await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Use as Reference' }).click();
	await workbench.page.locator('.tab.active', { hasText: 'norhaven.questions.yaml' }).waitFor();
	await workbench.page.keyboard.press('Control+s');
	const text = await screen.until('it is written', async () => {
		const now = await readFile(path.join(folder, 'norhaven.questions.yaml'), 'utf8');
		return now.includes('reference') && now;
	});
	assert.ok(text.includes(`# asked by visitors\n  - id: built\n`));
	assert.ok(text.endsWith(`built? # and its lamp?\n    reference: "${RIGHT}"\n`), text);
	await picture('written-contrast');
	assert.equal(revisers().length, 2);
});

test('a call that takes long can be cancelled, and leaves nothing behind', async () => {
	const { workbench, screen, folder } = session();
	const before = (await readdir(path.join(folder, '.groundline/corrections'))).length;
	await workbench.command('Groundline: Suggest Correction');
	const rows = workbench.page.locator('.quick-input-widget:visible .monaco-list-row');
	await rows.nth(1).waitFor();
	await workbench.page.keyboard.press('ArrowDown');
	await workbench.page.keyboard.press('Enter');
	await screen.until('the progress shows', async () =>
		(await screen.notifications()).some(words => words.includes('small revises the answer of small')),
	);
	await picture('progress-contrast');
	await workbench.page.locator('.notifications-center').getByRole('button', { name: 'Cancel' }).first().click();
	await screen.until(
		'the progress is gone',
		async () => !(await screen.notifications()).some(words => words.includes('small revises the answer of small')),
	);
	assert.equal((await readdir(path.join(folder, '.groundline/corrections'))).length, before);
});

async function picture(name: string): Promise<void> {
	const folder = path.join(import.meta.dirname, '../../.vscode-test/screens');
	await mkdir(folder, { recursive: true });
	await session().workbench.screenshot(path.join(folder, `correction-${name}.png`));
}
