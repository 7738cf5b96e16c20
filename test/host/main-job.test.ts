import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSession } from '../support/vscode/session.ts';
import type { Workbench } from '../support/vscode/workbench.ts';

const session = openSession({ name: 'main-job' });

test('a click on Run above a question shows its answer and its verdict', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('coffee.questions.yaml');
	await screen.lens('▶ Run').nth(1).click();
	const thread = await screen.until('the thread shows the verdict', async () =>
		(await screen.threads()).find(text => text.includes('Judge offline') && text.includes('pass mark')),
	);
	assert.match(thread, /double shot takes 18 grams/);
	await screen.until('the lens shows the verdict', async () => {
		const lens = await screen.lensAbove('question: At what pressure');
		return /▶ Run[\s\S]*⚖ Judge[\s\S]*offline/.test(await lens.innerText());
	});
});

test('the gutter shows the state of the question that was run', async () => {
	const { workbench, screen } = session();
	await screen.until(
		'a passed or failed mark stands in the gutter',
		async () =>
			(await workbench.editor.locator('.codicon-testing-passed-icon, .codicon-testing-failed-icon').count()) === 1,
	);
});

test('the panel shows each criterion with rating, weight and reason, lowest first for a failed answer', async () => {
	const { workbench, screen } = session();
	await workbench.command('Groundline: Run All Questions');
	await screen.until('every question has a state', async () => (await screen.lens(/Run \d+ failed/).count()) > 0);
	await workbench.goToLine(31);
	await screen.lens('earlier-model').first().click();
	const panel = await screen.panel();
	await screen.until('the panel shows the recorded answer', async () =>
		(await panel.locator('body').innerText()).includes('earlier-model'),
	);
	const rows = panel.getByRole('group', { name: /weight/ });
	const names = await rows.evaluateAll(groups => groups.map(group => group.getAttribute('aria-label') ?? ''));
	assert.equal(names.length, 5);
	assert.match(names[0]!, /^Faithfulness: (Bad|Worse), weight 0?\.2/);
	const words = await panel.locator('body').innerText();
	assert.match(words, /failed/);
	assert.match(words, /pass mark 80/);
	assert.match(words, /capped at (60|40)/);
});

test('the status bar adds up what the questions of the file came to', async () => {
	const { workbench, screen } = session();
	await screen.until(
		'the states are counted',
		async () => (await workbench.page.locator('.statusbar-item', { hasText: /✓ \d+\s+✕ \d+\s+\? \d+/ }).count()) === 1,
	);
});

test('a click on evidence opens the page at the line, which is marked', async () => {
	const { workbench, screen } = session();
	const panel = await screen.panel();
	await panel.getByText('plants.md:15').first().click();
	await workbench.page.locator('.tab.active', { hasText: 'plants.md' }).waitFor();
	const tinted = await screen.until('lines are tinted', async () => {
		const lines = await screen.tintedLines();
		return lines.length > 1 && lines; // One may be the flash of the line that was gone to.
	});
	assert.deepEqual(
		tinted.map(({ line }) => line),
		[9, 15],
	);
});

test('the words that no line supports are underlined in the answer and listed in Problems', async () => {
	const { workbench, screen } = session();
	await workbench.command('Groundline: Open Answer');
	await screen.until('the answer document has squiggles', async () => (await screen.squiggles()) > 0);
	// A narrow column may wrap anywhere, also inside a number.
	assert.match((await screen.editorText()).replace(/\s/g, ''), /4\.8%caffeine/);
	const rows = await screen.until('Problems lists them', async () => {
		const found = (await screen.problems()).filter(row => row.includes('unsupported') || row.includes('contradicted'));
		return found.length > 0 && found;
	});
	assert.ok(
		rows.some(row => row.includes('4.8')),
		rows.join('\n'),
	);
});

test('one goes from a claim to the line it stands on, and back', async () => {
	const { workbench, screen } = session();
	await workbench.command('View: Toggle Panel Visibility');
	await workbench.openFile('plants.md');
	await workbench.goToLine(9);
	await workbench.command('Groundline: Go to Claim in Answer');
	await chooseFirst(workbench);
	await screen.until(
		'the answer is open',
		async () => (await workbench.page.locator('.tab.active', { hasText: 'earlier-model' }).count()) > 0,
	);
	await workbench.command('Groundline: Go to Supporting Line');
	await chooseFirst(workbench);
	await screen.until(
		'the page is open again',
		async () => (await workbench.page.locator('.tab.active', { hasText: 'plants.md' }).count()) > 0,
	);
	await screen.until('the cursor is on a line that supports the claim', async () =>
		/Ln (9|15),/.test(
			await workbench.page
				.locator('.statusbar-item', { hasText: /Ln \d+/ })
				.first()
				.innerText(),
		),
	);
});

test('after a reload the recorded results are back', async () => {
	const { workbench, screen } = session();
	await workbench.reload();
	await workbench.openFile('coffee.questions.yaml');
	await workbench.goToLine(31);
	await screen.until('the lens shows the recorded state', async () => (await screen.lens('earlier-model').count()) > 0);
	await workbench.goToLine(10);
	const lens = await screen.lensAbove('question: At what pressure');
	assert.match(await lens.innerText(), /offline/);
});

/** Where a line or a claim has several counterparts, a list is offered: its first entry will do. */
async function chooseFirst(workbench: Workbench): Promise<void> {
	const list = workbench.page.locator('.quick-input-widget:visible .monaco-list-row').first();
	try {
		await list.waitFor({ timeout: 2000 });
		await workbench.page.keyboard.press('Enter');
	} catch {
		// There is only one: it is open already.
	}
}
