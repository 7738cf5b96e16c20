import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReviewEvent } from '../../../../src/core/review/events.ts';
import { planCases } from '../../../../src/core/review/plan.ts';
import type { PlanOptions } from '../../../../src/core/review/plan-options.ts';
import { planRejudging } from '../../../../src/core/review/rejudge.ts';
import { loadedSet, TWO_MODELS } from '../../../support/review-set.ts';
import { failure, ScriptedModel } from '../../../support/scripted-model.ts';
import { trace } from '../../../support/trace.ts';

const DOC = '# Tea\nGreen tea is steamed at 100 degrees.\nBlack tea is fully oxidised.\n';
const VERDICT = (rating: string, quote = 'Green tea is steamed at 100 degrees.') =>
	JSON.stringify({
		criteria: Object.fromEntries(
			['relevance', 'faithfulness', 'completeness', 'clarity', 'conciseness'].map(id => [
				id,
				{ reason: 'Because.', evidence: id === 'faithfulness' ? [quote] : [], rating },
			]),
		),
	});

async function casesOf(questions: string, options: PlanOptions = {}, head = 'models: [one]\njudge: { model: two }\n') {
	const set = await loadedSet(`version: 1\n${head}context: [{ file: tea.md }]\nquestions:\n${questions}`, {
		'groundline.yaml': TWO_MODELS,
		'tea.md': DOC,
	});
	return planCases(set, options).cases;
}

const asks = (id: string, more = '') => `  - { id: ${id}, question: How is green tea made (${id})?${more} }\n`;
const unjudged = { judging: 'none' } as const;
const STEAMED = 'Green tea is steamed at 100 degrees.';

test('answers, grounds, judges: the events of a case in order', async () => {
	const model = new ScriptedModel(STEAMED, VERDICT('Good'));
	const { events, fold, lines } = await trace(await casesOf(asks('a')), model);
	assert.deepEqual(lines, ['> a one', '< a one passed 80.0']);
	assert.deepEqual(
		events.map(event => event.type).filter(type => type !== 'text'),
		[
			'run-start',
			'case-start',
			'answer-piece',
			'answer-end',
			'grounding-end',
			'verdict-end',
			'grounding-end',
			'case-end',
			'run-end',
		],
	);
	const [result] = fold.results.values();
	assert.equal(result!.answer?.text, STEAMED);
	assert.match(result!.answer!.messages.at(-1)!.content, /steamed at 100/);
	assert.deepEqual(result!.verdicts[0]!.evidence.faithfulness, [
		{ quote: STEAMED, found: 'exact', unit: 'P1:L2', start: 0, end: STEAMED.length },
	]);
	const links = result!.grounding!.claims.flatMap(claim => claim.links).filter(link => link.unit === 'P1:L2');
	assert.deepEqual(new Set(links.map(link => link.kind)), new Set(['overlap', 'cited']));
	assert.equal(
		result!.start!.passages[0]!.units.every(unit => unit.sent),
		true,
	);
	assert.equal(result!.answer!.cost, (100 * 1 + 20 * 2) / 1e6);
	assert.equal(result!.end!.arithmetic!.terms.length, 5);
});

test('an unreachable model is an outcome, and the run goes on', async () => {
	const model = new ScriptedModel('yes', failure('unreachable'), 'yes');
	const { lines } = await trace(await casesOf(asks('a') + asks('b') + asks('c'), unjudged), model, { concurrency: 1 });
	assert.deepEqual(lines, [
		'> a one',
		'< a one not-judged',
		'> b one',
		'< b one unscored unreachable',
		'> c one',
		'< c one not-judged',
	]);
});

test('tries again what can succeed, as long as the endpoint says, and takes back what it had shown', async () => {
	const model = new ScriptedModel(
		failure('rate-limited', { retry: { afterMs: 2000 } }),
		{ text: 'half an', failure: failure('unreachable', { retry: { afterMs: undefined } }) },
		STEAMED,
	);
	const { lines, fold, clock, events } = await trace(await casesOf(asks('a'), unjudged), model);
	assert.deepEqual(lines, ['> a one', '< a one not-judged']);
	assert.deepEqual(clock.waits, [2000, 1000]);
	assert.equal(fold.results.values().next().value!.text, STEAMED);
	assert.equal(events.filter(event => event.type === 'answer-restart').length, 1);
});

