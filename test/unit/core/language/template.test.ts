import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { templateNames } from '../../../../src/core/language/template-names.ts';
import { tagAt, templateTags } from '../../../../src/core/language/template-tags.ts';
import { FILTER_DOCS, TEST_DOCS } from '../../../../src/core/language/template-words.ts';
import { variablesRead } from '../../../../src/core/prompt/check.ts';
import { FILTERS } from '../../../../src/core/prompt/jinja/filters.ts';
import { TESTS } from '../../../../src/core/prompt/jinja/tests.ts';
import { parsePromptTemplate } from '../../../../src/core/prompt/parse.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';

const reads = (text: string) => templateNames(text, 0, text.length).reads.map(({ name }) => name);

test('reads variables and nothing else', () => {
	assert.deepEqual(reads('{{ a.b | join(sep="x") }} {{ "c" ~ d[e] }}'), ['a', 'd', 'e']);
	assert.deepEqual(reads('{% for x, y in items %}{{ x }}{{ loop.index }}{{ z }}{% endfor %}{{ x }}'), [
		'items',
		'z',
		'x',
	]);
	assert.deepEqual(reads('{% set s = a %}{{ s }}{% if b is defined and not c %}{% endif %}'), ['a', 'b', 'c']);
	assert.deepEqual(reads('{% macro m(p, q=r) %}{{ p }}{{ q }}{% endmacro %}{{ m(t) }}').sort(), ['t']);
	assert.deepEqual(reads('{# {{ no }} #}{% raw %}{{ no }}{% endraw %}{{ yes }}'), ['yes']);
});

test('works on templates that are being typed', () => {
	assert.deepEqual(reads('{{ a\n{{ b }}'), ['a', 'b']);
	assert.deepEqual(reads('{% for x in\n{{ y }}'), ['y']);
	assert.deepEqual(reads('{{ "open }}\n{{ y }}'), ['y']);
});

test('agrees with the reader of templates on whole ones', () => {
	for (const body of [
		'user:\n{{ question }}\n{% for p in passages %}{{ p.text | trim }} {{ tone }}{% endfor %}',
		'system:\n{% if style is defined %}{{ style }}{% else %}{{ other | default("x") }}{% endif %}\nuser:\n{{ question }}',
		'user:\n{% set n = passages | length %}{{ n }} {{ history if turns else "none" }} {{ [a, b][0] }} {{ {"k": v}.k }}',
	]) {
		const expected = variablesRead(parsePromptTemplate('p.prompty', body).template);
		const found = templateNames(body, 0, body.length).reads;
		assert.deepEqual(
			found.map(({ name, range }) => `${name} ${range.start}-${range.end}`),
			expected.map(({ name, range }) => `${name} ${range.start}-${range.end}`),
		);
	}
});

test('names the templates that are included', () => {
	const text = '{% include "parts/head.txt" %}';
	const [included] = templateNames(text, 0, text.length).includes;
	assert.equal(included && text.slice(included.range.start, included.range.end), 'parts/head.txt');
});

test('every filter and test that works is described, and no other', () => {
	assert.deepEqual(Object.keys(FILTER_DOCS).sort(), [...FILTERS.keys()].sort());
	assert.deepEqual(Object.keys(TEST_DOCS).sort(), [...TESTS.keys()].filter(name => /^\w+$/.test(name)).sort());
});

test('tags lie in order inside the text, whatever it is', () => {
	const piece = fc.constantFrom('{{', '}}', '{%', '%}', '{#', '#}', '"', "'", 'raw', ' endraw ', 'a', '\n', '-', '😀');
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(60), (pieces, at) => {
			const text = pieces.join('');
			let end = 0;
			for (const { whole, inside } of templateTags(text, 0, text.length)) {
				assert.ok(end <= whole.start && whole.start <= inside.start && inside.start <= inside.end);
				assert.ok(inside.end <= whole.end && whole.end <= text.length);
				end = whole.end;
			}
			tagAt(text, 0, Math.min(at, text.length));
			templateNames(text, 0, text.length);
		}),
		{ numRuns: 150 },
	);
});

test('many open tags and scopes take no quadratic time', () => {
	const started = cpuSeconds();
	reads('{{ " '.repeat(10_000));
	reads(`${'{% for x in y %}'.repeat(8_000)}${'{% endmacro %}{{ z }}'.repeat(8_000)}`);
	endedSoon(started);
});
