import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { splitClaims } from '../../../../src/core/grounding/claims.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';

/** The answer with each claim in ⟦⟧ and each stretch without one in ⟨⟩. */
function marked(answer: string): string {
	let out = '';
	let at = 0;
	for (const { start, end, kind } of splitClaims(answer)) {
		const [open, close] = kind === 'claim' ? '⟦⟧' : '⟨⟩';
		out += answer.slice(at, start) + open + answer.slice(start, end) + close;
		at = end;
	}
	return out + answer.slice(at);
}

const cases: readonly string[] = [
	'⟦The bridge opened in 1932.⟧ ⟦It is made of steel.⟧',
	'⟦Dr. Lee met J. Smith at 3.5 km, e.g. near St. Mary.⟧ ⟦They left.⟧',
	'⟨Sure!⟩ ⟨Here is a concise summary of the passage:⟩\n\n- ⟦Rank is 8.⟧\n- ⟦It uses **less** memory⟧',
	'# ⟨Results⟩\n\n⟦The model wins.⟧\n\n| ⟦name | score |⟧\n|---|---|\n⟦| a | 3 |⟧'.replace('| ⟦name', '⟦| name'),
	'1. ⟦First point.⟧ ⟦More of it.⟧\n2) ⟦Second point⟧\n   ⟦wrapped.⟧'.replace('⟧\n   ⟦', '\n   '),
	'⟦Before.⟧\n```js\n⟨const a = 1;⟩\n```\n⟦After.⟧',
	'> ⟦Quoted words stand here.⟧',
	'⟦The span is 503 m [1].⟧ ⟦It is long.⟧ [2]'.replace('long.⟧ [2]', 'long. [2]⟧'),
	'⟦The method freezes the pretrained weights of the model⟧, ⟦while it trains two small matrices in each layer.⟧',
	'⟦One two three four five six⟧; ⟦seven eight nine ten eleven.⟧',
	'⟦The bridge was painted grey in spring⟧ ⟦although the navy had no such paint left over.⟧',
	'⟦The bridge was painted grey in spring because the navy had that paint left over.⟧',
	'⟦The bridge opened late in the year⟧, ⟦because the steel came by ship from England⟧, ⟦while the tunnel was ready in May.⟧',
	'⟦Although the arch is made of steel⟧, ⟦the pylons are built of grey granite.⟧',
	'⟦It closed because of the storm in the spring of that year.⟧',
	'⟦The café, which opened in the old harbour, is closed on Mondays.⟧',
	'⟨The context does not say who built it.⟩ ⟨Let me know if you have more questions!⟩',
	'⟦A line⟧\r\n⟦that goes on. ⟧⟦The next one.⟧'.replace('⟧\r\n⟦', '\r\n').replace('. ⟧⟦', '.⟧ ⟦'),
	'⟦東京は首都です。⟧⟦人口は多い。⟧',
	'',
	'\n\n---\n',
];

for (const expected of cases) {
	const answer = expected.replace(/[⟦⟧⟨⟩]/g, '');
	test(`splits ${JSON.stringify(answer.slice(0, 50))}`, () => assert.equal(marked(answer), expected));
}

test('the parts are ordered, disjoint, not empty and inside any text', () => {
	const piece = fc.constantFrom(
		'# ',
		'- ',
		'1. ',
		'|',
		'```\n',
		'\n',
		'\r\n',
		'. ',
		'! ',
		'Word',
		'word ',
		'; ',
		', but ',
		'[1]',
		'𝒜',
		'。',
		'\u0000',
		'  ',
		'> ',
		'"',
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
			const answer = pieces.join('');
			let at = 0;
			let sentence = 0;
			for (const span of splitClaims(answer)) {
				assert.ok(span.start >= at && span.end > span.start && span.end <= answer.length);
				assert.ok(span.sentence === sentence || span.sentence === sentence + 1 || at === 0);
				assert.equal(answer.slice(span.start, span.end).trim().length > 0, true);
				at = span.end;
				sentence = span.sentence;
			}
		}),
		{ numRuns: 300 },
	);
});

test('every letter outside code fences belongs to a part', () => {
	const piece = fc.constantFrom('# ', '- ', '\n', '\n\n', '. ', 'Word ', 'more words here ', '; ', ', but ', 'ü');
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
			const answer = pieces.join('');
			const kept = splitClaims(answer)
				.map(({ start, end }) => answer.slice(start, end))
				.join('');
			const letters = (text: string) => text.replace(/[^\p{L}]/gu, '');
			assert.equal(letters(kept), letters(answer));
		}),
		{ numRuns: 300 },
	);
});

test('a sentence of very many clauses is split in time', () => {
	const start = cpuSeconds();
	assert.ok(splitClaims('one two three four five six; '.repeat(20_000)).length > 10_000);
	assert.ok(splitClaims('; '.repeat(100_000)).length >= 0);
	endedSoon(start);
});
