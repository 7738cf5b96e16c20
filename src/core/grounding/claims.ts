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

/** Splits a long sentence where a new statement with its own subject, or the reason or the contrast of one, starts. */
function clausesOf(text: string, sentence: TextRange): TextRange[] {
	const clauses: TextRange[] = [];
	const whole = text.slice(sentence.start, sentence.end);
	let start = sentence.start;
	for (const { end, next } of jointsOf(whole)) {
		if (isLongEnough(text.slice(start, sentence.start + end)) && isLongEnough(whole.slice(next))) {
			clauses.push({ start, end: sentence.start + end });
			start = sentence.start + next;
		}
	}
	return [...clauses, { start, end: sentence.end }];
}

interface Joint {
	/** Where the clause before it ends and the next one starts; joining punctuation and blanks stand between. */
	readonly end: number;
	readonly next: number;
}

/** Where a clause may end, in order. A relative clause has no subject of its own and stays with what it speaks of. */
function jointsOf(sentence: string): Joint[] {
	const opened = OPENING.exec(sentence);
	const joints: Joint[] =
		opened === null ? [] : [{ end: opened[0].length - opened[1]!.length, next: opened[0].length }];
	const from = joints[0]?.next ?? 0;
	for (const joint of sentence.matchAll(CLAUSE_JOINT)) {
		if (joint.index >= from) {
			joints.push({ end: joint.index, next: joint.index + joint[1]!.length });
		}
	}
	return joints;
}

/** A clause that stands alone has at least five words; a look at its beginning tells. */
function isLongEnough(clause: string): boolean {
	return (clause.slice(0, 200).match(/[\p{L}\p{N}]+/gu)?.length ?? 0) >= 5;
}

/** The number of an item whose text stands on the next line. */
const ENUMERATOR = /^\(?\d{1,3}[.)]$/;
/** A clause in front of its main clause: "Although …, …". Group 1 is what joins them. */
const OPENING =
	/^(?:although|though|even though|whereas|because|obwohl|während|weil|bien que|tandis que|parce que|aunque|porque)\s[^,;]{1,400}(,\s+)/iu;
/** `; …`, `, but …`, ` although …`: group 1 is what joins the clauses. Without a comma a reason belongs to its statement. */
const CLAUSE_JOINT =
	/(;\s+|,\s+(?=(?:but|while|whereas|although|though|even though|because|(?:and|so)\s+(?:it|they|he|she|we|you|this|these|those|there)|aber|obwohl|während|weil|mais|parce que|pero|aunque|porque)\s)|\s(?=(?:whereas|although)\s))/giu;
