import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case } from '../../../../src/core/review/case.ts';
import type { ReviewEvent, RunEvent } from '../../../../src/core/review/events.ts';
import { planCases } from '../../../../src/core/review/plan.ts';
import type { ModelRequest } from '../../../../src/core/review/ports.ts';
import { RecordedReplies } from '../../../../src/core/review/recorded-replies.ts';
import { RunRecovery } from '../../../../src/core/review/recovery.ts';
import { resumeEvents } from '../../../../src/core/review/resume.ts';
import { review } from '../../../../src/core/review/review.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { loadedSet, TWO_MODELS } from '../../../support/review-set.ts';
import { ScriptedModel } from '../../../support/scripted-model.ts';

const DOC = '# Tea\nGreen tea is steamed at 100 degrees.\nBlack tea is fully oxidised.\n';
const QUESTIONS = [
	'  - { id: a, question: How is green tea made? }',
	`  - { id: b, question: And how long does that take?, follows: a }`,
	`  - { id: c, question: How is black tea made, reference: ${'long '.repeat(300)} }`,
].join('\n');

async function casesOf(samples: number, prompt = ''): Promise<readonly Case[]> {
	const set = await loadedSet(
		`version: 1\nmodels: [one]\njudge: { model: two, samples: ${samples} }\ncontext: [{ file: tea.md }]\n${prompt}questions:\n${QUESTIONS}\n`,
		{ 'groundline.yaml': TWO_MODELS, 'tea.md': DOC },
	);
	return planCases(set).cases;
}

/** A model whose reply depends on nothing but what it is asked; the judge of `b` first says what cannot be read. */
function model(): ScriptedModel {
	return new ScriptedModel(async request => ({
		text: replyTo(request),
		usage: { input: 5, output: 7, cachedInput: undefined, estimated: false },
	}));
}

function replyTo({ model: { name }, messages, sample }: ModelRequest): string {
	const asked = JSON.stringify(messages);
	if (name === 'one') {
		return `Green tea is steamed at 100 degrees.${asked.includes('long does') ? ' It takes 3 minutes.' : ''}`;
	}
	if (asked.includes('long does') && !asked.includes('could not be read')) {
		return 'I would rather not say.';
	}
	const criteria = ['relevance', 'faithfulness', 'completeness', 'clarity', 'conciseness'].map(id => [
		id,
		{ reason: 'Because.', evidence: ['Green tea is steamed at 100 degrees.'], rating: sample === 1 ? 'Fair' : 'Good' },
	]);
	return JSON.stringify({ criteria: Object.fromEntries(criteria) });
}

interface Ran {
	readonly events: readonly RunEvent[];
	readonly asked: readonly string[];
}

async function ran(cases: readonly Case[], before: readonly RunEvent[] = []): Promise<Ran> {
	const recovery = new RunRecovery();
	for (const event of before) {
		recovery.add(event);
	}
	const open = cases.filter(item => !recovery.isDone(item));
	const scripted = model();
	const models = new RecordedReplies(scripted, recovery.readable(open));
	const answerOf = (key: string) => recovery.answerOf(key);
	const events = review(open, { model: models, clock: new FakeClock() }, { run: 'r', tool: 't', answerOf });
	const recorded: RunEvent[] = [...before];
	for await (const event of before.length === 0 ? events : resumeEvents(events, recovery, 'It was interrupted.')) {
		if (isRecorded(event)) {
			recorded.push(event);
		}
	}
	return {
		events: recorded,
		asked: scripted.requests.map(({ model: { name }, messages, sample }) => JSON.stringify([name, sample, messages])),
	};
}

function isRecorded(event: ReviewEvent): event is RunEvent {
	return !['answer-piece', 'answer-restart', 'endpoint-stop'].includes(event.type);
}

/** Events of each case in order, without times. */
function byCase(events: readonly RunEvent[]): Readonly<Record<string, readonly string[]>> {
	const groups: Record<string, string[]> = {};
	for (const event of events) {
		const name = 'key' in event ? String(event.key) : event.type;
		const plain = JSON.stringify(event, (key, value) => (key === 't' || key === 'latencyMs' ? undefined : value));
		groups[name] = [...(groups[name] ?? []), plain];
	}
	// Texts are told again, so that nobody has to remember those of long before.
	groups.text = [...new Set(groups.text)].sort();
	delete groups['run-resume'];
	return groups;
}

for (const samples of [1, 2]) {
	test(`cut off behind any event, a run goes on as if nothing had happened (${samples} verdicts an answer)`, async () => {
		const cases = await casesOf(samples);
		const whole = await ran(cases);
		assert.ok(whole.events.length > 15);
		for (let cut = 1; cut < whole.events.length; cut++) {
			const before = whole.events.slice(0, cut);
			const resumed = await ran(cases, before);
			assert.deepEqual(byCase(resumed.events), byCase(whole.events), `cut behind ${cut}`);
			const recorded = before.filter(({ type }) => type === 'answer-end' || type === 'verdict-end').length;
			assert.ok(resumed.asked.length <= whole.asked.length - recorded, `asked again, cut behind ${cut}`);
			assert.equal(resumed.events.filter(({ type }) => type === 'run-resume').length, 1);
		}
	});
}

