import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { parse } from 'yaml';
import { checkWhole } from '../../../../src/core/documents/check-version.ts';
import { FORMATS, type FormatKind } from '../../../../src/core/documents/formats/formats.ts';
import { jsonSchema } from '../../../../src/core/documents/json-schema.ts';
import { parseYaml } from '../../../../src/core/documents/yaml/parse-yaml.ts';

const KINDS = Object.keys(FORMATS) as readonly FormatKind[];

/** Compiling the schemas takes longer than using them. */
const validate = validators();

function validators() {
	const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
	ajv.addKeyword('enumDescriptions');
	return new Map(KINDS.map(kind => [kind, ajv.compile(jsonSchema(kind))]));
}

/** What the parser says of the shape alone: rules between values are not the schema's. */
function fitsShape(kind: FormatKind, text: string): boolean {
	const { root, problems } = parseYaml(text);
	assert.deepEqual(problems, [], text);
	const found = checkWhole(root, FORMATS[kind], { text, problems });
	return found.every(({ code }) => code === 'missing-version');
}

test('parser and JSON Schema agree on good and bad samples of every format', () => {
	for (const kind of KINDS) {
		for (const [fits, samples] of [
			[true, GOOD[kind]],
			[false, BAD[kind]],
		] as const) {
			for (const sample of samples) {
				assert.equal(fitsShape(kind, sample), fits, `parser: ${kind} ${sample}`);
				assert.equal(validate.get(kind)?.(parse(sample)), fits, `schema: ${kind} ${sample}`);
			}
		}
	}
});

test('parser and JSON Schema agree when any value of a good sample is replaced', () => {
	const value = fc.constantFrom(
		'x',
		'a b',
		'',
		7,
		-1,
		1.5,
		101,
		true,
		null,
		[],
		{},
		['x'],
		[7],
		{ x: 'y' },
		[{}],
		'fake',
		'Good',
	);
	fc.assert(
		fc.property(fc.constantFrom(...KINDS), fc.nat(), fc.nat(), value, (kind, which, where, replacement) => {
			const samples = GOOD[kind];
			const document: unknown = parse(samples[which % samples.length]!);
			const places = placesIn(document);
			places[where % places.length]?.(replacement);
			const text = JSON.stringify(document);
			assert.equal(validate.get(kind)?.(document), fitsShape(kind, text), text);
		}),
		{ numRuns: 60 },
	);
});

test('the sample, and the examples of docs/documents.md, are valid by the JSON Schemas', () => {
	const read = (path: string) => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
	const examples = [...read('docs/documents.md').matchAll(/^```yaml (\w+)\n([\s\S]*?)^```$/gm)];
	for (const [kind, text] of [
		['questions', read('media/sample/coffee.questions.yaml')],
		['rubric', read('media/sample/grounded.rubric.yaml')],
		['project', read('media/sample/groundline.yaml')],
		...examples.map(([, name, example]) => [name!, example!] as const),
	] as const) {
		const isValid = validate.get(kind as FormatKind)!;
		assert.ok(isValid(parse(text)), `${kind}: ${JSON.stringify(isValid.errors)}`);
	}
});

test('every key is described in the schema', () => {
	const schema = JSON.stringify(jsonSchema('questions'));
	assert.match(schema, /"description":"What is asked\."/);
	assert.equal(jsonSchema('rubric').$schema, 'https://json-schema.org/draft/2020-12/schema');
});

/** Ways to put another value into a document: one for each member of each mapping and list. */
function placesIn(value: unknown): readonly ((replacement: unknown) => void)[] {
	if (typeof value !== 'object' || value === null) {
		return [];
	}
	const members = value as Record<string, unknown>;
	return Object.keys(members).flatMap(key => [
		(replacement: unknown) => {
			members[key] = replacement;
		},
		...placesIn(members[key]),
	]);
}

