import { findJson } from '../reading/json-values.ts';
import { replyText } from '../reading/reply-text.ts';
import { type ClaimEntry, claimLists } from './claim-entry.ts';
import { claimLabelOf } from './claim-label.ts';
import { claimLinesOf } from './claim-lines.ts';
import { claimName, type JUDGE_LABELS } from './claim-request.ts';

/** What was read of one claim: a label that is beyond doubt, or why there is none. */
export type ClaimReading =
	| { readonly label: (typeof JUDGE_LABELS)[number]; readonly quotes: readonly string[] }
	| { readonly label?: undefined; readonly problem: string; readonly quotes: readonly string[] };

/**
 * Reads which label a reply gives each claim of a list. Lenient in form (a list or a map, JSON or words, synonyms of the labels) and never a
 * guess: a claim without a label, with two entries in one list, with labels that differ or that nobody knows, and every claim of a reply
 * that counts them otherwise than asked, has none.
 *
 * @param texts The claims as they were sent, in order.
 */
export function readClaims(reply: string, texts: readonly string[]): readonly ClaimReading[] {
	const lists = listsOf(replyText(reply));
	const named = new Set(lists.flat().flatMap(entry => entry.places));
	const foreign = [...named].find(place => place < 0 || place >= texts.length);
	const missing = texts.some((_, place) => !named.has(place));
	if (foreign !== undefined && missing) {
		// The judge may have begun to count at another number: then every label stands at the wrong claim.
		const problem = `The reply labels a claim that was not asked about (${claimName(foreign)}) and leaves one out: its numbers cannot be trusted.`;
		return texts.map(() => ({ problem, quotes: [] }));
	}
	const known = new Map(texts.map((text, place) => [comparable(text), place]));
	return texts.map((_, place) => readingOf(place, lists, known));
}

/** True where a reply says anything of claims. */
export function speaksOfClaims(reply: string): boolean {
	return listsOf(replyText(reply)).length > 0;
}

function listsOf(text: string): readonly (readonly ClaimEntry[])[] {
	const lists: (readonly ClaimEntry[])[] = [];
	let outside = '';
	let from = 0;
	for (const { value, start, end } of findJson(text)) {
		if (start < from) {
			continue; // Part of a value that was cut off, which has been read.
		}
		const found = claimLists(value);
		lists.push(...found);
		if (found.length > 0) {
			outside += `${text.slice(from, start)}\n`;
			from = end;
		}
	}
	const { entries } = claimLinesOf(outside + text.slice(from));
	return entries.length === 0 ? lists : [...lists, entries];
}

function readingOf(
	place: number,
	lists: readonly (readonly ClaimEntry[])[],
	known: ReadonlyMap<string, number>,
): ClaimReading {
	const about = lists.map(list => list.filter(entry => entry.places.includes(place)));
	const entries = about.flat();
	const quotes = [...new Set(entries.flatMap(entry => entry.quotes))];
	const none = (problem: string): ClaimReading => ({ problem, quotes });
	if (entries.length === 0) {
		return none('The reply does not label this claim.');
	}
	if (entries.some(entry => entry.places.length > 1)) {
		return none('The reply gives several claims in one entry.');
	}
	if (entries.some(({ text }) => text !== undefined && (known.get(comparable(text)) ?? place) !== place)) {
		return none('The reply gives the words of another claim under this name.');
	}
	const words = [...new Set(entries.flatMap(entry => entry.labels))];
	const labels = new Set(words.map(claimLabelOf));
	if (labels.size > 1) {
		return none(`The reply labels this claim more than once and differently: ${listed(words)}.`);
	}
	if (about.some(list => list.length > 1)) {
		return none('The reply has two entries for this claim.');
	}
	const [label] = labels;
	if (label === undefined) {
		return none(
			words.length === 0 ? 'The reply names this claim without a label.' : `${listed(words)} is no label of a claim.`,
		);
	}
	return { label, quotes };
}

function listed(words: readonly string[]): string {
	return words.map(word => `"${word.length > 60 ? `${word.slice(0, 60)}…` : word}"`).join(' and ');
}

function comparable(text: string): string {
	return text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
}
