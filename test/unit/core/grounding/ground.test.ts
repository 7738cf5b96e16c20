import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ground } from '../../../../src/core/grounding/ground.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';

const context = [
	'# Harbour bridge',
	'The harbour bridge opened in 1932 after 8 years of work.',
	'Its main span is 503 metres long and made of steel.',
	'The bridge does not charge a toll on Sundays.',
	'Its main span is 503 metres long and made of steel.',
	'About 160,000 vehicles cross it every day, 3 % of them buses.',
];
const units = context.map((text, at) => ({ id: `L${at + 1}`, text }));

/** One line a claim: its label, the claim with what is unsupported in ⟦⟧, the linked lines, and what they say instead. */
function reading(answer: string, question = 'What is known about the harbour bridge?'): string {
	return ground({ question, units, answer })
		.claims.map(({ start, end, label, unsupported, links, conflicts = [] }) => {
			let text = '';
			let at = start;
			for (const range of unsupported) {
				text += `${answer.slice(at, range.start)}⟦${answer.slice(range.start, range.end)}⟧`;
				at = range.end;
			}
			const said = conflicts.map(
				({ unit, unitStart, unitEnd }) =>
					` ≠ ${unit}: ${context[Number(unit.slice(1)) - 1]!.slice(unitStart, unitEnd)}`,
			);
			const lines = links.map(({ unit }) => unit).join(' ');
			return `${label}: ${text}${answer.slice(at, end)} (${lines})${said.join('')}`;
		})
		.join('\n');
}

const cases: readonly (readonly [answer: string, expected: string])[] = [
	['The bridge opened in 1932.', 'supported: The bridge opened in 1932. (L2)'],
	['The main span is 503 metres long.', 'supported: The main span is 503 metres long. (L3)'],
	['The main span is 530 metres long.', 'contradicted: The main span is ⟦530⟧ metres long. (L3) ≠ L3: 503'],
	[
		'About 160 thousand vehicles cross it every day.',
		'supported: About 160 thousand vehicles cross it every day. (L6)',
	],
	[
		'Of the vehicles that cross it every day, 0.03 are buses.',
		'supported: Of the vehicles that cross it every day, 0.03 are buses. (L6)',
	],
	[
		'Of the vehicles that cross it every day, 4 % are buses.',
		'contradicted: Of the vehicles that cross it every day, ⟦4⟧ % are buses. (L6) ≠ L6: 3',
	],
	[
		'The bridge charges a toll on Sundays.',
		'contradicted: The bridge ⟦charges⟧ a toll on Sundays. (L4) ≠ L4: not charge',
	],
	['Penguins swim under frozen lakes.', 'unsupported: ⟦Penguins swim under frozen lakes.⟧ ()'],
	[
		'Its main span, which Cornish miners distrusted, is 503 metres long and made of steel.',
		'partial: Its main span, ⟦which Cornish miners distrusted⟧, is 503 metres long and made of steel. (L3)',
	],
	[
		'The harbour bridge opened in 1932 after 8 years of work, because Cornish miners kept striking for better pay.',
		'supported: The harbour bridge opened in 1932 after 8 years of work (L2)\n' +
			'unsupported: ⟦because Cornish miners kept striking for better pay.⟧ ()',
	],
	['Sure! Here is a summary:', 'no-claim: Sure! ()\nno-claim: Here is a summary: ()'],
	[
		'About the harbour bridge:\n- It opened in 1932.',
		'no-claim: About the harbour bridge: ()\nsupported: It opened in 1932. (L2)',
	],
	['The context does not say.', 'no-claim: The context does not say. ()'],
	['', ''],
];

for (const [answer, expected] of cases) {
	test(`grounds ${JSON.stringify(answer)}`, () => assert.equal(reading(answer), expected));
}

test('"Yes" stands where the question stands, and words cannot tell it from "No"', () => {
	assert.equal(reading('Yes.', 'Is there no toll on Sundays?'), 'unverified: Yes. (L4)');
});

test('lines that only together support a claim are both linked', () => {
	assert.deepEqual(
		ground({
			question: '',
			units,
			answer: 'The bridge that opened in 1932 after 8 years has a steel main span of 503 metres.',
		}).used,
		['L2', 'L3'],
	);
});

