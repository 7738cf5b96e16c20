import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePromptTemplate } from '../../../../src/core/prompt/parse.ts';
import { checkMarks } from '../../../support/check-marks.ts';

const problems = (text: string) => parsePromptTemplate('prompts/answer.prompty', text).problems;
const read = (text: string) => parsePromptTemplate('prompts/answer.prompty', text).template;

test('reads version 1: configuration, parameters, inputs and sample', () => {
	const template = read(
		[
			'---',
			'name: Peat helper',
			'description: Answers about peat.',
			'model:',
			'  api: chat',
			'  configuration: { type: azure_openai, azure_deployment: gpt-4o, api_key: "${env:KEY}" }',
			'  parameters: { max_tokens: 300, temperature: 0.2, top_p: 0.9, stop: END, frequency_penalty: 1 }',
			'inputs:',
			'  tone: { type: string, default: calm, description: How it sounds, required: true }',
			'  depth: { type: number, sample: 3 }',
			'sample: { tone: dry, question: Why? }',
			'---',
			'system:',
			'Be {{ tone }}.',
			'user:',
			'{{ question }}',
		].join('\n'),
	);
	assert.equal(template.stem, 'answer');
	assert.equal(template.name, 'Peat helper');
	assert.equal(template.model?.value, 'gpt-4o');
	assert.deepEqual(template.parameters, {
		maxTokens: 300,
		temperature: 0.2,
		topP: 0.9,
		stop: ['END'],
		extraBody: { frequency_penalty: 1 },
	});
	const tone = template.inputs.get('tone');
	assert.deepEqual(
		[tone?.type, tone?.default, tone?.required, tone?.description],
		['string', 'calm', true, 'How it sounds'],
	);
	assert.deepEqual(Object.fromEntries(template.sample), { tone: 'dry', depth: 3, question: 'Why?' });
	assert.deepEqual(
		template.parts.map(part => [part.role, part.text]),
		[
			['system', 'Be {{ tone }}.\n'],
			['user', '{{ question }}'],
		],
	);
	assert.deepEqual(problems(template.source), []);
});

test('reads version 2: options, a list of inputs, an id, template kinds', () => {
	const template = read(
		[
			'---',
			'name: peat',
			'displayName: Peat helper',
			'model:',
			'  id: gpt-4o-mini',
			'  options: { maxOutputTokens: 50, topK: 4, stopSequences: [a, b], seed: 7, additionalProperties: { mirostat: 2, messages: [] } }',
			'inputs:',
			'  - { name: tone, kind: string, default: calm, example: dry }',
			'outputs: { answer: { kind: string } }',
			'template: { format: { kind: jinja2 }, parser: { kind: prompty } }',
			'metadata: { authors: [nobody] }',
			'---',
			'Hello {{ tone }}',
		].join('\n'),
	);
	assert.equal(template.name, 'Peat helper');
	assert.equal(template.model?.value, 'gpt-4o-mini');
	assert.equal(template.source.slice(template.model?.range.start, template.model?.range.end), 'gpt-4o-mini');
	assert.deepEqual(template.parameters, {
		maxTokens: 50,
		stop: ['a', 'b'],
		seed: 7,
		extraBody: { top_k: 4, mirostat: 2 },
	});
	assert.deepEqual(Object.fromEntries(template.sample), { tone: 'dry' });
	assert.deepEqual(
		template.parts.map(part => part.role),
		['system'],
	);
	assert.deepEqual(problems(template.source), []);
});

test('inputs may be only a default', () => {
	const template = read('---\ninputs:\n  tone: calm\n  depth: 3\n  open:\n---\n{{ tone }}');
	assert.deepEqual(
		[...template.inputs.values()].map(input => [input.name, input.default]),
		[
			['tone', 'calm'],
			['depth', 3],
			['open', undefined],
		],
	);
});

test('role lines come in any case, with a sign and attributes', () => {
	const template = read('Before.\n# System:\nA\n  USER[name="x"] :\nB\nassistant:\r\nC\r\ndeveloper:\nD\nuser: no\n');
	assert.deepEqual(
		template.parts.map(part => `${part.role}=${part.text.trim().replace(/\s+/g, ' ')}`),
		['system=Before.', 'system=A', 'user=B', 'assistant=C', 'developer=D user: no'],
	);
	for (const part of template.parts) {
		assert.equal(template.source.slice(part.range.start, part.range.end), part.text);
	}
});

test('marks what is wrong with the front matter', () => {
	checkMarks(
		`
  ---
  name: x
  name: y
# ^^^^ duplicate-key
  model:
    parameters:
      temperature: hot
#                  ^^^ wrong-type: a number
  inputs: seven
#         ^^^^^ wrong-type
  ---
  user:
  {{ question }}`,
		problems,
	);
	checkMarks(
		`
  ---
# ^^^ front-matter
  name: x
  user:
  {{ question }}`,
		text => problems(text).filter(problem => problem.code === 'front-matter'),
	);
});

test('marks references to the environment, files outside, other template languages and attributes', () => {
	checkMarks(
		`
  ---
  description: \${env:HOME}
#              ^^^^^^^^^^^ environment-reference
  model:
    configuration:
      azure_endpoint: \${env:ENDPOINT}
#                     ^^^^^^^^^^^^^^^ environment-ignored
      api_key: \${env:KEY}
  sample: \${file:../secret.json}
#         ^^^^^^^^^^^^^^^^^^^^^^ file-reference
  template: mustache
#           ^^^^^^^^ template-unsupported: jinja2
  ---
  user[name=x]:
#     ^^^^^^^^ role-attributes
  {{ question }}`,
		problems,
	);
});

test('keys that we do not know are no problem, and texts of any kind are read', () => {
	assert.deepEqual(problems('---\nfuture: { a: 1 }\nx-y: 2\n---\nuser:\nhi\n'), []);
	for (const text of [
		'',
		'---',
		'---\n---',
		'\ufeff---\nname: x\n---\nhi',
		'---\n- 1\n---\n',
		'---\n&a [*a]\n---\n',
		'---\r\nname: x\r\n---\r\nuser:\r\nhi',
	]) {
		const { template, problems: found } = parsePromptTemplate('a.prompty', text);
		assert.equal(template.source, text);
		for (const { range } of found) {
			assert.ok(0 <= range.start && range.start <= range.end && range.end <= text.length, text);
		}
	}
	assert.equal(read('\ufeff---\nname: x\n---\nhi').name, 'x');
	assert.deepEqual(
		read('---\r\nname: x\r\n---\r\nuser:\r\nhi').parts.map(part => part.text),
		['hi'],
	);
});

test('an alias bomb is refused, not expanded', () => {
	const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
	for (const [name, before] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg'].map(pair => [...pair])) {
		bomb.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`);
	}
	assert.deepEqual(
		problems(`---\n${bomb.join('\n')}\n---\nhi`).map(problem => problem.code),
		['yaml-syntax'],
	);
});
