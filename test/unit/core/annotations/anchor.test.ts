import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Anchor, anchor, selectorFor } from '../../../../src/core/annotations/anchor.ts';

/** `«…»` marks the range in the old text, and what is expected in the new one. */
function moves(old: string, now: string): void {
	const before = marked(old);
	const after = marked(now);
	const found = anchor(selectorFor(before.text, before.range!), after.text);
	assert.equal(shown(after.text, found), now);
}

function marked(text: string): { text: string; range: { start: number; end: number } | undefined } {
	const start = text.indexOf('«');
	const end = text.indexOf('»') - 1;
	return { text: text.replace(/[«»]/g, ''), range: start < 0 ? undefined : { start, end } };
}

function shown(text: string, found: Anchor): string {
	return found.kind === 'orphan'
		? text
		: `${text.slice(0, found.range.start)}«${text.slice(found.range.start, found.range.end)}»${text.slice(found.range.end)}`;
}

const INTRO = 'Peat forms where plants decay more slowly than they grow. ';
const OUTRO = ' Rewetting a drained bog stops most of the loss within years.';

test('finds the same words where the text around them changed', () => {
	moves(`${INTRO}«Drained bogs release carbon.»${OUTRO}`, `New start. «Drained bogs release carbon.» And a new end.`);
});

test('follows a sentence in which one word changed', () => {
	moves(
		`${INTRO}«Drained bogs release about two tonnes of carbon a year.»${OUTRO}`,
		`${INTRO}«Drained bogs release about nine tonnes of carbon a year.»${OUTRO}`,
	);
});

test('follows words whose first or last one changed, to whole words', () => {
	moves(`${INTRO}«Drained bogs lose carbon»${OUTRO}`, `${INTRO}«Ditched bogs lose carbon»${OUTRO}`);
	moves(`So «some drained bogs lose carbon» now`, `Here «some drained bogs lose peat» too`);
	moves(`So «drained bogs lose carbon» now`, `Here «drainage bogs lose carbon» too`);
});

test('follows a paragraph that moved, one word of it changed', () => {
	const quote = 'The acrotelm is the upper layer, in which the water table moves.';
	const padding = 'Sphagnum holds twenty times its weight in water.\n\n'.repeat(20);
	moves(`${INTRO}\n\n«${quote}»\n\n${padding}`, `${padding}${INTRO}\n\n«${quote.replace('upper', 'top')}»`);
});

test('tells two places with the same words apart by what is around them', () => {
	moves(
		'In the north it is wet. «It stores carbon.» In the south it is dry.',
		'It stores carbon. So one says. In the north it is wet. «It stores carbon.» In the south it is dry.',
	);
	moves(
		'First the fen: «it is alkaline» there. Then the bog: it is sour.',
		'The bog of old: it is alkaline as well. First our fen: «it is alkaline» there, and so on.',
	);
});

test('an orphan is what is gone, or too short to be known again', () => {
	moves(`${INTRO}«Drained bogs release carbon.»${OUTRO}`, `${INTRO}${OUTRO}`);
	moves('The answer is «yes», because it rains.', 'The answer is no, because it rains.');
	moves(`${INTRO}«Drained bogs release carbon.»${OUTRO}`, 'Entirely different words about another matter.');
	moves('a «b» c', '');
});

test('similar words that stood beside the quote are not taken for it', () => {
	const rows = Array.from({ length: 9 }, (_, i) => `Plot ${i}${i * 71} lost ${i * 31} grams of peat in year ${i}. `);
	const text = rows.join('');
	const start = text.indexOf(rows[4]!);
	const selector = selectorFor(text, { start, end: start + rows[4]!.trim().length });
	const without = text.replace(rows[4]!, '');
	assert.deepEqual(anchor(selector, without, text), { kind: 'orphan' });
	const changed = anchor(selector, text.replace('Plot 4284 lost', 'Plot 4284 gained'), text);
	assert.ok(changed.kind === 'anchored' && changed.range.start === start);
});

test('white space and case that changed do no harm', () => {
	moves(
		`${INTRO}«Drained bogs release carbon dioxide.»${OUTRO}`,
		`${INTRO}«Drained  bogs release\ncarbon dioxide.»${OUTRO}`,
	);
	moves(
		`${INTRO}«Drained bogs release carbon dioxide.»${OUTRO}`,
		`${INTRO}«drained bogs release Carbon Dioxide.»${OUTRO}`,
	);
});

test('says how it found them', () => {
	const text = 'one two one three';
	const how = (start: number, end: number, now = text): string => {
		const found = anchor(selectorFor(text, { start, end }), now);
		return found.kind === 'orphan' ? 'orphan' : found.how;
	};
	assert.equal(how(4, 7), 'exact');
	assert.equal(how(8, 11), 'context');
	assert.equal(how(0, 17, 'one two two three'), 'fuzzy');
});

test('property: what a selector is made of is where it is found, in any text', () => {
	const texts = fc.oneof(
		fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 24 }).map(codes => String.fromCharCode(...codes)),
		fc.array(fc.constantFrom('a', 'b', '\n', '😀', 'é'), { maxLength: 40 }).map(parts => parts.join('')),
		fc.tuple(fc.string({ maxLength: 9 }), fc.nat(30)).map(([part, times]) => part.repeat(times)),
	);
	fc.assert(
		fc.property(texts, fc.nat(), fc.nat(), (text, a, b) => {
			const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number];
			const found = anchor(selectorFor(text, { start, end }), text);
			assert.equal(found.kind, 'anchored');
			assert.deepEqual(found.kind === 'anchored' && found.range, { start, end });
		}),
		{ numRuns: 300 },
	);
});

test('property: a range lies inside the text, whatever selector and text', () => {
	const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '.', '😀'), maxLength: 60 });
	fc.assert(
		fc.property(fc.record({ exact: words, prefix: words, suffix: words }), words, (selector, text) => {
			const found = anchor(selector, text);
			if (found.kind === 'anchored') {
				assert.ok(0 <= found.range.start && found.range.start <= found.range.end && found.range.end <= text.length);
				assert.ok(selector.exact === '' || found.range.start < found.range.end);
			}
		}),
		{ numRuns: 300 },
	);
});

test('32 KB are answered in milliseconds, also where everything repeats', () => {
	const sentences = Array.from(
		{ length: 500 },
		(_, i) => `Plot ${i * 7919} lost ${i * 31} grams of peat in year ${i}. `,
	);
	const text = sentences.join('');
	const quote = sentences.slice(240, 300).join('').trim();
	const start = text.indexOf(quote);
	const selector = selectorFor(text, { start, end: start + quote.length });
	const changed = text.replace('Plot 1979750 lost', 'Plot 1979750 gained');
	assert.notEqual(changed, text);
	const monotone = 'a'.repeat(32_768);
	// The best of three, because other work may run beside the test.
	const time = (run: () => unknown): number =>
		Math.min(
			...[1, 2, 3].map(() => {
				const begin = performance.now();
				run();
				return performance.now() - begin;
			}),
		);
	const fuzzy = anchor(selector, changed);
	assert.ok(fuzzy.kind === 'anchored' && fuzzy.how === 'fuzzy' && fuzzy.range.start === start);
	assert.ok(time(() => anchor(selector, changed)) < 150);
	assert.ok(time(() => anchor(selectorFor(monotone, { start: 9, end: 10 }), monotone)) < 300);
});
