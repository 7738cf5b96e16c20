import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Case } from '../../../../src/core/review/case.ts';
import type { Wait } from '../../../../src/core/review/endpoint.ts';
import type { ReviewEvent } from '../../../../src/core/review/events.ts';
import { plainOutcome } from '../../../../src/core/review/plain-outcome.ts';
import { planCases } from '../../../../src/core/review/plan.ts';
import type { ModelOutcome, ModelPort, ModelRequest } from '../../../../src/core/review/ports.ts';
import { review } from '../../../../src/core/review/review.ts';
import type { ReviewOptions, ReviewPorts } from '../../../../src/core/review/review-options.ts';
import { loadedSet } from '../../../support/review-set.ts';
import { failure } from '../../../support/scripted-model.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const PROJECT = `version: 1
models:
  one: { provider: openai, baseUrl: http://a/v1, model: one-1, price: { input: 1, output: 2 } }
  two: { provider: openai, baseUrl: http://a/v1, model: two-1, price: { input: 1, output: 2 } }
  far: { provider: openai, baseUrl: http://b/v1, model: far-1, price: { input: 1, output: 2 } }
`;
const VERDICT = JSON.stringify({
	criteria: Object.fromEntries(
		['relevance', 'faithfulness', 'completeness', 'clarity', 'conciseness'].map(id => [
			id,
			{ reason: 'Because.', evidence: [], rating: 'Good' },
		]),
	),
});

interface Plan {
	readonly count?: number;
	readonly models?: readonly string[];
	readonly judge?: string;
	/** Question number → number of the one it follows. */
	readonly follows?: Readonly<Record<number, number>>;
}

async function casesOf({ count = 10, models = ['one'], judge, follows = {} }: Plan = {}): Promise<readonly Case[]> {
	const questions = Array.from({ length: count }, (_, i) => {
		const after = follows[i] === undefined ? '' : `, follows: q${follows[i]}`;
		return `  - { id: q${i}, question: What is number ${i}?${after} }\n`;
	});
	const head = `version: 1\nmodels: [${models.join(', ')}]\n${judge === undefined ? '' : `judge: { model: ${judge} }\n`}`;
	const set = await loadedSet(`${head}questions:\n${questions.join('')}`, { 'groundline.yaml': PROJECT });
	return planCases(set, judge === undefined ? { judging: 'none' } : {}).cases;
}

/** One call, as the endpoint sees it. */
interface Call {
	readonly model: string;
	readonly question: string;
	readonly at: number;
	/** Calls that were open when it came, itself included. */
	readonly open: number;
}

type Behaviour = (call: Call & { readonly number: number; readonly request: ModelRequest }) => Partial<ModelOutcome>;

/** An endpoint that answers after 100 ms of the clock. */
class TimedModel implements ModelPort {
	readonly calls: Call[] = [];
	readonly clock = new VirtualClock();
	private readonly started = this.clock.now();
	/** Milliseconds that the n-th request is on its way, from 0. */
	way: (number: number) => number = () => 0;
	private readonly behaviour: Behaviour;
	private open = 0;
	private sent = 0;

	constructor(behaviour: Behaviour = () => ({})) {
		this.behaviour = behaviour;
	}

	async ask(request: ModelRequest, _onText: (piece: string) => void, signal: AbortSignal): Promise<ModelOutcome> {
		const way = this.way(this.sent++);
		if (way > 0) {
			await this.clock.sleep(way, signal);
		}
		this.open++;
		const text = request.messages.at(-1)!.content;
		const question = /number (\d+)/.exec(text)?.[1] ?? '';
		const call = { model: request.model.name, question, at: this.elapsed, open: this.open };
		this.calls.push(call);
		const number = this.calls.length - 1;
		const outcome = this.behaviour({ ...call, number, request });
		await this.clock.sleep(100, signal);
		this.open--;
		const usage = { input: 10, output: 10, cachedInput: undefined, estimated: false };
		const said = request.schema === undefined ? `It is ${question}.` : VERDICT;
		return plainOutcome({ text: said, finish: 'stop', usage, latencyMs: 100, ...outcome });
	}

	/** Milliseconds since the start. */
	get elapsed(): number {
		return this.clock.now() - this.started;
	}

	get mostOpen(): number {
		return Math.max(...this.calls.map(({ open }) => open));
	}
}

interface Ran {
	readonly model: TimedModel;
	readonly events: readonly ReviewEvent[];
	/** Milliseconds of the clock. */
	readonly took: number;
}

async function run(
	cases: readonly Case[] | AsyncIterable<Case>,
	model: TimedModel,
	{ attention, ...options }: Partial<ReviewOptions> & Pick<ReviewPorts, 'attention'> = {},
): Promise<Ran> {
	const events: ReviewEvent[] = [];
	const ports = { model, clock: model.clock, ...(attention === undefined ? {} : { attention }) };
	for await (const event of review(cases, ports, { run: 'r', tool: 't', ...options })) {
		events.push(event);
	}
	return { model, events, took: model.elapsed };
}

const states = ({ events }: Ran) =>
	events.flatMap(event => (event.type === 'case-end' ? [event.reason ?? event.state] : []));

/** What is said where a model is not asked any more. */
const stopsOf = ({ events }: Ran) => events.flatMap(event => (event.type === 'endpoint-stop' ? [event.message] : []));

const LIMITED = { text: '', finish: undefined, usage: undefined } as const;
const limited = (afterMs?: number) => ({ ...LIMITED, failure: failure('rate-limited', { retry: { afterMs } }) });

test('calls begin at the configured limit, and the time is that of the calls alone', async () => {
	const ran = await run(await casesOf({ count: 40 }), new TimedModel(), { concurrency: 8 });
	assert.deepEqual([ran.model.mostOpen, ran.took], [8, 500]);
});

test('no more cases are in work than "open" allows, however many calls there may be', async () => {
	const cases = await casesOf({ count: 30, judge: 'far' });
	const { events, model } = await run(cases, new TimedModel(), { concurrency: 50, open: 4 });
	let open = 0;
	let mostOpen = 0;
	for (const { type } of events) {
		open += type === 'case-start' ? 1 : type === 'case-end' ? -1 : 0;
		mostOpen = Math.max(mostOpen, open);
	}
	assert.deepEqual([mostOpen, open, model.mostOpen], [4, 0, 4]);
});

test('a wave of 429 halves the calls once; answers bring them back one by one', async () => {
	const model = new TimedModel(({ number }) => (number < 16 ? limited(1000) : {}));
	const ran = await run(await casesOf({ count: 400 }), model, { concurrency: 16 });
	const openAt = (time: number) => model.calls.filter(({ at }) => at <= time && time < at + 100).length;
	assert.deepEqual(new Set(states(ran)), new Set(['not-judged']));
	assert.deepEqual([openAt(0), openAt(500), openAt(1100)], [16, 0, 8]);
	const rising = [1200, 1500, 2000, 2600].map(openAt);
	assert.deepEqual(
		rising.toSorted((a, b) => a - b),
		rising,
	);
	assert.equal(openAt(2600), 16);
});

test('no call of the model starts before the time that Retry-After names, and other models go on', async () => {
	const model = new TimedModel(({ model: name, number }) => (name === 'one' && number < 2 ? limited(5000) : {}));
	const waits: Wait[] = [];
	const onWait = (wait: Wait) => waits.push(wait);
	const ran = await run(await casesOf({ count: 20, models: ['one', 'two'] }), model, { concurrency: 2, onWait });
	assert.ok(
		waits.every(wait => wait.model === 'one'),
		'whoever waits is told',
	);
	assert.ok(Math.max(...waits.map(wait => wait.milliseconds)) > 4900);
	const of = (name: string) => model.calls.filter(call => call.model === name).map(({ at }) => at);
	assert.deepEqual(
		of('one').filter(at => at > 0 && at < 5100),
		[],
	);
	assert.ok(of('two').filter(at => at < 5000).length === 20);
	assert.equal(states(ran).filter(state => state === 'not-judged').length, 40);
});

test('a wait is told also where all calls were refused at once and none stands in line', async () => {
	const model = new TimedModel(({ number }) => (number < 5 ? limited(8000) : {}));
	const waits: Wait[] = [];
	const onWait = (wait: Wait) => waits.push(wait);
	await run(await casesOf({ count: 5 }), model, { concurrency: 50, onWait });
	assert.deepEqual(waits, [{ model: 'one', milliseconds: 8000 }]);
});

test('a wait that is longer than the run is worth stops the model with one message', async () => {
	const model = new TimedModel(({ model: name }) => (name === 'one' ? limited(3_600_000) : {}));
	const ran = await run(await casesOf({ count: 30, models: ['one', 'far'] }), model, { concurrency: 2 });
	assert.ok(model.calls.filter(call => call.model === 'one').length <= 2);
	assert.match(stopsOf(ran).join('|'), /^[^|]*It asks to wait 60 minutes, which is too long for a run\.$/);
	assert.equal(states(ran).filter(state => state === 'not-judged').length, 30);
});

test('an endpoint that refuses every call is given more and more time, and up after two minutes, with one message', async () => {
	const model = new TimedModel(() => limited());
	const ran = await run(await casesOf({ count: 1000 }), model, { concurrency: 50 });
	assert.ok(ran.took > 120_000 && ran.took < 180_000, `${ran.took}`);
	assert.ok(model.calls.length < 120, `${model.calls.length}`);
	assert.match(stopsOf(ran).join('|'), /^[^|]* It has refused every call for 1[2-5]\d s\.$/);
	const messages = ran.events.flatMap(event => (event.type === 'case-end' ? [event.message ?? ''] : []));
	assert.ok(messages.every(message => message.split('It has refused').length <= 2));
	const minute = new TimedModel(({ at }) => (at < 60_000 ? limited() : {}));
	const later = await run(await casesOf({ count: 200 }), minute, { concurrency: 50 });
	assert.ok(
		states(later).filter(state => state === 'not-judged').length > 190,
		'a minute of refusals loses hardly a case',
	);
});

test('nearly spent limits make calls fewer, spent ones wait for their reset', async () => {
	const left = (remaining: number, resetMs: number) => ({
		limits: { requests: { limit: 100, remaining, resetMs }, tokens: undefined },
	});
	const model = new TimedModel(({ number }) => (number < 8 ? left(5, 60_000) : {}));
	await run(await casesOf({ count: 24 }), model, { concurrency: 8 });
	assert.equal(model.calls.filter(({ at }) => at === 100).length, 4);

	const spent = new TimedModel(({ number }) => (number === 0 ? left(0, 3000) : {}));
	await run(await casesOf({ count: 3 }), spent, { concurrency: 1 });
	assert.deepEqual(
		spent.calls.map(({ at }) => at),
		[0, 3100, 3200],
	);

	const daily = new TimedModel(({ number }) => (number === 0 ? left(0, 7_200_000) : limited(7_200_000)));
	const ran = await run(await casesOf({ count: 3 }), daily, { concurrency: 1 });
	assert.ok(ran.took < 10_000, 'no run waits for hours without a word');
	assert.match(stopsOf(ran).join('|'), /^[^|]*It asks to wait 120 minutes, which is too long for a run\.$/);
});

/** The most of something within any minute. */
function mostInMinute(calls: readonly { readonly at: number }[], each = 1): number {
	return Math.max(
		...calls.map(({ at }) => calls.filter(other => other.at >= at && other.at < at + 60_000).length * each),
	);
}

test('within no minute more requests or tokens than allowed, of a model or of all together', async () => {
	const cases = await casesOf({ count: 50 });
	const entry = (item: Case, more: object): Case =>
		item.source.kind === 'model'
			? { ...item, source: { ...item.source, entry: { ...item.source.entry, ...more } } }
			: item;
	const requests = await run(
		cases.map(item => entry(item, { requestsPerMinute: 10 })),
		new TimedModel(),
		{ concurrency: 4 },
	);
	assert.deepEqual([mostInMinute(requests.model.calls), requests.took], [10, 240_700]);
	const tokens = await run(
		cases.map(item => entry(item, { tokensPerMinute: 3000 })),
		new TimedModel(() => ({ usage: { input: 200, output: 100, cachedInput: undefined, estimated: false } })),
		{ concurrency: 4 },
	);
	assert.ok(mostInMinute(tokens.model.calls, 300) <= 3000);
	assert.ok(tokens.took < 310_000, `${tokens.took}`);
	const slow = new TimedModel(() => ({ usage: { input: 400, output: 20, cachedInput: undefined, estimated: false } }));
	slow.way = () => 40; // Several are under way while the first ones tell that much more comes in than was estimated.
	await run(
		cases.slice(0, 24).map(item => entry(item, { tokensPerMinute: 4200 })),
		slow,
		{ concurrency: 8 },
	);
	assert.ok(mostInMinute(slow.calls, 420) <= 4200, `${mostInMinute(slow.calls, 420)}`);
	const both = await run(await casesOf({ count: 15, models: ['one', 'far'] }), new TimedModel(), {
		concurrency: 4,
		minute: { requestsPerMinute: 10 },
	});
	assert.equal(mostInMinute(both.model.calls), 10);
	assert.equal(both.model.calls.length, 30);
});

test('a minute is one of the endpoint: what was long on its way counts there until later', async () => {
	const cases = await casesOf({ count: 30 });
	for (const way of [300, 900]) {
		const model = new TimedModel();
		model.way = number => (number < 4 ? way : 0);
		await run(cases, model, { concurrency: 4, minute: { requestsPerMinute: 10 } });
		assert.equal(mostInMinute(model.calls), 10, `${way} ms`);
	}
});

test('models that share an endpoint take turns', async () => {
	const { model } = await run(await casesOf({ count: 20, models: ['one', 'two'] }), new TimedModel(), {
		concurrency: 4,
	});
	for (let at = 0; at < 900; at += 100) {
		const wave = model.calls.filter(call => call.at === at).map(call => call.model);
		assert.deepEqual(wave.toSorted(), ['one', 'one', 'two', 'two'], `${at}`);
	}
});

test('judging overlaps with answering, and endpoints do not wait for each other', async () => {
	const apart = await run(await casesOf({ count: 40, judge: 'far' }), new TimedModel(), { concurrency: 8 });
	assert.deepEqual([apart.took, states(apart).filter(state => state === 'passed').length], [600, 40]);
	const together = await run(await casesOf({ count: 40, judge: 'two' }), new TimedModel(), { concurrency: 8 });
	assert.deepEqual([together.took, together.model.mostOpen], [1000, 8]);
});

test('what a person looks at goes first, with the turns it needs, also when he looks elsewhere later', async () => {
	let looked = 'q30';
	const model = new TimedModel(({ number }) => {
		looked = number >= 6 ? 'q20' : looked;
		return {};
	});
	const cases = await casesOf({ count: 40, follows: { 30: 29, 29: 28 } });
	await run(cases, model, { concurrency: 2, attention: () => ({ file: 'a.questions.yaml', question: looked }) });
	const order = model.calls.map(({ question }) => question);
	assert.equal(order[0], '28');
	assert.ok(order.indexOf('29') <= 4 && order.indexOf('30') <= 6, `${order.slice(0, 12)}`);
	assert.ok(order.indexOf('20') <= 10, `${order.slice(0, 12)}`);
	assert.deepEqual(new Set(order).size, 40);
});

async function* stream(cases: readonly Case[], pulled: { count: number }): AsyncGenerator<Case> {
	for (const item of cases) {
		pulled.count++;
		yield item;
	}
}

test('cases of a stream are taken as they can be worked on, and each becomes exactly one result', async () => {
	const cases = await casesOf({ count: 1500, follows: { 5: 4 } });
	const pulled = { count: 0 };
	let mostAhead = 0;
	const model = new TimedModel(({ number }) => {
		mostAhead = Math.max(mostAhead, pulled.count - number);
		return {};
	});
	const ran = await run(stream(cases, pulled), model, { concurrency: 50 });
	const ended = ran.events.flatMap(event => (event.type === 'case-end' ? [event.key] : []));
	assert.deepEqual(ended.toSorted(), cases.map(({ key }) => key).toSorted());
	assert.ok(mostAhead <= 1100, `${mostAhead}`);
	assert.equal(ran.took, 3000);
	const loaded = ran.events.flatMap(event => (event.type === 'cases-loaded' ? event.keys : []));
	assert.deepEqual(
		loaded,
		cases.map(({ key }) => key),
	);
	assert.ok(
		model.calls.findIndex(({ question }) => question === '5') >
			model.calls.findIndex(({ question }) => question === '4'),
	);
});

test('a stream that fails breaks the run off; one that is cancelled is closed', async () => {
	const cases = await casesOf({ count: 3 });
	const broken = async function* () {
		yield cases[0]!;
		throw new Error('the disk is gone');
	};
	await assert.rejects(run(broken(), new TimedModel()), /the disk is gone/);
	let closed = false;
	const endless = async function* () {
		try {
			for (let i = 0; ; i++) {
				yield { ...cases[0]!, key: `a.questions.yaml#q${i}@built-in@one` };
			}
		} finally {
			closed = true;
		}
	};
	const model = new TimedModel();
	const controller = new AbortController();
	const seen: ReviewEvent[] = [];
	let abortedAt = 0;
	const events = review(endless(), { model, clock: model.clock }, { run: 'r', tool: 't' }, controller.signal);
	for await (const event of events) {
		seen.push(event);
		if (event.type === 'case-end' && abortedAt === 0 && seen.length > 200) {
			abortedAt = performance.now();
			controller.abort();
		}
	}
	assert.ok(performance.now() - abortedAt < 100);
	await new Promise(resolve => setImmediate(resolve));
	assert.equal(closed, true);
	const last = seen.at(-1)!;
	assert.ok(last.type === 'run-end' && last.outcome === 'cancelled');
	const keys = (type: ReviewEvent['type']) =>
		seen.flatMap(event => (event.type === type && 'key' in event ? [event.key] : []));
	assert.deepEqual(new Set(keys('case-end')), new Set(keys('case-start')));
});

