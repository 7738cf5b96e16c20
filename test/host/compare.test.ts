import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import type { Frame } from 'playwright-core';
import { BadServer } from '../support/bad-server.ts';
import { shownAs, winner } from '../support/pairs.ts';
import { openSession } from '../support/vscode/session.ts';

/** Prefers what is right, wherever it stands; of chess it names whatever stands first, of lemons neither. */
const server = await BadServer.start(({ request, json }) => {
	const messages = request.body.messages as readonly { readonly content: string }[];
	const [first, second] = [shownAs(messages, 'A'), shownAs(messages, 'B')];
	const which = /chess/.test(first) ? 'A' : /lemon/.test(first) ? 'tie' : /1874|oil|granite/.test(second) ? 'B' : 'A';
	json(200, {
		choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: winner(which) } }],
		usage: { prompt_tokens: 200, completion_tokens: 20 },
	});
});
after(() => server.stop());

const SETTINGS = '.vscode/settings.json';
const theme = (name: string) => JSON.stringify({ 'workbench.colorTheme': name });
const LONG = `It was built of granite. ${'The blocks came by sea and were set without mortar. '.repeat(30)}`;
const question = (id: string, text: string, x: string | undefined, tiny: string, more = '') =>
	[
		`  - id: ${id}`,
		`    question: ${text}`,
		...(more === '' ? [] : [`    ${more}`]),
		`    answers: { ${x === undefined ? '' : `gpt-x: ${JSON.stringify(x)}, `}tiny: ${JSON.stringify(tiny)} }`,
	].join('\n');
const QUESTIONS = [
	'version: 1',
	'judge: { model: judge }',
	'context: [{ text: "The lighthouse of Norhaven was built in 1874. Its lamp burns oil." }]',
	'questions:',
	question(
		'built',
		'When was it built?',
		'In 1874.',
		'In 1999 <img src=x onerror=alert(1)>.',
		'reference: It was built in 1874.',
	),
	question('lamp', 'What does its lamp burn?', 'Its lamp burns gas.', 'Its lamp burns oil.', 'category: light'),
	question(
		'stone',
		'Of what is it built?',
		LONG,
		'Of brick, says a very long and wrong line. '.repeat(12),
		'category: walls',
	),
	question('game', 'Which game is played there?', 'They play chess.', 'People play chess too.'),
	question('fruit', 'Which fruit grows there?', 'A lemon tree.', 'One lemon.'),
	question('same', 'Is it white?', 'Yes.', 'Yes.'),
	question('gone', 'Who keeps it?', undefined, 'Nobody.'),
	question('blank', 'How high is it?', ' ', 'Forty metres.'),
	'',
].join('\n');
const session = openSession({
	name: 'compare',
	sample: 'without',
	files: {
		'a.questions.yaml': QUESTIONS,
		'groundline.yaml': `version: 1\nmodels: { judge: { provider: openai, baseUrl: "${server.url()}", model: j, price: { input: 1, output: 1 } } }\n`,
		[SETTINGS]: theme('Default Dark Modern'),
	},
});
const shot = (name: string) => ({ path: `.vscode-test/screens/${name}.png` });

/** The page of the report that is in sight. */
async function reportPage(): Promise<Frame> {
	const { workbench, screen } = session();
	return screen.until('the report has loaded', async () => {
		for (const frame of workbench.page.frames()) {
			const root = await frame.$('main#report section').catch(() => null);
			if (root !== null && (await root.isVisible())) {
				return frame;
			}
		}
		return undefined;
	});
}

const wordsOf = async (frame: Frame) => (await frame.locator('body').innerText()).replace(/\u00a0/g, ' ');

/** `title` says which list it is: one may take the place of another while it is looked at. */
async function pick(label: RegExp, title: string): Promise<string> {
	const { workbench, screen } = session();
	const box = workbench.page.locator('.quick-input-widget:visible');
	const row = box.locator('.monaco-list-row', { hasText: label }).first();
	await screen.until(
		`${label} can be picked`,
		async () => (await box.innerText()).includes(title) && (await row.count()) > 0,
	);
	const words = (await box.innerText()).replace(/\s+/g, ' ');
	await row.click();
	return words;
}

test('the lens above a question compares its answers, and says first what that can show', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('a.questions.yaml');
	await screen.lens('⇄ Compare').first().click({ timeout: 60_000 });
	const words = await pick(/gpt-x/, '(1 of 2)');
	assert.match(words, /recorded answers/);
	assert.match(words, /1 of 1 answered/);
	await pick(/tiny/, '(2 of 2)');
	const dialog = await screen.until('it is asked', () => screen.dialog().then(text => text || undefined));
	assert.match(dialog, /Compare gpt-x with tiny on “built”\?/);
	assert.match(dialog, /1 pair, 1 to compare by judge, 2 calls/);
	assert.match(dialog, /too few/);
	assert.match(dialog, /costs about 0\.\d+ to 0\.\d+ USD/);
	assert.equal(server.requests.length, 0);
	await workbench.page.screenshot(shot('compare-dialog'));
	await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Compare' }).click();
	const page = await reportPage();
	const report = await screen.until('the report is there', async () => {
		const text = await wordsOf(page);
		return text.includes('1 loaded = 1 compared + 0 not compared') && text;
	});
	assert.match(report, /gpt-x ↔ tiny/);
	assert.match(report, /No significant difference/);
	assert.equal(server.requests.length, 2, 'both orders');
});

