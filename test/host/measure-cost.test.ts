import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { BadServer, says } from '../support/bad-server.ts';
import { openSession } from '../support/vscode/session.ts';

const server = await BadServer.start(says('{"relevance": "Good"}', { count: 5, milliseconds: 20_000 }));
after(() => server.stop());

const session = openSession({
	name: 'measure-cost',
	sample: 'without',
	files: {
		'.vscode/settings.json': JSON.stringify({ 'groundline.run.confirmCostAbove': 0 }),
		'groundline.yaml': `version: 1\nmodels: { priced: { provider: openai, baseUrl: "${server.url()}", model: j, price: { input: 100, output: 100 } } }\n`,
		'r.rubric.yaml':
			'version: 1\nname: Short\nscale: { Good: 100, Bad: 0 }\ncriteria: [{ id: relevance, weight: 1 }]\npass: 80\n',
		'a.questions.yaml': [
			'version: 1',
			'rubric: r.rubric.yaml',
			'judge: { model: priced }',
			'context: [{ text: "Tea is steamed at 90 degrees." }]',
			'questions: [{ id: tea, question: How is tea made?, reference: Tea is steamed at 90 degrees. }]',
			'',
		].join('\n'),
	},
});

test('above a rubric one click measures its judge, says first what it costs, and a no sends nothing', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('r.rubric.yaml');
	await screen.lens('⚖ Measure the judge').click({ timeout: 60_000 });
	const words = await screen.until('the cost is told', () => screen.dialog().then(text => text || undefined));
	assert.match(words, /Measuring asks priced for \d+ verdicts and costs about \d+\.\d\d USD/);
	await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Cancel' }).click();
	await screen.until('the dialog is closed', async () => (await screen.dialog()) === '');
	assert.equal(server.requests.length, 0);
});

test('a measurement that is cancelled keeps what came, says so, and stands beside no score', async () => {
	const { workbench, screen, folder } = session();
	await screen.lens('⚖ Measure the judge').click();
	await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Measure' }).click();
	await screen.until('the judge is asked', async () => server.requests.length > 0);
	await screen.until('the progress shows', async () =>
		(await screen.notifications()).some(text => text.includes('Measuring the judge priced')),
	);
	await workbench.page.locator('.notifications-center').getByRole('button', { name: 'Cancel' }).first().click();
	const report = await screen.until('the report is open', async () => {
		const text = await screen.editorText();
		return text.includes('Measured error of the judge priced') && text;
	});
	assert.match(report, /not measured: The measurement was cancelled\./);
	assert.match(report, /cancelled/);
	assert.ok(!(await readdir(path.join(folder, '.groundline'))).includes('judges'));
});
