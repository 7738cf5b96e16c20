import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { LINK_FEATURE_GROUPS, LINK_FEATURES } from '../../../../src/core/grounding/link-features.ts';
import { likelyUnits } from '../../../../src/core/grounding/link-model.ts';
import { SHIPPED_MODEL } from '../../../../src/core/grounding/model.ts';
import { scoreOf } from '../../../../src/core/grounding/trees.ts';
import { WORD_FEATURES } from '../../../../src/core/grounding/word-features.ts';

const names = Object.keys(LINK_FEATURES);
const signs = Object.values(LINK_FEATURES);

test('the weights take at most 100 KB, and name the features that the code reads', () => {
	const file = new URL('../../../../src/core/grounding/model.json', import.meta.url);
	assert.ok(statSync(file).size <= 100 * 1024);
	assert.deepEqual(SHIPPED_MODEL.links.features, names);
	assert.deepEqual(SHIPPED_MODEL.words.features, Object.keys(WORD_FEATURES));
});

test('every feature but the gain, which the prior reads, belongs to one group', () => {
	assert.deepEqual(Object.values(LINK_FEATURE_GROUPS).flat().sort(), names.filter(name => name !== 'gain').sort());
});

test('more overlap never makes a link less likely, nor a worse place more likely', () => {
	const value = fc.double({ min: -1, max: 4, noNaN: true });
	fc.assert(
		fc.property(
			fc.array(value, { minLength: names.length, maxLength: names.length }),
			fc.nat(names.length - 1),
			fc.double({ min: 0, max: 3, noNaN: true }),
			(values, at, more) => {
				const chance = (row: readonly number[]) =>
					likelyUnits(SHIPPED_MODEL.links, [{ unit: 0, values: row }])[0]!.chance;
				const change = chance(values.with(at, values[at]! + more)) - chance(values);
				assert.ok(signs[at]! * change >= -1e-12, `${names[at]}: ${change}`);
			},
		),
		{ numRuns: 500 },
	);
});

test('what speaks against an answer can only raise its risk', () => {
	assert.ok(SHIPPED_MODEL.risk.weights.claims > 0 && SHIPPED_MODEL.risk.weights.missing >= 0);
});

test('what speaks for a word never makes it look less supported', () => {
	const signs = Object.entries(WORD_FEATURES);
	const value = fc.double({ min: 0, max: 12, noNaN: true });
	fc.assert(
		fc.property(
			fc.array(value, { minLength: signs.length, maxLength: signs.length }),
			fc.nat(signs.length - 1),
			fc.double({ min: 0, max: 4, noNaN: true }),
			(values, at, more) => {
				const [name, sign] = signs[at]!;
				const logit = (row: readonly number[]) => scoreOf(SHIPPED_MODEL.words.trees, row);
				const change = logit(values.with(at, values[at]! + more)) - logit(values);
				assert.ok(sign * change >= -1e-12, `${name}: ${change}`);
			},
		),
		{ numRuns: 300 },
	);
});