test('the whole file: every pair is accounted for, and a click goes to its question', async () => {
	const { workbench, screen } = session();
	await workbench.command('View: Close All Editors');
	await workbench.openFile('a.questions.yaml');
	await workbench.goToLine(6);
	await workbench.command('Groundline: Compare…');
	const scopes = await pick(/All 8 questions/, 'Compare');
	assert.match(scopes, /Only “built” ?the question at the cursor/);
	await pick(/gpt-x/, '(1 of 2)');
	await pick(/tiny/, '(2 of 2)');
	await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Compare' }).click();
	const page = await reportPage();
	const report = await screen.until('the report is there', async () => {
		const text = await wordsOf(page);
		return text.includes('8 loaded = 5 compared + 3 not compared') && text;
	});
	assert.match(report, /same\s+identical-answers/);
	assert.match(report, /gone\s+missing-answer/);
	assert.match(report, /blank\s+empty-answer/);
	const account = page.getByRole('table', { name: 'Every pair is accounted for' });
	assert.equal(await account.getByRole('rowheader', { name: 'blank' }).count(), 1);
	assert.equal(await account.getByRole('columnheader', { name: 'explanation' }).count(), 1);
	assert.match(report, /the orders name different winners\s+20\.0 %/);
	await workbench.page.screenshot(shot('compare-dark'));
	await page.getByRole('button', { name: 'gone' }).click();
	await screen.until('the question is in sight', async () => {
		const text = await screen.editorText().catch(() => '');
		return text.includes('Who keeps it?') && (await screen.cursorLine()) > 20;
	});
});

test('of one question whose answers are the same there is nothing to compare, and the dialog says why', async () => {
	const { workbench, screen } = session();
	const before = server.requests.length;
	await workbench.openFile('a.questions.yaml');
	const line = QUESTIONS.split('\n').indexOf('  - id: same') + 1;
	await workbench.goToLine(line);
	await workbench.command('Groundline: Compare…');
	await pick(/Only “same”/, 'Compare');
	await pick(/gpt-x/, '(1 of 2)');
	await pick(/tiny/, '(2 of 2)');
	const dialog = await screen.until('it is said', () => screen.dialog().then(text => text || undefined));
	assert.match(dialog, /There is nothing to compare between gpt-x and tiny on this question\./);
	assert.match(dialog, /Both answers are the same text\./);
	await workbench.page.screenshot(shot('compare-nothing'));
	await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'OK' }).click();
	assert.equal(server.requests.length, before);
});

test('filters, answers and verdicts by the keyboard; nothing of a model is markup', async () => {
	const { workbench, screen } = session();
	await workbench.command('Groundline: Open Comparison Report…');
	await pick(/8 pairs/, 'Open Comparison');
	const page = await reportPage();
	await page.getByRole('button', { name: /^all 8/ }).click();
	const built = page.getByRole('button', { name: /^▸?\s*built/ }).first();
	await built.focus();
	await page.page().keyboard.press('Enter');
	const text = await screen.until('the pair is unfolded', async () => {
		const words = await wordsOf(page);
		return words.includes('gpt-x shown first') && words;
	});
	assert.match(text, /tiny shown first\s+gpt-x is better/);
	assert.match(text, /So it is\./);
	assert.ok(text.includes('In 1999 <img src=x onerror=alert(1)>.'));
	assert.equal(await page.locator('img').count(), 0);
	assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-expanded')), 'true');
	await page.getByRole('button', { name: /^tiny lost/ }).click();
	await screen.until('only what tiny lost is listed', async () => (await page.locator('.pair').count()) === 2);
	await page.locator('.pair .fold', { hasText: 'stone' }).click();
	await screen.until('the long answers are there', async () => (await wordsOf(page)).includes('without mortar'));
	await page.locator('.pair.open').last().scrollIntoViewIfNeeded();
	await workbench.page.screenshot(shot('compare-pairs-dark'));
	for (const [name, mark, file] of [
		['Default Light Modern', '.vs', 'compare-light'],
		['Default High Contrast', '.hc-black', 'compare-high-contrast'],
	] as const) {
		await writeFile(path.join(session().folder, SETTINGS), theme(name));
		await workbench.page.locator(`.monaco-workbench${mark}`).waitFor();
		await workbench.page.waitForTimeout(500);
		await workbench.page.screenshot(shot(`${file}-pairs`));
		await page.locator('h1').scrollIntoViewIfNeeded();
		await workbench.page.screenshot(shot(file));
		await page.locator('.pair.open').last().scrollIntoViewIfNeeded();
	}
	await writeFile(path.join(session().folder, SETTINGS), theme('Default Dark Modern'));
});

