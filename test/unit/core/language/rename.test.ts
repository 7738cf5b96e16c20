import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rename } from '../../../../src/core/language/rename.ts';
import { fixture } from '../../../support/language-fixture.ts';

/** The changed documents after the name under the mark was renamed; or why not. */
function renamed(files: Readonly<Record<string, string>>, to: string): Readonly<Record<string, string>> | string {
	const { document, offset, library } = fixture(files);
	const renaming = rename(document, offset, { library, to });
	if (renaming.kind === 'refused') {
		return renaming.message;
	}
	const changed: Record<string, string> = {};
	for (const [path, edits] of renaming.edits) {
		let text = library.get(path)!.text;
		for (const { range, text: replacement } of edits.toReversed()) {
			text = text.slice(0, range.start) + replacement + text.slice(range.end);
		}
		changed[path] = text;
	}
	return changed;
}

test('a question id changes in its file and in the annotations', () => {
	const files = {
		'x.questions.yaml': 'questions:\n  - id: ¦a\n    question: A?\n  - id: b\n    question: B?\n    follows: "a"\n',
		'x.annotations.yaml': 'answers:\n  0123456789ab: { question: a, model: m, prompt: p, text: a }\n',
		'y.questions.yaml': 'questions:\n  - id: a\n    question: A?\n',
	};
	assert.deepEqual(renamed(files, 'first'), {
		'x.questions.yaml':
			'questions:\n  - id: first\n    question: A?\n  - id: b\n    question: B?\n    follows: "first"\n',
		'x.annotations.yaml': 'answers:\n  0123456789ab: { question: first, model: m, prompt: p, text: a }\n',
	});
	assert.match(String(renamed(files, 'b')), /in use/);
	assert.match(String(renamed(files, 'no spaces')), /expected/);
});

test('a model changes wherever its project holds', () => {
	const files = {
		'groundline.yaml': 'models:\n  m: { provider: openai }\ndefaults: { models: [m], judge: m }\n',
		'x.questions.yaml': 'models: [offline, ¦m]\njudge: { model: m }\n',
		'p.prompty': '---\nmodel: m\n---\nuser:\nm\n',
		'r.rubric.yaml': 'criteria:\n  - { id: c, weight: 1, judge: m }\n',
	};
	assert.deepEqual(renamed(files, 'mini'), {
		'groundline.yaml': 'models:\n  mini: { provider: openai }\ndefaults: { models: [mini], judge: mini }\n',
		'p.prompty': '---\nmodel: mini\n---\nuser:\nm\n',
		'r.rubric.yaml': 'criteria:\n  - { id: c, weight: 1, judge: mini }\n',
		'x.questions.yaml': 'models: [offline, mini]\njudge: { model: mini }\n',
	});
});

test('criteria and levels change in the rubric and in all that use it', () => {
	const files = {
		'r.rubric.yaml':
			'scale: { ¦Yes: 100, No: 0 }\ncriteria:\n  - { id: c, weight: 1, anchors: { Yes: good } }\npass: { c: Yes }\n',
		'x.questions.yaml': 'rubric: r.rubric.yaml\npass: { c: Yes }\nquestions: []\n',
		'y.questions.yaml': 'pass: { relevance: Yes }\nquestions: []\n',
	};
	assert.deepEqual(renamed(files, 'Fine'), {
		'r.rubric.yaml':
			'scale: { Fine: 100, No: 0 }\ncriteria:\n  - { id: c, weight: 1, anchors: { Fine: good } }\npass: { c: Fine }\n',
		'x.questions.yaml': 'rubric: r.rubric.yaml\npass: { c: Fine }\nquestions: []\n',
	});
	assert.match(String(renamed(files, '"')), /expected/);
});

test('a variable changes in the templates and question files that share it', () => {
	const files = {
		'p.prompty': 'user:\n{{ tone }}{% for tone2 in passages %}{{ tone2.text }}{% endfor %}',
		'x.questions.yaml': 'prompt: p.prompty\nvars: { ¦tone: a }\nquestions: []\n',
		'y.questions.yaml': 'prompt: p.prompty\nvars: { tone: b }\nquestions: []\n',
	};
	const found = renamed(files, 'style') as Readonly<Record<string, string>>;
	assert.deepEqual(Object.keys(found).sort(), ['p.prompty', 'x.questions.yaml', 'y.questions.yaml']);
	assert.equal(found['p.prompty'], files['p.prompty'].replace('{{ tone }}', '{{ style }}'));
	assert.match(String(renamed(files, 'question')), /in use/);
});

test('what is built in, or defined nowhere, keeps its name', () => {
	assert.match(String(renamed({ 'x.questions.yaml': 'models: [¦offline]' }, 'x')), /built in/);
	assert.match(String(renamed({ 'p.prompty': 'user:\n{{ ¦question }}' }, 'x')), /every template/);
	assert.match(String(renamed({ 'x.questions.yaml': 'pass: { ¦faithfulness: Good }' }, 'x')), /No document/);
	assert.match(String(renamed({ 'x.questions.yaml': 'ru¦bric: x' }, 'x')), /Nothing/);
});

test('a variable does not become a word of the template language', () => {
	const prompt = '---\ninputs: { to¦ne: { type: string } }\n---\nuser:\n{{ tone }}\n';
	for (const word of ['true', 'none', 'not', 'loop']) {
		assert.match(renamed({ 'p.prompty': prompt }, word) as string, /will not do/);
	}
	assert.equal(typeof renamed({ 'p.prompty': prompt }, 'nothing'), 'object');
});
