import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ground } from '../../../../src/core/grounding/ground.ts';

/** The lines used, the heaviest first. */
function usedBy(answer: string, lines: readonly string[], question = ''): readonly string[] {
	const { used, weights } = ground({ question, answer, units: lines.map((text, at) => ({ id: `L${at + 1}`, text })) });
	return [...used].sort((a, b) => weights[b]! - weights[a]!);
}

const cases: readonly (readonly [what: string, answer: string, lines: readonly string[], top: string])[] = [
	[
		'a heading with the words of the claim',
		'Slow bread rises in a cold room.',
		['# Slow bread in a cold room', '', 'Slow bread rises for 18 hours in a cold room.'],
		'L3',
	],
	[
		'a heading that says the same',
		'The oven door opened in 1932.',
		['## The oven door opened in 1932', 'The oven door opened in 1932.'],
		'L2',
	],
	['an underlined heading', 'Rye bread is sour.', ['Rye bread', '---------', 'Rye bread is sour.'], 'L3'],
	['a bold line', 'Rye bread is sour.', ['**Rye bread is sour**', '', 'Rye bread is sour.'], 'L3'],
	[
		'the header of a Markdown table',
		'The flour of the loaf is rye.',
		['| loaf | flour | hours |', '|---|---|---|', '| Vinschger | rye | 18 |'],
		'L3',
	],
	[
		'the header of a CSV table',
		'The Vinschger loaf has rye flour.',
		['loaf,flour,hours', 'Vinschger,rye,18', 'Ciabatta,wheat,6'],
		'L2',
	],
	['a heading that alone says it', 'Rye bread is sour.', ['# Rye bread is sour', 'Bakers get up early.'], 'L1'],
];

for (const [what, answer, lines, top] of cases) {
	test(`the line used most beside ${what}`, () => assert.equal(usedBy(answer, lines)[0], top));
}
