import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexContext } from '../../../../src/core/grounding/context-index.ts';
import { ground, groundAnswer } from '../../../../src/core/grounding/ground.ts';

const units = Array.from({ length: 300 }, (_, at) => ({
	id: `P1:L${at + 1}`,
	text: `Mill number ${at + 1} grinds ${at + 5} sacks of rye a day, and was built by miller${at} in ${1700 + at}.`,
	title: 'mills.md',
}));

const queryOf = (at: number) => ({
	question: `What does mill number ${at} grind?`,
	answer: `It grinds ${at + 5} sacks of rye a day. Miller${at} built it, said visitor${at}, in ${1600 + at}.`,
});

test('an answer is grounded as if it were the first, however many there were before', () => {
	const index = indexContext(units);
	for (let at = 1; at <= 12; at++) {
		const query = queryOf(at * 20);
		assert.deepEqual(groundAnswer(index, query), ground({ units, ...query }), query.answer);
	}
});

test('what was read is kept for the next answer, and let go when it has grown', () => {
	const index = indexContext(units);
	groundAnswer(index, queryOf(1));
	const first = index.kept.forAnswer();
	assert.ok(first.units.size > 0 && first.scanner.formCount > 300);
	let most = 0;
	for (let at = 1; at <= 150; at++) {
		groundAnswer(index, queryOf(at));
		const { terms, units: read, scanner } = index.kept.forAnswer();
		most = Math.max(most, terms.size, read.size, (scanner.formCount - first.scanner.formCount) / 32);
	}
	assert.notEqual(index.kept.forAnswer(), first);
	assert.equal(index.kept.forAnswer().segmenter, first.segmenter);
	assert.ok(most <= 128 + 48, `${most} units`);
});
