import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { locateQuote } from '../../../../src/core/grounding/quotes.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';

const units = [
	{ id: 'a', text: 'The **harbour** bridge opened in 1932 — after 8 years of work.' },
	{ id: 'b', text: 'Its main span is 503.5 metres long, and the arch is' },
	{ id: 'c', text: 'made of steel. The café “Pylon” stands beside it.' },
	{ id: 'd', text: 'Trains do not stop on the bridge itself.' },
	{ id: 'e', text: '東京の人口は千四百万人です。' },
	{ id: 'P1:L6', text: 'This hyphen-' },
	{ id: 'P1:L7', text: 'ated word stands in a state-of-' },
	{ id: 'P1:L8', text: 'the-art text. The toll is 4 dollars.' },
	{ id: 'P1:L9', text: 'The toll is 4 dollars. He said "no" & left.' },
];

/** What a quote was found as, and the text at the places that come back. */
function found(quote: string): string {
	const place = locateQuote(quote, units);
	if (place.found === 'no') {
		return 'no';
	}
	const parts = place.parts ?? [place];
	const text = (id: string) => units.find(unit => unit.id === id)!.text;
	return `${place.found} ${parts.map(({ unit, start, end }) => `${unit}<${text(unit).slice(start, end)}>`).join(' ')}`;
}

const cases: readonly (readonly [quote: string, expected: string])[] = [
	['opened in 1932', 'exact a<opened in 1932>'],
	['  opened in 1932  ', 'exact a<opened in 1932>'],
	['the harbour bridge opened', 'normalised a<The **harbour** bridge opened>'],
	['OPENED IN 1932 - after 8 years', 'normalised a<opened in 1932 — after 8 years>'],
	['the arch is made of steel', 'normalised b<the arch is> c<made of steel>'],
	['"The cafe\u0301 \'Pylon\' stands"', 'no'],
	['The cafe\u0301 "Pylon" stands', 'normalised c<The café “Pylon” stands>'],
	['…opened in 1932 …', 'normalised a<opened in 1932>'],
	['bridge opened in 1932 ... made of steel.', 'normalised a<bridge opened in 1932> c<made of steel>'],
	['made of steel … bridge opened in 1932', 'no'],
	['Trains do not stops on a bridge itself', 'no'],
	['Trains do not stop on the brigde itself', 'fuzzy d<Trains do not stop on the bridge itself>'],
	['Trains do stop on the bridge itself', 'no'],
	['Trains do not stop at the bridge itself', 'no'],
	['Its main span is 503 metres long', 'no'],
	['main span is 503', 'no'],
	['he harbour', 'no'],
	['人口は千四百万人', 'exact e<人口は千四百万人>'],
	['This hyphenated word', 'normalised P1:L6<This hyphen> P1:L7<ated word>'],
	['in a state-of-the-art text', 'normalised P1:L7<in a state-of-> P1:L8<the-art text>'],
	['The toll is 4 dollars.', 'exact P1:L8<The toll is 4 dollars.>'],
	['P1:L9: The toll is 4 dollars.', 'normalised P1:L9<The toll is 4 dollars>'],
	['[P1:L9] The toll is 4 dollars.', 'normalised P1:L9<The toll is 4 dollars>'],
	['P9:L9: The toll is 4 dollars.', 'normalised P1:L8<The toll is 4 dollars>'],
	['Line 3: The toll is 4 dollars.', 'normalised P1:L8<The toll is 4 dollars>'],
	[
		'P1:L8: The toll is 4 dollars.\nP1:L9: The toll is 4 dollars.',
		'normalised P1:L8<The toll is 4 dollars.> P1:L9<The toll is 4 dollars>',
	],
	['P1:L9: The toll is 5 dollars.', 'no'],
	['He said \\"no\\" &amp; left', 'normalised P1:L9<He said "no" & left>'],
	['', 'no'],
	['…', 'no'],
	['"', 'no'],
	['the bridge was painted green in 1999', 'no'],
];

for (const [quote, expected] of cases) {
	test(`locates ${JSON.stringify(quote)}`, () => assert.equal(found(quote), expected));
}

test('of several places the first counts', () => {
	const twice = [
		{ id: 'x', text: 'It rained. It rained.' },
		{ id: 'y', text: 'It rained.' },
	];
	assert.deepEqual(locateQuote('It rained.', twice), {
		quote: 'It rained.',
		found: 'exact',
		unit: 'x',
		start: 0,
		end: 10,
	});
});

test('what is found holds the words that were looked for, whatever the text', () => {
	const text = fc.string({
		unit: fc.constantFrom('a', 'b', ' ', '\n', '*', '_', '.', '1', 'é', '\u0301', '𝒜', '"', '…', 'ﬁ'),
		maxLength: 40,
	});
	fc.assert(
		fc.property(fc.array(text, { maxLength: 4 }), text, (texts, quote) => {
			const context = texts.map((value, at) => ({ id: String(at), text: value }));
			const place = locateQuote(quote, context);
			if (place.found === 'no') {
				return;
			}
			const parts = place.parts ?? [place];
			const letters = (value: string) =>
				value
					.normalize('NFKC')
					.toLowerCase()
					.replace(/[^\p{L}\p{N}]/gu, '');
			const stood = parts.map(({ unit, start, end }) => context[Number(unit)]!.text.slice(start, end)).join('');
			assert.equal(letters(stood), letters(quote));
		}),
		{ numRuns: 300 },
	);
});

test('looks up a quote in a long text of one letter without hanging', () => {
	const start = cpuSeconds();
	assert.equal(locateQuote('aaaa ... aaaa', [{ id: 'x', text: 'a '.repeat(50_000) }]).found, 'no');
	endedSoon(start);
});
