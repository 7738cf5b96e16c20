import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isNoClaim } from '../../../../src/core/grounding/no-claim.ts';
import { OFFLINE_ABSTENTION, offlineAnswer } from '../../../../src/core/offline/answer.ts';

const harbour = `
# Harbour bridge
The harbour bridge opened in 1932 after eight years of work.
Its arch is made of **steel** [1]. It carries eight lanes of traffic and two railway tracks.

## Visitors
Visitors can:
- climb the arch
- walk along the eastern path
- see the museum in the south-east pylon

The café is closed on Mondays.`;

const table = 'bridge,opened,"span, m"\nHarbour,1932,503\nGolden Gate,1937,1280\nAkashi,,1991';

/** The context as units of two passages. */
const units = [harbour, table].flatMap((text, passage) =>
	text.split('\n').map((line, at) => ({ id: `P${passage + 1}:L${at + 1}`, text: line })),
);

function answer(question: string, ...history: string[]): string {
	return offlineAnswer({
		question,
		history: history.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content })),
		units,
	}).text;
}

const cases: readonly (readonly [question: string, expected: string])[] = [
	['How many years of work did the bridge take?', 'The harbour bridge opened in 1932 after eight years of work.'],
	['What is the arch made of?', 'Its arch is made of steel.'],
	[
		'What can visitors do?',
		'Visitors can: climb the arch; walk along the eastern path; see the museum in the south-east pylon.',
	],
	['On which days is the café closed?', 'The café is closed on Mondays.'],
	['What is the span of the Golden Gate?', 'bridge: Golden Gate; opened: 1937; span, m: 1280.'],
	['How long is the Akashi span?', 'bridge: Akashi; span, m: 1991.'],
	[
		'When did the harbour bridge open, and on which days is the café closed?',
		'The harbour bridge opened in 1932 after eight years of work. The café is closed on Mondays.',
	],
	[
		'What is the arch made of? How many lanes of traffic does it carry?',
		'Its arch is made of steel. It carries eight lanes of traffic and two railway tracks.',
	],
	[
		'When did the harbour bridge open, and who painted the Mona Lisa?',
		'The harbour bridge opened in 1932 after eight years of work.',
	],
	['How many years of work did it take, and why?', 'The harbour bridge opened in 1932 after eight years of work.'],
	['Who painted the Mona Lisa, and who wrote Faust?', OFFLINE_ABSTENTION],
	['Who painted the Mona Lisa?', OFFLINE_ABSTENTION],
	['', OFFLINE_ABSTENTION],
	['???', OFFLINE_ABSTENTION],
];

for (const [question, expected] of cases) {
	test(`answers ${JSON.stringify(question)}`, () => assert.equal(answer(question), expected));
}

test('a follow-up is read with the turn before it', () => {
	assert.match(answer('And what is it made of?', 'Tell me about the arch of the bridge.', 'It is large.'), /steel/);
});

test('a follow-up gets what the earlier answer has not said', () => {
	const lines = ['The kiln is fired with beech wood to 900 °C.', 'If the kiln is fired too hot, open the upper vent.'];
	const kiln = lines.map((text, at) => ({ id: `P1:L${at + 1}`, text }));
	const earlier = [
		{ role: 'user', content: 'How is the kiln fired?' },
		{ role: 'assistant', content: lines[0]! },
	];
	const ask = (question: string, history: typeof earlier = []) =>
		offlineAnswer({ question, history, units: kiln }).text;
	assert.equal(ask('And what do I do if it is fired too hot?', earlier), lines[1]);
	assert.equal(ask('How is the kiln fired with wood?', earlier), lines[0], 'what is asked again is said again');
});

test('a measured value answers the question for its quantity', () => {
	const lines = ['Temperature matters to the glaze.', 'The kiln melts the glaze at 1,240 °C.', 'It rests for 8 hours.'];
	const kiln = lines.map((text, at) => ({ id: `P1:L${at + 1}`, text }));
	assert.equal(
		offlineAnswer({ question: 'At what temperature does the glaze melt, and how long does it rest?', units: kiln })
			.text,
		`${lines[1]} ${lines[2]}`,
	);
});

test('without a context it abstains', () => {
	assert.equal(offlineAnswer({ question: 'When was it opened?', units: [] }).text, OFFLINE_ABSTENTION);
});

test('its abstention states nothing', () => assert.ok(isNoClaim(OFFLINE_ABSTENTION)));

test('reads a Markdown table by its columns', () => {
	const lines = ['| name | rank |', '|---|---|', '| LoRA | 8 |', '| full | – |'];
	const context = lines.map((text, at) => ({ id: `P1:L${at + 1}`, text }));
	assert.equal(offlineAnswer({ question: 'Which rank has LoRA?', units: context }).text, 'name: LoRA; rank: 8.');
});

test('prose with commas is no table', () => {
	const lines = ['In spring, the garden opens.', 'In winter, it closes.'];
	const context = lines.map((text, at) => ({ id: `P1:L${at + 1}`, text }));
	assert.equal(offlineAnswer({ question: 'When does the garden open?', units: context }).text, lines[0]);
});

test('a context in another script is answered in it', () => {
	const context = [{ id: 'a', text: '東京の人口は千四百万人です。大阪は西にあります。' }];
	assert.equal(offlineAnswer({ question: '東京の人口は？', units: context }).text, '東京の人口は千四百万人です。');
});

test('is total and repeats itself on any input', () => {
	const text = fc.string({
		unit: fc.constantFrom('a', 'Bridge ', '.', '\n', '|', ',', '"', '#', '- ', ':', '𝒜', '\u0000', '[1]', '`'),
		maxLength: 30,
	});
	fc.assert(
		fc.property(fc.array(text, { maxLength: 5 }), text, (texts, question) => {
			const input = { question, units: texts.map((value, at) => ({ id: `P1:L${at}`, text: value })) };
			assert.equal(offlineAnswer(input).text, offlineAnswer(input).text);
		}),
		{ numRuns: 150 },
	);
});
