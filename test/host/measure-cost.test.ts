import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { BadServer, says } from '../support/bad-server.ts';
import { openSession } from '../support/vscode/session.ts';

const server = await BadServer.start(says('{"relevance": "Good"}', { count: 5, milliseconds: 20_000 }));
after(() => server.stop());

const priced = (name: string, price: number) =>
	`${name}: { provider: openai, baseUrl: "${server.url()}", model: ${name}, price: { input: ${price}, output: ${price} } }`;
const session = openSession({
	name: 'measure-cost',
	sample: 'without',
	files: {
		'.vscode/settings.json': JSON.stringify({ 'groundline.run.confirmCostAbove': 0 }),
		'groundline.yaml': `version: 1\nmodels: { ${priced('priced', 100)} }\n`,
		'more/groundline.yaml': `version: 1\nmodels: { ${priced('writer', 100)}, ${priced('checker', 1)} }\n`,
		'more/b.questions.yaml':
			'version: 1\njudge: { model: offline }\ncontext: [{ text: "Rice is boiled for 12 minutes." }]\nquestions: [{ id: rice, question: How long is rice boiled?, reference: Rice is boiled for 12 minutes. }]\n',
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

test('where models can make probes one is chosen to write and another to confirm, with their cost; a no sends nothing', async () => {
	const { workbench, screen } = session();
	const before = server.requests.length;
	await workbench.openFile('b.questions.yaml');
	await workbench.command('Groundline: Measure the Judge');
	const rows = workbench.page.locator('.quick-input-widget:visible .monaco-list-row');
	const texts = async () => (await rows.allInnerTexts()).map(words => words.replace(/\s+/g, ' '));
	const makers = await screen.until('makers are offered', async () => {
		const offered = await texts();
		return offered.length === 3 && offered;
	});
	assert.match(makers[0]!, /Only probes that code can make/);
	assert.match(makers[1]!, /writer ?≈ 0\.\d+ USD/);
	await rows.nth(1).click();
	await screen.until('the other model may confirm', async () => /^checker/.test((await texts()).join()));
	await rows.first().click();
	const words = await screen.until('the cost is told', () => screen.dialog().then(text => text || undefined));
	assert.match(words, /Measuring asks offline for \d+ verdicts and costs about 0\.\d+ USD/);
	assert.match(words, /3 of them are of probes that writer writes and checker confirms first/);
	await workbench.page.screenshot({ path: '.vscode-test/screens/measure-makers.png' });
	await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Cancel' }).click();
	await screen.until('the dialog is closed', async () => (await screen.dialog()) === '');
	assert.equal(server.requests.length, before);
});