test('a bad key stops its endpoint with one message; other endpoints go on', async () => {
	const model = new TimedModel(({ model: name }) =>
		name === 'far' ? {} : { ...LIMITED, failure: failure('unreachable', { concernsAll: true, scope: 'endpoint' }) },
	);
	const ran = await run(await casesOf({ count: 100, models: ['one', 'two', 'far'] }), model, { concurrency: 4 });
	assert.ok(model.calls.filter(call => call.model !== 'far').length <= 4);
	assert.match(stopsOf(ran).join('|'), /^[^|]* The other models of this endpoint are not asked any more, either\.$/);
	assert.deepEqual(
		['unreachable', 'not-judged'].map(state => states(ran).filter(one => one === state).length),
		[200, 100],
	);
});

test('an unknown model stops that model alone', async () => {
	const model = new TimedModel(({ model: name }) =>
		name === 'two' ? {} : { ...LIMITED, failure: failure('unreachable', { concernsAll: true }) },
	);
	const ran = await run(await casesOf({ count: 20, models: ['one', 'two'] }), model, { concurrency: 2 });
	assert.equal(states(ran).filter(state => state === 'not-judged').length, 20);
});

test('a server that answered before and is away for a moment is asked again; one that never was there is not', async () => {
	const away = { ...LIMITED, failure: failure('unreachable', { concernsAll: true, retry: { afterMs: undefined } }) };
	const back = new TimedModel(({ at }) => (at > 150 && at < 2000 ? away : {}));
	const ran = await run(await casesOf({ count: 30 }), back, { concurrency: 2 });
	assert.deepEqual(new Set(states(ran)), new Set(['not-judged']));
	const never = new TimedModel(() => away);
	await run(await casesOf({ count: 30 }), never, { concurrency: 2 });
	assert.ok(never.calls.length <= 2);
});

