import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSession } from '../support/vscode/session.ts';

const session = openSession({ name: 'prompt' });

test('Run above a prompt asks its model with the sample inputs and shows the answer', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('answer.prompty');
	await screen.lens('▶ Run with sample inputs').click();
	await screen.until('the answer is on screen', async () => /9\s+bar/.test((await screen.answerTexts()).join()));
	await workbench.page.locator('.codelens-decoration', { hasText: /answered · offline/ }).waitFor();
});

test('the prompt of a follow-up holds the earlier answer', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('coffee.questions.yaml');
	await screen
		.lens(/^▶ Run$/)
		.first()
		.waitFor();
	await workbench.goToLine(23);
	await workbench.command('Groundline: Run Question');
	await screen.until('the follow-up is judged', async () =>
		(await screen.threads()).some(thread => thread.includes('Judge') && /grind/.test(thread)),
	);
	await workbench.openFile('coffee.questions.yaml');
	await workbench.goToLine(23);
	await workbench.command('Groundline: Show Prompt Sent to the Model');
	const sent = await screen.until('the prompt is open', async () => {
		const text = (await screen.recordTexts()).join().replace(/\s+/g, ' ');
		return text.includes('should I change') && text;
	});
	const earlier = sent.indexOf('At what pressure is espresso made, and how long');
	const answered = sent.indexOf('double shot takes 18 grams', earlier);
	assert.ok(earlier !== -1 && answered > earlier, sent);
	assert.ok(sent.lastIndexOf('should I change') > answered, sent);
});
