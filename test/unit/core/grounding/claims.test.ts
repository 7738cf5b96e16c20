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
	'# ⟨Results⟩\n\n⟦The model wins.⟧\n\n⟨| name | score |⟩\n|---|---|\n⟦| a | 3 |⟧',
	'⟨name | score⟩\n--- | ---:\n⟦a | 3⟧\n⟦b | 4⟧\n\n⟦After | all.⟧',
	'⟨Results⟩\n=======\n⟦The model wins.⟧\n\n⟨More of it⟩\n---\n⟦A whole sentence.⟧\n---\n⟦The end.⟧',
	'⟨**Key points:**⟩\n- ⟨Fruits:⟩\n  - ⟦Apples are red.⟧\n    1. ⟦Granny Smith is green⟧\n- [ ] ⟦open task⟧\n- [x] ⟦done task⟧',
	'⟦**Paris**⟧\n\n⟦It is the capital.⟧\n\n⟨**Sights**⟩\n\n⟦The tower is high.⟧',
	'✅ ⟦Fast⟧\n🚀 ⟦Cheap⟧\n1️⃣ ⟦Small⟧\n-⟦Dense⟧\nii. ⟦Roman⟧\n①⟦Circled⟧\n一、⟦東京⟧',
	'⟦Install it.⟧\n\n    ⟨npm install thing⟩\n\n⟦Then run it.⟧\n\n    ⟦An indented line of prose⟧',
	'⟦The bridge is 503 m long.[1][2]⟧ ⟦It opened in 1932.[^3]⟧\n\n⟨[^3]: Smith 2003.⟩\n⟨[1] https://example.org/bridge⟩',
	'⟦It is long.⟧\n\n⟨References:⟩\n1. ⟨Smith, J. (2003). Bridges.⟩\n2. ⟨Lee. Rivers.⟩\n\n⟦It is old.⟧',
	'⟨![A bridge](bridge.png)⟩\n\n⟦The bridge [opened](https://example.org/a.b) in May.⟧',
	'<p>⟦It opened in May.</p><p>⟧⟦It is long.</p>⟧'.replace('<p>⟦', '⟦<p>'),
	'⟦He was born on Jan. 5, 1990.⟧ ⟦He lived near Mt. Eden with J. Smith.⟧',
	'⟦Oranges have vitamin C. They grow in Spain.⟧'.replace('C. They', 'C.⟧ ⟦They'),
	'⟦Acme Inc. The price⟧'.replace('Inc. The', 'Inc.⟧ ⟦The'),
	'⟨Based on the passages provided⟩, ⟦the bridge opened in 1932.⟧',
	'⟨As far as I know⟩, ⟦the bridge opened in 1932.⟧',
	'⟨Based on the passages, the steps are:⟩\n- ⟦Open it.⟧',
	'⟨The text does not say who built it⟩, ⟦but it states that it opened in 1932.⟧',
	'⟨The text doesn’t say who built it⟩ ⟦but states that it opened in 1932.⟧',
	'⟨While the passage does not mention the price⟩, ⟦it says the museum opens at nine.⟧',
	'⟦It opened in 1932⟧, ⟨but the text does not say who built it.⟩',
	'⟨There is no information about the price in the context⟩; ⟦however, it opened in 1932.⟧',
	'⟨The text does not give the price, nor does it mention the year.⟩',
	'⟨I am sorry, but the context does not mention the price.⟩',
	'⟦But the plot and details of this film are not described in the passage.⟧'.replace('⟦', '⟨').replace('⟧', '⟩'),
	'⟦The rule does not apply to bread, but the bakery sells rolls.⟧'.replace('bread, but', 'bread⟧, ⟦but'),
	'⟨根据提供的上下文⟩，⟦东京是日本的首都。⟧⟨文中没有提到价格。⟩',
	'⟦这座桥于一九三二年三月正式通车⟧，⟦但是隧道直到很久以后才开放。⟧',
	'⟦กรุงเทพเป็นเมืองหลวงของประเทศไทย⟧ ⟦มีประชากรสิบล้านคนในเมือง⟧',
	'⟦القاهرة عاصمة مصر.⟧ ⟨لا أعرف.⟩',
	'⟦दिल्ली भारत की राजधानी है।⟧ ⟨मुझे नहीं पता।⟩',
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
		'![',
		'](x)',
		'|---|',
		'---',
		'**',
		': ',
		'    ',
		'[x] ',
		'The text does not say ',
		'Based on the text, ',
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
