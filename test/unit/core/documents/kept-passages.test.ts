import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { KeptPassages } from '../../../../src/core/documents/kept-passages.ts';
import { loadReviewSet } from '../../../../src/core/documents/load.ts';
import { parseQuestionFile } from '../../../../src/core/documents/parse-question-file.ts';
import type { ReviewSet } from '../../../../src/core/documents/review-set.ts';
import { TextFiles } from '../../../support/text-files.ts';

const PATH = 'a.questions.yaml';

const PAGES = { 'a.md': 'One.\nTwo.\nThree.\n', 'b.md': 'Four.\n', 'c.csv': 'name,year\nx,1\ny,2\n' };

const head = fc.constantFrom(
	'version: 1\n',
	'version: 1\ncontext: [{ file: a.md, lines: 2 }]\n',
	'version: 1\ncontext:\n  - text: Shared.\n  - { file: b.md, label: B }\n',
);

const item = fc.constantFrom(
	'  - question: None?\n',
	'  - question: Lines?\n    context: [{ file: a.md, lines: 1-2 }]\n',
	'  - question: Same?\n    context: [{ file: a.md, lines: 1-2 }, { file: b.md }]\n',
	'  - question: Labelled?\n    context: [{ file: a.md, label: L }]\n',
	'  - question: Inline?\n    context: [{ text: Hello }, { file: b.md }, { text: Hello }]\n',
	'  - question: Too far?\n    context: [{ file: a.md, lines: 2-9 }]\n',
	'  - question: Missing?\n    context: [{ file: d.md }]\n',
	'  - question: Rows?\n    context: [{ file: c.csv, rows: 2 }]\n',
	'  - question: Glob?\n    context: [{ file: "*.md" }]\n',
);

const step = fc.record({
	head,
	items: fc.array(item, { minLength: 1, maxLength: 5 }),
	pages: fc.constantFrom(
		PAGES,
		PAGES,
		{ ...PAGES, 'a.md': 'Other.\n' },
		{ 'b.md': 'Four.\n' },
		{ ...PAGES, 'd.md': 'D' },
	),
});

const shown = ({ questions, problems }: ReviewSet) => ({
	problems,
	questions: questions.map(({ question, passages }) => ({
		question,
		passages: passages.map(({ number, label, path, text, units }) => ({ number, label, path, text, units })),
	})),
});

test('what is kept never shows: each loading finds what a first one would', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 4 }), async steps => {
			const kept = new KeptPassages();
			for (const { head, items, pages } of steps) {
				const files = new TextFiles({ ...pages, [PATH]: `${head}questions:\n${items.join('')}` });
				const [again, first] = [await loadReviewSet(PATH, files, { kept }), await loadReviewSet(PATH, files)];
				assert.deepEqual(shown(again), shown(first));
				const known = new Set(again.dependencies);
				assert.deepEqual(
					first.dependencies.filter(path => !known.has(path)),
					[],
				);
			}
		}),
		{ numRuns: 60 },
	);
});

test('a question above which something was typed keeps its passages', async () => {
	const kept = new KeptPassages();
	const textOf = (title: string) =>
		`questions:\n  - question: ${title}\n  - question: B\n    context: [{ file: a.md, lines: 2 }]\n`;
	const load = (text: string) =>
		loadReviewSet(PATH, new TextFiles({ ...PAGES, [PATH]: text }), { kept, previous: parseQuestionFile(text, before) });
	const before = parseQuestionFile(textOf('A'));
	const first = await load(textOf('A'));
	const second = await load(textOf('Another'));
	assert.equal(second.questions[1]?.passages[0], first.questions[1]?.passages[0]);
});
