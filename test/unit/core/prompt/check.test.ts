import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTemplate, type TemplateUse, variablesRead } from '../../../../src/core/prompt/check.ts';
import { parsePromptTemplate } from '../../../../src/core/prompt/parse.ts';
import { checkMarks } from '../../../support/check-marks.ts';

const check = (fixture: string, use?: TemplateUse) =>
	checkMarks(fixture, text => checkTemplate(parsePromptTemplate('a.prompty', text).template, use));

test('marks what nothing gives a value, and inputs that nothing reads', () => {
	check(
		`
  ---
  inputs:
    tone: { default: calm }
    depth: { type: number }
    extra: 1
#   ^^^^^ unused-input
  sample: { place: here }
  ---
  user:
  {{ tone }} {{ depth }} {{ place }} {{ quesion }}
#               ^^^^^ undefined-variable: no default
#                           ^^^^^ undefined-variable
#                                       ^^^^^^^ undefined-variable: Did you mean
  {{ reference }} {{ size }}
#    ^^^^^^^^^ undefined-variable: never`,
		{ vars: ['size'] },
	);
});

test('on its own, a template is only told what it does not declare', () => {
	check(`
  ---
  inputs: { depth: { type: number } }
  sample: { place: here }
  ---
  {{ depth }} {{ place }} {{ question }} {{ other }}
#                                           ^^^^^ undeclared-variable`);
});

test('loop variables, sets, macros and guards are no reads from outside', () => {
	check(`
  {% macro show(p, sign="-") %}{{ sign }} {{ p.text }} {{ caller() }} {{ varargs }}{% endmacro %}
  {% for key, value in {"a": 1}.items() if key != "b" %}{{ loop.index }} {{ value }}{% else %}{{ value }}{% endfor %}
  {% set x, y = [1, 2] %}{{ x + y }}{% set text %}{{ x }}{% endset %}{{ text }}
  {% call(item) show(passages[0], sign="*") %}{{ item }}{% endcall %}
  {{ tone | default("calm") }}{{ tone2 | d }}{% if a is defined and a %}{{ a }}{% endif %}
  {{ b if b is defined else "" }}{% if c is not defined %}-{% else %}{{ c }}{% endif %}
  {% set ns = namespace(n=0) %}{% set ns.n = ns.n + 1 %}{{ range(3) | list }} {{ true }} {{ None }}
  {{ value }} {{ item }} {{ p }} {{ loop }}
#    ^^^^^ undeclared-variable
#                ^^^^ undeclared-variable
#                           ^ undeclared-variable
#                                   ^^^^ undeclared-variable
  {% for q in q %}{{ q }}{% endfor %}
#             ^ undeclared-variable`);
});

test('marks statements, filters, tests and calls that are not supported', () => {
	check(`
  {% extends "base" %}
# ^^^^^^^^^^^^^^^^^^^^ template-unsupported
  {% include question %}
#            ^^^^^^^^ template-unsupported
  {% for x in turns recursive %}{% endfor %}
#                   ^^^^^^^^^ template-unsupported`);
	check(
		`
  {{ question | random }} {{ question | uper }} {{ question is evn }}
#               ^^^^^^ template-unsupported: not support
#                                       ^^^^ template-unsupported: did you mean \`upper\`?
#                                                              ^^^ template-unsupported: did you mean \`even\`?
  {{ question.encode() }} {{ question is divisibleby(3) }} {{ question is like(3) }}
#    ^^^^^^^^^^^^^^^^^ template-unsupported: encode
#                                                                         ^^^^ template-unsupported`,
	);
});

test('marks syntax at its place', () => {
	check(`
  {% if question %}
# ^^^^^^^^^^^^^^^^^ template-syntax: no \`{% endif %}\`
  {{ question
# ^^ template-syntax: no closing`);
	check(`
  {% endfor %} {% fi question %} {{ }} {{ 'a }}
# ^^^^^^^^^^^^ template-syntax: closes nothing
#                 ^^ template-syntax: did you mean
#                                ^^^^^ template-syntax: empty
#                                      ^^ template-syntax: no closing
#                                         ^^^^^ template-syntax: no closing quote`);
	check(`
  {% break %}{% else %}
# ^^^^^^^^^^^ template-syntax: no loop
#            ^^^^^^^^^^ template-syntax: no`);
	check(`
  {{ question question }}
#             ^^^^^^^^ template-syntax: not expected
  `);
});

test('warns where context is given and not sent', () => {
	const use = { context: 'some' } as const;
	check(
		`
  system:
  Rules.
  user:
  {{ question }}
# ^^^^^^^^^^^^^^ context-not-sent`,
		use,
	);
	check('  {% for p in passages %}{{ p.text }}{% endfor %}', use);
	check('  {{ question }}');
});

test('a mistake hides no other: nothing is said about variables until it is mended', () => {
	check(
		`
  {{ nothing }} {% if
#               ^^ template-syntax`,
		{ vars: [], context: 'some' },
	);
});

test('names every read with its place', () => {
	const text = 'user:\n{{ question }} {{ question | upper }} {{ tone }}';
	const { template } = parsePromptTemplate('a.prompty', text);
	assert.deepEqual(
		variablesRead(template).map(read => `${read.name}@${read.range.start}`),
		['question@9', 'question@24', 'tone@47'],
	);
});

test('what an included file reads is marked at the include', () => {
	const partials = new Map([
		['parts/a.jinja', '{{ question }} {{ item }} {{ tone }} {% include "parts/b.jinja" %}'],
		['parts/b.jinja', '{{ depth }} {{ given }} {{ maybe | default("") }}'],
	]);
	checkMarks(
		`
  {% for item in turns %}
  {% include "parts/a.jinja" %}
#            ^^^^^^^^^^^^^^^ undefined-variable: \`tone\`
#            ^^^^^^^^^^^^^^^ undefined-variable: \`depth\`
  {% endfor %}`,
		text => checkTemplate({ ...parsePromptTemplate('a.prompty', text).template, partials }, { vars: ['given'] }),
	);
});

test('a misspelled name is mended at its place', () => {
	const mended = (path: string, text: string): readonly (string | undefined)[] =>
		checkTemplate(parsePromptTemplate(path, text).template).map(({ fixes }) => {
			const edit = fixes?.[0]?.edits[0];
			return edit && text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end);
		});
	assert.deepEqual(mended('a.prompty', '{{ quesion | upper }}'), ['{{ question | upper }}']);
	assert.deepEqual(mended('a.prompt.yml', 'messages: [{ role: user, content: "{{inptu}}" }]'), [
		'messages: [{ role: user, content: "{{input}}" }]',
	]);
});
