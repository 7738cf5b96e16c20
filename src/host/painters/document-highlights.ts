import type { TextRange } from '../../core/text/range.ts';
import { type Edit, followEdits } from './follow-edits.ts';
import type { ContextMark, PassageMarks } from './marks.ts';
import { placeUnits } from './place-units.ts';

/** A mark in the present text of its document, or the place where it stood before its text changed. */
export type Highlight =
	| { readonly state: 'placed'; readonly mark: ContextMark; readonly ranges: readonly TextRange[] }
	| { readonly state: 'stale'; readonly mark: ContextMark; readonly at: number };

/**
 * The marks of one document while it is edited. Invariant: the text under every placed highlight is the recorded text,
 * character by character; a highlight whose text was touched is withdrawn and stale until {@link relocate} finds the
 * recorded text again.
 */
export class DocumentHighlights {
	private readonly passages: readonly PassageMarks[];
	private current: readonly Highlight[] = [];
	private length: number;

	constructor(passages: readonly PassageMarks[], text: string) {
		this.passages = passages;
		this.length = text.length;
		this.relocate(text);
	}

	get highlights(): readonly Highlight[] {
		return this.current;
	}

	get hasStale(): boolean {
		return this.current.some(({ state }) => state === 'stale');
	}

	/** Follows edits; `text` is the document after all of them. */
	edit(edits: readonly Edit[], text: string): void {
		const growth = edits.reduce((sum, change) => sum + change.text.length - change.length, 0);
		// Other line breaks change every offset without an edit that says so: nothing is known to stand where it stood.
		const explained = this.length + growth === text.length;
		this.length = text.length;
		this.current = this.current.map(highlight => followHighlight(highlight, edits, { text, explained }));
	}

	/** Looks for everything again in the present text. Highlights that are placed rightly stay where they are. */
	relocate(text: string): void {
		const before = new Map(this.current.map(highlight => [highlight.mark, highlight]));
		this.length = text.length;
		this.current = this.passages.flatMap(({ passage, marks }) => {
			const known = marks.map(mark => before.get(mark));
			if (known.length > 0 && known.every(highlight => highlight?.state === 'placed')) {
				return known as readonly Highlight[];
			}
			const shifts = placeUnits(passage, text);
			return marks.map(mark => place(mark, { shift: shifts.get(mark.unit), before: before.get(mark), text }));
		});
	}
}

interface After {
	readonly text: string;
	/** False where the edits do not account for the length of `text`. */
	readonly explained: boolean;
}

function followHighlight(highlight: Highlight, edits: readonly Edit[], { text, explained }: After): Highlight {
	const { mark } = highlight;
	if (highlight.state === 'stale') {
		const [place] = followEdits([{ start: highlight.at, end: highlight.at }], edits);
		return { state: 'stale', mark, at: place?.start ?? highlight.at };
	}
	const followed = followEdits(highlight.ranges, edits);
	const held = followed.every((range, i) => {
		const recorded = mark.segments[i]!.text;
		// An edit that writes the same words again (a formatter, a replaced document) takes nothing away.
		const trusted = explained && !range.touched;
		return range.end - range.start === recorded.length && (trusted || text.startsWith(recorded, range.start));
	});
	return held
		? { state: 'placed', mark, ranges: followed }
		: { state: 'stale', mark, at: Math.min(followed[0]?.start ?? 0, text.length) };
}

interface Place {
	readonly shift: number | undefined;
	readonly before: Highlight | undefined;
	readonly text: string;
}

function place(mark: ContextMark, { shift, before, text }: Place): Highlight {
	if (before?.state === 'placed') {
		return before;
	}
	if (shift === undefined) {
		const recorded = Math.min(mark.segments[0]!.start, text.length);
		return { state: 'stale', mark, at: before?.state === 'stale' ? before.at : recorded };
	}
	const ranges = mark.segments.map(segment => {
		const start = segment.start + shift;
		return { start, end: start + segment.text.length };
	});
	return { state: 'placed', mark, ranges };
}
