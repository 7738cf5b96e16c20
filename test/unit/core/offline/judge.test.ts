import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { builtInRubric } from '../../../../src/core/documents/built-in-rubric.ts';
import type { Rubric } from '../../../../src/core/documents/rubric.ts';
import { locateQuote } from '../../../../src/core/grounding/quotes.ts';
import { levelFor, offlineVerdict } from '../../../../src/core/offline/judge.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';
import { rubricOf, testRubric } from '../../../support/rubrics.ts';

const units = [
	{ id: 'P1:L1', text: 'The harbour of Port Alma was opened in 1912.' },
	{ id: 'P1:L2', text: 'Its pier is 240 metres long and rests on oak piles.' },
	{ id: 'P1:L3', text: 'Ferries leave for Kestrel Island every two hours.' },
	{ id: 'P1:L4', text: 'The lighthouse was built by Ida Marsh and is not open to visitors.' },
];
const question = 'How long is the pier of Port Alma, and what does it rest on?';
const good = 'The pier is 240 metres long and rests on oak piles.';
const ask = (answer: string, more: Partial<Parameters<typeof offlineVerdict>[0]> = {}) =>
	offlineVerdict({ question, history: '', units, reference: [], answer, rubric: builtInRubric, ...more });

test('an answer that stands on its line passes, and its evidence is that line', () => {
	const verdict = ask(good);
	assert.equal(verdict.state, 'scored');
	assert.equal(verdict.pass, true);
	assert.equal(verdict.ratings.faithfulness, 'Excellent');
	assert.deepEqual(verdict.evidence.faithfulness, ['Its pier is 240 metres long and rests on oak piles.']);
});

test('every quote is found in the context word for word', () => {
	for (const answer of [good, 'Ferries leave every two hours. The harbour was opened in 1912.']) {
		const quotes = Object.values(ask(answer).evidence).flat();
		assert.ok(quotes.length > 0);
		assert.ok(quotes.every(quote => locateQuote(quote, units).found === 'exact'));
	}
});

const fakes: Readonly<Record<string, readonly [answer: string, criterion: string]>> = {
	'a changed number': ['The pier is 420 metres long and rests on oak piles.', 'faithfulness'],
	'a number of another line': ['The pier is 1912 metres long and rests on oak piles.', 'faithfulness'],
	'a negation': ['The pier is not 240 metres long and rests on oak piles.', 'faithfulness'],
	'an invention': [
		'The pier is 240 metres long and was financed by Norwegian whalers with silver from Peru.',
		'faithfulness',
	],
	'another subject': ['Ferries leave for Kestrel Island every two hours.', 'relevance'],
	'a parrot': ['How long the pier of Port Alma is and what it rests on is the question.', 'completeness'],
	'not knowing': ["I don't know.", 'completeness'],
};
for (const [name, [answer, criterion]] of Object.entries(fakes)) {
	test(`${name} lowers ${criterion} and does not pass`, () => {
		const verdict = ask(answer);
		const rank = (level: string | undefined) => builtInRubric.levels.findIndex(each => each.name === level);
		assert.ok(rank(verdict.ratings[criterion]) > rank(ask(good).ratings[criterion]), JSON.stringify(verdict.reasons));
		assert.equal(verdict.pass, false, JSON.stringify(verdict.reasons));
	});
}

test('numbers that changed places are found, and those that did not are left alone', () => {
	const two = [
		{ id: 'P1:L1', text: 'The northern pier is 240 metres long.' },
		{ id: 'P1:L2', text: 'The southern pier is 95 metres long.' },
	];
	const asked = { units: two, question: 'How long are the two piers?' };
	assert.equal(ask('The northern pier is 240 metres long and the southern pier 95.', asked).pass, true);
	const swapped = ask('The northern pier is 95 metres long and the southern pier 240.', asked);
	assert.equal(swapped.pass, false);
	assert.match(swapped.reasons.faithfulness!, /not in the line that says the rest of the claim: "95", "240"/);
});

test('a negation that the context has too is no fault', () => {
	const verdict = ask('The lighthouse was built by Ida Marsh and is not open to visitors.', {
		question: 'Who built the lighthouse?',
	});
	assert.equal(verdict.ratings.faithfulness, 'Excellent');
	const turned = ask('The lighthouse was built by Ida Marsh and is open to visitors.', {
		question: 'Who built the lighthouse?',
	});
	assert.equal(turned.ratings.faithfulness, 'Bad');
});

test('repetition and padding cost conciseness', () => {
	const padded = `${good} ${good} In conclusion, it can be said that the pier is 240 metres long. ${good} I hope this helps!`;
	assert.equal(ask(good).ratings.conciseness, 'Excellent');
	assert.ok(['Bad', 'Worse'].includes(ask(padded).ratings.conciseness!), ask(padded).reasons.conciseness);
});

test('a text that breaks off is less clear', () => {
	assert.equal(ask(good).ratings.clarity, 'Excellent');
	assert.equal(ask('The pier (which is 240 metres long and rests on').ratings.clarity, 'Fair');
});

