import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case } from '../../../../src/core/review/case.ts';
import type { CaseResult } from '../../../../src/core/review/result.ts';
import type { CaseState } from '../../../../src/core/review/state.ts';
import { type Selection, selectCases } from '../../../../src/host/runs/select-cases.ts';
import { resultOf } from '../../../support/results.ts';

const cases = [asks('a'), asks('b', 'a'), asks('c', 'b'), asks('d')];

test('a question brings the earlier turns that nobody has answered', () => {
	assert.equal(chosen(questions('c'), {}), 'a b c');
	assert.equal(chosen(questions('c'), { b: 'failed' }), 'c');
	assert.equal(chosen(questions('c'), { a: 'passed' }), 'b c');
	assert.equal(chosen(questions('d'), {}), 'd');
});

test('a stale earlier turn is asked again', () => {
	assert.equal(chosen(questions('c'), { a: 'passed', b: 'passed' }, ['b']), 'b c');
});

test('an earlier turn without a usable answer is asked again', () => {
	const broken = result('b', 'unscored');
	const known = new Map([
		['b', { ...broken, answer: { ...broken.answer!, failure: { reason: 'timeout' as const, message: '' } } }],
		['a', result('a', 'passed')],
	]);
	assert.equal(
		selectCases(cases, questions('c'), { resultOf: key => known.get(key), isStale: () => false })
			.map(({ key }) => key)
			.join(' '),
		'b c',
	);
});

test('failed means failed or unscored, not passed and not never run', () => {
	assert.equal(chosen({ kind: 'failed' }, { a: 'passed', b: 'failed', d: 'unscored' }), 'b d');
});

test('stale means never run or no longer fitting', () => {
	assert.equal(chosen({ kind: 'stale' }, { a: 'passed', b: 'failed', c: 'passed' }, ['c']), 'c d');
});

test('stale also means what was cancelled or had no money left, not what was unreachable', () => {
	const known = new Map(
		(['cancelled', 'over-budget', 'unreachable', 'unparsed'] as const).map((reason, i) => {
			const one = result('abcd'[i]!, 'unscored');
			return [one.key, { ...one, end: { ...one.end!, reason } }] as const;
		}),
	);
	const stale = (except: ReadonlySet<string>) =>
		selectCases(
			[asks('a'), asks('b'), asks('c'), asks('d')],
			{ kind: 'stale', except },
			{
				resultOf: key => known.get(key),
				isStale: () => false,
			},
		).map(({ key }) => key);
	assert.deepEqual(stale(new Set()), ['a', 'b']);
	assert.deepEqual(stale(new Set(['a'])), ['b']);
});

test('all is all', () => {
	assert.equal(chosen({ kind: 'all' }, { a: 'passed' }), 'a b c d');
});

function chosen(
	selection: Selection,
	states: Readonly<Record<string, CaseState>>,
	stale: readonly string[] = [],
): string {
	return selectCases(cases, selection, {
		resultOf: key => (states[key] === undefined ? undefined : result(key, states[key])),
		isStale: key => stale.includes(key),
	})
		.map(({ key }) => key)
		.join(' ');
}

function questions(id: string): Selection {
	return { kind: 'questions', ids: new Set([id]) };
}

function asks(key: string, follows?: string): Case {
	return { key, follows, question: { id: key } } as unknown as Case;
}

function result(key: string, state: CaseState): CaseResult {
	const done = resultOf({ key });
	return { ...done, end: { ...done.end!, state } };
}
