import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ContradictedValue, contradictionNotes } from '../../../../src/host/painters/contradiction-notes.ts';

const LINE = 'Ten beans hold 2.2 % caffeine at 9 bar.';

/** The text with its notes in brackets where they are shown. */
function shown(text: string, values: readonly (readonly [string, string])[]): string {
	const wrong = values.map(([value, answer]): ContradictedValue => {
		const start = text.indexOf(value);
		return { range: { start, end: start + value.length }, text: value, answer };
	});
	return [...contradictionNotes(wrong, text)]
		.sort((a, b) => b.at - a.at)
		.reduce((whole, { at, words }) => `${whole.slice(0, at)} [${words}]${whole.slice(at)}`, text);
}

test('says behind the line what the answer says instead', () => {
	assert.equal(shown(`${LINE}\nNext.`, [['2.2 %', '4.8 %']]), `${LINE} [answer says 4.8 %]\nNext.`);
	assert.equal(shown(LINE, []), LINE);
});

test('names what each of several values stands for, and says nothing twice', () => {
	const values = [
		['9 bar', '3 bar'],
		['2.2 %', '4.8 %'],
		['9 bar', '3 bar'],
	] as const;
	assert.equal(shown(LINE, values), `${LINE} [answer says 4.8 % for 2.2 %, 3 bar for 9 bar]`);
	assert.equal(
		shown(LINE, [
			['9 bar', '3 bar'],
			['9 bar', '5 bar'],
		]),
		`${LINE} [answer says 3 bar, 5 bar]`,
	);
});

test('in a long line the note stands behind the value', () => {
	const long = ` ${'More words. '.repeat(20)}`;
	assert.equal(shown(`${LINE}${long}`, [['9 bar', '3 bar']]), `${LINE.slice(0, -1)} [answer says 3 bar].${long}`);
});
