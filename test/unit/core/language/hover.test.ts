import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hover } from '../../../../src/core/language/hover.ts';
import { fixture } from '../../../support/language-fixture.ts';

async function hovered(marked: string, more: Readonly<Record<string, string>> = {}, path = 'a.questions.yaml') {
	const { document, offset, library, files } = fixture({ ...more, [path]: marked });
	const found = await hover(document, offset, { library, files });
	return found && { ...found, word: document.text.slice(found.range.start, found.range.end) };
}

test('a key shows what it is for and what holds without it', async () => {
	const found = await hovered('questions:\n  - id: a\n    answer¦able: false\n');
	assert.equal(found?.word, 'answerable');
	assert.match(found.text, /^\*\*answerable\*\* · true \| false\n/);
	assert.match(found.text, /Default: `true`/);
});

test('a word shows its meaning', async () => {
	assert.match((await hovered('questions:\n  - probes:\n      - { kind: fa¦ke }'))!.text, /must|judge/);
});

test('a model shows its settings and where it is defined, and no key', async () => {
	const project = 'models:\n  deep: { provider: openai, model: big, temperature: 0, apiKey: { env: MY_KEY } }\n';
	const found = await hovered('models: [de¦ep]', { 'groundline.yaml': project });
	assert.match(found!.text, /model: big/);
	assert.match(found!.text, /temperature: 0/);
	assert.match(found!.text, /apiKey: environment MY_KEY/);
	assert.match(found!.text, /Defined in `groundline\.yaml`/);
	assert.match((await hovered('models: [off¦line]'))!.text, /built in/);
});

test('a question id shows the question', async () => {
	const found = await hovered(
		'questions:\n  - id: a\n    question: What is it?\n  - question: More\n    follows: ¦a\n',
	);
	assert.match(found!.text, /What is it\?/);
});

test('a context entry shows its lines', async () => {
	const files = { 'docs/page.md': 'one\ntwo\nthree\nfour\n' };
	const found = await hovered('context:\n  - file: docs/¦page.md\n    lines: 2-3\n', files);
	assert.match(found!.text, /4 lines/);
	assert.match(found!.text, / 2 {2}two\n {3}3 {2}three\n```/);
	assert.doesNotMatch(found!.text, /one|four/);
	assert.match((await hovered('context:\n  - file: ¦gone.md\n'))!.text, /no file gone\.md/);
});

test('a text of a file cannot leave its fence', async () => {
	const found = await hovered('context:\n  - file: ¦x.md\n', { 'x.md': '````\n[a](command:x)\n' });
	assert.match(found!.text, /`````text\n/);
});

test('criteria and levels show weight and value of the rubric', async () => {
	assert.match((await hovered('pass: { faith¦fulness: Good }'))!.text, /weight 0\.2[\s\S]*Built-in rubric/);
	assert.match((await hovered('pass: { faithfulness: Go¦od }'))!.text, /80 of 100/);
});

test('a template variable shows what it holds', async () => {
	assert.match((await hovered('user:\n{{ pas¦sages }}', {}, 'p.prompty'))!.text, /list/);
	const files = { 'a.questions.yaml': 'prompt: p.prompty\nvars: { tone: x }\nquestions: []\n' };
	assert.match((await hovered('user:\n{{ to¦ne }}', files, 'p.prompty'))!.text, /a\.questions\.yaml/);
});

test('filters and tests say what they do', async () => {
	assert.match((await hovered('user:\n{{ context | tr¦im }}', {}, 'p.prompty'))!.text, /Filter \*\*trim/);
	assert.match((await hovered('{% if turns is not defi¦ned %}', {}, 'p.prompty'))!.text, /Test \*\*defined/);
});

test('nothing is said of nothing', async () => {
	assert.equal(await hovered('# com¦ment'), undefined);
	assert.equal(await hovered('¦'), undefined);
	assert.equal(await hovered('nonsen¦se: 1'), undefined);
});

test('a variable shows what it is for and what it is given, on both sides', async () => {
	const prompt =
		'---\ninputs:\n  tone: { type: string, description: How to speak, default: calm }\n---\nuser:\n{{ tone }}\n';
	const questions = 'prompt: p.prompty\nvars: { tone: brisk }\nquestions:\n  - { question: A?, vars: { tone: dry } }\n';
	const there = await hovered(questions.replace('tone', 'to¦ne'), { 'p.prompty': prompt });
	const here = await hovered(prompt.replace('{{ tone', '{{ to¦ne'), { 'a.questions.yaml': questions }, 'p.prompty');
	assert.equal(there?.text, here?.text);
	for (const said of [
		/Input of `p\.prompty` · `string` · default `calm`/,
		/How to speak/,
		/`brisk` in `a\.questions\.yaml`/,
	]) {
		assert.match(here!.text, said);
	}
	assert.match(here!.text, /Given by 1 question of/);
});

test('chosen lines show the lines', async () => {
	const text = 'questions:\n  - question: A?\n    context:\n      - { file: page.md, lines: ¦2-3 }\n';
	const found = await hovered(text, { 'page.md': 'One.\nTwo.\nThree.\nFour.\n' });
	assert.equal(found?.word, '2-3');
	assert.match(found.text, / 2 {2}Two\.\n +3 {2}Three\.\n/);
	assert.doesNotMatch(found.text, /Four|One/);
});

test('the hash of an answer shows the answer', async () => {
	const text =
		'answers:\n  2cf24dba5fb0: { question: one, model: m, prompt: p, text: hello }\nreviews: [{ answer: 2cf2¦4dba5fb0, state: accepted }]\n';
	const found = await hovered(text, {}, 'a.annotations.yaml');
	assert.match(found!.text, /^Answer of `m` to `one`\n\n```text\nhello\n```$/);
});
