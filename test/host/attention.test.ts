import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { BadServer, says } from '../support/bad-server.ts';
import { openSession } from '../support/vscode/session.ts';

const COUNT = 14;
const server = await BadServer.start(says('It opens at nine.', { count: 4, milliseconds: 1500 }));
after(() => server.stop());

const session = openSession({
	name: 'attention',
	sample: 'without',
	files: {
		'groundline.yaml': [
			'version: 1',
			`models: { slow: { provider: openai, baseUrl: "${server.url()}", model: slow-1 } }`,
			'defaults: { concurrency: 1 }',
			'',
		].join('\n'),
		'shops.questions.yaml': [
			'version: 1',
			'models: [slow]',
			'judge: { model: offline }',
			'context: [{ text: "Every shop opens at nine." }]',
			'questions:',
			...Array.from(
				{ length: COUNT },
				(_, i) => `  - { id: shop-${i + 1}, question: "When does shop ${i + 1} open?" }`,
			),
			'',
		].join('\n'),
	},
});

/** Numbers of the shops that were asked for, in order. */
const asked = () => server.requests.map(({ body }) => Number(/When does shop (\d+)/.exec(JSON.stringify(body))?.[1]));

test('the question that a person goes to is asked next', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('shops.questions.yaml');
	await screen.lens('▶ Run all').first().click();
	await screen.until('the first is asked', async () => asked().length > 0);
	await workbench.goToLine(5 + COUNT);
	const there = asked().length;
	await screen.until('the last one is asked', async () => asked().includes(COUNT));
	// The call under way ends first, and the next may have been on its way.
	assert.ok(asked().indexOf(COUNT) <= there + 1, `asked in the order ${asked()}`);
	assert.ok(asked().indexOf(COUNT) < COUNT - 1, `asked in the order ${asked()}`);
	await workbench.command('Groundline: Cancel Run');
});
