import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAnnotations } from '../../../../src/core/documents/parse-annotations.ts';
import { parseProject } from '../../../../src/core/documents/parse-project.ts';
import { parseQuestionFile } from '../../../../src/core/documents/parse-question-file.ts';
import { parseRubric } from '../../../../src/core/documents/parse-rubric.ts';
import type { Problem } from '../../../../src/core/documents/problem.ts';
import { serializeAnnotations } from '../../../../src/core/documents/serialize-annotations.ts';
import { yamlText } from '../../../support/yaml-text.ts';

const SAMPLES = [
	'version: 1\nmodels:\n  a: { provider: openai, model: m, headers: { X: y }, price: { input: 1, output: 2 } }\ndefaults: { judge: { model: a } }\n',
	'version: 1\nscale: { Good: 100, Bad: 0 }\ncriteria:\n  - { id: a, weight: 1, cap: { Bad: 3 } }\npass: { score: 3, a: Good }\n',
	'version: 1\nanswers:\n  9f2c01ab77de: { question: q, model: m, prompt: p, text: "t" }\nannotations:\n  - { id: a1, answer: 9f2c01ab77de, target: { exact: t }, label: note }\n',
	'version: 1\nprompt: a\ncontext:\n  - file: b\n    lines: 1-2\nquestions:\n  - id: x\n    question: |\n      Why?\n    expect: { matches: "a" }\n',
];

const mutated = fc
	.tuple(
		fc.constantFrom(...SAMPLES),
		fc.array(
			fc.tuple(fc.nat(), fc.nat(12), fc.string({ unit: fc.constantFrom(...'{}[]:-&*!|>"\'\n #,x0'), maxLength: 3 })),
			{ maxLength: 4 },
		),
	)
	.map(([sample, edits]) =>
		edits.reduce((text, [where, cut, put]) => {
			const at = where % (text.length + 1);
			return text.slice(0, at) + put + text.slice(at + cut);
		}, sample),
	);

test('every format is read from any text, and what is reported lies inside of it', () => {
	fc.assert(
		fc.property(fc.oneof(mutated, yamlText), text => {
			for (const parse of [parseQuestionFile, (one: string) => parseRubric(one), parseProject, parseAnnotations]) {
				for (const problem of parse(text).problems) {
					assertInside(problem, text);
				}
			}
		}),
		{ numRuns: 40 },
	);
});

test('an annotations file in any state can be written again, and reads the same', () => {
	fc.assert(
		fc.property(mutated, text => {
			const { file, problems } = parseAnnotations(text);
			if (problems.some(({ code }) => code.startsWith('yaml-') || code === 'duplicate-key')) {
				return; // Nobody writes over a file that cannot be read.
			}
			const again = parseAnnotations(serializeAnnotations(file, text)).file;
			assert.deepEqual([...again.answers.keys()].sort(), [...file.answers.keys()].sort());
			assert.deepEqual(again.annotations.map(({ id }) => id).sort(), file.annotations.map(({ id }) => id).sort());
		}),
		{ numRuns: 40 },
	);
});

test('keys that mean something to JavaScript are only keys', () => {
	const text =
		'version: 1\n__proto__: { polluted: true }\nvars: { __proto__: { polluted: true } }\nquestions:\n  - { question: Why?, constructor: x, toString: y }\n';
	const { file, problems } = parseQuestionFile(text);
	assert.deepEqual(
		problems.filter(({ code }) => code === 'unknown-key').map(({ range }) => text.slice(range.start, range.end)),
		['__proto__', 'constructor', 'toString'],
	);
	assert.equal(file.vars.size, 1);
	assert.equal('polluted' in {}, false);
});

function assertInside({ range, fixes, message }: Problem, text: string): void {
	for (const { start, end } of [range, ...(fixes ?? []).flatMap(fix => fix.edits.map(edit => edit.range))]) {
		assert.ok(
			start >= 0 && start <= end && end <= text.length,
			`${message} ${start}-${end} of ${JSON.stringify(text)}`,
		);
	}
}