const GOOD: Readonly<Record<FormatKind, readonly string[]>> = {
	questions: [
		'version: 1\nquestions: [{ question: Why? }]',
		'prompt: [a, b]\nmodels: offline\nrubric: r\njudge: j\ncontext: []\nvars: { a: { b: 1 } }\npass: 80\nhistory: reference\nquestions: { file: a.csv, map: { question: q, vars: { t: c } } }',
		'judge: { model: m, samples: 3 }\npass: { score: 80, clarity: Good }\nparameters: { temperature: 0, stop: [a], extraBody: { k: 1 } }\nquestions:\n- { id: a, question: Q, follows: b, reference: [r], answerable: false, category: c, vars: { x: [1] }, answers: { a: "" }, probes: [{ kind: fake, answer: no }], expect: { maxWords: 3, mustContain: a, jsonSchema: {} }, context: [{ file: f, lines: "1-3, 5-", label: l }, { file: f, rows: [3, 4-5] }, { text: "" }] }',
	],
	rubric: [
		'version: 1\nname: n\nscale: { Good: 100, Bad: 0 }\nsynonyms: { Good: [ok] }\ncriteria: [{ id: a, name: A, weight: 1, evidence: context, cap: { Bad: 3 }, anchors: { Good: g }, judge: m, check: { matches: x } }]\npass: { score: 3, a: Good }\ninstructions: i\ntests: [{ question: q, answer: a, expect: { a: Good } }]',
		'extends: built-in\nscale: 1-5',
	],
	project: [
		'version: 1\nmodels: { a: { provider: openai, model: m, apiKey: { env: K }, price: { input: 1, output: 2 }, timeout: 3, headers: { X-A: b }, temperature: 0 }, b: { provider: azure, apiKey: { secret: s }, timeout: { idle: 3 }, select: { family: f } } }\ndefaults: { models: [a], judge: { model: b }, concurrency: 8 }\nlimits: { maxCost: 1, maxUnscored: 0 }',
	],
	annotations: [
		'version: 1\nanswers: { 9f2c01ab77de: { question: q, model: m, prompt: p, text: "" } }\nannotations: [{ id: a1, answer: 9f2c01ab77de, target: { exact: e, prefix: "", suffix: s }, label: note, note: n, by: b, at: 2026-11-21 }]\nreviews: [{ answer: 9f2c01ab77de, state: accepted }]\nratings: [{ answer: 9f2c01ab77de, criterion: c, rating: r, reason: s }]\npreferences: [{ question: q, a: 9f2c01ab77de, b: 9f2c01ab77de, winner: tie }]',
	],
};

const BAD: Readonly<Record<FormatKind, readonly string[]>> = {
	questions: [
		'version: 2\nquestions: []',
		'questions: null',
		'[]',
		'version: 1',
		'questions: [{ question: Why?, id: a b }]',
		'questions: [{ question: Why?, unknown: 1 }]',
		'questions: [{ id: a }]',
		'questions: [{ question: Why?, context: [{ label: x }] }]',
		'questions: [{ question: Why?, context: [{ file: a, lines: 0 }] }]',
		'questions: [{ question: Why?, context: [{ text: a, lines: 1 }] }]',
		'questions: [{ question: Why?, vars: { "a b": 1 } }]',
		'questions: [{ question: [] }]',
		'questions: { map: {} }',
		'questions: []\nhistory: both',
		'questions: []\npass: 101',
	],
	rubric: [
		'criteria: []',
		'criteria: [{ weight: 1 }]',
		'scale: 1-9',
		'criteria: [{ id: a, weight: -1 }]',
		'pass: { a: [] }',
	],
	project: [
		'models: { a: {} }',
		'models: { a: { provider: other } }',
		'models: { a: { provider: openai, apiKey: sk-1 } }',
		'models: { a: { provider: openai, apiKey: { env: "a b" } } }',
		'models: { a: { provider: openai, price: { input: 1 } } }',
		'models: { "a b": { provider: openai } }',
		'limits: { maxCost: -1 }',
	],
	annotations: [
		'answers: { xyz: { question: q, model: m, prompt: p, text: t } }',
		'annotations: [{ id: a1, target: {}, label: note }]',
		'reviews: [{ answer: 9f2c01ab77de, state: maybe }]',
	],
};