test('what a second try cannot mend is not tried again', async () => {
	for (const reason of ['refused', 'timeout', 'cut-off', 'not-supported'] as const) {
		const model = new TimedModel(() => ({ ...LIMITED, failure: failure(reason) }));
		await run(await casesOf({ count: 3 }), model);
		assert.equal(model.calls.length, 3, reason);
	}
});

/** USD that a run says it cost. */
function costOf(events: readonly ReviewEvent[]): number {
	return events.reduce(
		(sum, event) => sum + (event.type === 'answer-end' || event.type === 'verdict-end' ? (event.cost ?? 0) : 0),
		0,
	);
}

test('never spends more than the limit where maxTokens bounds replies, and hardly more where nothing does', async () => {
	const long = { input: 10, output: 3000, cachedInput: undefined, estimated: false };
	const cases = await casesOf({ count: 200 });
	const bounded = cases.map(
		(item): Case => ({
			...item,
			parameters: [...item.parameters, { name: 'maxTokens', value: 3000, origin: 'model entry' }],
		}),
	);
	for (const [asked, limit] of [
		[bounded, 0.05],
		[cases, 0.05],
		[cases, 0.2],
	] as const) {
		const same = await run(asked, new TimedModel(() => ({ usage: long })), { concurrency: 50, maxCost: limit });
		assert.ok(costOf(same.events) <= limit, `${costOf(same.events)} of ${limit}`);
		assert.ok(costOf(same.events) > limit - 0.0075, 'and what fits is asked for');
		const mixed = new TimedModel(({ number }) => ({ usage: { ...long, output: number % 20 === 7 ? 3000 : 40 } }));
		const varied = await run(asked, mixed, { concurrency: 50, maxCost: limit });
		assert.ok(
			costOf(varied.events) <= limit + (asked === bounded ? 0 : 0.0061),
			`${costOf(varied.events)} of ${limit}`,
		);
	}
});

