import assert from 'node:assert/strict';
import { test } from 'node:test';
import { schemaFault } from '../../../../../src/core/documents/checks/schema-fault.ts';
import { schemaMismatch } from '../../../../../src/core/review/json-schema.ts';
import { cpuSeconds, endedSoon } from '../../../../support/ends-soon.ts';

for (const schema of [
	true,
	{},
	{ type: ['object', 'null'], required: ['a'], properties: { a: { type: 'integer', minimum: -1.5, maxLength: 3 } } },
	// Trees and lists of any depth refer to themselves, but each time for a part of the value.
	{ type: 'object', properties: { children: { type: 'array', items: { $ref: '#' } } } },
	{
		$defs: { node: { anyOf: [{ type: 'null' }, { properties: { next: { $ref: '#/$defs/node' } } }] } },
		$ref: '#/$defs/node',
	},
	{ $defs: { x: { $anchor: 'name', type: 'string' } }, items: { $ref: '#name' } },
	{ $defs: { 'a/b~c d': { type: 'string' } }, items: { $ref: '#/$defs/a~1b~0c%20d' } },
	// Names of properties are no keywords.
	{ properties: { type: { type: 'string' }, $ref: { type: 'string' }, required: true } },
	{ enum: [{ type: 7, $ref: 'x' }], const: { required: 'a' } },
]) {
	test(`a schema without fault: ${JSON.stringify(schema).slice(0, 80)}`, () => {
		assert.equal(schemaFault(schema), undefined);
		assert.doesNotMatch(schemaMismatch(schema, { children: [] }) ?? '', /cannot be applied/);
	});
}

for (const [schema, fault] of [
	[7, /must be an object, true or false/],
	[[], /must be an object/],
	[{ $ref: '#' }, /"#" refers to itself without an end/],
	[{ $defs: { a: { $ref: '#/$defs/b' }, b: { allOf: [{ $ref: '#/$defs/a' }] } } }, /refers to itself without an end/],
	[{ properties: { a: { not: { $ref: '#/properties/a' } } } }, /refers to itself without an end/],
	[{ $defs: { a: { $anchor: 'x', if: { $ref: '#x' } } } }, /refers to itself without an end/],
	[{ items: { $ref: '#/$defs/gone' } }, /nothing is at "#\/\$defs\/gone"/],
	[{ $ref: '#/$defs/%zz' }, /nothing is at/],
	[{ $ref: 7 }, /reference must stay inside/],
	[{ type: 'strng' }, /^type must be one of array, boolean/],
	[{ type: [] }, /^type must be/],
	[{ items: { type: 'text' } }, /^type at #\/items must be/],
	[{ required: 'name' }, /^required must be a list of names/],
	[{ enum: 'a' }, /^enum must be a list/],
	[{ maxLength: '3' }, /^maxLength must be a whole number of at least 0/],
	[{ minimum: '3' }, /^minimum must be a number/],
	[{ multipleOf: 0 }, /^multipleOf must be a number above 0/],
	[{ uniqueItems: 1 }, /^uniqueItems must be true or false/],
	[{ dependentRequired: { a: 'b' } }, /^dependentRequired must be a map/],
	[{ properties: [] }, /properties must be a map/],
	[{ allOf: {} }, /allOf must be a list/],
	[{ properties: { a: 'string' } }, /a schema must be an object/],
	[{ pattern: '(' }, /missing closing/],
	[{ patternProperties: { '^a': { type: 'x' } } }, /^type at #\/patternProperties\/\^a must be/],
	[{ format: 'url' }, /the format "url" is not known/],
	[{ $dynamicRef: '#a' }, /not supported/],
] as const) {
	test(`a fault in ${JSON.stringify(schema).slice(0, 80)}`, () => {
		assert.match(schemaFault(schema) ?? 'no fault', fault);
	});
}

test('long chains of references, and many ways to one place, end soon', () => {
	const $defs: Record<string, unknown> = { s5000: { type: 'number' } };
	for (let i = 0; i < 5000; i++) {
		$defs[`s${i}`] = { allOf: [{ $ref: `#/$defs/s${i + 1}` }, { $ref: `#/$defs/s${i + 1}` }] };
	}
	const start = cpuSeconds();
	assert.equal(schemaFault({ $defs, $ref: '#/$defs/s0' }), undefined);
	assert.match(schemaFault({ $defs: { ...$defs, s5000: { $ref: '#/$defs/s0' } } }) ?? '', /refers to itself/);
	endedSoon(start);
});
