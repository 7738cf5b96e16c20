import type { TextRange } from '../text/range.ts';
import { markdownBlocks } from './markdown-blocks.ts';
import { isNoClaim } from './no-claim.ts';
import { sentenceSegmenter, sentencesOf } from './sentences.ts';

/** A checkable statement of an answer, or a stretch that states nothing. Offsets in the answer. */
export interface ClaimSpan extends TextRange {
	readonly kind: 'claim' | 'no-claim';
	/** Which sentence it belongs to, from 0. A sentence has one or more claims. */
	readonly sentence: number;
}

/**
 * Splits an answer into claims: sentences, list items and table rows, and the clauses of long sentences. Headings, code,
 * greetings, preambles and closing offers are `no-claim`. The ranges are ordered, not empty, disjoint and inside the
 * answer; a sentence's claims together are the sentence but for white space and joining punctuation.
 */
export function splitClaims(answer: string): ClaimSpan[] {
	const spans: ClaimSpan[] = [];
	const segmenter = sentenceSegmenter();
	let sentence = 0;
	for (const block of markdownBlocks(answer)) {
		const silent = block.kind === 'heading' || block.kind === 'code';
		const parts = silent || block.kind === 'row' ? [block] : sentencesOf(answer, block, segmenter);
		for (const part of parts) {
			const text = answer.slice(part.start, part.end);
			const none = silent || isNoClaim(text) || (text.length < answer.trim().length && ENUMERATOR.test(text));
			for (const { start, end } of none || block.kind === 'row' ? [part] : clausesOf(answer, part)) {
				spans.push({ start, end, kind: none ? 'no-claim' : 'claim', sentence });
			}
			sentence++;
		}
	}
	return spans;
}

/** Splits a long sentence where a new statement with its own subject starts. */
function clausesOf(text: string, sentence: TextRange): TextRange[] {
	const clauses: TextRange[] = [];
	let start = sentence.start;
	for (const joint of text.slice(sentence.start, sentence.end).matchAll(CLAUSE_JOINT)) {
		const end = sentence.start + joint.index;
		const next = end + joint[1]!.length;
		if (isLongEnough(text.slice(start, end)) && isLongEnough(text.slice(next, sentence.end))) {
			clauses.push({ start, end });
			start = next;
		}
	}
	return [...clauses, { start, end: sentence.end }];
}

/** A clause that stands alone has at least five words; a look at its beginning tells. */
function isLongEnough(clause: string): boolean {
	return (clause.slice(0, 200).match(/[\p{L}\p{N}]+/gu)?.length ?? 0) >= 5;
}

/** The number of an item whose text stands on the next line. */
const ENUMERATOR = /^\(?\d{1,3}[.)]$/;
/** `; …` and `, but …`: group 1 is the joining punctuation. */
const CLAUSE_JOINT =
	/(;\s+|,\s+(?=(?:but|while|whereas|although|(?:and|so)\s+(?:it|they|he|she|we|you|this|these|those|there)|aber|während|mais|pero)\s))/giu;