test('with a reference, what is missing of it is named', () => {
	const verdict = ask('The pier is 240 metres long.', { reference: ['240 metres; it rests on oak piles.'] });
	assert.match(
		verdict.reasons.completeness!,
		/^The answer has \d+ % of the content of the reference; missing: "rests", "oak", "piles"\.$/,
	);
	assert.ok(
		verdict.qualities.completeness! <
			ask(good, { reference: ['240 metres; it rests on oak piles.'] }).qualities.completeness!,
	);
});

test('the reasons state what was measured', () => {
	const { reasons } = ask('The pier is 420 metres long and rests on oak piles.');
	assert.match(reasons.faithfulness!, /1 claim.*not in the context: .*420/);
	assert.match(reasons.relevance!, /^\d+ % of what is asked is named/);
	assert.match(reasons.conciseness!, /^11 words, nothing repeated; nothing could be left out/);
	assert.match(reasons.clarity!, /whether it makes sense was not checked/);
});

test('criteria of other rubrics are known by id, name or description', () => {
	const own = rubricOf(
		{ Pass: 100, Fail: 0 },
		{
			Groundedness: {},
			'Answer relevance': { id: 'rel' },
			Vollständigkeit: { id: 'v' },
			X: { description: 'Is the text easy to follow?' },
			Brevity: {},
			Accuracy: {},
		},
	);
	const verdict = ask(good, { rubric: own });
	assert.equal(verdict.state, 'scored', verdict.problems.join(' '));
	assert.ok(Object.values(verdict.ratings).every(level => level === 'Pass'));
});

test('a criterion without a signal leaves the verdict unscored and says so', () => {
	const own = rubricOf({ Good: 1, Bad: 0 }, { Relevance: {}, Humour: { description: 'Is it funny?' } });
	const verdict = ask(good, { rubric: own });
	assert.equal(verdict.state, 'unscored');
	assert.equal(verdict.reason, 'not-supported');
	assert.deepEqual(verdict.ratings, { relevance: 'Good' });
	assert.deepEqual(verdict.problems, [
		'The offline judge has no signal for the criterion "Humour"; a model can judge it.',
	]);
});

test('without a context nothing is said about faithfulness', () => {
	const verdict = ask(good, { units: [] });
	assert.equal(verdict.reason, 'not-supported');
	assert.equal(verdict.ratings.faithfulness, undefined);
});

test('an empty answer is unscored', () => {
	assert.equal(ask(' \n').reason, 'empty');
});

test('qualities become levels by equal bands, best first, whatever the order in the file', () => {
	assert.deepEqual(
		[1, 0.81, 0.79, 0.5, 0.3, 0.1, 0, -1, 2].map(quality => levelFor(quality, builtInRubric)),
		['Excellent', 'Excellent', 'Good', 'Fair', 'Bad', 'Worse', 'Worse', 'Worse', 'Excellent'],
	);
	const reversed: Rubric = { ...builtInRubric, levels: builtInRubric.levels.toReversed() };
	assert.equal(levelFor(0.9, reversed), 'Excellent');
	assert.equal(levelFor(0.49, testRubric('pass-fail')), 'Fail');
	assert.equal(levelFor(0.75, testRubric('zero-to-ten')), '8');
});

test('any text is judged, always alike', () => {
	const text = fc.oneof(
		fc.string({ maxLength: 60 }),
		fc
			.array(
				fc.constantFrom('pier', '240', 'not', 'Port', 'Alma', '.', ',', '\n', '\0', '𝒳', '猫', '(', '```', 'oak'),
				{ maxLength: 30 },
			)
			.map(words => words.join(' ')),
	);
	fc.assert(
		fc.property(text, text, fc.array(text, { maxLength: 3 }), text, (answer, asked, lines, reference) => {
			const input = {
				question: asked,
				history: '',
				units: lines.map((line, i) => ({ id: `P1:L${i + 1}`, text: line })),
				reference: [reference],
				answer,
				rubric: builtInRubric,
			};
			const verdict = offlineVerdict(input);
			assert.deepEqual(offlineVerdict(input), verdict);
			assert.ok(Object.values(verdict.qualities).every(quality => quality >= 0 && quality <= 1));
			assert.equal(verdict.state === 'scored', verdict.reason === undefined);
		}),
		{ numRuns: 30 },
	);
});

test('a long context and a long answer are judged soon', () => {
	const many = Array.from({ length: 1000 }, (_, i) => ({
		id: `P1:L${i + 1}`,
		text: `Pier number ${i} of Port Alma is ${i * 3} metres long and rests on oak.`,
	}));
	const long = Array.from({ length: 30 }, (_, i) => `Pier number ${i} is ${i * 3} metres long.`).join(' ');
	const start = cpuSeconds();
	assert.equal(ask(long, { units: many }).state, 'scored');
	endedSoon(start);
});
