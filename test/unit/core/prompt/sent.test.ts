import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passage, sentUnits } from '../../../support/prompts.ts';

const BOG = passage(1, 'Bogs are sour and wet.\n\nThey grow slowly, a millimetre a year.', 'Bog');
const FEN = passage(2, 'Fens are fed by groundwater.\nFens are fed by groundwater.\nok');
const ALL = ['P1:L1', 'P1:L2', 'P1:L3', 'P2:L1', 'P2:L2', 'P2:L3'];

function sends(body: string, expected: readonly string[]): void {
	assert.deepEqual(sentUnits(body, [BOG, FEN]).toSorted(), expected, body);
}

test('everything, by `context` or by `passages`', () => {
	sends('user:\n{{ context }}', ALL);
	sends('user:\n{% for p in passages %}[{{ loop.index }}] {{ p.text }}\n{% endfor %}', ALL);
	sends('user:\n{{ context | upper | indent(2) }}', ALL);
	sends('user:\n{{ context | replace("wet", "dry") }}', ALL);
});

test('nothing where the template leaves the context out, or only counts it', () => {
	sends('user:\n{{ question }}', []);
	sends('user:\n{{ passages | length }} passages', []);
	sends('user:\n{{ context | length }} characters', []);
});

test('only the passages that a loop lets through', () => {
	sends('user:\n{% for p in passages if p.label %}{{ p.text }}{% endfor %}', ALL.slice(0, 3));
	sends('user:\n{{ passages[1].text }}', ALL.slice(3));
});

test('only the lines that are left of a cut context', () => {
	sends('user:\n{{ context[:40] }}', ['P1:L1', 'P1:L2']);
	sends('user:\n{{ context | truncate(80) }}', ['P1:L1', 'P1:L2', 'P1:L3']);
	sends('user:\n{{ passages[0].text.splitlines() | first }}', ['P1:L1', 'P1:L2']);
});

test('data with private-use characters, or with marks of its own, is read by its words', () => {
	const odd = passage(1, 'One\u{f0000} line of text.\nTwo \u{100000}lines of text.');
	assert.deepEqual(sentUnits('user:\n{{ context }}', [odd]), ['P1:L1', 'P1:L2']);
	assert.deepEqual(sentUnits('user:\n{{ passages[0].text[:18] }}', [odd]), ['P1:L1']);
});
