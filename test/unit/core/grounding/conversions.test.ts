import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ground } from '../../../../src/core/grounding/ground.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';

/** The words that are marked where an answer stands beside one line. */
function marked(line: string, answer: string): readonly string[] {
	const { unsupported } = ground({ question: '', units: [{ id: 'L1', text: line }], answer });
	return unsupported.map(({ start, end }) => answer.slice(start, end));
}

for (const [line, answer] of [
	['The river is 5 km long.', 'The river is 5,000 metres long.'],
	['The river is 5 miles long.', 'The river is 8 km long.'],
	['The dog weighs 10 kg at birth.', 'The dog weighs 22 pounds at birth.'],
	['The train takes 2 hours to the coast.', 'The train takes 120 minutes to the coast.'],
	['The trial lasted 2 years in all.', 'The trial lasted 24 months in all.'],
	['The model needs 3 GB of memory.', 'The model needs 3,000 MB of memory.'],
	['The tower is 100 feet high.', 'The tower is 30.5 metres high.'],
	['Bake the bread at 350°F for an hour.', 'Bake the bread at about 175 °C for an hour.'],
	['Bake the bread at 180 °C for an hour.', 'Bake the bread at 356 degrees Fahrenheit for an hour.'],
	['The museum closes at 5 pm on Monday.', 'The museum closes at 17:00 on Monday.'],
	['The museum opens at 09:30 on Monday.', 'The museum opens at 9:30 a.m. on Monday.'],
] as const) {
	test(`says the same: ${answer}`, () => assert.deepEqual(marked(line, answer), []));
}

for (const [line, answer] of [
	['The river is 5 km long.', 'The river is 5,049 metres long.'],
	['The river is 5 miles long.', 'The river is 9 km long.'],
	['The train takes 2 hours to the coast.', 'The train takes 119 minutes to the coast.'],
	['The train takes 2 hours to the coast.', 'The train takes 2,000 grams to the coast.'],
	['Bake the bread at 180 °C for an hour.', 'Bake the bread at 250 °F for an hour.'],
	['The museum closes at 5 pm on Monday.', 'The museum closes at 18:00 on Monday.'],
	['The museum closes at 5 am on Monday.', 'The museum closes at 17:00 on Monday.'],
] as const) {
	test(`says another quantity: ${answer}`, () => assert.notDeepEqual(marked(line, answer), []));
}

test('many quantities in many lines are compared in time', () => {
	const units = Array.from({ length: 2000 }, (_, at) => ({ id: `L${at}`, text: `Road ${at} is ${at} km long.` }));
	const answer = Array.from({ length: 200 }, (_, at) => `The road is ${at + 5000} metres long.`).join(' ');
	const start = cpuSeconds();
	ground({ question: '', units, answer });
	endedSoon(start);
});
