import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { builtInTemplate } from '../../../../src/core/prompt/built-in.ts';
import { FILTERS, UNSUPPORTED_FILTERS } from '../../../../src/core/prompt/jinja/filters.ts';
import { methodNames } from '../../../../src/core/prompt/jinja/methods.ts';
import { TESTS } from '../../../../src/core/prompt/jinja/tests.ts';
import { parsePromptTemplate } from '../../../../src/core/prompt/parse.ts';
import { STANDARD_VARIABLES } from '../../../../src/core/prompt/variables.ts';
import { rendered } from '../../../support/prompts.ts';

const PAGE = readFileSync(new URL('../../../../docs/templates.md', import.meta.url), 'utf8');

/** The names in backticks of the line that begins with the words. */
function named(line: string): readonly string[] {
	const found = PAGE.split('\n').find(each => each.startsWith(line));
	assert.ok(found !== undefined, line);
	return [...found.slice(line.length).matchAll(/`([^`]+)`/g)].map(match => match[1]!);
}

/** The line below a heading. */
function below(heading: string): readonly string[] {
	const lines = PAGE.split('\n');
	return [...lines[lines.indexOf(heading) + 2]!.matchAll(/`([^`]+)`/g)].map(match => match[1]!);
}

const EXAMPLES = /```jinja-examples\n([\s\S]*?)```/
	.exec(PAGE)![1]!
	.trim()
	.split('\n')
	.map(line => line.split(' → ') as [string, string]);

test('the page names every filter, test, method and variable, and no other', () => {
	assert.deepEqual(below('### Filters'), [...FILTERS.keys()].sort());
	assert.deepEqual(named('Filters of Jinja that are left out:'), [...UNSUPPORTED_FILTERS].sort());
	assert.deepEqual(below('### Tests'), [...TESTS.keys()].sort());
	assert.deepEqual(named('- of a text:'), [...methodNames('text')].sort());
	assert.deepEqual(named('- of a list:'), [...methodNames('list')].sort());
	assert.deepEqual(named('- of a mapping:'), [...methodNames('mapping')].sort());
	assert.deepEqual(
		[...PAGE.matchAll(/^\| `(\w+)` \|/gm)].map(match => match[1]),
		[...STANDARD_VARIABLES],
	);
});

test('every example of the page renders as it says', () => {
	for (const [template, expected] of EXAMPLES) {
		assert.equal(rendered(`user:\n${template}`, { question: 'Why {{ is }} it?' }), `user> ${expected}`, template);
	}
});

test('every filter, test, method and statement has an example', () => {
	const all = EXAMPLES.map(([template]) => template).join('\n');
	const missing = [
		...[...FILTERS.keys()].filter(name => !new RegExp(`\\| ${name}\\b|map\\("${name}"`).test(all)),
		...[...TESTS.keys()].filter(name => /^\w/.test(name) && !new RegExp(`is ${name}\\b|"${name}"`).test(all)),
		...(['text', 'list', 'mapping'] as const).flatMap(methodNames).filter(name => !all.includes(`.${name}(`)),
		...named('Statements:').filter(name => name !== 'include' && !new RegExp(`\\{% ${name}\\b`).test(all)),
	];
	assert.deepEqual(missing, []);
});

test('every statement that is left out is reported', () => {
	for (const name of named('Statements that are reported as `template-unsupported`:').filter(each => each !== 'set')) {
		assert.match(rendered(`user:\n{% ${name} x %}`), /^template-unsupported /, name);
	}
	for (const name of UNSUPPORTED_FILTERS) {
		assert.match(rendered(`user:\n{{ question | ${name} }}`), /^template-unsupported /, name);
	}
});

test('the page shows the built-in template, which is what its parts say', () => {
	assert.ok(PAGE.includes(`\`\`\`prompty\n${builtInTemplate.source}\`\`\``));
	const { template } = parsePromptTemplate('built-in.prompty', builtInTemplate.source);
	assert.deepEqual(template.parts, builtInTemplate.parts);
	assert.equal(rendered(builtInTemplate.source).split('\n').at(-1), 'Question: Why?');
});
