import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSession } from '../support/vscode/session.ts';

const session = openSession({
	name: 'documents',
	sample: 'without',
	files: {
		'groundline.yaml':
			'version: 1\nmodels:\n  first-model: { provider: openai, baseUrl: "http://127.0.0.1:9/v1", model: a }\n',
		'wrong.questions.yaml': [
			'version: 1',
			'modles: [offline]',
			'context:',
			'  - { file: missing.md }',
			'questions:',
			'  - id: first',
			'    question: What is it?',
			'  - id: second',
			'    question: And why?',
			'    follows: first',
			'',
		].join('\n'),
		'models.questions.yaml': 'version: 1\nmodels: [ ]\nquestions:\n  - { id: one, question: What is it? }\n',
	},
});

test('what is wrong with a question file stands in Problems, each at its line', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('wrong.questions.yaml');
	const rows = await screen.until('Problems lists both', async () => {
		const found = await screen.problems();
		return found.some(row => row.includes('missing.md')) && found.some(row => row.includes('modles')) && found;
	});
	assert.match(rows.find(row => row.includes('modles'))!, /models[\s\S]*\[Ln 2, Col 1\]/);
	assert.match(rows.find(row => row.includes('missing.md'))!, /\[Ln 4, Col \d+\]/);
});

test('a quick fix mends a misspelled key', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('wrong.questions.yaml');
	await workbench.goToLine(2);
	await workbench.command('Quick Fix...');
	await workbench.page.locator('.action-widget .monaco-list-row', { hasText: 'models' }).first().click();
	await screen.until('the key is mended', async () => (await screen.editorText()).includes('models: [offline]'));
	await screen.until('its problem is gone', async () => !(await screen.problems()).some(row => row.includes('modles')));
});

test('one goes from "follows" to the question that it names', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('wrong.questions.yaml');
	await workbench.goToLine(10);
	await workbench.page.keyboard.press('End');
	await workbench.command('Go to Definition');
	await screen.until('the cursor stands on the id', async () => (await screen.cursorLine()) === 6);
});

test('the models of the project are offered where a model is named', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('models.questions.yaml');
	await workbench.goToLine(2);
	await workbench.page.keyboard.press('End');
	await workbench.page.keyboard.press('ArrowLeft');
	await workbench.command('Trigger Suggest');
	const offered = await screen.until('both models are offered', async () => {
		const rows = await workbench.page.locator('.suggest-widget:visible .monaco-list-row').allInnerTexts();
		return rows.length > 0 && rows;
	});
	assert.ok(
		offered.some(row => row.includes('first-model')),
		offered.join(),
	);
	assert.ok(
		offered.some(row => row.includes('offline')),
		offered.join(),
	);
});