test('the risk rises from a copy over a swapped number to an invention', () => {
	const risk = (answer: string) => ground({ question: '', units, answer }).risk;
	const copied = risk('The harbour bridge opened in 1932 after 8 years of work.');
	const changed = risk('The harbour bridge opened in 1934 after 8 years of work.');
	const invented = risk('Napoleon Bonaparte commissioned twelve golden elevators from Vienna in 1804.');
	assert.ok(copied < 0.2 && changed > 0.5 && invented > changed, `${copied} ${changed} ${invented}`);
});

test('of a long line only the sentences that match are linked', () => {
	const filler = 'Ferries leave from the quay every quarter of an hour, in summer also at night. '.repeat(3);
	const long = `${filler}The arch weighs 39,000 tonnes. ${filler}`;
	const [link] = ground({ question: '', units: [{ id: 'a', text: long }], answer: 'The arch weighs 39,000 tonnes.' })
		.claims[0]!.links;
	assert.equal(long.slice(link!.start, link!.end), 'The arch weighs 39,000 tonnes.');
});

test('an abbreviation is said where its words are, in their order', () => {
	const spelled = [{ id: 'a', text: 'The Fair Labor Standards Act of 1938 covers most private employers.' }];
	const unsupported = (answer: string) =>
		ground({ question: '', units: spelled, answer }).unsupported.map(({ start, end }) => answer.slice(start, end));
	assert.deepEqual(unsupported('The FLSA of 1938 covers most private employers.'), []);
	assert.deepEqual(unsupported('The FSLA of 1938 covers most private employers.'), ['FSLA']);
});

test('a temperature may be told in the other scale', () => {
	const oven = [{ id: 'a', text: 'Bake the bread in the oven at 200 °C until it is brown.' }];
	assert.deepEqual(
		ground({ question: '', units: oven, answer: 'Bake the bread in the oven at 392 °F.' }).unsupported,
		[],
	);
	assert.equal(
		ground({ question: '', units: oven, answer: 'Bake the bread in the oven at 410 °F.' }).unsupported.length,
		1,
	);
});

test('a title gives its unit meaning', () => {
	const titled = [
		{ id: 'a', title: 'Harbour', text: 'It opened in 1932.' },
		{ id: 'b', title: 'Airport', text: 'It opened in 1920.' },
	];
	assert.deepEqual(
		ground({ question: 'When did the airport open?', units: titled, answer: 'It opened in 1920.' }).used,
		['b'],
	);
});

test('an endless line and a claim of very many values are grounded in time', () => {
	const line = Array.from({ length: 8_000 }, (_, at) => `value ${at} Name${at}`).join(' ');
	const answer = Array.from({ length: 1_500 }, (_, at) => `value ${at + 500} Other${at}`).join(' ');
	const start = cpuSeconds();
	ground({ question: '', units: [{ id: 'a', text: line }], answer: `${answer} and ${answer}.` });
	endedSoon(start);
});

test('every range lies in its text, ordered, and every weight in 0..1, whatever the input', () => {
	const text = fc.string({
		unit: fc.constantFrom(
			'bridge ',
			'The ',
			'1,000',
			'5 %',
			'. ',
			'\n',
			'- ',
			'|',
			'[1]',
			'𝒜',
			'東京',
			'not ',
			'\u202e',
			'"',
			'; but it ',
		),
		maxLength: 40,
	});
	fc.assert(
		fc.property(fc.array(text, { maxLength: 5 }), text, text, (texts, question, answer) => {
			const context = texts.map((value, at) => ({ id: String(at), text: value }));
			const result = ground({ question, history: question, units: context, answer });
			assert.ok(result.risk >= 0 && result.risk <= 1);
			for (const ranges of [result.claims, result.sentences, result.unsupported]) {
				let at = 0;
				for (const { start, end } of ranges) {
					assert.ok(start >= at && end > start && end <= answer.length);
					at = end;
				}
			}
			for (const { links, unsupported, start, end, score } of result.claims) {
				assert.ok(score >= 0 && score <= 1);
				assert.ok(unsupported.every(range => range.start >= start && range.end <= end && range.start < range.end));
				for (const link of links) {
					assert.ok(link.weight > 0 && link.weight <= 1);
					assert.ok(link.start >= 0 && link.end <= context[Number(link.unit)]!.text.length && link.start <= link.end);
				}
			}
			assert.ok(Object.values(result.weights).every(weight => weight >= 0 && weight <= 1));
		}),
		{ numRuns: 200 },
	);
});
