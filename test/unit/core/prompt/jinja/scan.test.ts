import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileTemplate } from '../../../../../src/core/prompt/jinja/compile.ts';
import { childrenOf, type JinjaNode } from '../../../../../src/core/prompt/jinja/nodes.ts';
import { scanTemplate } from '../../../../../src/core/prompt/jinja/scan.ts';

/** Texts as they are, tags as `<…>`. */
function scanned(source: string): string {
	return scanTemplate(source, 0, [])
		.items.map(item => (item.kind === 'text' ? item.value : `<${item.tokens.map(token => token.value).join(' ')}>`))
		.join('');
}

test('statements and comments alone on a line leave no empty line, expressions stay in theirs', () => {
	assert.equal(scanned('a\n  {% if x %}\nb\n\t{% endif %}\nc'), 'a\n<if x>b\n<endif>c');
	assert.equal(scanned('a\r\n{% if x %}\r\nb{% endif %}'), 'a\n<if x>b<endif>');
	assert.equal(scanned('a\n  {{ x }}\n  b'), 'a\n  <x>\n  b');
	assert.equal(scanned('a\n {# note #}\nb {# note #} c'), 'a\nb  c');
	assert.equal(scanned('a {% if x %} b'), 'a <if x> b');
});

test('signs trim and keep blanks', () => {
	assert.equal(scanned('a \n {%- if x -%} \n b'), 'a<if x>b');
	assert.equal(scanned('a {{- x -}} b {#- c -#} d'), 'a<x>bd');
	assert.equal(scanned('a\n  {%+ if x %}b'), 'a\n  <if x>b');
	assert.equal(scanned('{{ -x }}{{ 1 -1 }}'), '<- x><1 - 1>');
});

test('raw blocks are text', () => {
	assert.equal(scanned('a{% raw %}{{ x }} {% if %} {# y #}{% endraw %}b'), 'a{{ x }} {% if %} {# y #}b');
	assert.equal(scanned('{%- raw -%}  {{ x }}  {%- endraw -%}  b'), '{{ x }}b');
});

test('delimiters inside quotes and mappings end no tag', () => {
	assert.equal(scanned('{{ "}}" }}{{ {"a": {"b": 1}} }}'), '<}}><{ a : { b : 1 } }>');
	assert.equal(scanned('{{ "a\\"b\\n\\x41\\u00e9\\d" }}'), '<a"b\nAé\\d>');
});

test('property: any text is scanned, and every range lies inside it', () => {
	const pieces = fc.constantFrom(
		'{{',
		'}}',
		'{%',
		'%}',
		'{#',
		'#}',
		'-',
		' ',
		'\n',
		'if',
		'x',
		'endif',
		'raw',
		'"',
		'(',
		')',
		'1.5',
		'|',
		'😀',
		'\r',
	);
	fc.assert(
		fc.property(fc.array(pieces, { maxLength: 40 }), parts => {
			const source = parts.join('');
			const compiled = compileTemplate(source);
			for (const { start, end } of compiled.mistakes) {
				assert.ok(0 <= start && start <= end && end <= source.length, JSON.stringify(source));
			}
			const visit = (node: JinjaNode): void => {
				const { start, end } = compiled.rangeOf(node);
				assert.ok(0 <= start && start <= end && end <= source.length, JSON.stringify(source));
				childrenOf(node).forEach(visit);
			};
			if (compiled.program !== undefined) {
				visit(compiled.program);
			}
		}),
		{ numRuns: 200 },
	);
});

test('every name in the tree has its own place', () => {
	const source = '{% set set = x %}{% for x in x if x %}{{ x.x[x](x=x) | x(x) if x is x else x }}{% endfor %}';
	const compiled = compileTemplate(source);
	const places: number[] = [];
	const visit = (node: JinjaNode): void => {
		if (node.type === 'Identifier' && node.value === 'x') {
			places.push(compiled.rangeOf(node).start);
		}
		childrenOf(node).forEach(visit);
	};
	visit(compiled.program!);
	const written = [...source.matchAll(/\bx\b/g)].map(match => match.index);
	assert.deepEqual(
		places.toSorted((a, b) => a - b),
		written,
	);
});
