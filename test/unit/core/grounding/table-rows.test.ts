import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ground } from '../../../../src/core/grounding/ground.ts';
import { tableRows } from '../../../../src/core/grounding/table-rows.ts';

function unitsOf(...passages: readonly string[]) {
	return passages.flatMap((text, passage) =>
		text.split('\n').map((line, at) => ({ id: `P${passage + 1}:L${at + 1}`, text: line })),
	);
}

/** `unit: column=cell …` for each row. */
function rows(...passages: readonly string[]): string[] {
	return tableRows(unitsOf(...passages)).map(
		({ unit, header, cells }) => `${unit}: ${cells.map((cell, at) => `${header[at]}=${cell}`).join(' ')}`,
	);
}

test('reads CSV, quoted cells too', () => {
	assert.deepEqual(rows('name,score\nA,1\n"B, b",2'), ['1: name=A score=1', '2: name=B, b score=2']);
});

test('reads TSV, and a table after prose in a passage of its own', () => {
	assert.deepEqual(rows('Some prose, with commas.', 'name\tscore\nA\t1'), ['2: name=A score=1']);
});

test('reads Markdown tables inside prose', () => {
	assert.deepEqual(rows('Before.\n| name | score |\n|---|---:|\n| A | 1 |\n\nAfter | all.'), ['3: name=A score=1']);
});

test('prose is no table, whatever its commas', () => {
	assert.deepEqual(rows('First, this.\nThen, that.'), []);
	assert.deepEqual(rows('a,b\nc'), []);
	assert.deepEqual(rows('a,b'), []);
	assert.deepEqual(rows(''), []);
});

test('a claim about a cell stands on its row, however far the header is', () => {
	const table = [
		'method,accuracy',
		...Array.from({ length: 40 }, (_, at) => `method${String.fromCharCode(97 + (at % 26))}${at},${at + 20}`),
	];
	const answer = 'The accuracy of methodm38 is 58.';
	const [claim] = ground({ question: '', units: unitsOf(table.join('\n')), answer }).claims;
	assert.equal(claim?.label, 'supported');
	assert.deepEqual(
		claim?.links.map(({ unit }) => unit),
		['P1:L40'],
	);
});

test('a wrong cell is contradicted by its row', () => {
	const answer = 'The accuracy of LoRA is 95.3.';
	const units = unitsOf('method,accuracy\nfull,89.5\nLoRA,90.1\nadapter,88.4');
	const [claim] = ground({ question: '', units, answer }).claims;
	assert.equal(claim?.label, 'contradicted');
	assert.deepEqual(claim?.conflicts, [{ start: 24, end: 28, unit: 'P1:L3', unitStart: 5, unitEnd: 9 }]);
});