test('a model that is not asked any more keeps no run with a limit of costs from its end', async () => {
	const model = new TimedModel(({ model: name }) =>
		name === 'far' ? { ...LIMITED, failure: { ...failure('unreachable'), concernsAll: true } } : {},
	);
	const ran = await run(await casesOf({ count: 60, models: ['far', 'one'] }), model, {
		concurrency: 4,
		maxCost: 0.001,
	});
	assert.equal(states(ran).length, 120);
	assert.ok(costOf(ran.events) <= 0.001);
	assert.ok(states(ran).includes('over-budget'));
});

test('spends no more than the limit and what was in flight beyond what was expected of it', async () => {
	const cases = await casesOf({ count: 30, judge: 'far' });
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 20 }),
			fc.integer({ min: 1, max: 6 }),
			fc.double({ min: 0, max: 0.2, noNaN: true }),
			fc.boolean(),
			async (outputs, concurrency, maxCost, fails) => {
				const model = new TimedModel(({ number }) => {
					const usage = {
						input: 100,
						output: outputs[number % outputs.length]!,
						cachedInput: undefined,
						estimated: false,
					};
					return fails && number % 3 === 0 ? { ...LIMITED, failure: failure('refused') } : { usage };
				});
				const ran = await run(cases, model, { concurrency, maxCost });
				const spent = costOf(ran.events);
				const dearest = (100 * 1 + Math.max(...outputs) * 2) / 1_000_000;
				assert.ok(spent <= maxCost + dearest * concurrency * 2, `${spent} of ${maxCost}`);
				assert.equal(states(ran).length, 30);
				const last = ran.events.at(-1)!;
				assert.ok(last.type === 'run-end');
				assert.equal(last.outcome === 'stopped', states(ran).includes('over-budget'));
			},
		),
		{ numRuns: 15 },
	);
});
