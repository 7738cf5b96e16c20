import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDelimited } from '../../../../src/core/context/delimited.ts';

const values = (text: string, delimiter: ',' | '\t' = ',') =>
	parseDelimited(text, delimiter).records.map(record => record.fields.map(field => field.value));

test('reads what RFC 4180 allows', () => {
	assert.deepEqual(values('a,b\r\n"x ""y""","1\r\n2"\r\n,\r\n'), [
		['a', 'b'],
		['x "y"', '1\r\n2'],
		['', ''],
	]);
	assert.deepEqual(values('a\tb,c\nd\te', '\t'), [
		['a', 'b,c'],
		['d', 'e'],
	]);
	assert.deepEqual(values('a\n\n""\nb'), [['a'], [''], ['b']]);
});

test('tells the line each record begins on', () => {
	const { records } = parseDelimited('a\n"1\n2\r3"\r\nb\rc', ',');
	assert.deepEqual(
		records.map(({ line }) => line),
		[1, 2, 5, 6],
	);
});

test('reports a quote that stays open, and text behind a closed one', () => {
	assert.match(parseDelimited('a\n"b', ',').problems[0]?.message ?? '', /does not end/);
	const { records, problems } = parseDelimited('"a"b,c\n', ',');
	assert.equal(problems[0]?.offset, 3);
	assert.deepEqual(
		records[0]?.fields.map(({ value }) => value),
		['a', 'c'],
	);
});

test('what was written comes back, and records do not overlap', () => {
	const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é'), maxLength: 5 });
	fc.assert(
		fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 3 }), { maxLength: 5 }), rows => {
			const text = rows.map(row => row.map(one => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n');
			const { records, problems } = parseDelimited(text, ',');
			assert.deepEqual(problems, []);
			assert.deepEqual(
				records.map(record => record.fields.map(one => one.value)),
				rows,
			);
			for (const [i, { start, end }] of records.entries()) {
				assert.ok(start >= (records[i - 1]?.end ?? 0) && end <= text.length);
			}
		}),
		{ numRuns: 150 },
	);
});

test('any text is read', () => {
	fc.assert(
		fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r') }), text => {
			parseDelimited(text, ',');
		}),
		{ numRuns: 200 },
	);
});
