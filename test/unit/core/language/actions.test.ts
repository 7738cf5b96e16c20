import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problem } from '../../../../src/core/documents/problem.ts';
import { quickFixes, writeDownIds } from '../../../../src/core/language/actions.ts';
import { LanguageDocument } from '../../../../src/core/language/document.ts';

test('the fixes of the problems that a range touches, the best one preferred', () => {
	const fixes = ['one', 'two'].map(title => ({ title, edits: [] }));
	const problems = [
		problem('unknown-key', 'near', { start: 4, end: 8 }, { fixes }),
		problem('unknown-key', 'far', { start: 20, end: 24 }, { fixes }),
	];
	const found = quickFixes(problems, { start: 8, end: 8 });
	assert.deepEqual(
		found.map(({ problem: { message }, fix, isPreferred }) => [message, fix.title, isPreferred]),
		[
			['near', 'one', true],
			['near', 'two', false],
		],
	);
	assert.deepEqual(quickFixes(problems, { start: 10, end: 15 }), []);
});

test('a derived id can be written down', () => {
	const text = 'questions:\n  - question: Why so?\n  - { question: How? }\n  - id: c\n    question: C?\n';
	const apply = (at: string) => {
		const offset = text.indexOf(at);
		const [fix] = writeDownIds(new LanguageDocument('x.questions.yaml', text), { start: offset, end: offset });
		return fix?.edits.reduce(
			(now, { range, text: more }) => now.slice(0, range.start) + more + now.slice(range.end),
			text,
		);
	};
	assert.match(apply('Why')!, /\n {2}- id: why-so-[0-9a-f]{4}\n {4}question: Why so\?\n/);
	assert.match(apply('How')!, /- \{ id: how-[0-9a-f]{4}, question: How\? \}/);
	assert.equal(apply('C?'), undefined);
});
