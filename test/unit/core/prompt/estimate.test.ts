import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateTokens } from '../../../../src/core/prompt/estimate.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';

/** Counted with a public vocabulary of 200,000 tokens; the sentences are our own. */
const COUNTED: readonly (readonly [string, number])[] = [
	['The quick brown fox jumps over the lazy dog.', 10],
	['Peatlands store about 600 gigatonnes of carbon, more than all forests together.', 19],
	['Die Torfmoose wachsen nur einen Millimeter im Jahr.', 13],
	['Les tourbières stockent plus de carbone que toutes les forêts réunies.', 17],
	['Болота хранят углерод тысячи лет.', 12],
	['Οι τυρφώνες αποθηκεύουν περισσότερο άνθρακα από όλα τα δάση μαζί.', 24],
	['تخزن أراضي الخث كربونًا أكثر من جميع الغابات مجتمعة.', 20],
	['पीटलैंड सभी जंगलों की तुलना में अधिक कार्बन जमा करते हैं।', 17],
	['ป่าพรุกักเก็บคาร์บอนมากกว่าป่าทั้งหมดรวมกัน', 22],
	['이탄지는 모든 숲을 합친 것보다 더 많은 탄소를 저장합니다.', 19],
	['泥炭地储存了大量的碳。', 12],
	['泥炭地はすべての森林を合わせたよりも多くの炭素を蓄えています。', 27],
	['const total = items.reduce((sum, item) => sum + item.price, 0);', 19],
	['{"name": "x", "values": [1, 2, 3], "nested": {"a": null}}', 26],
	['| a | b |\n|---|---|\n| 1 | 22.5 |\n', 19],
	['2026-11-21T20:19:00Z', 13],
	['😀🌿🎉 wow', 6],
];

test('comes near the counts of a real vocabulary', () => {
	for (const [text, tokens] of COUNTED) {
		const ratio = estimateTokens(text) / tokens;
		assert.ok(ratio >= 0.75 && ratio <= 1.35, `${text}: ${estimateTokens(text)} for ${tokens}`);
	}
});

test('nothing is no token, and more text is never fewer tokens', () => {
	assert.equal(estimateTokens(''), 0);
	let before = 0;
	for (const length of [1, 10, 100, 1_000]) {
		const tokens = estimateTokens('wet peat, '.repeat(length));
		assert.ok(tokens > before);
		before = tokens;
	}
});

test('any characters are counted, a megabyte in a moment', () => {
	for (const text of ['\0\u{1f33f}\ud800', '\u202e\u0301', '한국어', 'हिन्दी', 'عربي']) {
		assert.ok(estimateTokens(text) > 0);
	}
	const begin = cpuSeconds();
	estimateTokens('Peat is wet.\n'.repeat(80_000));
	endedSoon(begin);
});
