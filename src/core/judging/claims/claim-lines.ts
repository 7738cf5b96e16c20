import { type ClaimEntry, claimPlace } from './claim-entry.ts';
import { claimLabelOf } from './claim-label.ts';

/** The lines of a reply in words that speak of claims by their names, `C3: contradicted, "…"`, and the rest of it. */
export function claimLinesOf(text: string): { readonly entries: readonly ClaimEntry[]; readonly rest: string } {
	const entries: ClaimEntry[] = [];
	const rest: string[] = [];
	for (const line of text.split('\n')) {
		const found = CLAIM_LINE.exec(line);
		if (found !== null) {
			entries.push(entryOf(found[1]!, line.slice(found[0].length)));
		} else if (entries.length > 0 && QUOTE_LINE.test(line) && rest.at(-1) === BEHIND) {
			entries.push({ ...entries.pop()!, quotes: quotesIn(line) }); // The quote of the claim above it.
		} else {
			rest.push(line);
			continue;
		}
		rest.push(BEHIND);
	}
	return { entries, rest: rest.join('\n') };
}

/** In place of a line that was taken out. */
const BEHIND = '';
/** Group 1 names the claim. A mere number could as well count something else. */
const CLAIM_LINE = /^[\s>*_#|`+•–—-]*((?:claim\s*#?\s*c?\d{1,6}|c\d{1,6}))\b[\s*_`\])]*(?=$|[:.|=–—(\s-])/i;
const QUOTE_LINE = /^\s*(?:[>*+•-]\s*)?(?:(?:quotes?|evidence)\s*:\s*)?["“„«]/i;

function entryOf(name: string, behind: string): ClaimEntry {
	const words = behind.replace(/^[\s:.|=–—*_`()-]+/, '');
	const label = /^[^;,|(:"“„«–—.]*?(?=\s*(?:[;,|(:"“„«–—.]|\s-\s|$))/.exec(words)?.[0].trim() ?? '';
	const place = claimPlace(name);
	return {
		places: place === undefined ? [] : [place],
		labels: label === '' ? [] : [claimLabelOf(label) ?? label],
		quotes: quotesIn(words),
		text: undefined,
	};
}

function quotesIn(text: string): readonly string[] {
	return [...text.matchAll(/"([^"]+)"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»/g)].map(found =>
		(found[1] ?? found[2] ?? found[3] ?? found[4] ?? '').trim(),
	);
}
