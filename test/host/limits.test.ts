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
			`models: { small: { provider: openai, baseUrl: "${server.url()}", model: small-1, requestsPerMinute: 2 } }`,
			'',
		].join('\n'),
		'shops.questions.yaml': [
			'version: 1',
			'models: [small]',
			'judge: { model: offline }',
			'context: [{ text: "Every shop opens at nine." }]',
			'questions:',
			...Array.from({ length: 5 }, (_, i) => `  - { id: shop-${i + 1}, question: "When does shop ${i + 1} open?" }`),
			'',
		].join('\n'),
	},
});

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
});
