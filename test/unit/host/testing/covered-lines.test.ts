import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case } from '../../../../src/core/review/case.ts';
import type { CaseResult } from '../../../../src/core/review/result.ts';
import { coveredLines } from '../../../../src/host/testing/covered-lines.ts';

test('a line that any answer used is covered, with the number of answers', () => {
	assert.equal(show([asks('a', [1, 2]), asks('b', [1, 2])], { a: [1], b: [1, 2] }), 'p.md 1:2 2:1');
});

test('a line is uncovered only if every question that includes it has an answer', () => {
	assert.equal(show([asks('a', [1, 2]), asks('b', [2, 3])], { a: [] }), 'p.md 1:0');
	assert.equal(show([asks('a', [1, 2]), asks('b', [2, 3])], { a: [], b: [] }), 'p.md 1:0 2:0 3:0');
});

test('a used line counts even while other questions wait', () => {
	assert.equal(show([asks('a', [1]), asks('b', [1])], { a: [1] }), 'p.md 1:1');
});

test('inline text, blank lines and lines outside the chosen ones are not counted', () => {
	const item = asks('a', [4]);
	const [passage] = item.passages;
	const unit = passage!.units[0]!;
	const mixed = {
		...item,
		passages: [
			{ ...passage!, units: [unit, { ...unit, id: 'P1:L5', line: 5, text: '  ' }] },
			{ ...passage!, inline: true, path: 'q.questions.yaml' },
		],
	} as Case;
	assert.equal(show([mixed], { a: [] }), 'p.md 4:0');
});

test('one answer answers a question, whatever its other models do', () => {
	const second = { ...asks('a', [1]), key: 'a2' } as Case;
	assert.equal(show([asks('a', [1]), second], { a: [] }), 'p.md 1:0');
});

test('nothing answered says nothing', () => {
	assert.equal(show([asks('a', [1])], {}), '');
});

function asks(key: string, lines: readonly number[]): Case {
	const units = lines.map(line => ({ id: `P1:L${line}`, line, path: 'p.md', text: `line ${line}` }));
	return {
		key,
		file: 'q',
		question: { id: key },
		passages: [{ inline: false, path: 'p.md', units }],
	} as unknown as Case;
}

function show(cases: readonly Case[], used: Readonly<Record<string, readonly number[]>>): string {
	const answerOf = (key: string) =>
		used[key] && ({ grounding: { used: used[key].map(line => `P1:L${line}`) } } as unknown as CaseResult);
	return coveredLines(cases, answerOf)
		.map(({ path, lines }) => `${path} ${lines.map(({ line, answers }) => `${line}:${answers}`).join(' ')}`)
		.join('\n');
}