test('gives up after five tries', async () => {
	const model = new ScriptedModel(failure('rate-limited', { retry: { afterMs: undefined } }));
	const { lines, clock, fold } = await trace(await casesOf(asks('a'), unjudged), model);
	assert.equal(fold.results.values().next().value!.end!.message, 'It is rate-limited. Tried 5 times.');
	assert.deepEqual([lines.at(-1), model.requests.length], ['< a one unscored rate-limited', 5]);
	assert.deepEqual(clock.waits, [500, 1000, 2000, 4000]);
});

test('what concerns every case is asked once', async () => {
	const model = new ScriptedModel(failure('unreachable', { concernsAll: true }));
	const { lines, fold } = await trace(await casesOf(asks('a') + asks('b') + asks('c'), unjudged), model, {
		concurrency: 1,
	});
	assert.equal(model.requests.length, 1);
	assert.equal(lines.filter(line => line.endsWith('unscored unreachable')).length, 3);
	assert.equal(new Set([...fold.results.values()].map(one => one.end!.message)).size, 1);
});

test('later turns hear the answers before them, and are unscored where there was none', async () => {
	const questions = asks('a') + asks('b', ', follows: a') + asks('c', ', follows: b');
	const model = new ScriptedModel('First.', 'Second.', 'Third.');
	const { lines } = await trace(await casesOf(questions, unjudged), model);
	assert.deepEqual(lines, [
		'> a one',
		'< a one not-judged',
		'> b one',
		'< b one not-judged',
		'> c one',
		'< c one not-judged',
	]);
	const said = model.requests[2]!.messages.map(message => message.content).join('\n');
	assert.ok(said.includes('First.') && said.includes('Second.'));

	const broken = await trace(await casesOf(questions, unjudged), new ScriptedModel('First.', failure('refused')));
	assert.deepEqual(
		broken.lines.filter(line => line.startsWith('<')),
		['< a one not-judged', '< b one unscored refused', '< c one unscored earlier-turn'],
	);
});

test('an earlier turn outside of the run answers from what is recorded', async () => {
	const [first, second] = await casesOf(asks('a') + asks('b', ', follows: a'), unjudged);
	const model = new ScriptedModel('Second.');
	const { lines } = await trace([second!], model, {
		answerOf: key => (key === first!.key ? 'Said before.' : undefined),
	});
	assert.deepEqual(lines, ['> b one', '< b one not-judged']);
	assert.ok(model.requests[0]!.messages.some(message => message.content.includes('Said before.')));
	assert.deepEqual((await trace([second!], model)).lines.at(-1), '< b one unscored earlier-turn');
});

test('an answer that is cut off, filtered or empty is unscored, and is not judged', async () => {
	const model = new ScriptedModel(
		{ text: 'On and on', finish: 'length' },
		{ text: 'Well', finish: 'content_filter' },
		{ text: '  ', thinking: 'Hm.' },
	);
	const { lines } = await trace(await casesOf(asks('a') + asks('b') + asks('c')), model, { concurrency: 1 });
	assert.deepEqual(
		lines.filter(line => line.startsWith('<')),
		['< a one unscored cut-off', '< b one unscored refused', '< c one unscored empty'],
	);
	assert.equal(model.requests.length, 3);
});

