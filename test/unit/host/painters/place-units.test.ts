import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeUnits } from '../../../../src/host/painters/place-units.ts';
import { cpuSeconds, endedSoon } from '../../../support/ends-soon.ts';
import { filePassage } from '../../../support/results.ts';

const LINES = ['alpha is the first of them', 'beta', 'gamma is the third of them'];
const TEXT = LINES.join('\n');
const passage = filePassage('greek.md', TEXT);

/** Unit → the line (from 1) on which its text now stands. */
function linesOf(text: string, of = passage): Record<string, number> {
	return Object.fromEntries(
		[...placeUnits(of, text)].map(([unit, shift]) => {
			const source = of.units.find(({ id }) => id === unit)!.pieces[0]!.source;
			return [unit, text.slice(0, source + shift).split('\n').length];
		}),
	);
}

test('finds a passage where it was', () => {
	assert.deepEqual(linesOf(TEXT), { 'P1:L1': 1, 'P1:L2': 2, 'P1:L3': 3 });
});

test('finds a whole passage that has moved, if there is one such place', () => {
	assert.deepEqual(linesOf(`one\ntwo\n${TEXT}\n`), { 'P1:L1': 3, 'P1:L2': 4, 'P1:L3': 5 });
});

test('does not choose between two equal places', () => {
	assert.deepEqual(linesOf(`head\n${TEXT}\nbetween\n${TEXT}`), {});
});

test('finds the lines around a changed one, short ones by their neighbours', () => {
	const text = ['zero', LINES[0], 'beta', 'inserted', 'gamma is the last of them'].join('\n');
	assert.deepEqual(linesOf(text), { 'P1:L1': 2, 'P1:L2': 3 });
});

test('finds a line that moved away from the others', () => {
	assert.deepEqual(linesOf([LINES[2], 'x', LINES[0], 'beta'].join('\n')), { 'P1:L3': 1, 'P1:L1': 3, 'P1:L2': 4 });
});

test('finds lines after their line breaks became CRLF', () => {
	assert.deepEqual(linesOf(TEXT.replaceAll('\n', '\r\n')), { 'P1:L1': 1, 'P1:L2': 2, 'P1:L3': 3 });
});

test('finds nothing in another text', () => {
	assert.deepEqual(linesOf('something else\nof two lines'), {});
	assert.deepEqual(linesOf(''), {});
});

test('stays quick on ten thousand changed lines', () => {
	const lines = Array.from({ length: 10_000 }, (_, i) => `line ${i} of a long and boring file`);
	const long = filePassage('long.md', lines.join('\n'));
	const shuffled = [...lines]
		.reverse()
		.map((line, i) => (i % 3 === 0 ? `${line} changed` : line))
		.join('\n');
	const started = cpuSeconds();
	assert.equal(placeUnits(long, shuffled).size, 6666);
	endedSoon(started);
});
