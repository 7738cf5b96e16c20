import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTemplate } from '../../../../src/core/prompt/check.ts';
import { readGitHubData } from '../../../../src/core/prompt/github.ts';
import { parsePromptTemplate } from '../../../../src/core/prompt/parse.ts';
import { checkMarks } from '../../../support/check-marks.ts';
import { rendered } from '../../../support/prompts.ts';

const PROMPT = `name: Peat
model: openai/gpt-4o-mini
modelParameters: { maxTokens: 80, temperature: 0 }
responseFormat: json_schema
jsonSchema: '{"name": "reply", "schema": {"type": "object"}}'
messages:
  - role: System
    content: Be brief.
  - role: user
    content: |
      {{input}} in {{place}}? Leave {{ this }} alone.
testData:
  - { input: Why, expected: Because }
  - just text
evaluators:
  - { name: same, string: { equals: '', contains: '{{expected}}' } }
  - name: judge
    llm: { modelId: openai/gpt-4o, prompt: 'Rate {{completion}}', choices: [{ choice: A, score: 1 }] }
  - { name: similar, uses: github/similarity }
  - { name: nothing }
future: 1
`;
const problems = (text: string) => {
	const { template, problems: found } = parsePromptTemplate('x.prompt.yml', text);
	return [...found, ...checkTemplate(template)].toSorted((a, b) => a.range.start - b.range.start);
};

test('reads messages, parameters, response format and the first row of test data', () => {
	const { template, problems: found } = parsePromptTemplate('prompts/peat.prompt.yml', PROMPT);
	assert.deepEqual(found, []);
	assert.deepEqual([template.stem, template.format, template.syntax], ['peat', 'github', 'braces']);
	assert.equal(template.model?.value, 'openai/gpt-4o-mini');
	assert.deepEqual(template.parameters, {
		maxTokens: 80,
		temperature: 0,
		extraBody: {
			response_format: { type: 'json_schema', json_schema: { name: 'reply', schema: { type: 'object' } } },
		},
	});
	assert.deepEqual(
		template.parts.map(part => part.role),
		['system', 'user'],
	);
	assert.deepEqual(Object.fromEntries(template.sample), { input: 'Why', expected: 'Because' });
});

test('test data and evaluators are read as data', () => {
	assert.deepEqual(readGitHubData(PROMPT), {
		testData: [{ input: 'Why', expected: 'Because' }],
		evaluators: [
			{ kind: 'string', name: 'same', check: 'contains', text: '{{expected}}' },
			{
				kind: 'llm',
				name: 'judge',
				model: 'openai/gpt-4o',
				prompt: 'Rate {{completion}}',
				systemPrompt: undefined,
				choices: [{ choice: 'A', score: 1 }],
			},
			{ kind: 'uses', name: 'similar', uses: 'github/similarity' },
		],
	});
});

test('replaces what has no blanks, once; `input` is the question', () => {
	const sources = { question: 'Is it {{place}}', vars: { place: '$& {{input}}' } };
	assert.equal(
		rendered(PROMPT, sources, 'x.prompt.yml'),
		'system> Be brief.\nuser> Is it {{place}} in $& {{input}}? Leave {{ this }} alone.\n',
	);
});

test('what has no value, or would give the answer away, is not sent', () => {
	assert.equal(rendered(PROMPT, {}, 'x.prompt.yml'), 'undefined-variable "{{place}}": `place` has no value.');
	const telling = 'messages:\n  - { role: user, content: "{{expected}}" }\n';
	assert.match(rendered(telling, {}, 'x.prompt.yml'), /^undefined-variable "\{\{expected\}\}"/);
});

test('marks roles, contents, formats and placeholders', () => {
	checkMarks(
		`
  responseFormat: yaml
#                 ^^^^ wrong-type
  messages:
    - role: asistant
#           ^^^^^^^^ unknown-role: did you mean "assistant"?
      content: hi
    - role: user
      content: 7
#              ^ wrong-type
    - role: user
      content: "{{ input }} and {{plce}}"
#               ^^^^^^^^^^^ spaced-placeholder
#                               ^^^^^^^^ undeclared-variable: plce
  testData:
    - { place: here }`,
		problems,
	);
	assert.deepEqual(
		problems('name: x\n').map(problem => problem.code),
		['missing-key'],
	);
});
