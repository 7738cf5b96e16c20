import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { complete } from '../../../../src/core/language/completion.ts';
import { fixture } from '../../../support/language-fixture.ts';

const PROJECT =
	'version: 1\nmodels:\n  quick: { provider: openai, model: small }\n  deep: { provider: openai, model: big }\n';
const RUBRIC =
	'version: 1\nscale: { Yes: 100, No: 0 }\ncriteria:\n  - { id: right, weight: 1 }\n  - { id: short, weight: 1 }\n';

/** The labels offered at the mark. */
async function labels(marked: string, more: Readonly<Record<string, string>> = {}, path = 'a.questions.yaml') {
	const { document, offset, library, files } = fixture({ ...more, [path]: marked });
	return (await complete(document, offset, { library, files })).map(({ label }) => label);
}

/** The text after the completion with a label was taken, the cursor mark left where the edit ends. */
async function taken(
	marked: string,
	label: string,
	more: Readonly<Record<string, string>> = {},
	path = 'a.questions.yaml',
) {
	const { document, offset, library, files } = fixture({ ...more, [path]: marked });
	const found = (await complete(document, offset, { library, files })).find(one => one.label === label);
	assert.ok(found, `"${label}" is offered`);
	const { range, text } = found.edit;
	return `${document.text.slice(0, range.start)}${text}¦${document.text.slice(range.end)}`;
}

test('offers the keys that the root still lacks', async () => {
	const found = await labels('version: 1\n¦\nprompt: a.prompty\n');
	assert.ok(found.includes('models') && found.includes('questions'));
	assert.ok(!found.includes('version') && !found.includes('prompt'));
});

test('offers the keys of an item', async () => {
	const found = await labels('questions:\n  - id: a\n    ¦');
	assert.ok(
		found.includes('question') && found.includes('follows') && !found.includes('id') && !found.includes('models'),
	);
});

test('tells the alternatives of a passage by the key that is there', async () => {
	assert.deepEqual(await labels('context:\n  - file: a.md\n    ¦'), ['lines', 'rows', 'label']);
	assert.deepEqual(await labels('context:\n  - { text: x, ¦ }'), ['label']);
});

test('a key brings what stands behind its colon', async () => {
	assert.equal(await taken('rub¦', 'rubric'), 'rubric: ¦');
	assert.equal(await taken('con¦', 'context'), 'context:\n  - ¦');
	assert.equal(await taken('questions:\n  - id: a\n    exp¦', 'expect'), 'questions:\n  - id: a\n    expect:\n      ¦');
	assert.equal(await taken('rub¦ric: x', 'rubric'), 'rubric¦: x');
	assert.equal(await taken('judge: { sam¦ }', 'samples'), 'judge: { samples: ¦ }');
});

test('offers models of the project and the built-in one', async () => {
	const files = { 'groundline.yaml': PROJECT };
	assert.deepEqual(await labels('models: [quick, ¦]', files), ['offline', 'deep']);
	assert.deepEqual(await labels('judge:\n  model: ¦', files), ['offline', 'quick', 'deep']);
	assert.deepEqual(await labels('models:\n  - ¦', files), ['offline', 'quick', 'deep']);
	assert.equal(await taken('judge:¦', 'quick', files), 'judge: quick¦');
	assert.equal(await taken('models:\n  ¦', 'quick', files), 'models:\n  - quick¦');
});

test('the nearest project file counts', async () => {
	const files = { 'groundline.yaml': PROJECT, 'sub/groundline.yaml': 'models: { near: { provider: openai } }\n' };
	assert.deepEqual(await labels('models: [¦]', files, 'sub/a.questions.yaml'), ['offline', 'near']);
});

test('offers other questions to follow, derived ids too', async () => {
	const found = await labels(
		'questions:\n  - id: a\n    question: A?\n  - question: Why so?\n  - id: c\n    question: C?\n    follows: ¦',
	);
	assert.equal(found[0], 'a');
	assert.match(found[1]!, /^why-so-[0-9a-f]{4}$/);
	assert.equal(found.length, 2);
});

test('offers criteria and levels of the rubric that the file names', async () => {
	const files = { 'r.rubric.yaml': RUBRIC };
	assert.deepEqual(await labels('rubric: r.rubric.yaml\npass: { ¦ }', files), ['score', 'right', 'short']);
	assert.deepEqual(await labels('rubric: r.rubric.yaml\npass: { right: ¦ }', files), ['Yes', 'No']);
	assert.ok((await labels('pass: { faithfulness: ¦ }')).includes('Excellent'));
	assert.deepEqual(
		await labels('scale: { Yes: 100, No: 0 }\ncriteria:\n  - id: x\n    cap: { ¦ }', {}, 'b.rubric.yaml'),
		['Yes', 'No'],
	);
});

test('levels come from the rubric that a rubric extends', async () => {
	const files = { 'base.rubric.yaml': RUBRIC };
	const text = 'extends: base.rubric.yaml\npass: { right: ¦ }\n';
	assert.deepEqual(await labels(text, files, 'b.rubric.yaml'), ['Yes', 'No']);
});

test('offers words with their meaning', async () => {
	assert.deepEqual(await labels('questions:\n  - probes:\n      - kind: ¦'), ['fake', 'good']);
	assert.deepEqual(await labels('questions:\n  - answerable: ¦'), ['true', 'false']);
	assert.deepEqual(await labels('models:\n  a:\n    provider: ¦', {}, 'groundline.yaml'), [
		'offline',
		'openai',
		'azure',
		'vscode',
	]);
});

