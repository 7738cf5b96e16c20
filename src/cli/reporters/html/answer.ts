import type { CaseResult } from '../../../core/review/result.ts';
import type { TextRange } from '../../../core/text/range.ts';
import { type Html, html } from './escape.ts';

/** UTF-16 units of an answer that are shown: nobody reads more, and an endpoint can send megabytes. */
const LONGEST_ANSWER = 20_000;

/** An answer with its unsupported and contradicted stretches marked, and the words for the marks that occur. */
export function markedAnswer({ answer, text, grounding }: CaseResult): Html {
	const said = answer?.text ?? text;
	if (said === '') {
		return html`<p class="note">There is no answer.</p>`;
	}
	const shown = said.slice(0, LONGEST_ANSWER).replace(/[\ud800-\udbff]$/, '');
	const marks = marksOf(grounding?.unsupported ?? [], grounding?.claims.flatMap(claim => claim.conflicts ?? []) ?? []);
	const parts: Html[] = [];
	let at = 0;
	for (const { start, end, kind } of marks) {
		const from = Math.max(at, start);
		const to = Math.min(end, shown.length);
		if (from < to) {
			const words = shown.slice(from, to);
			parts.push(html`${shown.slice(at, from)}<mark class="${kind}" title="${kind}">${words}</mark>`);
			at = to;
		}
	}
	const rest = said.length - shown.length;
	const more = rest === 0 ? undefined : html`<p class="note">${rest} more characters are in the run file.</p>`;
	const kinds = (['unsupported', 'contradicted'] as const).filter(kind => marks.some(mark => mark.kind === kind));
	const legend = kinds.map(kind => html` <mark class="${kind}">${kind}</mark>`);
	const words = kinds.length === 0 ? undefined : html`<p class="note">Marked:${legend} by the context.</p>`;
	return html`<div class="answer">${parts}${shown.slice(at)}</div>${words}${more}`;
}

interface Mark extends TextRange {
	readonly kind: 'unsupported' | 'contradicted';
}

/** In order, without overlaps: a contradicted value takes its place out of what is unsupported around it. */
function marksOf(unsupported: readonly TextRange[], contradicted: readonly TextRange[]): readonly Mark[] {
	const conflicts = contradicted.map(({ start, end }): Mark => ({ start, end, kind: 'contradicted' }));
	const rest = unsupported.flatMap(range => without(range, conflicts));
	return [...conflicts, ...rest].sort((a, b) => a.start - b.start || b.end - a.end);
}

function without(range: TextRange, holes: readonly TextRange[]): readonly Mark[] {
	const marks: Mark[] = [];
	let at = range.start;
	const inside = holes.filter(hole => hole.start < range.end && hole.end > range.start);
	for (const hole of [...inside].sort((a, b) => a.start - b.start)) {
		if (hole.start > at) {
			marks.push({ start: at, end: hole.start, kind: 'unsupported' });
		}
		at = Math.max(at, hole.end);
	}
	return at < range.end ? [...marks, { start: at, end: range.end, kind: 'unsupported' }] : marks;
}