test('a verdict that cannot be read is asked for once more, then unscored; one that contradicts itself is not', async () => {
	const repaired = new ScriptedModel(STEAMED, 'I like it.', VERDICT('Excellent'));
	const first = await trace(await casesOf(asks('a')), repaired);
	assert.equal(first.lines.at(-1), '< a one passed 100.0');
	assert.equal(first.fold.results.values().next().value!.verdicts[0]!.firstReply, 'I like it.');

	const hopeless = new ScriptedModel(STEAMED, 'I like it.');
	const second = await trace(await casesOf(asks('a')), hopeless);
	assert.deepEqual([second.lines.at(-1), hopeless.requests.length], ['< a one unscored unparsed', 3]);

	const mute = new ScriptedModel(STEAMED, { text: ' ' }, VERDICT('Excellent'));
	const spoke = await trace(await casesOf(asks('a')), mute);
	assert.equal(spoke.lines.at(-1), '< a one passed 100.0');
	assert.ok(mute.requests.at(-1)!.messages.every(message => message.content.trim() !== ''));
	const silent = await trace(await casesOf(asks('a')), new ScriptedModel(STEAMED, ''));
	assert.equal(silent.lines.at(-1), '< a one unscored empty');
	const filtered = new ScriptedModel(STEAMED, { text: VERDICT('Excellent'), finish: 'content_filter' });
	const kept = await trace(await casesOf(asks('a')), filtered);
	assert.deepEqual([kept.lines.at(-1), filtered.requests.length], ['< a one unscored refused', 2]);

	const two = new ScriptedModel(
		STEAMED,
		`${VERDICT('Good')}\nFaithfulness: Bad`.replace(/^\{.*\}\n/, 'Faithfulness: Good\n'),
	);
	const third = await trace(await casesOf(asks('a')), two);
	assert.deepEqual([third.lines.at(-1), two.requests.length], ['< a one unscored contradicting', 2]);
});

test('a judge that cannot be reached leaves the answer unscored with its reason', async () => {
	const { lines, fold } = await trace(await casesOf(asks('a')), new ScriptedModel(STEAMED, failure('unreachable')));
	assert.equal(lines.at(-1), '< a one unscored unreachable');
	assert.match(fold.results.values().next().value!.end!.message!, /The judge two: It is unreachable/);
});

test('of several verdicts the median counts', async () => {
	const model = new ScriptedModel(STEAMED, VERDICT('Excellent'), VERDICT('Bad'), VERDICT('Good'));
	const { lines, fold } = await trace(await casesOf(asks('a'), { judgeSamples: 3 }), model);
	assert.equal(lines.at(-1), '< a one passed 80.0');
	const result = fold.results.values().next().value!;
	assert.deepEqual([result.verdicts.length, result.end!.spread], [3, 60]);
	assert.deepEqual(
		model.requests.slice(1).map(request => request.sample),
		[0, 1, 2],
	);
});

test('a criterion with a judge of its own is judged by that one', async () => {
	const rubric =
		'version: 1\nname: R\nscale: { High: 100, Low: 0 }\ncriteria:\n  - { id: depth, name: Depth, weight: 1 }\n  - { id: tone, name: Tone, weight: 1, judge: one }\npass: 50\n';
	const set = await loadedSet(
		`version: 1\nmodels: [one]\njudge: { model: two }\nrubric: r.rubric.yaml\nquestions:\n${asks('a')}`,
		{
			'groundline.yaml': TWO_MODELS,
			'r.rubric.yaml': rubric,
		},
	);
	const model = new ScriptedModel('yes', async request => ({
		text: request.model.name === 'two' ? 'Depth: High' : 'Tone: Low',
	}));
	const { lines, fold } = await trace(planCases(set).cases, model);
	assert.equal(lines.at(-1), '< a one passed 50.0');
	const result = fold.results.values().next().value!;
	assert.deepEqual(
		result.verdicts.map(verdict => [verdict.judge, verdict.ratings]),
		[
			['two', { depth: 'High' }],
			['one', { tone: 'Low' }],
		],
	);
	assert.deepEqual(result.end!.ratings, { depth: 'High', tone: 'Low' });
});

test('an unmet check fails whatever the judge says', async () => {
	const model = new ScriptedModel(STEAMED, VERDICT('Excellent'));
	const { lines, fold } = await trace(await casesOf(asks('a', ', expect: { mustContain: [oolong] }')), model);
	assert.equal(lines.at(-1), '< a one failed 100.0');
	assert.equal(fold.results.values().next().value!.end!.checks[0]!.met, false);
});

