import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Case } from '../../../../src/core/review/case.ts';
import { CHANGES, type DiffedCase, diffRuns, missedDiffedCase } from '../../../../src/core/review/diff.ts';
import { diffText } from '../../../../src/core/review/diff-text.ts';
import { isInShard } from '../../../../src/core/review/shard.ts';

const base: DiffedCase = {
	...missedDiffedCase('k'),
	state: 'passed',
	reason: undefined,
	score: 80,
	cappedScore: 80,
	cost: 0.1,
	answer: 'aaa',
};
const one = (key: string, more: Partial<DiffedCase> = {}): DiffedCase => ({ ...base, key, ...more });

test('says of each case what became of it, the worst first', () => {
	const inputs = (prompt: string) => ({ question: 'q', prompt }) as unknown as NonNullable<DiffedCase['inputs']>;
	const diff = diffRuns(
		[
			one('same', { inputs: inputs('1') }),
			one('fell', { inputs: inputs('1') }),
			one('lost'),
			one('rose', { cappedScore: 60 }),
			one('mended', { state: 'failed', cappedScore: 20 }),
			one('gone'),
			one('unjudged', { state: 'not-judged', cappedScore: undefined }),
		],
		[
			one('same', { cached: true, cost: 0, inputs: inputs('1') }),
			one('fell', { cappedScore: 70, answer: 'bbb', inputs: inputs('2') }),
			one('lost', { state: 'unscored', reason: 'timeout', cappedScore: undefined, cost: undefined }),
			one('rose'),
			one('mended'),
			one('new'),
			one('unjudged', { state: 'failed', cappedScore: 10 }),
		],
	);
	assert.deepEqual(
		diff.cases.map(({ key, change }) => `${change} ${key}`),
		[
			'regressed lost',
			'worse fell',
			'changed unjudged',
			'fixed mended',
			'better rose',
			'same same',
			'added new',
			'removed gone',
		],
	);
	const text = diffText(diff, { before: 'A', after: 'B' });
	assert.match(
		text,
		/6 cases in both = 1 regressed \+ 1 worse \+ 1 changed \+ 1 fixed \+ 1 better \+ 1 same · 1 added · 1 removed/,
	);
	assert.match(text, /worse {6}fell {2}passed · 80\.0 → 70\.0 \(−10\.0\) · changed: prompt · another answer/);
	assert.match(text, /regressed {2}lost {2}passed → unscored \(timeout\)/);
	assert.match(text, /after {3}B: 7 cases = .*cost unknown/);
});

test('every case of both runs is accounted for, whatever they hold', () => {
	const cases = fc.uniqueArray(
		fc.record({
			key: fc.constantFrom(...'abcdefgh'),
			state: fc.constantFrom('passed', 'failed', 'unscored', 'not-judged'),
			cappedScore: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
		}),
		{ selector: ({ key }) => key },
	);
	fc.assert(
		fc.property(cases, cases, (a, b) => {
			const diff = diffRuns(
				a.map(({ key, ...more }) => one(key, more as Partial<DiffedCase>)),
				b.map(({ key, ...more }) => one(key, more as Partial<DiffedCase>)),
			);
			const sum = CHANGES.reduce((all, change) => all + diff.counts[change], 0);
			assert.equal(sum - diff.counts.added, a.length);
			assert.equal(sum - diff.counts.removed, b.length);
			assert.equal(
				Object.values(diff.after.states).reduce((all, count) => all + count, 0),
				b.length,
			);
		}),
		{ numRuns: 200 },
	);
});

test('parts are disjoint, complete, stable under order, and keep a conversation together', () => {
	const item = (key: string, first?: string) =>
		({
			key,
			turns: first === undefined ? [] : [{ question: '', answer: { kind: 'case', key: first } }],
		}) as unknown as Case;
	const items = Array.from({ length: 300 }, (_, i) =>
		item(`a.questions.yaml#q${i}@p@m`, i % 3 === 0 ? undefined : `a.questions.yaml#q${i - (i % 3)}@p@m`),
	);
	for (const whole of [1, 2, 7]) {
		const parts = Array.from({ length: whole }, (_, i) =>
			items.filter(one => isInShard(one, { index: i + 1, of: whole })),
		);
		assert.equal(parts.flat().length, 300);
		assert.equal(new Set(parts.flat()).size, 300);
		assert.ok(parts.every(part => part.length > 300 / whole / 2));
		for (const part of parts) {
			const keys = new Set(part.map(({ key }) => key));
			assert.ok(part.every(({ turns: [turn] }) => turn?.answer.kind !== 'case' || keys.has(turn.answer.key)));
		}
	}
});
