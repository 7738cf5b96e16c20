import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JudgedClaim } from '../../../../src/core/grounding/grounding.ts';
import { NO_ANNOTATIONS } from '../../../../src/host/annotating/case-annotations.ts';
import { answerProblems } from '../../../../src/host/painters/answer-problems.ts';
import { contradictionNotes } from '../../../../src/host/painters/contradiction-notes.ts';
import { DocumentHighlights } from '../../../../src/host/painters/document-highlights.ts';
import { claimHover, type HoverPart, lineHover } from '../../../../src/host/painters/hover-parts.ts';
import { marksOf } from '../../../../src/host/painters/marks.ts';
import { paintPlan } from '../../../../src/host/painters/paint-plan.ts';
import { unitPlaces } from '../../../../src/host/painters/unit-places.ts';
import { claimsOf } from '../../../../src/host/panel/claims.ts';
import { claim, filePassage, groundingOf, overlap, resultOf } from '../../../support/results.ts';

const DOC = 'Each file may have 25 MB.\nUp to ten fit.\nOthers are refused.';
const ANSWER = 'Files may be huge. Ten fit. They are free. Kept forever.';
const judged = (
	label: JudgedClaim['label'],
	quotes: JudgedClaim['quotes'] = [],
	rest: Partial<JudgedClaim> = {},
): JudgedClaim => ({
	label,
	quotes,
	...rest,
});
const SAYS_OTHERWISE = { quote: '25 MB', found: 'exact', unit: 'P1:L1', start: 19, end: 24 } as const;
const TEN = { quote: 'up to ten fit', found: 'normalised', unit: 'P1:L2', start: 0, end: 13 } as const;
const CLAIMS = [
	claim(ANSWER, 'Files may be huge.', { label: 'partial', judged: judged('contradicted', [SAYS_OTHERWISE]) }),
	claim(ANSWER, 'Ten fit.', {
		label: 'unsupported',
		score: 0.8,
		links: [{ ...overlap('P1:L2', 0, 13, 1), kind: 'cited' }],
		judged: judged('supported', [TEN]),
	}),
	claim(ANSWER, 'They are free.', { label: 'unsupported', score: 0.9, judged: judged('unsupported') }),
	claim(ANSWER, 'Kept forever.', {
		judged: judged('unverified', [{ quote: 'for ever', found: 'no' }], {
			said: 'supported',
			problem: 'The judge says "supported" with a quote that is not in the context.',
		}),
	}),
];
const RESULT = resultOf({
	answer: ANSWER,
	passages: [filePassage('limits.md', DOC)],
	rest: { grounding: { ...groundingOf(CLAIMS), judgedClaims: { choice: 'doubted', sent: 4, of: 6, savedTokens: 52 } } },
});
const ALL = { kinds: new Set(['overlap', 'cited', 'influence'] as const), minimumWeight: 0 };
const said = (parts: readonly HoverPart[] | undefined) =>
	(parts ?? []).map(part =>
		part.kind === 'quote' ? `“${part.text}”` : `${part.words}${part.link === undefined ? '' : ` [${part.link.title}]`}`,
	);
const t = (message: string, ...args: readonly unknown[]) =>
	message.replace(/\{(\d)\}/g, (_, i: string) => String(args[Number(i)]));

test('what the judge says and what the words show are two problems', () => {
	assert.deepEqual(
		answerProblems(RESULT, NO_ANNOTATIONS).map(({ code, message }) => `${code}: ${message}`),
		[
			'judge-contradicted: The judge finds “Files may be huge.” contradicted: the context says “25 MB” (limits.md:1).',
			'unsupported: The context does not support “Ten fit.” by its words; the judge finds it supported.',
			'unsupported: The context does not support “They are free.”.',
			'judge-unsupported: The judge finds no support for “They are free.”.',
		],
	);
});

test('the line that the judge quotes against a claim is no link, and is marked as what it is', () => {
	const passages = marksOf(RESULT, ALL);
	const highlights = new DocumentHighlights(passages, DOC).highlights;
	const plan = paintPlan(highlights, DOC);
	assert.deepEqual(
		plan.against.map(({ start, end }) => DOC.slice(start, end)),
		['25 MB'],
	);
	const tinted = [...plan.tints].flatMap(([id, ranges]) =>
		ranges.map(({ start, end }) => `${id} ${DOC.slice(start, end)}`),
	);
	assert.deepEqual(tinted, ['cited-4 Up to ten fit.']);
	assert.deepEqual(
		contradictionNotes(
			plan.against.map(range => ({ range, text: '25 MB', answer: undefined })),
			DOC,
		),
		[{ at: 25, words: 'judge: contradicts the answer' }],
	);
	const line = highlights.filter(({ mark }) => mark.unit === 'P1:L1');
	assert.deepEqual(said(lineHover(line, RESULT)), [
		'By the judge this contradicts 1 claim.',
		' [Go to claim]',
		'“Files may be huge.”',
	]);
});

test('a hover tells both opinions, every quote, and what could not be verified', () => {
	const at = (words: string) => said(claimHover(RESULT, ANSWER.indexOf(words) + 1));
	assert.deepEqual(at('Files'), [
		'By its words: supported in part',
		'By the judge: contradicted by the context',
		'quoted against it [limits.md:1]',
		'“25 MB”',
	]);
	assert.deepEqual(at('Kept'), [
		'By its words: supported',
		'By the judge: not verified (said: supported). The judge says "supported" with a quote that is not in the context.',
		'quoted, not found in the context',
		'“for ever”',
	]);
});

test('the panel lists what speaks against the answer first, with the saving', () => {
	const part = claimsOf(RESULT, { units: unitPlaces(RESULT), t })!;
	assert.equal(part.summary, '4 of 6 claims sent to it: those that the words leave in doubt · saves ≈ 52 tokens');
	assert.deepEqual(
		part.rows.map(({ label, claim: { text }, notes, quotes }) => [
			label,
			text,
			notes.at(-1),
			quotes.map(({ edge, link }) => `${edge} ${link?.words}`).join(),
		]),
		[
			['contradicted', 'Files may be huge.', 'by its words: supported in part', 'contradicted undefined'],
			['no support in the context', 'They are free.', 'by its words: no support in the context', ''],
			['unverified (said: supported)', 'Kept forever.', 'by its words: supported', 'unverified undefined'],
			['supported', 'Ten fit.', 'by its words: no support in the context', 'found cited by the judge'],
		],
	);
	assert.equal(claimsOf(resultOf({ answer: ANSWER, claims: CLAIMS }), { units: new Map(), t }), undefined);
});
