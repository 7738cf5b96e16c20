import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { BadServer, type Behaviour, says } from '../support/bad-server.ts';
import { newestRun } from '../support/vscode/run-events.ts';
import { openSession } from '../support/vscode/session.ts';

/** Twenty pieces over two seconds, as a model sends them. */
const PIECES = Array.from({ length: 20 }, (_, i) => `Piece ${String(i + 1).padStart(2, '0')} of twenty. `);
const server = await BadServer.start(says(PIECES.join(''), { count: 20, milliseconds: 2000 }));
after(() => server.stop());

const session = openSession({
	name: 'streaming',
	sample: 'without',
	files: {
		'groundline.yaml': `version: 1\nmodels:\n  slow: { provider: openai, baseUrl: "${server.url()}", model: slow-1 }\n`,
		'slow.questions.yaml': [
			'version: 1',
			'models: [slow]',
			'judge: { model: offline }',
			'context: [{ text: "The server counts pieces up to twenty of twenty." }]',
			'questions:',
			'  - id: pieces',
			'    question: How many pieces are there?',
			'',
		].join('\n'),
	},
});

test('thread and document grow while the answer streams', async () => {
	const { workbench, screen } = session();
	await workbench.openFile('slow.questions.yaml');
	await screen.lens(/^▶ Run$/).click();
	await screen.until('the answer is judged', async () => (await screen.threads()).join().includes('Judge'));
	await workbench.command('Groundline: Open Answer');
	await screen.until('the answer document shows the last piece', async () =>
		/Piece\s+20\s+of/.test((await screen.answerTexts()).join()),
	);
	const recording = await screen.record({ thread: '.review-widget', document: ANSWER }, 'Piece\\s*(\\d+)\\s*of');
	await screen.lens(/^▶ Run$/).click();
	await screen.until('the new answer is complete', async () => server.requests[1]?.complete);
	await screen.until('the new answer is judged', async () => (await screen.threads()).join().includes('Judge'));
	const seen = await recording.stop();
	const growths = (values: readonly number[]) => new Set(values.filter(value => value > 0 && value < 20)).size;
	assert.ok(growths(seen.thread!) >= 5, `the thread showed the pieces ${seen.thread}`);
	assert.ok(growths(seen.document!) >= 5, `the document showed the pieces ${seen.document}`);
});

test('cancelling at piece 10 keeps what had arrived, and closes the connection within 100 ms', async () => {
	const { screen, folder } = session();
	server.behaviour = stallingAfter(14);
	const before = server.requests.length;
	await screen.lens(/^▶ Run$/).click();
	await screen.until('piece 10 of the new answer is on screen', async () => {
		const words = (await screen.threads()).join();
		return words.includes('Piece 10 of') && !words.includes('Piece 20 of');
	});
	const cancel = screen.lens(/^■ Cancel$/);
	await cancel.waitFor();
	assert.equal(await screen.lens(/^▶ Run$/).count(), 0, 'Cancel stands in the place of Run');
	assert.equal(await screen.lens(/^■ Cancel run$/).count(), 1);
	await cancel.click();
	const closedAt = await screen.until('the connection is closed', async () => server.requests[before]?.closedAt);
	await screen.until('the thread says cancelled', async () => /cancelled/i.test((await screen.threads()).join()));
	await screen.lens(/^▶ Run$/).waitFor();
	const answer = await screen.until('the answer is recorded', async () =>
		(await newestRun(folder)).find(event => event.type === 'answer-end'),
	);
	// Server and extension host read the same clock: the way of the click through window and network is not counted.
	const closed = Date.now() - server.elapsed() + closedAt;
	assert.ok(closed - answer.t <= 100, `closed ${Math.round(closed - answer.t)} ms after the host had cancelled`);
	assert.equal(answer.failure?.reason, 'cancelled');
	const kept = lastPiece(String(answer.text));
	assert.ok(kept >= 10 && kept < 20, `kept: ${answer.text}`);
	assert.match((await screen.threads()).join(), new RegExp(`Piece ${kept} of`));
});

test('the thread of a question that runs offers to cancel it', async () => {
	const { workbench, screen, folder } = session();
	const before = server.requests.length;
	// What was cancelled takes a reply that is known.
	await rm(path.join(folder, '.groundline/cache'), { recursive: true });
	await screen.lens(/^▶ Run$/).click();
	await screen.until('the new answer is on screen', async () => {
		const words = (await screen.threads()).join();
		return words.includes('Piece 05 of') && !/cancelled/i.test(words);
	});
	const thread = workbench.page.locator('.review-widget:visible').first();
	await thread.hover();
	await thread
		.getByRole('button', { name: /Cancel/ })
		.first()
		.click();
	await screen.until('the connection is closed', async () => server.requests[before]?.closedAt);
	await screen.until('the thread says cancelled', async () => /cancelled/i.test((await screen.threads()).join()));
});

const ANSWER = '.monaco-editor[data-uri^="groundline-answer"] .view-lines';

/** Sends as many pieces, a tenth of a second apart, and then waits for the end of the connection: a slow machine has time to click. */
function stallingAfter(count: number): Behaviour {
	return async exchange => {
		for (const piece of PIECES.slice(0, count)) {
			await new Promise(resolve => setTimeout(resolve, 100));
			if (!exchange.response.destroyed) {
				exchange.piece(piece);
			}
		}
	};
}

/** The highest number of a piece that a text shows. */
function lastPiece(text: string): number {
	return Math.max(0, ...[...text.matchAll(/Piece (\d+) of/g)].map(match => Number(match[1])));
}
