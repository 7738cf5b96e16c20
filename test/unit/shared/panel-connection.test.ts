import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EmptyPanel, PanelHandlers, PanelRequest } from '../../../src/shared/panel.ts';
import { answerRequest, PanelClient } from '../../../src/shared/panel-connection.ts';

const STATE: EmptyPanel = { kind: 'empty', message: 'Nothing yet.', buttons: [] };

function handlers(log: string[] = []): PanelHandlers {
	const note = (words: string) => async () => {
		log.push(words);
		return null;
	};
	return {
		'review-get': async () => STATE,
		'target-open': note('open'),
		'verb-run': async ({ verb }) => {
			throw new Error(`Cannot ${verb} now.`);
		},
		'case-choose': note('choose'),
		'annotation-remove': note('remove'),
	};
}

/** A page and a host that talk to each other. */
function connected(): PanelClient {
	const client = new PanelClient(message => {
		void answerRequest(handlers(), message).then(reply => reply && client.receive(reply));
	});
	return client;
}

test('a request gets its reply', async () => {
	assert.deepEqual(await connected().request('review-get', null), STATE);
});

test('a handler that throws fails its own request with its words', async () => {
	await assert.rejects(connected().request('verb-run', { verb: 'judge' }), /Cannot judge now/);
});

test('requests that are open when the page goes are settled, later ones too', async () => {
	const sent: PanelRequest[] = [];
	const client = new PanelClient(message => sent.push(message));
	const open = client.request('case-choose', { key: 'a' });
	client.dispose();
	await assert.rejects(open, /closed/);
	await assert.rejects(client.request('review-get', null), /closed/);
	assert.equal(sent.length, 1);
});

test('what is no request of the protocol is not answered', async () => {
	for (const message of [
		null,
		'x',
		{ kind: 'request' },
		{ kind: 'request', id: 1, method: 'toString', params: null },
	]) {
		assert.equal(await answerRequest(handlers(), message), undefined);
	}
});
