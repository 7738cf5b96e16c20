import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type DataRows, dataRows } from '../../../../src/core/documents/data-rows.ts';

const shown = ({ rows }: DataRows) =>
	rows.map(({ number, line, cells }) => [
		number,
		line,
		Object.fromEntries([...cells].map(([c, { value }]) => [c, value])),
	]);

test('cells of a table are read again as they stand, over line breaks and quotes', () => {
	const text = 'id,text\r\na,"one\r\ntwo ""2"""\r\n\r\nb,🍵\rc\nd,"x"\n';
	const data = dataRows('cases.csv', text)!;
	assert.deepEqual(shown(data), [
		[1, 2, { id: 'a', text: 'one\r\ntwo "2"' }],
		[2, 5, { id: 'b', text: '🍵' }],
		[4, 7, { id: 'd', text: 'x' }],
	]);
	assert.deepEqual(data.problems, ['row 3 (line 6) has 1 fields, the header 2; it is left out.']);
	assert.deepEqual(
		data.faults.map(({ number, line, cells }) => [number, line, cells.get('id')?.value]),
		[[3, 6, 'c']],
	);
	for (const { cells } of data.rows) {
		for (const { value, pieces } of cells.values()) {
			assert.equal(pieces.map(piece => text.slice(piece.source, piece.source + piece.length)).join(''), value);
		}
	}
});

test('lines of JSON keep row and line, whatever ends them and whatever is wrong with others', () => {
	const data = dataRows('cases.jsonl', '{"a":1}\r\n\r\nno\r[1]\n{"b":{"c":"\\u00e9"},"a":null}')!;
	assert.deepEqual(data.columns, ['a', 'b']);
	assert.deepEqual(shown(data), [
		[1, 1, { a: 1 }],
		[3, 5, { b: { c: 'é' }, a: null }],
	]);
	assert.match(data.problems.join(' '), /^line 3: this is no JSON .* row 2 is no object; it is left out\.$/);
	assert.deepEqual(
		data.faults.map(({ number, line }) => [number, line]),
		[
			[undefined, 3],
			[2, 4],
		],
	);
});

test('whatever a table holds, each row reads the same each time, and what a list of objects says as lines', () => {
	const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '🍵', ' ') });
	fc.assert(
		fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 5 }), rows => {
			const quoted = rows.map(row => row.map(value => `"${value.replaceAll('"', '""')}"`).join(','));
			const data = dataRows('t.csv', ['x,y', ...quoted].join('\r\n'))!;
			const expected = rows.map(([x, y]) => ({ x, y }));
			assert.deepEqual(
				shown(data).map(([, , cells]) => cells),
				expected,
			);
			assert.deepEqual(shown(data), shown(data));
			const lines = dataRows('t.jsonl', expected.map(one => JSON.stringify(one)).join('\n'))!;
			assert.deepEqual(
				shown(lines).map(([, , cells]) => cells),
				expected,
			);
		}),
		{ numRuns: 100 },
	);
});

test('a quote that ends nowhere right is told in few words, and in no long time', () => {
	const started = performance.now();
	const { wholeProblems } = dataRows('t.csv', `id,question\n${'r1,"a,b\n'.repeat(20_000)}`)!;
	assert.equal(wholeProblems.length, 21);
	assert.equal(wholeProblems[0], 'line 3, character 5: Text stands behind the closing quote of a field.');
	assert.match(wholeProblems.at(-1)!, /^\d+ further problems of this kind\.$/);
	assert.ok(performance.now() - started < 2000);
});