test('losses open as diffs of the reference and of both answers', async () => {
	const { workbench, screen } = session();
	const page = await reportPage();
	await page.getByRole('button', { name: 'Losses of tiny as diffs' }).click();
	await screen.until('the tab is there', async () =>
		(await workbench.page.locator('.tab:visible').allInnerTexts()).some(name => name.includes('Lost by tiny')),
	);
	const words = await screen.until('the diffs are there', async () => {
		const texts = (await workbench.page.locator('.multiDiffEntry:visible').allInnerTexts()).join('\n');
		return texts.includes('1874') && texts.replace(/\u00a0/g, ' ');
	});
	assert.match(words, /reference/);
	await workbench.page.screenshot(shot('compare-losses'));
});

test('what the judge left in doubt is compared blind first, without a name', async () => {
	const { workbench, screen } = session();
	await workbench.command('Groundline: Open Comparison Report…');
	await pick(/8 pairs/, 'Open Comparison');
	const page = await reportPage();
	await page.getByRole('button', { name: 'Compare blind, 1 first' }).click();
	await screen.lens('Left is better (1)').waitFor();
	const words = await screen.until('the pair whose orders disagree is there', async () => {
		const text = (await workbench.page.locator('.monaco-editor[data-uri^="groundline-report"]').allInnerTexts()).join(
			' ',
		);
		return /play/.test(text) && text;
	});
	assert.match(words, /chess/);
	assert.doesNotMatch(words, /gpt-x|tiny/);
	await workbench.command('View: Close All Editors');
});

test('the history has the comparison, and a click opens its report', async () => {
	const { workbench, screen } = session();
	await workbench.command('Groundline: Focus on History View');
	const entry = workbench.page.locator('.pane-body .monaco-list-row', { hasText: /8 pairs/ }).first();
	await entry.click();
	const page = await reportPage();
	await screen.until('the report is there', async () => (await wordsOf(page)).includes('8 loaded'));
	await workbench.page.screenshot(shot('compare-history'));
});

test('the report outlives a reload of the window, as it was left', async () => {
	const { workbench, screen } = session();
	await workbench.command('Groundline: Open Comparison Report…');
	await pick(/8 pairs/, 'Open Comparison');
	const page = await reloadedAsLeft(async before => {
		const lost = before.getByRole('button', { name: /^tiny lost/ });
		if ((await lost.getAttribute('aria-pressed')) !== 'true') {
			await lost.click();
		}
		if (!(await wordsOf(before)).includes('without mortar')) {
			await before.locator('.pair .fold', { hasText: 'stone' }).click();
		}
		await screen.until('the pair is unfolded', async () => (await wordsOf(before)).includes('without mortar'));
	});
	assert.equal(await page.getByRole('button', { name: /^tiny lost/ }).getAttribute('aria-pressed'), 'true');
});

/**
 * The page after a reload, which shows what `arrange` made it show. The editor writes down what pages keep every few seconds only,
 * and nothing on screen tells when.
 */
async function reloadedAsLeft(arrange: (before: Frame) => Promise<void>): Promise<Frame> {
	const { workbench, screen } = session();
	for (let attempt = 1; ; attempt++) {
		await arrange(await reportPage());
		await workbench.page.waitForTimeout(attempt * 8000);
		await workbench.reload();
		const page = await reportPage();
		try {
			await screen.until('it shows the same', async () => (await wordsOf(page)).includes('without mortar'), 20);
			return page;
		} catch (error) {
			if (attempt === 3) {
				throw error;
			}
		}
	}
}

test('a comparison whose run file is gone says so', async () => {
	const { workbench, screen, folder } = session();
	const runs = path.join(folder, '.groundline/runs');
	const page = await reportPage();
	const names = (await readdir(runs)).filter(each => each.endsWith('.jsonl'));
	const texts = new Map<string, string>();
	for (const name of names) {
		const text = await readFile(path.join(runs, name), 'utf8');
		if (text.includes('"loaded":[') && (text.match(/comparison-end/g)?.length ?? 0) > 1) {
			texts.set(path.join(runs, name), text);
		}
	}
	// After a reload the editor takes a while to watch the folder, and tells of nothing that happened before.
	await screen.until('it says so', async () => {
		for (const [file, text] of texts) {
			await writeFile(file, text);
			await workbench.page.waitForTimeout(200);
			await rm(file);
		}
		await workbench.page.waitForTimeout(3000);
		return (await wordsOf(page)).includes('The run file of this comparison is gone');
	});
	await workbench.page.screenshot(shot('compare-empty'));
});
