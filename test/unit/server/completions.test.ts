import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete } from '../../../src/core/language/completion.ts';
import { edited, problemsIn, rootWith } from '../../support/open-document.ts';

const AROUND = {
	'groundline.yaml': `version: 1
models:
  small: { provider: openai, model: m }
  "llama: 8b": { provider: openai, model: m }
`,
	'r.rubric.yaml': `version: 1
name: R
scale: { "Very good, really": 100, "No": 0 }
criteria:
  - { id: truth, name: T, weight: 1 }
pass: 50
`,
	'p.prompty': '---\nname: P\ninputs:\n  tone: { type: string }\n---\nuser:\n{{ tone }} {{ context }} {{ question }}\n',
	'docs/page: one, two.md': 'One.\nTwo.\n',
	'docs/table.csv': 'a,"b, c"\n1,2\n',
};

const QUESTIONS = 'a.questions.yaml';
const ASKED = '\nquestions:\n  - { id: one, question: What? }\n';

/** Places (`|`) in documents that have no problem but what is missing there. */
const PLACES: readonly (readonly [path: string, text: string])[] = [
	...[
		`|${ASKED}`,
		`version: 1\n|${ASKED}`,
		`version: 1\nmodels: [|]${ASKED}`,
		`version: 1\nmodels: [offline, |]${ASKED}`,
		`version: 1\nmodels: |${ASKED}`,
		`version: 1\nmodels:|${ASKED}`,
		`version: 1\nmodels:\n  |${ASKED}`,
		`version: 1\nmodels:\n  - |${ASKED}`,
		`version: 1\nmodels:\n  -|${ASKED}`,
		`version: 1\njudge: { | }${ASKED}`,
		`version: 1\njudge: { model: | }${ASKED}`,
		`version: 1\nprompt: |${ASKED}`,
		`version: 1\nprompt: [|]${ASKED}`,
		`version: 1\nrubric: |${ASKED}`,
		`version: 1\nhistory: |${ASKED}`,
		`version: 1\nparameters: { | }${ASKED}`,
		`version: 1\nparameters:\n  |${ASKED}`,
		`version: 1\nprompt: p.prompty\nvars: { | }${ASKED}`,
		`version: 1\nrubric: r.rubric.yaml\npass: { | }${ASKED}`,
		`version: 1\nrubric: r.rubric.yaml\npass: { truth: | }${ASKED}`,
		`version: 1\nrubric: r.rubric.yaml\npass:\n  truth: |${ASKED}`,
		`version: 1\ncontext:\n  -|${ASKED}`,
		`version: 1\ncontext:\n  - |${ASKED}`,
		`version: 1\ncontext:\n  - file: |${ASKED}`,
		`version: 1\ncontext: [{ file: | }]${ASKED}`,
		`version: 1\ncontext: [{ file: "|" }]${ASKED}`,
		'version: 1\nquestions:\n  |',
		'version: 1\nquestions:\n  -|',
		'version: 1\nquestions:\n  - |',
		'version: 1\nquestions:\n  - id: one\n    |',
		'version: 1\nquestions:\n  - { id: one, | }',
		'version: 1\nquestions:\n  - id: one\n    question: A?\n  - question: B?\n    follows: |',
		'version: 1\nquestions:\n  - question: A?\n    answerable:|',
		'version: 1\nquestions:\n  - question: A?\n    expect: { | }',
		'version: 1\nquestions:\n  - question: A?\n    expect:\n      |',
		'version: 1\nquestions:\n  - question: A?\n    probes:\n      - { kind: | }',
		'version: 1\nquestions: { file: docs/table.csv, map: { question: | } }',
		'version: 1\nquestions: { file: |, map: { question: a } }',
	].map(text => [QUESTIONS, text] as const),
	['b.rubric.yaml', 'version: 1\nextends: r.rubric.yaml\n|'],
	['b.rubric.yaml', 'version: 1\nextends: r.rubric.yaml\ncriteria:\n  - { id: b, name: B, | }\n'],
	['b.rubric.yaml', 'version: 1\nextends: r.rubric.yaml\ncriteria:\n  - { id: b, name: B, weight: 1, cap: { | } }\n'],
	['b.rubric.yaml', 'version: 1\nextends: |\n'],
	['groundline.yaml', 'version: 1\nmodels:\n  x: { provider: | }\n'],
	['groundline.yaml', 'version: 1\nmodels:\n  x:\n    provider: openai\n    model: m\n    |\n'],
	['groundline.yaml', 'version: 1\nmodels:\n  "x: y": { provider: offline }\ndefaults: { models: [|] }\n'],
];

/** What a completion must not lead to. What it leaves open (a value still to come) is another matter. */
const WRONG = new Set([
	'yaml-syntax',
	'unknown-key',
	'duplicate-key',
	'unknown-model',
	'unknown-criterion',
	'unknown-level',
	'unknown-question',
	'missing-file',
	'outside-root',
	'data-column',
	'invalid-url',
]);

test('what is offered is right where it is put', async () => {
	const failures: string[] = [];
	let offered = 0;
	for (const [path, marked] of PLACES) {
		const offset = marked.indexOf('|');
		const text = marked.slice(0, offset) + marked.slice(offset + 1);
		const root = rootWith(path, text, AROUND);
		await root.load();
		const found = await complete(root.get(path)!, offset, { library: root, files: root });
		if (found.length === 0) {
			failures.push(`nothing is offered at\n${marked}`);
		}
		for (const { label, edit } of found) {
			offered++;
			const put = edited(text, [edit]);
			const wrong = (await problemsIn(path, put, AROUND)).filter(({ code }) => WRONG.has(code));
			if (wrong.length > 0) {
				failures.push(
					`${label} at\n${marked}\n→\n${put}\n${wrong.map(({ code, message }) => `${code} ${message}`).join('\n')}`,
				);
			}
		}
	}
	assert.equal(failures.join('\n\n'), '');
	assert.ok(offered > 150);
});