test('a recorded answer costs no call, and offline needs nobody', async () => {
	const model = new ScriptedModel('never');
	const cases = await casesOf(asks('a', `, answers: { old: "${STEAMED}" }`), {}, 'models: [offline]\n');
	const { lines, events, fold } = await trace(cases, model);
	assert.equal(model.requests.length, 0);
	assert.deepEqual(
		lines.filter(line => line.startsWith('>')),
		['> a offline', '> a old'],
	);
	assert.ok(events.filter(event => event.type === 'answer-piece').length > 1);
	const offline = [...fold.results.values()].find(result => result.start!.model === 'offline')!;
	assert.match(offline.answer!.messages.at(-1)!.content, /How is green tea made/);
	assert.match(offline.verdicts[0]!.reply, /faithfulness/);
});

test('no more calls at once than allowed, overall and for a model', async () => {
	const slow = async () => {
		await new Promise(resolve => setImmediate(resolve));
		return { text: 'yes' };
	};
	const questions = Array.from({ length: 12 }, (_, i) => asks(`q${i}`)).join('');
	const model = new ScriptedModel(slow);
	await trace(await casesOf(questions, unjudged), model, { concurrency: 3 });
	assert.deepEqual([model.requests.length, model.mostOpen], [12, 3]);
	const limited = (await casesOf(questions, unjudged)).map(item =>
		item.source.kind === 'model'
			? { ...item, source: { ...item.source, entry: { ...item.source.entry, concurrency: 1 } } }
			: item,
	);
	const single = new ScriptedModel(slow);
	await trace(limited, single, { concurrency: 3 });
	assert.equal(single.mostOpen, 1);
});

test('cancelling ends at once: what had arrived stays, what had not begun leaves no trace', async () => {
	const controller = new AbortController();
	const model = new ScriptedModel((_request, onText) => {
		onText('The first words');
		return new Promise(() => {}); // A port that never notices.
	});
	let cancelledAt = 0;
	const { lines, fold } = await trace(await casesOf(asks('a') + asks('b') + asks('c')), model, {
		concurrency: 1,
		signal: controller.signal,
		onEvent: event => {
			if (event.type === 'answer-piece') {
				cancelledAt = performance.now();
				controller.abort();
			}
		},
	});
	assert.ok(performance.now() - cancelledAt < 100);
	assert.deepEqual(lines, ['> a one', '< a one unscored cancelled', 'cancelled']);
	assert.equal(fold.results.values().next().value!.answer!.text, 'The first words');
	assert.equal(fold.start!.loaded.length, 3);
});

test('who stops listening stops the run', async () => {
	const model = new ScriptedModel('yes');
	const { review } = await import('../../../../src/core/review/review.ts');
	const { FakeClock } = await import('../../../support/fake-clock.ts');
	const cases = await casesOf(Array.from({ length: 30 }, (_, i) => asks(`q${i}`)).join(''), unjudged);
	for await (const event of review(cases, { model, clock: new FakeClock() }, { run: 'r', tool: 't', concurrency: 1 })) {
		if (event.type === 'case-end') {
			break;
		}
	}
	const asked = model.requests.length;
	await new Promise(resolve => setImmediate(resolve));
	assert.ok(asked < 30 && model.requests.length - asked <= 2);
});

test('an endpoint that counts no tokens is paid by estimate, answers and verdicts alike', async () => {
	const model = new ScriptedModel({ text: STEAMED, usage: undefined }, { text: VERDICT('Good'), usage: undefined });
	const { fold } = await trace(await casesOf(asks('a')), model);
	const result = fold.results.values().next().value!;
	assert.equal(result.answer!.usage!.estimated && result.verdicts[0]!.usage!.estimated, true);
	assert.ok(result.answer!.cost! > 0 && result.verdicts[0]!.cost! > 0);
});

test('spends no more than the limit', async () => {
	const model = new ScriptedModel({
		text: 'yes',
		usage: { input: 40_000, output: 0, cachedInput: undefined, estimated: false },
	});
	const cases = await casesOf(asks('a') + asks('b') + asks('c') + asks('d'), unjudged);
	const { lines } = await trace(cases, model, { concurrency: 1, maxCost: 0.07 });
	assert.equal(model.requests.length, 1, 'a second one would cost as much again');
	assert.deepEqual(lines.slice(-3), ['> d one', '< d one unscored over-budget', 'stopped']);
});

