import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { BadServer, says } from '../support/bad-server.ts';
import { openSession } from '../support/vscode/session.ts';

const server = await BadServer.start(says('It opens at nine.', { count: 1, milliseconds: 20 }));
after(() => server.stop());

const session = openSession({
	name: 'limits',
	sample: 'without',
	files: {
		'groundline.yaml': [
			'version: 1',
			'models:',
			`  small: { provider: openai, baseUrl: "${server.url()}", model: small-1, requestsPerMinute: 2 }`,
			`  dear: { provider: openai, baseUrl: "${server.url()}", model: dear-1, price: { input: 10000, output: 10000 } }`,
			`  locked: { provider: openai, baseUrl: "${server.url('bad-key')}", model: locked-1 }`,
			'limits: { maxCost: 2.4 }',
			'defaults: { concurrency: 1 }',
			'',
		].join('\n'),
		'shops.questions.yaml': fiveQuestions('small'),
		'dear.questions.yaml': fiveQuestions('dear'),
		'locked.questions.yaml': fiveQuestions('locked'),
	},
});

function fiveQuestions(model: string): string {
	return [
		'version: 1',
		`models: [${model}]`,
		'judge: { model: offline }',
		'context: [{ text: "Every shop opens at nine." }]',
		'questions:',
		...Array.from({ length: 5 }, (_, i) => `  - { id: shop-${i + 1}, question: "When does shop ${i + 1} open?" }`),
		'',
	].join('\n');
}

test('what a minute allows is asked, and the status bar says until when the rest waits', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('shops.questions.yaml');
	const started = Date.now();
	await screen.lens('▶ Run all').first().click();
	const bar = workbench.page.locator('.statusbar-item', { hasText: /2 of 5 · waiting until \d/ });
	await bar.waitFor();
	assert.ok(Date.now() - started < 50_000, 'the minute is not over');
	await bar.hover();
	await workbench.page.getByText(/The limits of small let no call start before \d/).waitFor();
	assert.equal(server.requests.length, 2);
	await workbench.command('Groundline: Cancel Run');
	await bar.waitFor({ state: 'detached' });
	assert.equal(server.requests.length, 2);
	await screen.lens('↻ Run 3 left').first().waitFor();
});

test('a cost limit of the project is in the question before the run, and what it left undone is said once', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('dear.questions.yaml');
	const before = server.requests.length;
	await screen.lens('▶ Run all 5').first().click();
	const words = await screen.until('it asks', async () => (await screen.dialog()) || undefined);
	assert.match(words, /This run makes 5 calls/);
	assert.match(words, /It ends at the cost limit of the project, 2\.40 USD \(maxCost\)\./);
	await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run', exact: true }).click();
	const left = await screen.until(
		'the lens tells what is left',
		async () =>
			/Run (\d) left/.exec(
				await screen
					.lens(/↻ Run \d left/)
					.first()
					.innerText(),
			)?.[1],
	);
	assert.equal(server.requests.length - before, 5 - Number(left));
	const said = (await screen.notifications()).filter(text => text.includes('maxCost'));
	assert.equal(said.length, 1);
	assert.match(
		said[0]!,
		new RegExp(`The cost limit of 2.4 USD \\(maxCost\\) is reached: ${left} of 5 cases are not done\\.`),
	);
});

test('a model whose key is wrong is named, once, with what is the matter', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('locked.questions.yaml');
	await screen.lens('▶ Run all 5').first().click();
	await workbench.page.locator('.statusbar-item', { hasText: '? 5' }).waitFor();
	const said = (await screen.notifications()).filter(text => text.includes('answered 401'));
	assert.equal(said.length, 1);
	assert.match(said[0]!, /locked is not asked any more\. /);
});
