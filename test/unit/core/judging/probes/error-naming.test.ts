import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namingOf, type PlantedError } from '../../../../../src/core/judging/probes/error-naming.ts';
import type { GeneratedKind } from '../../../../../src/core/judging/probes/probe.ts';

const BASE = 'The lighthouse of Norhaven was built in 1874 after the old lights had failed.';
const planted = (kind: GeneratedKind, old: string, by: string): PlantedError => {
	const start = BASE.indexOf(old);
	return { kind, base: BASE, replaced: { start, end: start + old.length }, by };
};
const number = planted('changed-number', '1874', '1880');

for (const { error, reason, naming } of [
	{ error: number, reason: 'The answer says 1880, which no line supports.', naming: 'right' },
	{ error: number, reason: 'The context has 1874 instead.', naming: 'right' },
	{ error: number, reason: 'The year is wrong.', naming: 'right' },
	{ error: number, reason: 'A name was swapped.', naming: 'wrong' },
	{ error: number, reason: 'It is not faithful.', naming: 'silent' },
	{ error: number, reason: 'The lighthouse of Norhaven is described.', naming: 'silent' },
	{ error: planted('swapped-name', 'Norhaven', 'Sandwick'), reason: 'It speaks of Sandwick.', naming: 'right' },
	{ error: planted('negation', 'was built', 'was not built'), reason: 'It says the opposite.', naming: 'right' },
	{
		error: planted('omission', ' after the old lights had failed', ''),
		reason: 'The lights are missing.',
		naming: 'right',
	},
	{
		error: planted('omission', ' after the old lights had failed', ''),
		reason: 'The number is wrong.',
		naming: 'wrong',
	},
	{
		error: planted('off-topic', BASE, 'Rye bread needs a sourdough.'),
		reason: 'It speaks of bread.',
		naming: 'silent',
	},
	{ error: planted('off-topic', BASE, 'Rye bread needs a sourdough.'), reason: 'This is off-topic.', naming: 'right' },
] as const) {
	test(`"${reason}" is ${naming} of ${error.kind}`, () => assert.equal(namingOf(reason, error), naming));
}
