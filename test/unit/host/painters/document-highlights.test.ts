import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DocumentHighlights } from '../../../../src/host/painters/document-highlights.ts';
import type { Edit } from '../../../../src/host/painters/follow-edits.ts';
import { marksOf } from '../../../../src/host/painters/marks.ts';
import { claim, filePassage, overlap, resultOf } from '../../../support/results.ts';

const LINES = [
	'# Limits of the service',
	'',
	'Attachments are stored with the message that carries them.',
	'Each attachment may have at most 25 MB.',
	'A message may carry up to ten attachments.',
	'',
	'Uploads resume after a lost connection.',
];
const TEXT = LINES.join('\n');
const ALL = { kinds: new Set(['overlap', 'cited', 'influence'] as const), minimumWeight: 0 };

function highlightsOf(lines: readonly number[], text = TEXT): DocumentHighlights {
	const passage = filePassage('limits.md', TEXT);
	const links = lines.map(line => overlap(`P1:L${line}`, 0, LINES[line - 1]!.length));
	const result = resultOf({ answer: 'x', passages: [passage], claims: [claim('x', 'x', { links })] });
	return new DocumentHighlights(marksOf(result, ALL), text);
}

function apply(text: string, edits: readonly Edit[]): string {
	return [...edits]
		.sort((a, b) => b.offset - a.offset)
		.reduce((now, edit) => now.slice(0, edit.offset) + edit.text + now.slice(edit.offset + edit.length), text);
}

/** Each highlighted line as `text`, each withdrawn one as `stale`. */
function shown(highlights: DocumentHighlights, text: string): readonly string[] {
	return highlights.highlights.map(highlight =>
		highlight.state === 'stale' ? 'stale' : highlight.ranges.map(({ start, end }) => text.slice(start, end)).join('|'),
	);
}

test('1,000 random edits: the text under every highlight is the recorded text, or the highlight is stale', () => {
	const pieces = fc.constantFrom('', 'x', '\n', '25 MB', '\r\n', LINES[3]!, `\n${LINES[4]}\n`, '😀');
	const edit = fc.record({ at: fc.nat(10_000), length: fc.nat(12), text: pieces });
	const before = LINES.filter((_, i) => [2, 3, 4, 6].includes(i));
	let placed = 0;
	fc.assert(
		fc.property(fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { minLength: 25, maxLength: 25 }), events => {
			let text = TEXT;
			const highlights = highlightsOf([3, 4, 5, 7]);
			for (const [i, event] of events.entries()) {
				const edits = apart(event, text.length);
				text = apply(text, edits);
				highlights.edit(edits, text);
				if (i % 7 === 6) {
					highlights.relocate(text);
				}
				for (const [j, words] of shown(highlights, text).entries()) {
					placed += words === 'stale' ? 0 : 1;
					assert.ok(words === 'stale' || words === before[j], `"${words}" is highlighted for "${before[j]}"`);
				}
			}
		}),
		{ numRuns: 40 },
	);
	assert.ok(placed > 400, `only ${placed} highlights survived: the property says nothing`);
});

/** Edits of one event inside a text of `length`, none overlapping another. */
function apart(event: readonly { at: number; length: number; text: string }[], length: number): readonly Edit[] {
	const edits: Edit[] = [];
	let from = 0;
	for (const { at, length: wanted, text } of [...event].sort((a, b) => (a.at % (length + 1)) - (b.at % (length + 1)))) {
		const offset = Math.max(from, at % (length + 1));
		const removed = Math.min(wanted, length - offset);
		if (offset <= length && removed >= 0) {
			edits.push({ offset, length: removed, text });
			from = offset + removed + 1;
		}
	}
	return edits;
}

test('lines move with what is written above them, and keep what is written beside them out', () => {
	const highlights = highlightsOf([4, 5]);
	const start = TEXT.indexOf('Each');
	const edits = [
		{ offset: 0, length: 0, text: 'New first line\n' },
		{ offset: start, length: 0, text: '> ' },
		{ offset: start + LINES[3]!.length, length: 0, text: ' (since May)' },
	];
	const text = apply(TEXT, edits);
	highlights.edit(edits, text);
	assert.deepEqual(shown(highlights, text), [LINES[3], LINES[4]]);
});

test('a changed word withdraws its line at once, and writing it back restores it', () => {
	const highlights = highlightsOf([4, 5]);
	const at = TEXT.indexOf('25 MB');
	const changed = apply(TEXT, [{ offset: at, length: 2, text: '50' }]);
	highlights.edit([{ offset: at, length: 2, text: '50' }], changed);
	assert.deepEqual(shown(highlights, changed), ['stale', LINES[4]]);
	assert.ok(highlights.hasStale);
	highlights.edit([{ offset: at, length: 2, text: '25' }], TEXT);
	highlights.relocate(TEXT);
	assert.deepEqual(shown(highlights, TEXT), [LINES[3], LINES[4]]);
});

test('a document replaced by itself keeps its highlights once it is looked at again', () => {
	const highlights = highlightsOf([3, 4]);
	highlights.edit([{ offset: 0, length: TEXT.length, text: TEXT }], TEXT);
	highlights.relocate(TEXT);
	assert.deepEqual(shown(highlights, TEXT), [LINES[2], LINES[3]]);
});

test('line breaks of another kind shift every line, and none is highlighted beside its words', () => {
	const highlights = highlightsOf([3, 4, 7]);
	const text = TEXT.replaceAll('\n', '\r\n');
	highlights.edit([], text);
	assert.deepEqual(shown(highlights, text), ['stale', 'stale', 'stale']);
	highlights.relocate(text);
	assert.deepEqual(shown(highlights, text), [LINES[2], LINES[3], LINES[6]]);
});
