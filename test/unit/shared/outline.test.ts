import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
	changedOutline,
	type OutlineParams,
	type OutlineQuestion,
	outlineChange,
} from '../../../src/shared/outline.ts';

/** Questions of the given names, each below the last; an odd number of lines stands for a moved key. */
function outlineOf(version: number, entries: readonly (readonly [string, number])[]): OutlineParams {
	let line = 0;
	const questions = entries.map(([id, lines]): OutlineQuestion => {
		line += lines;
		const at = (character: number) => ({ line, character });
		const item = { start: at(2), end: { line: line + lines, character: 0 } };
		return { id, range: { start: at(4 + (lines % 2)), end: at(12) }, item, hash: `h${lines}`, title: id };
	});
	return { uri: 'file:///a', version, questions };
}

test('a change makes of the outline before the outline after', () => {
	const entries = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(3)), { maxLength: 6 });
	fc.assert(
		fc.property(entries, entries, (old, fresh) => {
			const [before, after] = [outlineOf(1, old), outlineOf(2, fresh)];
			const change = outlineChange(before, after);
			assert.equal(change.since, 1);
			assert.deepEqual(changedOutline(before, change), after);
		}),
		{ numRuns: 300 },
	);
});

test('an edit of one question is a change of one question', () => {
	const before = outlineOf(1, [
		['a', 2],
		['b', 2],
		['c', 2],
		['d', 2],
	]);
	const after = outlineOf(2, [
		['a', 2],
		['b2', 2],
		['c', 3],
		['d', 2],
	]);
	const { start, removed, questions, moved } = outlineChange(before, after);
	assert.deepEqual(
		{ start, removed, ids: questions.map(({ id }) => id), moved },
		{
			start: 1,
			removed: 2,
			ids: ['b2', 'c'],
			moved: 1,
		},
	);
});
