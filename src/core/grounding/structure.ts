import type { ContextIndex } from './context-index.ts';
import type { PickedUnit } from './links.ts';
import type { Candidate } from './unit-scores.ts';

/** What a heading or a table header is worth at most beside a line of content that says the same. */
const BEHIND = 0.95;
/** A line says the same as a heading where it has this share of what the heading has of the query. */
const SAME = 0.6;
/** From this share on it says all of it, and the heading is not needed. */
const ALL = 0.99;
/** How many of the best units are compared with each heading. */
const COMPARED = 8;

/**
 * The chosen units with headings and table headers behind the lines of content that say as much: a heading names a subject,
 * the line states something of it. A line that says all of it takes the heading's place where it was not chosen itself. A heading that
 * alone says something keeps its place.
 */
export function contentFirst(
	index: ContextIndex,
	candidates: readonly Candidate[],
	picked: readonly PickedUnit[],
): readonly PickedUnit[] {
	const shares = new Map(picked.map(({ unit, share }) => [unit, share]));
	for (const { unit } of picked.filter(each => isStructure(index, each.unit))) {
		const heading = candidates.find(each => each.unit === unit)!;
		const line = candidates
			.slice(0, COMPARED)
			.find(each => !isStructure(index, each.unit) && sharedPart(each, heading) >= SAME);
		if (line === undefined) {
			continue;
		}
		const share = shares.get(line.unit) ?? line.score / candidates[0]!.score;
		if (shares.has(line.unit)) {
			shares.set(unit, Math.min(shares.get(unit)!, share * BEHIND));
		} else if (sharedPart(line, heading) >= ALL) {
			shares.delete(unit);
			shares.set(line.unit, share);
		}
	}
	return Array.from(shares, ([unit, share]) => ({ unit, share })).sort((a, b) => b.share - a.share || a.unit - b.unit);
}

/** Share of a heading's score that a line has for the same words. */
function sharedPart(line: Candidate, heading: Candidate): number {
	let shared = 0;
	for (const [key, part] of heading.parts) {
		shared += Math.min(part, line.parts.get(key) ?? 0);
	}
	return shared / heading.score;
}

/** True for a Markdown heading of either kind, a line that is all bold, the rule of a table and the header above its rows. */
function isStructure({ units }: ContextIndex, unit: number): boolean {
	const { text, title } = units[unit]!;
	if (text.length > LONGEST) {
		return false;
	}
	const next = units[unit + 1];
	const below = next === undefined || next.text.length > LONGEST ? '' : next.text;
	return (
		HEADING.test(text) ||
		RULE.test(text) ||
		(UNDERLINE.test(below) && !/[.!?]\s*$/.test(text)) ||
		(text.includes('|') && RULE.test(below)) ||
		(next?.title !== undefined && next.title !== title && bare(next.title) === bare(text))
	);
}

/** Only letters and digits: how a header is quoted does not matter. */
function bare(text: string): string {
	return text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** What is longer is text, whatever marks it bears. */
const LONGEST = 400;
const HEADING = /^ {0,3}#{1,6}\s|^\s*(?:\*\*[^*]+\*\*|__[^_]+__):?\s*$/;
const UNDERLINE = /^ {0,3}(?:={3,}|-{3,})\s*$/;
const RULE = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/;
