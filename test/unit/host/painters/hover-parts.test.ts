import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DocumentHighlights } from '../../../../src/host/painters/document-highlights.ts';
import {
	claimAt,
	claimHover,
	type HoverPart,
	lineHover,
	lineLinkWords,
	linesOf,
} from '../../../../src/host/painters/hover-parts.ts';
import { marksOf } from '../../../../src/host/painters/marks.ts';
import { claim, filePassage, overlap, resultOf } from '../../../support/results.ts';

const TEXT = 'At most 25 MB each.\nUp to ten of them.\nNever sent.';
const ANSWER = '25 MB each. Ten of them.';
const RESULT = resultOf({
	answer: ANSWER,
	passages: [filePassage('docs/limits.md', TEXT, { notSent: [3] })],
	claims: [
		claim(ANSWER, '25 MB each.', { links: [overlap('P1:L1', 8, 13, 0.913), overlap('P1:L2', 0, 5, 0.2)] }),
		claim(ANSWER, 'Ten of them.', { links: [overlap('P1:L2', 0, 18, 0.5)] }),
	],
	evidence: { faithfulness: [{ quote: '25 MB', found: 'exact', unit: 'P1:L1', start: 8, end: 13 }] },
});

function shown(parts: readonly HoverPart[] | undefined): readonly string[] {
	return (parts ?? []).map(part =>
		part.kind === 'quote'
			? `“${part.text}”`
			: `${[part.words, part.link && `[${part.link.title}]`].filter(Boolean).join(' ')}${part.after ?? ''}`,
	);
}

function onLine(line: number, text = TEXT): readonly string[] {
	const passages = marksOf(RESULT, { kinds: new Set(['overlap', 'cited', 'influence']), minimumWeight: 0 });
	const { highlights } = new DocumentHighlights(passages, text);
	return shown(
		lineHover(
			highlights.filter(({ mark }) => mark.unit === `P1:L${line}`),
			RESULT,
		),
	);
}

test('over a line: the kind of link, its weight, and the claims that stand on it', () => {
	assert.deepEqual(onLine(1), [
		'Supports 1 claim (words in common) · weight 0.91',
		'Cited by the judge for Faithfulness · weight 1',
		'[Go to claim]',
		'“25 MB each.”',
	]);
	assert.equal(onLine(2)[0], 'Supports 2 claims (words in common) · weight 0.5');
	assert.deepEqual(onLine(3), ['Not sent: the prompt left this line out.']);
});

test('over a line that has changed: what it said', () => {
	assert.deepEqual(onLine(2, TEXT.replace('ten', 'two')).slice(0, 2), [
		'Changed since the answer. When it was given, the line said:',
		'“Up to ten of them.”',
	]);
});

test('a changed line is told once, however it was linked', () => {
	assert.equal(onLine(1, TEXT.replace('25', '50')).length, 2);
});

test('over a claim: its lines, the strongest first', () => {
	assert.deepEqual(shown(claimHover(RESULT, 3)), [
		'Supported',
		'supported by [limits.md:1] · weight 0.91',
		'“25 MB”',
		'supported by [limits.md:2] · weight 0.2',
		'“Up to”',
	]);
	assert.equal(claimHover(resultOf({ answer: ANSWER }), 3), undefined);
	assert.equal(claimAt(RESULT, ANSWER.length), 1);
});

test('a line that a claim stands on in two ways is named once', () => {
	const links = [overlap('P1:L2', 0, 5, 0.4), { ...overlap('P1:L2', 0, 18, 1), kind: 'cited' } as const];
	const [line, ...more] = linesOf(claim(ANSWER, ANSWER, { links }));
	assert.deepEqual(more, []);
	assert.equal(lineLinkWords(line!), 'cited by the judge, supported by · weight 1');
});

test('a line that contradicts a claim is not called its support', () => {
	const answer = 'At most 100 MB each.';
	const at = { start: 8, end: 14 };
	const wrong = claim(answer, answer, {
		label: 'contradicted',
		conflicts: [{ ...at, unit: 'P1:L1', unitStart: 8, unitEnd: 13 }],
		links: [overlap('P1:L1', 0, 19, 0.8), overlap('P1:L2', 0, 5, 0.2)],
	});
	const result = resultOf({ answer, passages: [filePassage('docs/limits.md', TEXT)], claims: [wrong] });
	assert.deepEqual(
		shown(claimHover(result, 3)).filter(words => !words.startsWith('“')),
		['Contradicted by the context', 'contradicted by [limits.md:1]', 'words in common with [limits.md:2] · weight 0.2'],
	);
	const passages = marksOf(result, { kinds: new Set(['overlap']), minimumWeight: 0 });
	const { highlights } = new DocumentHighlights(passages, TEXT);
	assert.deepEqual(shown(lineHover(highlights.slice(0, 1), result)).slice(0, 2), [
		'Contradicted: the answer says “100 MB”, this line says “25 MB”.',
		'Words in common with 1 claim · weight 0.8',
	]);
});
