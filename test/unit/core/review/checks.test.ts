import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Expectation } from '../../../../src/core/documents/expectation.ts';
import { checkAnswer, countWords } from '../../../../src/core/review/checks.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';

const range = { start: 0, end: 0 };
const at = <T>(value: T) => ({ value, range });
function check(expect: Partial<Expectation>, answer: string): string {
	const all: Expectation = {
		range,
		maxWords: undefined,
		minWords: undefined,
		mustContain: [],
		mustNotContain: [],
		matches: undefined,
		jsonSchema: undefined,
		...expect,
	};
	return checkAnswer({ expect: all, answerable: true }, answer)
		.map(each => `${each.met ? 'met' : 'unmet'} ${each.check}: ${each.message}`)
		.join('\n');
}
const schema = (value: unknown, answer: string) => check({ jsonSchema: at(value) }, answer);

test('a question that demands nothing checks nothing', () => {
	assert.deepEqual(checkAnswer({ expect: undefined, answerable: true }, 'x'), []);
});

test('words are counted as people count them', () => {
	assert.deepEqual(
		['', 'one', "it's two", 'well-known – yes', 'a\n\nb\tc', '1,000 m', '我喜欢猫', '— * —'].map(countWords),
		[0, 1, 2, 2, 3, 2, 3, 0],
	);
	assert.equal(check({ maxWords: at(2) }, 'one two three'), 'unmet maxWords: 3 words; at most 2 are wanted.');
	assert.equal(check({ minWords: at(2) }, 'one two'), 'met minWords: 2 words; at least 2 are wanted.');
});

test('texts are found without regard to case and line breaks', () => {
	assert.equal(
		check({ mustContain: [at('low rank')] }, 'A Low\nRank matrix'),
		'met mustContain: "low rank" is in the answer.',
	);
	assert.equal(check({ mustContain: [at('tide')] }, 'x'), 'unmet mustContain: "tide" is not in the answer.');
	assert.equal(
		check({ mustNotContain: [at('As an AI')] }, 'as an AI model'),
		'unmet mustNotContain: "As an AI" is in the answer, and must not be.',
	);
	assert.equal(check({ mustContain: [at('Cafe\u0301')] }, 'café'), 'met mustContain: "Cafe\u0301" is in the answer.');
});

test('a regular expression is searched anywhere', () => {
	assert.equal(
		check({ matches: at('\\b\\d{4}\\b') }, 'in 1901, say'),
		'met matches: The answer matches "\\b\\d{4}\\b".',
	);
	assert.match(check({ matches: at('^x') }, 'yx'), /^unmet matches: The answer does not match/);
});

test('a bad regular expression is an unmet check with the reason', () => {
	assert.match(
		check({ matches: at('(') }, 'x'),
		/^unmet matches: "\(" is no regular expression in RE2 syntax: missing closing \)/,
	);
	assert.match(check({ matches: at('(?=a)') }, 'a'), /^unmet matches/);
	assert.match(check({ matches: at('a'.repeat(3000)) }, 'a'), /longer than/);
});

test('a regular expression that would hang elsewhere does not', () => {
	const start = cpuSeconds();
	assert.match(check({ matches: at('^(x+x+)+y$') }, 'x'.repeat(50_000)), /does not match/);
	endedSoon(start);
});

test('JSON is held against the schema', () => {
	const person = {
		type: 'object',
		properties: { name: { type: 'string' } },
		required: ['name'],
		additionalProperties: false,
	};
	assert.equal(schema(person, '{"name": "Ada"}'), 'met jsonSchema: The answer fits the JSON schema.');
	assert.match(schema(person, '```json\n{"name": "Ada"}\n```'), /^met/);
	assert.match(
		schema(person, '{"name": 1}'),
		/^unmet jsonSchema: The answer does not fit the JSON schema: at \/name: .*number/,
	);
	assert.match(schema(person, '{}'), /^unmet .*name/);
	assert.equal(schema(person, 'Ada'), 'unmet jsonSchema: The answer is no JSON.');
});

test('patterns in a schema are RE2 and mean what they say', () => {
	const code = { type: 'string', pattern: '^[A-Z]{2}$' };
	assert.match(schema(code, '"AB"'), /^met/);
	assert.match(schema(code, '"ABC"'), /^unmet/);
	assert.match(schema({ not: code }, '"ABC"'), /^met/);
	assert.match(schema({ pattern: '^a' }, '7'), /^met/);
	const named = { patternProperties: { '^n_': { type: 'number' } }, additionalProperties: false };
	assert.match(schema(named, '{"n_a": 1}'), /^met/);
	assert.match(schema(named, '{"n_a": "1"}'), /^unmet/);
	assert.match(schema(named, '{"x": 1}'), /^unmet/);
	assert.match(schema({ propertyNames: { pattern: '^a' } }, '{"b": 1}'), /^unmet/);
	assert.match(schema({ pattern: '(' }, '"x"'), /^unmet .*cannot be applied/);
});

test('hostile schemas end soon and are unmet', () => {
	const start = cpuSeconds();
	assert.match(schema({ pattern: '^(a+)+$' }, JSON.stringify(`${'a'.repeat(5000)}!`)), /^unmet/);
	assert.match(schema({ $ref: '#' }, '1'), /^unmet .*cannot be applied/);
	const doubling: Record<string, unknown> = { s30: { type: 'number' } };
	for (let i = 0; i < 30; i++) {
		doubling[`s${i}`] = { allOf: [{ $ref: `#/$defs/s${i + 1}` }, { $ref: `#/$defs/s${i + 1}` }] };
	}
	assert.match(schema({ $defs: doubling, $ref: '#/$defs/s0' }, '1'), /too many steps/);
	assert.match(schema({ $ref: 'https://example.org/s.json' }, '1'), /must stay inside/);
	assert.match(schema({ $dynamicRef: '#a' }, '1'), /not supported/);
	assert.match(schema({ format: 'url' }, '"x"'), /not known/);
	assert.match(schema(7, '1'), /cannot be applied/);
	assert.match(
		schema({ uniqueItems: true }, JSON.stringify(Array.from({ length: 3000 }, (_, i) => i))),
		/at most 2000/,
	);
	assert.match(schema({}, '['.repeat(500) + ']'.repeat(500)), /nested deeper/);
	endedSoon(start);
});

test('where the context does not say, the answer must say so', () => {
	const question = { expect: undefined, answerable: false };
	assert.equal(checkAnswer(question, 'The context does not say.')[0]!.met, true);
	assert.deepEqual(checkAnswer(question, 'It is 42.'), [
		{
			check: 'answerable',
			met: false,
			message: 'The context does not hold the answer, and the answer does not say so.',
		},
	]);
});
