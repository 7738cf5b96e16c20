import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DocumentHighlights } from '../../../../src/host/painters/document-highlights.ts';
import { type MarkOptions, marksOf, segmentsOf } from '../../../../src/host/painters/marks.ts';
import { paintPlan } from '../../../../src/host/painters/paint-plan.ts';
import { claim, filePassage, overlap, type ResultSketch, resultOf } from '../../../support/results.ts';

const LONG = `${'Sentence one is here. '.repeat(12)}The end of it.`;
const TEXT = [
	'Each attachment may have at most 25 MB.',
	LONG,
	'A message may carry ten.',
	'Deleted files return.',
].join('\n');
const ALL: MarkOptions = { kinds: new Set(['overlap', 'cited', 'influence']), minimumWeight: 0 };
const ANSWER = 'Twenty-five. Ten.';
const SKETCH: ResultSketch = {
	answer: ANSWER,
	passages: [filePassage('limits.md', TEXT, { notSent: [4] })],
	claims: [
		claim(ANSWER, 'Twenty-five.', { links: [overlap('P1:L1', 5, 15, 0.9), overlap('P1:L2', 0, 21, 0.3)] }),
		claim(ANSWER, 'Ten.', {
			links: [overlap('P1:L3', 2, 9, 0.1), { ...overlap('P1:L3', 2, 9, 0.6), kind: 'influence' }],
		}),
	],
	evidence: { faithfulness: [{ quote: 'Each attachment', found: 'exact', unit: 'P1:L1', start: 0, end: 15 }] },
};

/** One line for each thing that is painted: `overlap-4 "text"`. */
function painted(options: MarkOptions = ALL, sketch = SKETCH, text = TEXT): readonly string[] {
	const [passages] = [marksOf(resultOf(sketch), options)];
	const plan = paintPlan(new DocumentHighlights(passages, text).highlights, text);
	return [
		...[...plan.tints].flatMap(([id, ranges]) =>
			ranges.map(({ start, end }) => `${id} ${text.slice(start, end).slice(0, 24)}`),
		),
		...[...plan.gutter].flatMap(([id, lines]) => lines.map(line => `sign ${id} on ${line + 1}`)),
		...plan.notSent.map(({ start, end }) => `not sent ${text.slice(start, end)}`),
		...plan.stale.map(line => `stale ${line + 1}`),
	];
}

test('tints short lines whole and long ones where they are linked, one sign a line', () => {
	assert.deepEqual(painted(), [
		'overlap-2 Sentence one is here.',
		'cited-4 Each attachment may have',
		'influence-3 A message may carry ten.',
		'sign overlap-2 on 2',
		'sign cited on 1',
		'sign influence on 3',
		'not sent Deleted files return.',
	]);
});

test('what the lexical judge gives as evidence is an overlap, not a citation', () => {
	const verdicts = resultOf(SKETCH).verdicts.map(verdict => ({ ...verdict, judge: 'offline', messages: [] }));
	assert.deepEqual(painted(ALL, { ...SKETCH, rest: { verdicts } }).slice(0, 2), [
		'overlap-2 Sentence one is here.',
		'overlap-4 Each attachment may have',
	]);
});

test('leaves out kinds and weights that the settings leave out', () => {
	assert.deepEqual(painted({ kinds: new Set(['overlap']), minimumWeight: 0.5 }), [
		'overlap-4 Each attachment may have',
		'sign overlap-4 on 1',
		'not sent Deleted files return.',
	]);
	assert.deepEqual(painted({ kinds: new Set(), minimumWeight: 0 }), []);
});

test('leaves out overlaps below the cut-off of grounding', () => {
	const { grounding } = resultOf(SKETCH);
	const sketch = { ...SKETCH, rest: { grounding: { ...grounding!, used: ['P1:L2'] } } };
	assert.deepEqual(painted({ kinds: new Set(['overlap']), minimumWeight: 0 }, sketch).slice(0, 1), [
		'overlap-2 Sentence one is here.',
	]);
});

test('tints a line once that two passages contain, and does not call it not sent', () => {
	const twice = filePassage('limits.md', TEXT, { number: 2 });
	assert.deepEqual(
		painted(ALL, { ...SKETCH, passages: [...SKETCH.passages!, twice] }),
		painted().filter(line => !line.startsWith('not sent')),
	);
});

test('shows where a highlighted line has changed', () => {
	assert.deepEqual(painted({ ...ALL, minimumWeight: 0.8 }, SKETCH, TEXT.replace('25 MB', '50 MB')), [
		'not sent Deleted files return.',
		'stale 1',
	]);
});

test('maps a folded value back to its pieces in the document', () => {
	const pieces = [
		{ at: 0, source: 100, length: 5 },
		{ at: 6, source: 111, length: 5 },
	];
	assert.deepEqual(segmentsOf('hello world', pieces, { start: 3, end: 8 }), [
		{ start: 103, text: 'lo' },
		{ start: 111, text: 'wo' },
	]);
});

test('tints no character twice', () => {
	const link = (start: number, end: number, kind: 'overlap' | 'cited') => ({
		...overlap('P1:L1', start, end, 0.9),
		kind,
	});
	const sketch = {
		answer: 'x',
		passages: [filePassage('a.md', LONG)],
		claims: [claim('x', 'x', { links: [link(0, 21, 'overlap'), link(9, 12, 'cited')] })],
	};
	assert.deepEqual(painted(ALL, sketch, LONG), [
		'overlap-4 Sentence ',
		'overlap-4  is here.',
		'cited-4 one',
		'sign cited on 1',
	]);
});
