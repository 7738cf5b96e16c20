import type { TextRange } from '../text/range.ts';
import { leadIn } from './aside.ts';
import { type Joint, jointsOf } from './clause-joints.ts';
import { type Block, markdownBlocks } from './markdown-blocks.ts';
import { isAsideSentence, isNoClaim, mayTellNothing, saysNothingIsTold } from './no-claim.ts';
import { sentenceSegmenter, sentencesOf, trimmedRange } from './sentences.ts';

/** A checkable statement of an answer, or a stretch that states nothing. Offsets in the answer. */
export interface ClaimSpan extends TextRange {
	readonly kind: 'claim' | 'no-claim';
	/** Which sentence it belongs to, from 0. A sentence has one or more claims. */
	readonly sentence: number;
}

/**
 * Splits an answer into claims: sentences, list items and table rows, and the clauses of long sentences. Headings, the headers of
 * tables, code, lists of sources, greetings, preambles, hedges and closing offers are `no-claim`, and so are the clauses that say only where the
 * answer comes from or what the text does not tell. The ranges are ordered, not empty, disjoint and inside the answer; a sentence's
 * parts together are the sentence but for white space and joining punctuation.
 */
export function splitClaims(answer: string, segmenter = sentenceSegmenter()): ClaimSpan[] {
	const spans: ClaimSpan[] = [];
	const end = trimmedRange(answer, { start: 0, end: answer.length })?.end ?? 0;
	let sentence = 0;
	let ofSources = false;
	for (const block of markdownBlocks(answer)) {
		const whole = answer.slice(block.start, block.end);
		ofSources =
			SOURCES.test(whole) || (ofSources && block.kind !== 'heading' && (block.kind === 'item' || MARKED.test(whole)));
		const silent = ofSources || SILENT.has(block.kind) || (block.end < end && LABEL.test(whole));
		const parts = silent || block.kind === 'row' ? [block] : sentencesOf(answer, block, segmenter);
		for (const part of parts) {
			const text = answer.slice(part.start, part.end);
			const none =
				silent ||
				isAsideSentence(text) ||
				(part.end < end && leadIn(text) > 0 && ANNOUNCES.test(text)) ||
				(text.length < end && ENUMERATOR.test(text));
			const clauses: readonly Clause[] =
				none || block.kind === 'row'
					? [{ start: 0, end: text.length, kind: none ? 'no-claim' : 'claim' }]
					: clausesOf(text);
			spans.push(
				...clauses.map(clause => ({
					start: part.start + clause.start,
					end: part.start + clause.end,
					kind: clause.kind,
					sentence,
				})),
			);
			sentence++;
		}
	}
	return spans;
}

const SILENT: ReadonlySet<Block['kind']> = new Set(['heading', 'header', 'reference', 'code']);
/** A name for what follows: "Fruits:", "**Key points:**". Longer ones may state something: "It has three parts:". */
const LABEL = /^[\s*_]*(?:[\p{L}\p{M}'’&/-]+\s+){0,2}[\p{L}\p{M}'’&/-]+[\s*_]*[:：][\s*_]*$/u;
/** What ends so, and only says before where the answer comes from, announces: "Based on the passages, the steps are:". */
const ANNOUNCES = /\b(?:are|is|were|was|includes?|including|follows|steps|ways|following \w+)[:：]$/i;
const SOURCES =
	/^[\s*_#]*(?:references|sources|citations|bibliography|works cited|further reading|quellen|literatur|références|fuentes|referencias|fonti|fontes|参考文献|来源|出典)[\s*_]*[:：]?[\s*_]*$/iu;
/** A source behind its mark. */
const MARKED = /^\s*(?:\[\^?\d{1,3}\]|\(\d{1,3}\)|https?:\/\/)/;
/** The number of an item whose text stands on the next line. */
const ENUMERATOR = /^\(?\d{1,3}[.)]$/;

type Clause = TextRange & Pick<ClaimSpan, 'kind'>;

/**
 * Splits a sentence where a new statement with its own subject, or the reason or the contrast of one, starts: both have to be long
 * enough to stand alone. What only leads in, and what says only that the text does not tell, is set apart however short it is.
 */
function clausesOf(sentence: string): readonly Clause[] {
	const lead = leadIn(sentence);
	const clauses: Clause[] = lead === 0 ? [] : [{ start: 0, end: endOfLead(sentence, lead), kind: 'no-claim' }];
	const weak = mayTellNothing(sentence);
	const joints = jointsOf(sentence.slice(lead))
		.filter(({ kind }) => kind === 'strong' || weak)
		.map(joint => ({ ...joint, end: lead + joint.end, next: lead + joint.next }));
	let start = lead;
	for (const [at, joint] of joints.entries()) {
		const before = sentence.slice(start, joint.end);
		const after = sentence.slice(joint.next, joints[at + 1]?.end);
		if (parts(joint, before, after)) {
			clauses.push(clauseOf(sentence, { start, end: joint.end }));
			start = joint.next;
		}
	}
	if (start === 0) {
		// It is known to be no aside.
		return [{ start, end: sentence.length, kind: weak && saysNothingIsTold(sentence) ? 'no-claim' : 'claim' }];
	}
	clauses.push(clauseOf(sentence, { start, end: sentence.length }));
	return merged(clauses);

	function parts({ kind, next }: Joint, before: string, after: string): boolean {
		return (
			(kind === 'strong' && isLongEnough(before) && isLongEnough(sentence.slice(next))) ||
			(weak && standsBeside(before, after))
		);
	}
}

/** One of the two says only what the text does not tell, and the other one is more than a part of that. */
function standsBeside(before: string, after: string): boolean {
	const first = saysNothingIsTold(before);
	return first !== saysNothingIsTold(after) && wordCount(first ? after : before) >= LEAST_BESIDE;
}

function clauseOf(sentence: string, { start, end }: TextRange): Clause {
	return { start, end, kind: isNoClaim(sentence.slice(start, end)) ? 'no-claim' : 'claim' };
}

/** Stretches without a claim that follow each other are one. */
function merged(clauses: readonly Clause[]): readonly Clause[] {
	const list: Clause[] = [];
	for (const clause of clauses) {
		const last = list.at(-1);
		if (last?.kind === 'no-claim' && clause.kind === 'no-claim') {
			list[list.length - 1] = { ...last, end: clause.end };
		} else {
			list.push(clause);
		}
	}
	return list;
}

/** Without the comma and the blanks behind it. */
function endOfLead(sentence: string, lead: number): number {
	return sentence.slice(0, lead).replace(/[\s,，、]+$/u, '').length;
}

function isLongEnough(clause: string): boolean {
	return wordCount(clause) >= LEAST_ALONE;
}

/** A clause that stands alone has so many words. */
const LEAST_ALONE = 5;
/** The same beside one about the text: "but it is steel". */
const LEAST_BESIDE = 3;

/** A look at the beginning tells. */
function wordCount(clause: string): number {
	let words = 0;
	for (const [word] of clause.slice(0, 200).matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
		words += UNSPACED.test(word) ? word.length / 2 : 1;
	}
	return words;
}

/** Scripts without blanks between words, whose words have about two characters. */
const UNSPACED = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