test('offers paths of the right kind, relative to the file', async () => {
	const files = { 'p/one.prompty': '', 'q/two.prompty': '', 'q/docs/page.md': '', 'q/b.rubric.yaml': '' };
	assert.deepEqual(await labels('prompt: ¦', files, 'q/a.questions.yaml'), ['two.prompty', '../p/one.prompty']);
	assert.deepEqual(await labels('prompt: ./t¦', files, 'q/a.questions.yaml'), ['./two.prompty', '../p/one.prompty']);
	assert.deepEqual(await labels('rubric: ¦', files, 'q/a.questions.yaml'), ['b.rubric.yaml']);
	assert.ok((await labels('context:\n  - file: ¦', files, 'q/a.questions.yaml')).includes('docs/page.md'));
});

test('offers the columns of a data set', async () => {
	const files = { 'd.csv': 'id,"the question",answer\n1,2,3\n', 'd.jsonl': '{"q": 1, "ref": 2}\n{}' };
	assert.deepEqual(await labels('questions:\n  file: d.csv\n  map: { question: ¦ }', files), [
		'id',
		'the question',
		'answer',
	]);
	assert.deepEqual(await labels('questions:\n  file: d.jsonl\n  map: { question: ¦ }', files), ['q', 'ref']);
});

test('offers the variables that the prompt reads under vars', async () => {
	const files = { 'p.prompty': 'user:\n{{ question }} {{ tone }} {{ context }}' };
	assert.deepEqual(await labels('prompt: p.prompty\nvars:\n  ¦', files), ['tone']);
});

test('offers variables, members, filters, tests and roles in a template', async () => {
	const files = { 'a.questions.yaml': 'prompt: p.prompty\nvars: { tone: x }\nquestions: []\n' };
	const inside = await labels('---\ninputs: { style: {} }\n---\nuser:\n{{ ¦ }}', files, 'p.prompty');
	assert.deepEqual(inside, ['question', 'context', 'passages', 'history', 'turns', 'style', 'tone']);
	assert.ok((await labels('user:\n{{ context | tr¦ }}', {}, 'p.prompty')).includes('trim'));
	assert.ok((await labels('{% if history is ¦ %}', {}, 'p.prompty')).includes('defined'));
	assert.deepEqual(await labels('{% for p in passages %}{{ p.¦ }}{% endfor %}', {}, 'p.prompty'), [
		'label',
		'text',
		'file',
		'lines',
	]);
	assert.ok((await labels('{% ¦', {}, 'p.prompty')).includes('endif'));
	assert.ok((await labels('{% for p in passages %}{{ ¦ }}', {}, 'p.prompty')).includes('p'));
	assert.deepEqual(await labels('user:\nhello\nass¦', {}, 'p.prompty'), [
		'system:',
		'user:',
		'assistant:',
		'developer:',
	]);
	assert.deepEqual(await labels('{# ¦ #}', {}, 'p.prompty'), []);
});

test('offers the keys of front matter and of a GitHub prompt', async () => {
	assert.ok((await labels('---\nna¦\n---\nuser:\n', {}, 'p.prompty')).includes('name'));
	assert.ok((await labels('messages:\n  - ro¦', {}, 'x.prompt.yml')).includes('role'));
	assert.ok((await labels('messages:\n  - role: user\n    content: "{{¦}}"', {}, 'x.prompt.yml')).includes('question'));
});

test('offers what an annotation can be about', async () => {
	const files = {
		'r.rubric.yaml': RUBRIC,
		'x.questions.yaml':
			'rubric: r.rubric.yaml\nquestions:\n  - { id: one, question: A? }\n  - { id: two, question: B? }\n',
	};
	const answers = 'answers:\n  0123456789ab: { question: one, model: m, prompt: p, text: t }\n';
	const offered = (text: string) => labels(`${answers}${text}`, files, 'x.annotations.yaml');
	assert.deepEqual(await offered('ratings:\n  - { answer: ¦ }'), ['0123456789ab']);
	assert.deepEqual(await offered('ratings:\n  - { criterion: ¦ }'), ['right', 'short']);
	assert.deepEqual(await offered('ratings:\n  - { rating: ¦ }'), ['Yes', 'No']);
	assert.deepEqual(await offered('preferences:\n  - { question: ¦ }'), ['one', 'two']);
	assert.deepEqual(await offered('annotations:\n  - label: ¦'), ['unsupported', 'supported', 'contradicted', 'note']);
});

test('offers nothing in comments, prose and behind the end', async () => {
	assert.deepEqual(await labels('# ¦'), []);
	assert.deepEqual(await labels('questions:\n  - question: |\n      wh¦\n'), []);
	assert.deepEqual(await labels('nonsense:\n  ¦'), []);
});

test('settles on every text and offset', async () => {
	const piece = fc.constantFrom(
		'questions:',
		'\n',
		'  - ',
		'pass: ',
		'{',
		'}',
		'[',
		'context',
		': ',
		'{{',
		'}}',
		'{%',
		'"',
		'|',
		'#',
		'😀',
		'---\n',
	);
	const path = fc.constantFrom(
		'a.questions.yaml',
		'p.prompty',
		'x.prompt.yml',
		'r.rubric.yaml',
		'groundline.yaml',
		'a.annotations.yml',
	);
	await fc.assert(
		fc.asyncProperty(fc.array(piece, { maxLength: 25 }), path, fc.nat(80), async (pieces, name, at) => {
			const text = pieces.join('');
			const offset = Math.min(at, text.length);
			for (const { edit } of await fixtureAt(text, name, offset)) {
				assert.ok(edit.range.start <= offset && offset <= edit.range.end && edit.range.end <= text.length);
			}
		}),
		{ numRuns: 80 },
	);
});

function fixtureAt(text: string, path: string, at: number) {
	const { document, offset, library, files } = fixture({ [path]: `${text.slice(0, at)}¦${text.slice(at)}` });
	return complete(document, offset, { library, files });
}
