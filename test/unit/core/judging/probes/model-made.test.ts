import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OFFLINE_MODEL } from '../../../../../src/core/documents/project.ts';
import {
	type DropReason,
	MADE_KINDS,
	makeProbes,
	parseMade,
	writeMade,
} from '../../../../../src/core/judging/probes/model-made.ts';
import { Caller } from '../../../../../src/core/review/caller.ts';
import type { ModelRequest } from '../../../../../src/core/review/ports.ts';
import { FakeClock } from '../../../../support/fake-clock.ts';
import { failure, ScriptedModel } from '../../../../support/scripted-model.ts';

const SOURCE = {
	question: 'When was the lighthouse of Norhaven built?',
	reference: 'The lighthouse of Norhaven was built in 1874. Its lamp is 31 metres above the sea.',
	context: 'The lighthouse of Norhaven was built in 1874.\nIts lamp is 31 metres above the sea.',
	others: [],
};
const PARAPHRASE = 'In 1874 they built the lighthouse of Norhaven. Above the sea its lamp stands 31 metres.';
const TOLD = {
	text: PARAPHRASE,
	insertion: 'A storm had broken the first tower.',
	confident: 'Certainly, the lighthouse of Norhaven was built in YEAR. Its lamp is 31 metres above the sea.',
	hesitant: 'I believe the lighthouse of Norhaven was built in YEAR, and its lamp is maybe 31 metres above the sea.',
};
type Reply = (request: ModelRequest) => string;

/** Replies to what is asked for: a text, two tones, or a confirmation. */
async function made(reply: { readonly text?: Reply; readonly verdict?: Reply } = {}) {
	const asked: ModelRequest[] = [];
	const model = new ScriptedModel(async request => {
		asked.push(request);
		const [system = '', user = ''] = request.messages.map(({ content }) => content);
		if (request.model.name === 'checker') {
			return { text: reply.verdict?.(request) ?? `{"reason": "", "verdict": ${!user.includes('<<<sentence')}}` };
		}
		if (reply.text !== undefined) {
			return { text: reply.text(request) };
		}
		const year = /built in (\d+)/.exec(user)?.[1] ?? '';
		return system.includes('hesitates')
			? {
					text: JSON.stringify({
						confident: TOLD.confident.replace('YEAR', year),
						hesitant: TOLD.hesitant.replace('YEAR', year),
					}),
				}
			: { text: JSON.stringify({ text: system.includes('further sentence') ? TOLD.insertion : TOLD.text }) };
	});
	const caller = new Caller({
		...{ model, clock: new FakeClock(), signal: new AbortController().signal },
		...{ concurrency: 4, attempts: 1, maxCost: undefined },
	});
	const named = (name: string) => ({
		name,
		entry: { ...OFFLINE_MODEL, name, provider: 'openai' as const },
		parameters: {},
	});
	const result = await makeProbes([{ cluster: 'built 0', source: SOURCE }], {
		...{ maker: named('maker'), checker: named('checker'), caller, best: 'Excellent' },
	});
	return { ...result, asked, probes: result.byCluster.get('built 0') ?? [] };
}

test('a model makes each kind, another one confirms it, and only the intended span differs', async () => {
	const { probes, tally, asked } = await made();
	assert.deepEqual(
		probes.map(({ kind }) => kind),
		[...MADE_KINDS],
	);
	const insertion = probes.find(({ kind }) => kind === 'insertion')!;
	assert.equal(insertion.answer.replace(` ${TOLD.insertion}`, ''), SOURCE.reference);
	const tone = probes.find(({ kind }) => kind === 'tone')!;
	assert.doesNotMatch(tone.base, /1874/);
	assert.deepEqual(tally.paraphrase, { asked: 1, kept: 1, dropped: {} });
	assert.equal(asked.filter(({ model }) => model.name === 'checker').length, 3);
});

for (const { what, reply, reason } of [
	{ what: 'a reply without a text', reply: { text: () => 'Sure, here it is.' }, reason: 'not-made' },
	{
		what: 'a changed number',
		reply: { text: () => JSON.stringify({ text: PARAPHRASE.replace('1874', '1875') }) },
		reason: 'not-verified',
	},
	{ what: 'what the checker denies', reply: { verdict: () => '{"verdict": false}' }, reason: 'not-confirmed' },
	{ what: 'a checker that evades', reply: { verdict: () => 'Probably.' }, reason: 'not-answered' },
	{
		what: 'a checker that says both',
		reply: { verdict: () => '{"verdict": true} {"verdict": false}' },
		reason: 'not-answered',
	},
] satisfies readonly { what: string; reply: Parameters<typeof made>[0]; reason: DropReason }[]) {
	test(`${what} is dropped and counted: ${reason}`, async () => {
		const { probes, tally } = await made(reply);
		assert.ok(!probes.some(({ kind }) => kind === 'paraphrase'));
		assert.deepEqual(tally.paraphrase, { asked: 1, kept: 0, dropped: { [reason]: 1 } });
	});
}

test('a sentence that the context holds is no insertion, and one that the checker finds there neither', async () => {
	const copied = await made({ text: () => '{"text": "Its lamp is 31 metres above the sea."}' });
	assert.deepEqual(copied.tally.insertion.dropped, { 'not-verified': 1 });
	const implied = await made({ verdict: () => '{"verdict": true}' });
	assert.deepEqual(implied.tally.insertion.dropped, { 'not-confirmed': 1 });
});

test('a maker that cannot be reached makes nothing, and every probe is accounted for', async () => {
	const model = new ScriptedModel(failure('unreachable'));
	const caller = new Caller({
		...{ model, clock: new FakeClock(), signal: new AbortController().signal },
		...{ concurrency: 4, attempts: 1, maxCost: undefined },
	});
	const one = { name: 'one', entry: { ...OFFLINE_MODEL, name: 'one', provider: 'openai' as const }, parameters: {} };
	const { tally, byCluster } = await makeProbes([{ cluster: 'a', source: SOURCE }], {
		...{ maker: one, checker: one, caller, best: 'Good' },
	});
	assert.equal(byCluster.size, 0);
	for (const { asked, kept, dropped } of Object.values(tally)) {
		assert.equal(asked, kept + Object.values(dropped).reduce((sum, each) => sum + each, 0));
	}
});

test('made probes are kept and known again; a damaged file is none', async () => {
	const { byCluster, tally } = await made();
	assert.deepEqual(parseMade(writeMade({ byCluster, tally, cost: 1 })), { byCluster, tally, cost: 0 });
	for (const text of ['', '[]', '{"version":1}', '{"version":1,"tally":{},"probes":[["a"]]}']) {
		assert.equal(parseMade(text), undefined);
	}
});
