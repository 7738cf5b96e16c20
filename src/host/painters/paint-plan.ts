import type { LinkKind } from '../../core/grounding/grounding.ts';
import { LineIndex } from '../../core/text/lines.ts';
import type { TextRange } from '../../core/text/range.ts';
import type { Highlight } from './document-highlights.ts';
import type { Step } from './marks.ts';
import { mergeRanges, withoutRanges } from './merge-ranges.ts';

/** What a document is painted with. Everything is there each time: what is empty is cleared. */
export interface PaintPlan {
	readonly tints: ReadonlyMap<TintId, readonly TextRange[]>;
	/** Lines (from 0) with a sign in the gutter: one each, the strongest kind. */
	readonly gutter: ReadonlyMap<GutterId, readonly number[]>;
	readonly notSent: readonly TextRange[];
	/** Words that the judge quotes against the answer. */
	readonly against: readonly TextRange[];
	/** Lines (from 0) whose highlight was withdrawn because their text changed. */
	readonly stale: readonly number[];
}

export type TintId = `${LinkKind}-${Step}`;

/** The bar's height is the strength of an overlap; a quotation mark and a bolt have one size. */
export type GutterId = `overlap-${Step}` | 'cited' | 'influence';

export const STEPS: readonly Step[] = [1, 2, 3, 4];
export const LINK_KINDS: readonly LinkKind[] = ['overlap', 'cited', 'influence'];
export const TINTS: readonly TintId[] = LINK_KINDS.flatMap(kind => STEPS.map((step): TintId => `${kind}-${step}`));
export const GUTTERS: readonly GutterId[] = [...STEPS.map((step): GutterId => `overlap-${step}`), 'cited', 'influence'];

/**
 * Decides what to paint where. No character is tinted twice: two tints would mix to a colour that means nothing. Of two kinds
 * the one that says more is shown (influence, then cited, then overlap), of one kind the stronger.
 */
export function paintPlan(highlights: readonly Highlight[], text: string): PaintPlan {
	const index = new LineIndex(text);
	const tints = new Map<TintId, TextRange[]>(TINTS.map(id => [id, []]));
	const strongest = new Map<string, Tinted>();
	const signs = new Map<number, { kind: LinkKind; step: Step }>();
	const notSent = new Map<string, TextRange>();
	const against = new Map<string, TextRange>();
	const stale = new Set<number>();
	for (const highlight of highlights) {
		const { mark } = highlight;
		if (highlight.state === 'stale') {
			if (mark.kind !== 'not-sent') {
				stale.add(index.positionAt(highlight.at).line);
			}
			continue;
		}
		for (const range of highlight.ranges) {
			const place = `${range.start}-${range.end}`;
			if (mark.kind === 'not-sent') {
				notSent.set(place, range);
				continue;
			}
			if (mark.kind === 'against') {
				against.set(place, range);
				continue;
			}
			const known = strongest.get(`${mark.kind} ${place}`);
			if (known === undefined || known.step < mark.step) {
				strongest.set(`${mark.kind} ${place}`, { kind: mark.kind, step: mark.step, range });
			}
			sign(signs, index.positionAt(range.start).line, { kind: mark.kind, step: mark.step });
		}
	}
	tintOnce([...strongest.values()], tints);
	return {
		tints,
		gutter: gutterOf(signs),
		notSent: [...notSent.values()],
		against: [...against.values()],
		stale: [...stale].sort((a, b) => a - b),
	};
}

const RANK: Readonly<Record<LinkKind, number>> = { overlap: 0, cited: 1, influence: 2 };

interface Tinted {
	readonly kind: LinkKind;
	readonly step: Step;
	readonly range: TextRange;
}

/** Gives each range what stronger ones have left of it. */
function tintOnce(wanted: readonly Tinted[], tints: ReadonlyMap<TintId, TextRange[]>): void {
	let taken: readonly TextRange[] = [];
	for (const [kind, step] of LINK_KINDS.toReversed().flatMap(each =>
		STEPS.toReversed().map(it => [each, it] as const),
	)) {
		const ranges = mergeRanges(wanted.filter(one => one.kind === kind && one.step === step).map(one => one.range));
		tints.get(`${kind}-${step}`)!.push(...withoutRanges(ranges, taken));
		taken = mergeRanges([...taken, ...ranges]);
	}
}

type Sign = { kind: LinkKind; step: Step };

function sign(signs: Map<number, Sign>, line: number, next: Sign): void {
	const known = signs.get(line);
	const stronger =
		known === undefined || RANK[next.kind] > RANK[known.kind] || (next.kind === known.kind && next.step > known.step);
	if (stronger) {
		signs.set(line, next);
	}
}

function gutterOf(signs: ReadonlyMap<number, Sign>): ReadonlyMap<GutterId, readonly number[]> {
	const gutter = new Map<GutterId, number[]>(GUTTERS.map(id => [id, []]));
	for (const [line, { kind, step }] of signs) {
		gutter.get(kind === 'overlap' ? `overlap-${step}` : kind)!.push(line);
	}
	return gutter;
}
