import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_BOUNDS } from '../../../../src/core/prompt/outcome.ts';
import { parsePromptTemplate } from '../../../../src/core/prompt/parse.ts';
import { renderPrompt } from '../../../../src/core/prompt/render.ts';
import { variablesOf } from '../../../../src/core/prompt/variables.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';
import { passage } from '../../../support/prompts.ts';

/** Small bounds keep the suite quick; the code they stop is the same. */
const BOUNDS = { ...DEFAULT_BOUNDS, steps: 4_000, length: 50_000, work: 500_000 };

function codes(body: string, bounds = BOUNDS): readonly string[] {
	const { template } = parsePromptTemplate('a.prompty', `user:\n${body}`);
	const variables = variablesOf({ question: 'Why?', passages: [passage(1, 'peat '.repeat(1_000))] });
	const outcome = renderPrompt(template, variables, bounds);
	return outcome.kind === 'failed' ? outcome.problems.map(problem => problem.code) : ['rendered'];
}

const HOSTILE = [
	'{% for i in range(10000000) %}{% endfor %}',
	'{% for i in range(3900) %}{% for j in range(3900) %}{% for k in range(3900) %}{% endfor %}{% endfor %}{% endfor %}',
	'{% set l = range(3900) %}{% for i in l %}{% for j in l %}{% endfor %}{% endfor %}',
	'{% set l = range(3900) %}{% for i in l %}{% for j in l if false %}{% endfor %}{% endfor %}',
	`${'{% set x = (x | default("ab")) ~ (x | default("ab")) %}'.repeat(60)}`,
	'{% set ns = namespace(x="ab") %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}',
	'{% set ns = namespace(x=[1, 2]) %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}',
	'{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}',
	'{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x | tojson }}',
	'{% set ns = namespace(x=[1], y=[1]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}',
	'{{ "x" * 1000000000 }}',
	'{{ 1000000000 * "x" }}',
	'{{ [1] * 1000000000 }}',
	'{{ "x" | center(1000000) }}',
	'{{ context | indent(390000) }}',
	'{{ "x" | tojson(indent=390000) }}',
	'{{ context | replace("", context) }}',
	'{{ context.replace("p", context) }}',
	'{{ context | list | join(context) }}',
	'{{ [1] | batch(1000000, "x") }}',
	'{{ [1] | slice(1000000) }}',
	'{{ "7".zfill(1000000) }}',
	'{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(1) }}',
	'{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}',
	'{% macro a() %}{{ caller() }}{% endmacro %}{% macro m(n) %}{% call a() %}{{ m(n) }}{% endcall %}{% endmacro %}{{ m(1) }}',
	'{% set ns = namespace() %}{% set ns.a = ns %}{{ ns }}',
	'{% set ns = namespace() %}{% set ns.a = ns %}{{ ns == namespace(a=ns) }}{{ ns | tojson }}',
	'{% for i in range(3900) %}{{ context }}{% endfor %}',
	'{% for i in range(3900) %}{{ context | upper | lower | length }}{% endfor %}',
	'{% for i in range(3900) %}{% set n = namespace(range(3900)) %}{% endfor %}',
	'{% for i in range(3900) %}{% macro big() %}{{ 1 }}{{ 1 }}{{ 1 }}{{ 1 }}{{ 1 }}{{ 1 }}{{ 1 }}{% endmacro %}{% endfor %}',
	'{% for i in range(3900) %}{% continue %}{% endfor %}',
	'{% for i in range(3900) %}{{ [range(3900), range(3900)] | sum(start=0) }}{% endfor %}',
	'{{ range(3900) | map("string") | map("center", 3900) | join }}',
];

test('hostile templates end in a problem, and soon', () => {
	for (const body of HOSTILE) {
		const begin = cpuSeconds();
		const found = codes(body);
		assert.match(found.join(), /^template-(bounds|failed)$/, body.slice(0, 120));
		endedSoon(begin);
	}
});

test('the default bounds stop a loop of ten million and let a large context through', () => {
	assert.deepEqual(codes(HOSTILE[0]!, DEFAULT_BOUNDS), ['template-bounds']);
	const { template } = parsePromptTemplate(
		'a.prompty',
		'user:\n{% for p in passages %}{{ p.text | trim }}\n{% endfor %}',
	);
	const lines = Array.from({ length: 1_000 }, (_, i) => `Line ${i} of a long passage about peat and water.`);
	const passages = Array.from({ length: 4 }, (_, i) => passage(i + 1, lines.join('\n')));
	const outcome = renderPrompt(template, variablesOf({ question: 'Why?', passages }));
	assert.ok(outcome.kind === 'rendered' && outcome.sent.size === 4_000);
});

test('the clock ends what the counts let through', () => {
	let now = 0;
	const bounds = { ...DEFAULT_BOUNDS, now: () => (now += 3000) };
	assert.deepEqual(codes('{% for i in range(3900) %}{{ i }}{% endfor %}', bounds), ['template-bounds']);
});

test('texts that only look like templates are scanned in linear time', () => {
	const sizes = 20_000;
	for (const body of [
		' '.repeat(sizes),
		'{'.repeat(sizes),
		'{{ '.repeat(sizes / 3),
		'{% '.repeat(sizes / 3),
		'{#'.repeat(sizes / 2),
		`{{ ${'('.repeat(sizes / 10)}`,
		`{{ ${'('.repeat(sizes / 10)}1${')'.repeat(sizes / 10)} }}`,
		`{{ ${'not '.repeat(sizes / 10)}1 }}`,
		`{{ 1${' + 1'.repeat(sizes / 10)} }}`,
		`${'{% if 1 %}'.repeat(sizes / 50)}`,
		`${'{% if 1 %}'.repeat(sizes / 50)}${'{% endif %}'.repeat(sizes / 50)}`,
		`{% raw %}${'{% endra'.repeat(sizes / 10)}`,
		`${'user'.repeat(sizes / 4)}:`,
		`${'\n#    user'.repeat(sizes / 20)}`,
	]) {
		const begin = cpuSeconds();
		codes(body);
		endedSoon(begin);
	}
});
