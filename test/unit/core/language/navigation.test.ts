import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derivedId } from '../../../../src/core/documents/derived-id.ts';
import { definition } from '../../../../src/core/language/definition.ts';
import { documentLinks } from '../../../../src/core/language/links.ts';
import { references } from '../../../../src/core/language/references.ts';
import { workspaceNames } from '../../../../src/core/language/workspace-names.ts';
import { fixture, placeText } from '../../../support/language-fixture.ts';

/** Where the definitions of the name under the mark are. */
function definitions(files: Readonly<Record<string, string>>): readonly string[] {
	const { document, offset, library } = fixture(files);
	return definition(document, offset, library).map(target =>
		target.kind === 'range' ? placeText(library, target.path, target.range) : `${target.path}:${target.line + 1}`,
	);
}

/** Where the name under the mark is used. */
function uses(files: Readonly<Record<string, string>>, declarations = false): readonly string[] {
	const { document, offset, library } = fixture(files);
	return references(document, offset, { library, declarations }).map(place =>
		placeText(library, place.document.path, place.occurrence.range),
	);
}

test('follows leads to the id, or to the question whose id is derived', () => {
	const text = 'questions:\n  - id: a\n    question: A?\n  - question: B?\n    follows: ¦a\n';
	assert.deepEqual(definitions({ 'x.questions.yaml': text }), ['x.questions.yaml:2:9 "a"']);
	const derived = `questions:\n  - question: Why so?\n  - question: B?\n    follows: ¦${derivedId('Why so?')}\n`;
	assert.deepEqual(definitions({ 'x.questions.yaml': derived }), ['x.questions.yaml:2:5 "question"']);
});

test('an id that reads like a number keeps its zeros', () => {
	const text = 'questions:\n  - id: 001\n    question: A?\n  - id: 1\n    question: B?\n    follows: ¦001\n';
	assert.deepEqual(definitions({ 'x.questions.yaml': text }), ['x.questions.yaml:2:9 "001"']);
});

test('a model leads to its entry in the nearest project file', () => {
	const files = {
		'groundline.yaml': 'models: { m: { provider: openai } }',
		'sub/groundline.yaml': 'models: { m: { provider: openai } }',
	};
	assert.deepEqual(definitions({ ...files, 'sub/x.questions.yaml': 'models: [¦m]' }), ['sub/groundline.yaml:1:11 "m"']);
	assert.deepEqual(definitions({ ...files, 'x.questions.yaml': 'judge: ¦m' }), ['groundline.yaml:1:11 "m"']);
});

test('criteria and levels lead to the rubric, through the annotations too', () => {
	const files = {
		'r.rubric.yaml': 'scale: { Yes: 100, No: 0 }\ncriteria:\n  - { id: right, weight: 1, cap: { No: 20 } }\n',
		'x.questions.yaml': 'rubric: r.rubric.yaml\npass: { right: Yes }\nquestions: []\n',
	};
	const rating = 'ratings:\n  - { answer: 0123456789ab, criterion: ¦right, rating: No }\n';
	assert.deepEqual(definitions({ ...files, 'x.annotations.yaml': rating }), ['r.rubric.yaml:3:11 "right"']);
	const level = { ...files, 'r.rubric.yaml': files['r.rubric.yaml'].replace('No: 0', '¦No: 0') };
	assert.deepEqual(uses({ ...level, 'x.annotations.yaml': rating.replace('¦', '') }), [
		'r.rubric.yaml:3:36 "No"',
		'x.annotations.yaml:2:55 "No"',
	]);
});

test('paths lead to files, lines to lines', () => {
	assert.deepEqual(definitions({ 'q/x.questions.yaml': 'prompt: ../p/¦a.prompty' }), ['p/a.prompty:1']);
	assert.deepEqual(definitions({ 'x.questions.yaml': 'context:\n  - { file: d.md, lines: 1¦2-20 }' }), ['d.md:12']);
	assert.deepEqual(definitions({ 'x.questions.yaml': 'prompt: ../../¦a.prompty' }), []);
});

test('a template variable leads to the inputs and vars that give it', () => {
	const files = {
		'p.prompty': '---\ninputs:\n  tone: { type: string }\n---\nuser:\n{{ to¦ne }} {{ tone | trim }}',
		'x.questions.yaml': 'prompt: p.prompty\nvars: { tone: short }\nquestions: []\n',
		'y.questions.yaml': 'vars: { tone: other }\nquestions: []\n',
	};
	assert.deepEqual(definitions(files), ['p.prompty:3:3 "tone"', 'x.questions.yaml:2:9 "tone"']);
	assert.deepEqual(uses(files), ['p.prompty:6:4 "tone"', 'p.prompty:6:15 "tone"']);
});

test('an annotated answer is found by its hash', () => {
	const text =
		'answers:\n  0123456789ab: { question: q, model: m, prompt: p, text: t }\nreviews:\n  - { answer: ¦0123456789ab, state: accepted }\n';
	assert.deepEqual(definitions({ 'x.annotations.yaml': text }), ['x.annotations.yaml:2:3 "0123456789ab"']);
});

test('links are the paths that name one file', () => {
	const text =
		'¦prompt: ./a.prompty\nrubric: r.rubric.yaml\ncontext:\n  - file: docs/*.md\n  - file: d/one.md\n  - file: ../out.md\n';
	const { document } = fixture({ 'x.questions.yaml': text });
	assert.deepEqual(
		documentLinks(document).map(link => link.path),
		['a.prompty', 'r.rubric.yaml', 'd/one.md'],
	);
});

test('names of the workspace are found by their letters', () => {
	const { library } = fixture({ 'x.questions.yaml': '¦questions:\n  - id: what-is-it\n    question: A?\n' });
	assert.deepEqual(
		workspaceNames('wii', library).map(place => place.occurrence.name),
		['what-is-it'],
	);
	assert.deepEqual(workspaceNames('xyz', library), []);
});
