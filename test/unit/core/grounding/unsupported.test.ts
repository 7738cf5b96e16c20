import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ground } from '../../../../src/core/grounding/ground.ts';

const context = [
	'## Mills of the valley',
	'The upper mill grinds about 3.5 tonnes of rye a day.',
	'The lower mill grinds about 1.2 tonnes of wheat a day.',
	'The upper mill was built by Anna Berger in 1748.',
	'The lower mill burned down on 3 May 1821 and was rebuilt within 14 months.',
	'Both mills close on Mondays; guided tours start at 10:30 in the lower yard.',
	'A grindstone weighs 900 kilograms and lasts for 30 years.',
	'Flour keeps for 12 months when it is stored dry.',
];
const units = context.map((text, at) => ({ id: `L${at + 1}`, text }));

/** The answer with what is unsupported in ⟦⟧, and behind each value in conflict what a line has instead: `⟦4.8≠L2:3.5⟧`. */
function marked(answer: string): string {
	const { unsupported, claims } = ground({ question: '', units, answer });
	const conflicts = claims.flatMap(claim => claim.conflicts ?? []);
	let out = '';
	let at = 0;
	for (const { start, end } of unsupported) {
		const instead = conflicts
			.filter(conflict => conflict.start >= start && conflict.end <= end)
			.map(
				({ unit, unitStart, unitEnd }) => `≠${unit}:${context[Number(unit.slice(1)) - 1]!.slice(unitStart, unitEnd)}`,
			);
		out += `${answer.slice(at, start)}⟦${answer.slice(start, end)}${instead.join('')}⟧`;
		at = end;
	}
	return out + answer.slice(at);
}

const cases: readonly (readonly [what: string, expected: string])[] = [
	['all said', 'The upper mill grinds about 3.5 tonnes of rye a day.'],
	['a number', 'The upper mill grinds about ⟦4.8≠L2:3.5⟧ tonnes of rye a day.'],
	[
		'a number, a reason and a contrast',
		'The upper mill grinds about ⟦4.8≠L2:3.5⟧ tonnes of rye a day, ⟦because Portuguese sailors prefer its crumbly texture⟧, while the lower mill grinds about 1.2 tonnes of wheat.',
	],
	[
		'a reason without a comma',
		'The upper mill was built by Anna Berger in 1748 ⟦because Portuguese sailors demanded crispy biscuits⟧.',
	],
	['an inserted clause', 'The upper mill, ⟦which Portuguese sailors adored⟧, was built by Anna Berger in 1748.'],
	[
		'a relative clause at the end',
		'A grindstone weighs 900 kilograms and lasts for 30 years, ⟦which delights Portuguese sailors⟧.',
	],
	['a year', 'The upper mill was built by Anna Berger in ⟦1784≠L4:1748⟧.'],
	['a month', 'The lower mill burned down on 3 ⟦June≠L5:May⟧ 1821.'],
	['a day of the week', 'Both mills close on ⟦Tuesdays≠L6:Mondays⟧.'],
	['a name', 'The upper mill was built by ⟦Karl Vogt≠L4:Anna Berger⟧ in 1748.'],
	['a surname', 'The upper mill was built by Anna ⟦Vogt≠L4:Berger⟧ in 1748.'],
	['a unit', 'A grindstone weighs 900 ⟦grams≠L7:kilograms⟧ and lasts for 30 years.'],
	['a unit that another line has', 'A grindstone weighs 900 kilograms and lasts for 30 ⟦months≠L7:years⟧.'],
	['a value of another line', 'The upper mill grinds about ⟦1.2≠L2:3.5⟧ tonnes of rye a day.'],
	['swapped values', 'The upper mill grinds about ⟦1.2≠L2:3.5⟧ tonnes a day and the lower about ⟦3.5≠L3:1.2⟧ tonnes.'],
	['values in their places', 'The upper mill grinds about 3.5 tonnes a day and the lower about 1.2 tonnes.'],
	[
		'values in their places, the other way round',
		'The lower mill grinds about 1.2 tonnes of wheat, the upper mill about 3.5 tonnes of rye.',
	],
	['nothing said', '⟦Portuguese sailors prefer crumbly biscuits.⟧'],
];

for (const [what, expected] of cases) {
	const answer = expected.replace(/≠L\d+:[^⟧]*|[⟦⟧]/g, '');
	test(`marks ${what}: ${answer.slice(0, 60)}`, () => assert.equal(marked(answer), expected));
}
