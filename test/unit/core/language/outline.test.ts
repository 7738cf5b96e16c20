import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LanguageDocument } from '../../../../src/core/language/document.ts';
import { foldings } from '../../../../src/core/language/folding.ts';
import { type OutlineItem, outline } from '../../../../src/core/language/outline.ts';

function tree(items: readonly OutlineItem[], depth = 0): string {
	return items
		.map(({ name, detail, children }) => {
			const line = `${'  '.repeat(depth)}${name}${detail === '' ? '' : `: ${detail}`}\n`;
			return line + tree(children, depth + 1);
		})
		.join('');
}

function outlined(path: string, text: string): string {
	const items = outline(new LanguageDocument(path, text));
	const check = (item: OutlineItem) => {
		assert.ok(item.range.start <= item.selection.start && item.selection.end <= item.range.end, item.name);
		item.children.forEach(check);
	};
	items.forEach(check);
	return tree(items);
}

test('a question file shows its head and its questions', () => {
	const text =
		'version: 1\nprompt: a.prompty\nquestions:\n  - id: a\n    question: What\n  - id: b\n    question: |\n      Two\n      lines\n';
	assert.equal(outlined('x.questions.yaml', text), 'version: 1\nprompt: a.prompty\na: What\nb: Two lines\n');
});

test('a rubric shows its criteria, a project its models', () => {
	const rubric = 'version: 1\ncriteria:\n  - { id: right, weight: 1 }\n  - { weight: 1 }\n';
	assert.equal(outlined('r.rubric.yaml', rubric), 'version: 1\ncriteria\n  right\n  1\n');
	assert.equal(outlined('groundline.yaml', 'models:\n  a: { provider: openai }\n'), 'models\n  a: openai\n');
});

test('a prompt shows its front matter and its messages', () => {
	const text = '---\nname: p\ninputs:\n  tone: { type: string }\n---\nsystem:\nBe kind.\n\nuser:\n{{ question }}\n';
	assert.equal(outlined('p.prompty', text), 'name: p\ninputs\n  tone: string\nsystem\nuser\n');
});

test('a half-typed file still has an outline', () => {
	assert.equal(outlined('x.questions.yaml', 'questions:\n  - id: a\n    question: What\n    con'), 'a: What\n');
	assert.equal(outlined('x.questions.yaml', ''), '');
});

test('what is indented below a line folds, so do comments and messages', () => {
	const folded = (path: string, text: string) =>
		foldings(new LanguageDocument(path, text)).map(({ first, last, kind }) => `${first}-${last} ${kind}`);
	const text = '# one\n# two\nquestions:\n  - id: a\n    question: |\n      x\n\n      y\n\n  - id: b\nversion: 1\n';
	assert.deepEqual(folded('x.questions.yaml', text), ['0-1 comment', '2-9 region', '3-7 region', '4-7 region']);
	const prompt = '---\nname: p\nx: 1\n---\nsystem:\na\nuser:\nb';
	assert.deepEqual(folded('p.prompty', prompt), ['0-2 region', '4-5 region', '6-7 region']);
});
