import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spanText } from '../../../../src/core/context/choose-lines.ts';
import { movedSpans, PresentLines, placeOfLines } from '../../../../src/core/context/moved-lines.ts';
import type { LineSpan } from '../../../../src/core/documents/question-file.ts';

const place = (texts: readonly string[], file: string) => placeOfLines(texts, new PresentLines(file));

/** Where lines 2-3 ("two", "three") of a file stand now, or what `asked` says. */
function moved(
	file: string,
	asked: readonly LineSpan[] = [{ first: 2, last: 3 }],
	lines = [2, 3],
	text = 'two\nthree',
) {
	return movedSpans({ lines, text }, asked, new PresentLines(file))?.map(spanText).join(', ');
}

test('finds the one place where lines stand, whatever ends them', () => {
	for (const end of ['\n', '\r\n', '\r']) {
		assert.deepEqual(place(['two', 'three'], ['', 'one', 'two', 'three', 'four'].join(end)), { first: 3, last: 4 });
	}
	assert.deepEqual(place(['one'], 'one'), { first: 1, last: 1 });
	assert.deepEqual(place(['one'], '\uFEFFone\n'), { first: 1, last: 1 });
	assert.deepEqual(place(['a', '', 'b'], 'x\na\n\nb\n'), { first: 2, last: 4 });
});

test('finds nothing where the text is gone, repeated, blank or only a part of a line', () => {
	assert.equal(place(['two', 'three'], 'one\ntwo\nthree!\n'), undefined);
	assert.equal(place(['two'], 'two\none\ntwo\n'), undefined);
	assert.equal(place(['a', 'a'], 'a\na\na\n'), undefined);
	assert.equal(place(['', ' '], 'a\n\n \n'), undefined);
	assert.equal(place(['wo'], 'two\n'), undefined);
	// A final line break begins no further line that could be chosen.
	assert.equal(place(['one', ''], 'one\n'), undefined);
	assert.equal(place(['one'], ''), undefined);
});

test('lines that moved down or up are followed; those that stand where they were have not moved', () => {
	assert.equal(moved('zero\none\ntwo\nthree\nfour\n'), '3-4');
	assert.equal(moved('two\r\nthree\r\n'), '1-2');
	assert.equal(moved('one\ntwo\nthree\n'), undefined);
	assert.equal(moved('one\ntwo\nthree\nx\ntwo\nthree\n'), undefined);
	assert.equal(moved('zero\none\ntwo\nthree\nx\ntwo\nthree\n'), undefined);
	assert.equal(moved('zero\none\ntwo\nThree\n'), undefined);
	assert.equal(moved(''), undefined);
});

test('nothing is said of lines that the entry does not ask for any more', () => {
	assert.equal(moved('zero\none\ntwo\nthree\n', [{ first: 2, last: 4 }]), undefined);
	assert.equal(moved('zero\none\ntwo\nthree\n', [{ first: 3, last: 4 }]), undefined);
	assert.equal(moved('zero\none\ntwo\nthree\n', []), undefined);
	assert.equal(moved('a\n', [{ first: 999_999_999, last: undefined }], []), undefined);
});

test('each run of a list goes its own way, and all must be found', () => {
	const asked = [
		{ first: 1, last: 2 },
		{ first: 4, last: 4 },
	];
	const text = 'one\ntwo\nfour';
	assert.equal(moved('one\ntwo\nnew\nthree\nfour\n', asked, [1, 2, 4], text), '1-2, 5');
	assert.equal(moved('new\none\ntwo\nthree\nfour\n', asked, [1, 2, 4], text), '2-3, 5');
	assert.equal(moved('new\none\ntwo\nthree\n', asked, [1, 2, 4], text), undefined);
});

test('an open end stays open as long as the text goes to the end of the file', () => {
	const asked = [{ first: 2, last: undefined }];
	assert.equal(moved('zero\none\ntwo\nthree\n', asked), '3-');
	assert.equal(moved('zero\none\ntwo\nthree\nfour\n', asked), '3-4');
});
