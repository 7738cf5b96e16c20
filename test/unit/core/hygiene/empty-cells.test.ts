import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyCells } from '../../../../src/core/hygiene/empty-cells.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';

const found = (text: string) => emptyCells(text).ranges.map(({ start, end }) => text.slice(start, end));

test('finds what an exported sheet leaves of empty cells', () => {
	assert.deepEqual(found('a,b,,,,c'), [',,,']);
	assert.deepEqual(found('x;;;;'), [';;;;']);
	assert.deepEqual(found('a\t\t\t\tb'), ['\t\t\t']);
	assert.deepEqual(found('| a | | | | b |'), ['| | | ']);
	assert.deepEqual(found('Name,Unnamed: 1,Unnamed: 2,x'), [',Unnamed: 1,Unnamed: 2']);
	assert.deepEqual(found('NaN,NaN,3'), ['NaN,NaN']);
	assert.deepEqual(found('"","","",""'), ['"","","",""']);
	assert.equal(emptyCells(',,,,').isAll, true);
	assert.equal(emptyCells('a,,,,').isAll, false);
});

test('prose, tables with content and the rule of a table hold none', () => {
	for (const text of [
		'one, two, three',
		'a,,b',
		'NaN is no number, and null is none.',
		'|---|:--:|---|',
		'a | b | c',
		'1,NaN,2',
		'',
	]) {
		assert.deepEqual(found(text), [], text);
	}
});

test('takes no long time for a long line', () => {
	const start = cpuSeconds();
	emptyCells(`${','.repeat(50_000)}x${' ,null'.repeat(10_000)}`);
	endedSoon(start);
});