test('a case whose documents changed meanwhile is told again from its start', async () => {
	const whole = await ran(await casesOf(1));
	const cut = whole.events.findIndex(event => event.type === 'answer-end' && event.key.includes('#a@')) + 1;
	const changed = await casesOf(1, 'vars: { tone: brief }\n');
	const resumed = await ran(changed, whole.events.slice(0, cut));
	const own = resumed.events.slice(cut).filter(event => 'key' in event && String(event.key).includes('#a@'));
	assert.deepEqual(own.map(({ type }) => type).slice(0, 2), ['case-start', 'answer-end']);
});

test('a case that was cancelled, or of which a text is lost, is done again; one that ended is not', async () => {
	const cases = await casesOf(1);
	const { events } = await ran(cases);
	const ended = events.slice(0, -1);
	const isLong = (event: RunEvent) => event.type === 'text' && event.text.length > 2000;
	const recovery = (of: readonly RunEvent[]) => {
		const all = new RunRecovery();
		of.forEach(event => void all.add(event));
		return cases.map(item => all.isDone(item));
	};
	assert.deepEqual(recovery(ended), [true, true, true]);
	const cancelled = ended.map(event =>
		event.type === 'case-end' && event.key.includes('#c@') ? { ...event, reason: 'cancelled' as const } : event,
	);
	assert.deepEqual(recovery(cancelled), [true, true, false]);
	assert.ok(recovery(ended.filter(event => !isLong(event))).includes(false));
	const noAnswer = ended.filter(event => !(event.type === 'answer-end' && event.key.includes('#a@')));
	assert.deepEqual(recovery(noAnswer), [false, true, true]);
});

test('who follows a turn that is still to be done is done again with it', async () => {
	const cases = await casesOf(1);
	const { events } = await ran(cases);
	const reasons = new Map([
		['#a@', 'over-budget'],
		['#b@', 'earlier-turn'],
	] as const);
	const recovery = new RunRecovery();
	for (const event of events) {
		const reason = event.type !== 'case-end' ? undefined : [...reasons].find(([id]) => event.key.includes(id))?.[1];
		recovery.add(event.type === 'case-end' && reason !== undefined ? { ...event, state: 'unscored', reason } : event);
	}
	assert.deepEqual(
		cases.map(item => recovery.isDone(item)),
		[false, false, true],
	);
});

test('a case that had ended is done again where its documents changed, and no reply to other parameters is taken for it', async () => {
	const whole = await ran(await casesOf(1));
	const resumed = await ran(await casesOf(1, 'parameters: { temperature: 1 }\n'), whole.events.slice(0, -1));
	const answers = (asked: readonly string[]) => asked.filter(one => one.startsWith('["one"'));
	assert.equal(answers(resumed.asked).length, 3);
	assert.equal(resumed.asked.length, 3, 'the judge is asked the same as before');
	const same = await ran(await casesOf(1), whole.events.slice(0, -1));
	assert.deepEqual(same.asked, []);
});

test('a recorded reply is given once, and only to the request that it answered', async () => {
	const cases = await casesOf(1);
	const { events } = await ran(cases);
	const recovery = new RunRecovery();
	events.forEach(event => void recovery.add(event));
	const replies = new RecordedReplies(model(), recovery.readable(cases));
	const [first] = [...recovery.fold.results.values()];
	const entry = cases[0]!.source.kind === 'model' ? cases[0]!.source.entry : undefined;
	const request = {
		model: entry!,
		messages: first!.answer!.messages,
		parameters: {},
		sample: 0,
		purpose: 'answer' as const,
	};
	assert.equal(await replies.recall({ ...request, sample: 1 }), undefined);
	assert.equal((await replies.recall(request))?.text, first!.answer!.text);
	assert.equal(await replies.recall(request), undefined);
});

test('what a run has spent counts each call once, however often its case is told, also where the reply was thrown away', async () => {
	const cases = await casesOf(1);
	const whole = await ran(cases);
	const spent = (events: readonly RunEvent[]) => {
		const recovery = new RunRecovery();
		events.forEach(event => void recovery.add(event));
		return recovery.spent;
	};
	const cost = (event: RunEvent) =>
		event.type === 'answer-end' || event.type === 'verdict-end' ? { ...event, cost: 1 } : event;
	const priced = whole.events.map(cost);
	const calls = priced.filter(({ type }) => type === 'answer-end' || type === 'verdict-end').length;
	assert.equal(spent(priced), calls);
	assert.equal(spent([...priced, ...priced.slice(1)]), calls);
	const again = priced.map(event => ('latencyMs' in event ? { ...event, latencyMs: event.latencyMs + 1 } : event));
	assert.equal(spent([...priced, ...again]), 2 * calls);
});
