import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem } from '../../../src/core/documents/problem.ts';
import { edited, problemsIn } from '../../support/open-document.ts';

const PROJECT = `version: 1
models:
  small: { provider: openai, model: m }
  "llama: 8b": { provider: openai, model: m }
`;

const RUBRIC = `version: 1
name: R
scale: { "Very good, really": 100, Good: 50, "No": 0 }
criteria:
  - { id: truth, name: T, weight: 1, cap: { "No": 10 } }
pass: 50
`;

/** Files that every fixture stands among. */
const AROUND = {
	'groundline.yaml': PROJECT,
	'r.rubric.yaml': RUBRIC,
	'cases.csv': 'question,"the answer, good"\nWhy?,Because.\nHow?,So.\n',
};

/** A code with a document, by path, in which its problem has a fix. */
const FIXTURES: readonly (readonly [code: string, path: string, text: string])[] = [
	['unknown-key', 'a.questions.yaml', 'version: 1\nmodles: [offline]\nquestions:\n  - question: A?\n'],
	[
		'unknown-key',
		'a.questions.yaml',
		'version: 1\n"modles": [offline]\nquestions:\n  - { id: b, question: A? }\n  - { question: B?, follws: b }\n',
	],
	['unknown-key', 'a.rubric.yaml', RUBRIC.replace('weight', 'wieght')],
	['unknown-key', 'groundline.yaml', PROJECT.replace('provider', 'provder')],
	['wrong-value', 'groundline.yaml', PROJECT.replace('openai', 'opnai')],
	['wrong-value', 'a.questions.yaml', 'version: 1\nhistory: refrence\nquestions:\n  - question: A?\n'],
	[
		'wrong-value',
		'a.questions.yaml',
		'version: 1\ncontext: [{ file: cases.csv, rows: 2-1 }]\nquestions:\n  - question: A?\n',
	],
	['missing-key', 'a.questions.yaml', 'version: 1\n'],
	['missing-key', 'a.questions.yaml', 'version: 1 # the first'],
	['missing-key', 'a.questions.yaml', 'version: 1\nquestions:\n  - id: a\n  - { id: b }\n  - {}\n'],
	['missing-key', 'a.rubric.yaml', RUBRIC.replace('id: truth, ', '')],
	['missing-key', 'groundline.yaml', 'version: 1\nmodels:\n  small: { model: m }\n'],
	['missing-version', 'a.questions.yaml', 'questions:\n  - question: A?\n'],
	['missing-version', 'a.questions.yaml', '# head\n{ questions: [{ question: A? }] }\n'],
	['missing-version', 'groundline.yaml', PROJECT.replace('version: 1\n', '')],
	['missing-version', 'a.rubric.yaml', RUBRIC.replace('version: 1\n', '')],
	[
		'equal-questions',
		'a.questions.yaml',
		'version: 1\nquestions:\n  - question: A?\n  - { question: A? }\n  -\n    question: A?\n',
	],
	[
		'unknown-question',
		'a.questions.yaml',
		'version: 1\nquestions:\n  - { id: one-and-all, question: A? }\n  - { question: B?, follows: one-nd-all }\n',
	],
	['unknown-model', 'a.questions.yaml', 'version: 1\nmodels: [smal]\nquestions:\n  - question: A?\n'],
	['unknown-model', 'a.questions.yaml', 'version: 1\nmodels: [llama 8b]\nquestions:\n  - question: A?\n'],
	['unknown-model', 'a.questions.yaml', 'version: 1\njudge: { model: llama-8b }\nquestions:\n  - question: A?\n'],
	['unknown-model', 'groundline.yaml', `${PROJECT}defaults: { models: ["llama 8b"] }\n`],
	[
		'unknown-criterion',
		'a.questions.yaml',
		'version: 1\nrubric: r.rubric.yaml\npass: { trth: Good }\nquestions:\n  - question: A?\n',
	],
	[
		'unknown-level',
		'a.questions.yaml',
		'version: 1\nrubric: r.rubric.yaml\npass: { truth: Very good really }\nquestions:\n  - question: A?\n',
	],
	['unknown-level', 'a.rubric.yaml', RUBRIC.replace('cap: { "No"', 'cap: { Goood')],
	[
		'data-column',
		'a.questions.yaml',
		'version: 1\nquestions: { file: cases.csv, map: { reference: the answer good } }\n',
	],
	[
		'undeclared-variable',
		'a.prompty',
		'---\nname: p\ninputs:\n  tone: { type: string }\n---\nuser:\n{{ tone }} {{ quesion }}\n',
	],
	[
		'spaced-placeholder',
		'a.prompt.yml',
		'messages:\n  - role: user\n    content: "{{ question }} {{context}}"\ntestData:\n  - question: A\n    context: B\n',
	],
];

const named = (problems: readonly Problem[]) => problems.map(({ code, message }) => `${code}: ${message}`);

for (const [ending, convert] of [
	['LF', (text: string) => text],
	['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
	['a byte order mark', (text: string) => `\uFEFF${text}`],
] as const) {
	test(`each fix removes its problem and makes no other, in a text with ${ending}`, async () => {
		const failures: string[] = [];
		for (const [code, path, fixture] of FIXTURES) {
			const text = convert(fixture);
			const before = await problemsIn(path, text, AROUND);
			const fixable = before.filter(problem => problem.code === code && (problem.fixes?.length ?? 0) > 0);
			if (fixable.length === 0) {
				failures.push(`${code} has no fix in\n${text}\n${named(before).join('\n')}`);
			}
			for (const fix of fixable.flatMap(problem => problem.fixes ?? [])) {
				const fixed = edited(text, fix.edits);
				const after = await problemsIn(path, fixed, AROUND);
				const stays = after.filter(one => one.code === code).length >= before.filter(one => one.code === code).length;
				const known = new Set(named(before));
				// Of a key that was missing only a person can say the value: that it is not there yet is told at its place.
				const awaited = code === 'missing-key' ? /found nothing\.$/ : /^$/;
				const made = named(after).filter(name => !known.has(name) && !awaited.test(name));
				if (stays || made.length > 0) {
					failures.push(`${code}${stays ? ' stays' : ''} in\n${text}→\n${fixed}${made.join('\n')}`);
				}
			}
		}
		assert.equal(failures.join('\n\n'), '');
	});
}
