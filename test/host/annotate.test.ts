import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { BadServer, inTurn, says } from '../support/bad-server.ts';
import { openSession } from '../support/vscode/session.ts';

const FIRST = 'Green tea is steamed for a minute. It was invented in Iceland by sailors. Its price doubled in 1820.';
const REWORDED =
	'Green tea is steamed for a minute. It was invented in Iceland by fishermen. Its price doubled in 1820.';
const WITHOUT = 'Green tea is steamed.';
const QUOTE = 'It was invented in Iceland by sailors';
const server = await BadServer.start(inTurn(says(FIRST), says(REWORDED), says(WITHOUT)));
after(() => server.stop());

const session = openSession({
	name: 'annotate',
	sample: 'without',
	files: {
		'groundline.yaml': `version: 1\nmodels:\n  told: { provider: openai, baseUrl: "${server.url()}", model: t }\n`,
		'tea.questions.yaml': [
			'version: 1',
			'models: [told]',
			'context: [{ text: "Green tea is steamed for a minute." }]',
			'questions:',
			'  - id: tea',
			'    question: How is green tea made, and where does it come from?',
			'',
		].join('\n'),
	},
});

test('words that are marked in the answer stand in panel, thread and file', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('tea.questions.yaml');
	await screen.lens(/^▶ Run$/).click();
	await judged();
	await workbench.command('Groundline: Open Answer');
	await screen.until('the answer is open', async () => /sailors/.test((await screen.answerTexts()).join()));
	await workbench.command('View: Focus Active Editor Group');
	await workbench.goToLine(1);
	await press('ArrowRight', FIRST.indexOf(QUOTE));
	await press('Shift+ArrowRight', QUOTE.length);
	await workbench.command('Groundline: Mark Unsupported');
	const text = await screen.until('the file holds it', () => annotations(written => written.includes(QUOTE)));
	assert.match(text, /label: unsupported/);
	const hash = /^ {2}['"]?([0-9a-f]{12})['"]?: /m.exec(text)?.[1];
	assert.ok(hash !== undefined, text);
	assert.match(text, new RegExp(`answer: ['"]?${hash}`));
	await screen.until('the thread shows it', async () =>
		(await screen.threads()).join().includes(`Unsupported: “${QUOTE}”`),
	);
	await screen.until('the panel lists it', async () => (await screen.panelWords()).includes(`“${QUOTE}”`));
});

test('the underlined words under the cursor are marked without selecting them; Undo takes that back', async () => {
	const { workbench, screen } = session();
	await workbench.page.locator('.tab', { hasText: 'told' }).click();
	await workbench.goToLine(1);
	await press('ArrowRight', FIRST.indexOf('1820') + 1);
	await workbench.command('Groundline: Mark Contradicted');
	await screen.until('the file holds it', () => annotations(text => text.includes('contradicted')));
	await screen.until('the thread shows it', async () => (await screen.threads()).join().includes('Contradicted: “'));
	await workbench.openFile('tea.annotations.yaml');
	await workbench.command('Undo');
	await screen.until('the mark is gone', async () => !(await screen.threads()).join().includes('Contradicted'));
	assert.ok(!(await screen.editorText()).includes('contradicted'));
	await workbench.command('File: Save');
	await screen.until('the file lost it', () =>
		annotations(text => !text.includes('contradicted') && text.includes(QUOTE)),
	);
});

test('after a reload it is still there', async () => {
	const { workbench, screen } = session();
	await workbench.reload();
	await workbench.openFile('tea.questions.yaml');
	await screen.lens(/told/).first().click();
	await screen.until('the thread shows it', async () =>
		(await screen.threads()).join().includes(`Unsupported: “${QUOTE}”`),
	);
	await screen.until('the panel lists it', async () => (await screen.panelWords()).includes(`“${QUOTE}”`));
});

test('where the next answer has another word it is found again; where the words are gone it stays, with its old text', async () => {
	const { screen } = session();
	await screen
		.lens(/^▶ Run$/)
		.first()
		.click();
	await screen.until('the second answer is judged', async () => (await judgedThread())?.includes('fishermen'));
	const words = await screen.until('the panel lists it', async () => {
		const all = await screen.panelWords();
		return all.includes('fishermen') && all.includes(`“${QUOTE}”`) && all;
	});
	assert.ok(!words.includes('no longer in the answer'), words);
	await screen
		.lens(/^▶ Run$/)
		.first()
		.click();
	await screen.until('the panel calls it an orphan', async () => {
		const all = await screen.panelWords();
		return all.includes('no longer in the answer') && all.includes(`“${QUOTE}”`);
	});
	await screen.until('the thread says so', async () =>
		(await screen.threads()).join().includes('these words are no longer in the answer'),
	);
	assert.ok((await annotations(text => text.includes(QUOTE))) !== undefined, 'the file keeps it');
});

async function judged(): Promise<void> {
	await session().screen.until('the answer is judged', judgedThread);
}

async function judgedThread(): Promise<string | undefined> {
	return (await session().screen.threads()).find(thread => thread.includes('Judge'));
}

async function press(key: string, times: number): Promise<void> {
	for (let i = 0; i < times; i++) {
		await session().workbench.page.keyboard.press(key);
	}
}

/** The annotations file, once it is as wanted. */
async function annotations(wanted: (text: string) => boolean): Promise<string | undefined> {
	const text = await readFile(path.join(session().folder, 'tea.annotations.yaml'), 'utf8').catch(() => '');
	return wanted(text) ? text : undefined;
}
