import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { kindsWorkspace, SAID } from '../support/kinds-workspace.ts';
import { openSession } from '../support/vscode/session.ts';

const SETTINGS = '.vscode/settings.json';
const theme = (name: string) => JSON.stringify({ 'workbench.colorTheme': name });
const session = openSession({
	name: 'kinds',
	sample: 'without',
	files: async () => ({ ...(await kindsWorkspace()), [SETTINGS]: theme('Default Dark Modern') }),
});

/** Line of the page → what the kind of its link looks like. */
const KINDS = [
	{
		line: 2,
		kind: 'overlap',
		color: /^rgba\(64, 128, 220, /,
		sign: 'gutter-overlap',
		words: /Supports 1 claim \(words in common\)/,
	},
	{
		line: 3,
		kind: 'cited',
		color: /^rgba\(46, 160, 67, /,
		sign: 'gutter-cited',
		words: /Cited by the judge for 1 claim/,
	},
	{ line: 4, kind: 'influence', color: /^rgba\(150, 100, 230, /, sign: 'gutter-influence', words: /Used/ },
] as const;

test('the page shows each kind in its colour and with its sign', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('mail.questions.yaml');
	await screen.lens(/local/).first().click();
	await screen.until('the panel shows the result', async () =>
		(await screen.panelWords()).includes('Claims, by the judge'),
	);
	await workbench.openFile('mail.md');
	const lines = await screen.until('three lines are tinted', async () => {
		const tinted = await screen.tintedLines();
		return tinted.length >= 3 && tinted;
	});
	const signs = await gutterSigns();
	for (const { line, kind, color, sign } of KINDS) {
		assert.match(lines.find(one => one.line === line)?.color ?? 'none', color, kind);
		assert.match(signs.get(line) ?? 'none', new RegExp(sign), kind);
	}
	assert.deepEqual(
		lines.map(({ line }) => line),
		KINDS.map(({ line }) => line),
	);
});

test('the line that the judge quotes against the answer has no tint, and says what it is', async () => {
	const { workbench } = session();
	// The words behind a line are no text of the page: they are the content of a decoration.
	const notes = await workbench.page.evaluate(() =>
		[...document.querySelectorAll('.editor-group-container.active .view-line span')].map(
			span => getComputedStyle(span, '::after').content,
		),
	);
	assert.ok(notes.includes('"judge: contradicts the answer"'), notes.join());
});

for (const { line, kind, words } of KINDS) {
	test(`the hover over a line of kind ${kind} has its own words`, async () => {
		const hover = await hoverAt(line);
		assert.match(hover, words);
		const others = KINDS.filter(other => other.kind !== kind);
		for (const other of others) {
			assert.doesNotMatch(hover, other.words, `${kind} says ${other.kind}`);
		}
	});
}

test('the panel has the sign of each kind with its words, and what the judge says of claims', async () => {
	const { screen } = session();
	const panel = await screen.panel();
	const signs = await panel.evaluate(() =>
		[...document.querySelectorAll('.link-sign')].map(sign => ({
			kind: sign.getAttribute('class')?.replace('link-sign ', ''),
			words: sign.getAttribute('aria-label'),
			color: getComputedStyle(sign).color,
		})),
	);
	const shown = new Map(signs.map(sign => [sign.kind, sign]));
	assert.equal(shown.get('cited')?.words, 'cited by the judge');
	assert.equal(shown.get('influence')?.words, 'used');
	assert.notEqual(shown.get('cited')?.color, shown.get('influence')?.color);
	const words = await screen.panelWords();
	assert.match(words, /4 of 4 claims sent to it/);
	assert.ok(words.includes(`contradicted ${SAID.contradicted}`), words);
	assert.match(words, /by its words: /);
});

test('Problems tells what the judge finds apart from what the words show', async () => {
	const { workbench, screen } = session();
	await workbench.command('Groundline: Open Answer');
	const rows = await screen.until('the judge is listed', async () => {
		const problems = await screen.problems();
		return problems.some(row => row.includes('judge-contradicted')) && problems;
	});
	assert.ok(
		rows.some(
			row =>
				row.includes('The judge finds “Any number of documents') && row.includes('Nobody may send more than ten files'),
		),
	);
	assert.ok(rows.some(row => row.includes('The judge finds no support for “It arrives weekly on hooves.”')));
	assert.ok(rows.some(row => row.includes('The context does not support')));
});

test('Preview Judge Prompt shows the request for the case under the cursor, and says where there is no answer', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('mail.questions.yaml');
	await workbench.goToLine(8);
	await workbench.command('Groundline: Preview Judge Prompt');
	const shown = await screen.until('the preview is open', async () => {
		const text = await previewText();
		return text.includes('Whatthejudgewouldbesentnow') && text;
	});
	assert.match(shown, /Itisabouttheanswerthatisrecorded\./);
	await workbench.openFile('mail.questions.yaml');
	await workbench.goToLine(10);
	await workbench.command('Groundline: Preview Judge Prompt');
	await screen.until('the preview says so', async () => (await previewText()).includes('Thereisnoansweryet'));
});

test('in high contrast the kinds differ by sign and border', async () => {
	const { workbench, screen, folder } = session();
	await writeFile(path.join(folder, SETTINGS), theme('Default High Contrast'));
	await workbench.page.locator('.monaco-workbench.hc-black').waitFor();
	await workbench.openFile('mail.md');
	const signs = await screen.until('the signs are there', async () => {
		const found = await gutterSigns();
		return found.size >= 3 && found;
	});
	for (const { line, sign } of KINDS) {
		assert.match(signs.get(line) ?? 'none', new RegExp(sign));
	}
});

/** What previews show, without white space: a narrow editor wraps anywhere. */
async function previewText(): Promise<string> {
	const pages = session().workbench.page.locator('.monaco-editor[data-uri^="groundline-report"] .view-lines');
	return (await pages.allInnerTexts()).join('').replace(/\s+/g, '');
}

/** Line → image of the sign beside it. */
async function gutterSigns(): Promise<ReadonlyMap<number, string>> {
	const { workbench } = session();
	const found = await workbench.page.evaluate(() => {
		const editor = document.querySelector('.editor-group-container.active .monaco-editor');
		const at = (element: Element) => Math.round(element.getBoundingClientRect().top);
		const numbers = [...(editor?.querySelectorAll('.line-numbers') ?? [])].map(
			element => [at(element), Number(element.textContent)] as const,
		);
		return [...(editor?.querySelectorAll('.glyph-margin-widgets > div') ?? [])].flatMap(sign => {
			const image = getComputedStyle(sign).backgroundImage;
			const line = numbers.find(([top]) => Math.abs(top - at(sign)) < 6)?.[1];
			return line === undefined || !image.includes('gutter-') ? [] : [[line, image] as const];
		});
	});
	return new Map(found);
}

async function hoverAt(line: number): Promise<string> {
	const { workbench, screen } = session();
	await workbench.openFile('mail.md');
	await workbench.goToLine(line);
	await workbench.command('Show or Focus Hover');
	const hover = workbench.page.locator('.monaco-hover:visible').first();
	const text = await screen.until('a hover', async () => {
		const words = (await hover.innerText()).replace(/\u00a0/g, ' ');
		return words.includes('Go to claim') && words;
	});
	await workbench.page.keyboard.press('Escape');
	return text;
}
