import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComparisonFold } from '../../../../src/core/comparing/comparison-fold.ts';
import type { ComparisonReport } from '../../../../src/core/comparing/comparison-report.ts';
import {
	comparisonPage,
	emptyReport,
	firstFilter,
	questionOfKey,
} from '../../../../src/host/comparing/report-state.ts';
import type { ComparisonPage, PairFilter } from '../../../../src/shared/report.ts';
import { compareAll, judgeBy, modelJudging, pairOf, winner } from '../../../support/pairs.ts';

const t = (message: string, ...words: (string | number)[]) => message.replace(/\{(\d)\}/g, (_, i) => String(words[i]));

/** "good" beats everything; between two others the first wins, and of lemons neither. */
const judge = judgeBy((first, second) =>
	winner(/good/.test(first) ? 'A' : /good/.test(second) ? 'B' : /lemon/.test(first) ? 'tie' : 'A'),
);
const pairs = [
	pairOf('won', 'a good one', 'a bad one', { reference: ['the reference'], row: 3 }),
	pairOf('lost', 'bad', `good\u202e ${'long '.repeat(40)}`),
	pairOf('tied', 'one lemon', 'two lemon'),
	pairOf('swayed', 'x', 'y'),
	pairOf('empty', '', 'y', { fault: { reason: 'empty-answer', message: 'The answer of x is empty.' }, row: 7 }),
];

function pageOf(
	{ fold, report }: { readonly fold: ComparisonFold; readonly report: ComparisonReport },
	address: { readonly filter?: PairFilter; readonly open?: readonly string[]; readonly most?: number } = {},
): ComparisonPage {
	const state = comparisonPage({
		address: { run: 'file:///r.jsonl', filter: 'all', open: [], most: 50, ...address },
		report,
		pairs: fold.pairs,
		files: ['q.csv'],
		when: 'today',
		standing: undefined,
		withoutBlind: undefined,
		t,
	});
	assert.ok(state.kind === 'comparison');
	return state;
}

test('the page says who won, and where every pair is', async () => {
	const page = pageOf(await compareAll(pairs, judge, modelJudging()));
	assert.equal(page.title, 'x ↔ y');
	assert.match(page.setup, /^q\.csv · by judge, both orders, one verdict each · rubric .+ · 0 USD · today$/);
	assert.match(page.headline.sentence, /^No significant difference: x wins 50\.0 % \(.+\) against y/);
	assert.deepEqual(
		page.counts.map(({ label, count }) => `${count} ${label}`),
		['1 x won', '2 tied', '1 y won'],
	);
	assert.equal(page.account.sentence, '5 loaded = 4 compared + 1 not compared');
	assert.deepEqual(
		page.account.rows.map(({ place, question, reason }) => [place, question, reason]),
		[['row 7', 'empty', 'empty-answer']],
	);
	assert.equal(
		page.account.parts.reduce((sum, { count }) => sum + count, 0),
		5,
	);
	const first = page.figures.find(({ label }) => label === 'the answer shown first wins')!;
	assert.equal(first.even, 0.5);
	assert.ok(first.low <= first.value && first.value <= first.high);
});

test('each filter lists what it says, those without a pair are left out', async () => {
	const compared = await compareAll(pairs, judge, modelJudging());
	const page = pageOf(compared);
	assert.deepEqual(
		page.filters.map(({ filter, count }) => `${filter} ${count}`),
		['lost-by-a 1', 'lost-by-b 1', 'tie 2', 'conflict 1', 'uncertain 1', 'not-compared 1', 'all 5'],
	);
	const listed = (filter: PairFilter) => pageOf(compared, { filter }).pairs.map(({ question }) => question);
	assert.deepEqual(listed('lost-by-a'), ['lost']);
	assert.deepEqual(listed('lost-by-b'), ['won']);
	assert.deepEqual(listed('conflict'), ['swayed']);
	assert.deepEqual(listed('not-compared'), ['empty']);
	assert.equal(firstFilter(compared.report), 'lost-by-a');
	const few = pageOf(compared, { most: 2 });
	assert.deepEqual([few.pairs.length, few.more], [2, 3]);
});

test('only an unfolded pair holds its answers and verdicts, with the side each saw first', async () => {
	const compared = await compareAll(pairs, judge, modelJudging());
	const key = pairs[0]!.key;
	const page = pageOf(compared, { open: [key] });
	assert.equal(page.pairs.filter(({ detail }) => detail !== undefined).length, 1);
	const detail = page.pairs.find(pair => pair.key === key)!.detail!;
	assert.equal(detail.place, 'row 3');
	assert.deepEqual(detail.references, ['the reference']);
	assert.deepEqual(
		detail.answers.map(({ name, text, won }) => [name, text, won]),
		[
			['x', 'a good one', true],
			['y', 'a bad one', false],
		],
	);
	assert.deepEqual(
		detail.verdicts.map(({ order, winner: who, why }) => [order, who, why]),
		[
			['x shown first', 'x is better', 'So it is.'],
			['y shown first', 'x is better', 'So it is.'],
		],
	);
	assert.deepEqual(
		detail.buttons.map(({ target }) => target.kind),
		['pair-diff', 'place', 'blind'],
	);
	const folded = pageOf(compared);
	assert.ok(!JSON.stringify(folded).includes('a bad one'));
});

test('characters that hide or reorder words are shown, keys stay as they are', async () => {
	const compared = await compareAll(pairs, judge, modelJudging());
	const key = pairs[1]!.key;
	const page = pageOf(compared, { open: [key] });
	const shown = page.pairs.find(pair => pair.key === key)!.detail!.answers[1]!.text;
	assert.ok(!shown.includes('\u202e') && shown.startsWith('good'));
	assert.deepEqual(page.address.open, [key]);
});

test('a comparison that was cancelled names the pairs it never came to', async () => {
	const stop = new AbortController();
	stop.abort();
	const compared = await compareAll(pairs, judge, modelJudging(), stop.signal);
	const page = pageOf(compared, { filter: 'not-compared', open: [pairs[0]!.key] });
	assert.equal(page.headline.sentence, 'Nothing was compared.');
	assert.equal(page.headline.tone, 'warn');
	assert.equal(page.account.sentence, '5 loaded = 0 compared + 5 not compared');
	assert.deepEqual(page.account.rows.map(({ question, reason }) => `${question} ${reason}`).slice(0, 2), [
		'won cancelled',
		'lost cancelled',
	]);
	assert.deepEqual([page.figures, page.tests], [[], '']);
	assert.equal(questionOfKey(pairs[0]!.key), 'won');
});

test('where there is nothing to show it says why, and what to do', () => {
	const page = emptyReport({ run: '', filter: 'all', open: [], most: 50 }, { message: 'It is gone.', t });
	assert.deepEqual([page.message, page.buttons[0]?.target.kind], ['It is gone.', 'compare']);
});