test('judging again calls no answering model and keeps what shaped the answer', async () => {
	const set = await loadedSet(
		`version: 1\nmodels: [one]\njudge: { model: two }\ncontext: [{ file: tea.md }]\nquestions:\n${asks('a')}`,
		{
			'groundline.yaml': TWO_MODELS,
			'tea.md': DOC,
		},
	);
	const before = await trace(planCases(set).cases, new ScriptedModel(STEAMED, VERDICT('Bad')));
	const results = before.fold.results;
	const changed = { ...set, questions: set.questions.map(loaded => ({ ...loaded, passages: [] })) };
	const judge = new ScriptedModel(VERDICT('Good'));
	const again = await trace(planRejudging(changed, [...results.values()]).cases, judge, {
		task: 'judge',
		recorded: item => {
			const result = results.get(item.key)!;
			return { ...result, start: { ...result.start!, t: 5 } };
		},
		answerOf: key => results.get(key)?.answer?.text,
	});
	assert.deepEqual(again.lines, ['> a one', '< a one passed 80.0']);
	assert.equal(judge.requests.length, 1);
	const [result] = again.fold.results.values();
	const [old] = results.values();
	assert.equal(result!.answer!.cached, true);
	assert.ok(again.events.every(event => !('t' in event) || event.t >= again.fold.start!.t));
	assert.deepEqual(result!.start!.passages, old!.start!.passages);
	assert.deepEqual(result!.start!.inputs, old!.start!.inputs);
	assert.deepEqual(result!.grounding!.used, old!.grounding!.used);
});

test('a run that a bug breaks off rejects, and its last event does not say that it finished', async () => {
	const [first] = await casesOf(asks('a'));
	const broken = Object.defineProperty({ ...first! }, 'judge', {
		get: () => {
			throw new Error('a bug');
		},
	});
	const seen: ReviewEvent[] = [];
	const running = trace([broken], new ScriptedModel(STEAMED), { onEvent: event => seen.push(event) });
	await assert.rejects(running, /a bug/);
	const last = seen.at(-1);
	assert.ok(last?.type === 'run-end', last?.type);
	assert.deepEqual([last.outcome, last.message], ['stopped', 'The run broke off: a bug']);
});

// Words that no phrase list holds.
const UNHEARD = 'Tea leaves keep their silence on that.';

for (const { says, judge, state } of [
	{ says: ['true'], judge: 'two', state: 'passed' },
	{ says: ['false'], judge: 'two', state: 'failed' },
	{ says: [undefined], judge: 'two', state: 'failed' },
	{ says: ['true', 'false', 'true'], judge: '{ model: two, samples: 3 }', state: 'passed' },
	{ says: ['true', 'false'], judge: '{ model: two, samples: 2 }', state: 'failed' },
	{ says: ['true'], judge: 'offline', state: 'failed' },
] as const) {
	test(`a question without an answer, to which the judge ${judge} says ${says}: ${state}`, async () => {
		const head = `models: [one]\njudge: ${judge.startsWith('{') ? judge : `{ model: ${judge} }`}\n`;
		const cases = await casesOf(asks('a', ', answerable: false'), {}, head);
		const replies = says.map(word =>
			word === undefined ? VERDICT('Bad') : VERDICT('Bad').replace(/\}$/, `, "abstains": ${word}}`),
		);
		const model = new ScriptedModel(UNHEARD, ...replies);
		const { fold } = await trace(cases, model);
		const [result] = fold.results.values();
		assert.equal(result!.end?.state, state);
		assert.deepEqual(
			result!.end?.checks.map(({ check, met }) => [check, met]),
			[['answerable', state === 'passed']],
		);
	});
}

test('what the phrase lists hear as an abstention needs no judge', async () => {
	const model = new ScriptedModel('The context does not say.', VERDICT('Bad').replace(/\}$/, ', "abstains": false}'));
	const { fold } = await trace(await casesOf(asks('a', ', answerable: false')), model);
	assert.equal([...fold.results.values()][0]!.end?.state, 'passed');
});
