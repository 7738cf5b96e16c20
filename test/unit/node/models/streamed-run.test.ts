import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ReviewEvent } from '../../../../src/core/review/events.ts';
import { foldEvents } from '../../../../src/core/review/fold.ts';
import { planCases } from '../../../../src/core/review/plan.ts';
import { review } from '../../../../src/core/review/review.ts';
import { systemClock } from '../../../../src/node/clock.ts';
import { OpenAiModels } from '../../../../src/node/models/openai-models.ts';
import { BadServer, says } from '../../../support/bad-server.ts';
import { loadedSet } from '../../../support/review-set.ts';

const TWENTY = Array.from({ length: 20 }, (_, i) => `piece ${String(i).padStart(2, '0')} `).join('');
let server: BadServer;
before(async () => {
	server = await BadServer.start(says(TWENTY, { count: 20, milliseconds: 100 }));
});
after(() => server.stop());

test('cancelled at the tenth of twenty pieces, a run keeps ten and closes the connection within 100 ms', async () => {
	const project = `version: 1\nmodels:\n  m: { provider: openai, baseUrl: "${server.url()}", model: m }\n`;
	const set = await loadedSet('version: 1\nmodels: [m]\nquestions:\n  - { id: a, question: Well? }\n', {
		'groundline.yaml': project,
	});
	const controller = new AbortController();
	const model = new OpenAiModels({ keys: { keyFor: async () => ({ kind: 'none' }) } });
	const events: ReviewEvent[] = [];
	let pieces = 0;
	let cancelledAt = 0;
	const run = review(planCases(set).cases, { model, clock: systemClock }, { run: 'r', tool: 't' }, controller.signal);
	for await (const event of run) {
		events.push(event);
		if (event.type === 'answer-piece' && ++pieces === 10) {
			cancelledAt = server.elapsed();
			controller.abort();
		}
	}
	const [result] = foldEvents(events).results.values();
	assert.equal(result!.answer!.text, TWENTY.slice(0, TWENTY.length / 2));
	assert.deepEqual([result!.end!.state, result!.end!.reason], ['unscored', 'cancelled']);
	while (server.requests[0]!.closedAt === undefined && server.elapsed() - cancelledAt < 500) {
		await new Promise(resolve => setTimeout(resolve, 2));
	}
	assert.ok(server.requests[0]!.closedAt! - cancelledAt < 100);
});
