import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stemOf } from '../../../../src/core/grounding/stem.ts';
import { WordScanner, wordsOf } from '../../../../src/core/grounding/words.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';

/** The terms of a text, stop words in brackets. */
function terms(text: string): string {
	return wordsOf(text)
		.map(({ form }) => (form.kind === 'stop' ? `(${form.term})` : form.term))
		.join(' ');
}

const cases: readonly (readonly [text: string, expected: string])[] = [
	['1,000 = 1k = 1 000 = 1\u202f000', '#1000 #1000 #1000 #1000'],
	['2 million, 2,000,000 and $2M', '#2000000 #2000000 (and) #2000000'],
	['3 % or 3.0', '#3 (or) #3'],
	['95,3 and 1.234.567,5', '#95.3 (and) #1234567.5'],
	['1,2,3 and 1932,503', '#1 #2 #3 (and) #1932 #503'],
	['version 1.2.3', 'vers #1.2.3'],
	['1’000 and 12 000 000, 1932 503, 3 100', '#1000 (and) #12000000 #1932 #503 #3 #100'],
	['2026-11-21', '#2026 nov #21'],
	[
		'21.11.2026, 21/11/2026, 11/21/2026, 2026/11/21, 1.3.2026',
		'#21 nov #2026 #21 nov #2026 nov #21 #2026 #2026 nov #21 #1 mar #2026',
	],
	['11/2026', 'nov #2026'],
	['03/04/2026, 1.2.3.2026, 31/31/2026', '#3 #4 #2026 #1.2.3.2026 #31 #31 #2026'],
	['two hundred and fifty thousand, three dozen', '#250000 #36'],
	['two and a half million, two and a half', '#2500000 #2.5'],
	['first two, nineteenth, two thousand three hundred', '#1 #2 #19 #2300'],
	['two-thirds and 2/3', '#2 #3 (and) #2 #3'],
	["the '30s", '(the) #1930'],
	['١٢٠٠ and १२', '#1200 (and) #12'],
	['1400万人、一千四百万人、一九三二年、二十五', '#14000000 人 #14000000 人 #1932 年 #25'],
	['万一 一般 十分', '万一 一般 十分'],
	['the U.S. and the US, the u.s., J.S. Bach', '(the) us. (and) (the) us. (the) us. j (s) bach'],
	['21st November 2026', '#21 nov #2026'],
	['twenty-five, two hundred, third', '#25 #200 #3'],
	['the 1990s', '(the) #1990'],
	['GPT-4 and GPT4', 'gpt #4 (and) gpt #4'],
	["They don't, it's, Rodríguez’s", '(they) (not) (it) rodriguez'],
	['US and us', 'us. (and) (us)'],
	['colour color organised organization', 'color color organ organ'],
	['ﬁeld ５０', 'field #50'],
	['𝒜bc', 'abc'],
	['東京の人口', '東京 の 人口'],
	['', ''],
	['— … !', ''],
];

for (const [text, expected] of cases) {
	test(`reads ${JSON.stringify(text)}`, () => assert.equal(terms(text), expected));
}

for (const group of [
	'reduce reduces reduced reducing reduction',
	'adapt adapts adapted adaptation adaptations',
	'begin began begun beginning begins',
	'write writes wrote written writing',
	'party parties',
	'class classes',
	'run runs running ran',
	'founded founding foundation',
]) {
	test(`brings together ${group}`, () => assert.equal(new Set(group.split(' ').map(stemOf)).size, 1));
}

test('keeps apart what only looks alike', () => {
	for (const [a, b] of [
		['universe', 'unity'],
		['glass', 'glad'],
		['news', 'newer'],
		['hundred', 'hunger'],
	] as const) {
		assert.notEqual(stemOf(a), stemOf(b));
	}
});

test('words are ordered, disjoint and inside any text', () => {
	const scanner = new WordScanner();
	fc.assert(
		fc.property(fc.array(fc.nat(0xffff), { maxLength: 30 }), codes => {
			const text = String.fromCharCode(...codes);
			let at = 0;
			for (const { start, end } of wordsOf(text, scanner)) {
				assert.ok(start >= at && end > start && end <= text.length);
				at = end;
			}
		}),
		{ numRuns: 60 },
	);
});

test('a long list of numbers is read in time', () => {
	const start = cpuSeconds();
	assert.equal(wordsOf('1,2,'.repeat(30_000)).length, 60_000);
	endedSoon(start);
});

test('a word with its offsets reads the same as the word alone', () => {
	const text = 'The Ärzte recorded “1,000 songs” in two hundred days; 東京タワー opened 1958-12-23.';
	for (const { start, end, form } of wordsOf(text)) {
		if (form.kind === 'word' && !/^\d/.test(text.slice(start, end))) {
			assert.equal(wordsOf(text.slice(start, end))[0]?.form.term, form.term);
		}
	}
});
