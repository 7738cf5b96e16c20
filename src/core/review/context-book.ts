import type { Passage } from '../context/passage.ts';
import { type ContextIndex, indexContext } from '../grounding/context-index.ts';
import type { GroundingUnit } from '../grounding/grounding.ts';
import { QuoteLocator } from '../grounding/quotes.ts';
import type { RecordedPassage, RecordedUnit } from './events.ts';

/** The context of an answer: what was given, and what of it reached the model. */
export interface ContextView {
	/** As recorded. */
	readonly recorded: readonly RecordedPassage[];
	/** JSON of `recorded`. */
	readonly json: string;
	/** What reached the model; everything where nothing did, because a judge needs something to compare with. */
	readonly judged: readonly Passage[];
	/** Units that can be linked. */
	readonly units: readonly GroundingUnit[];
	/** Made at the first use, as is what finds quotes. */
	readonly index: () => ContextIndex;
	readonly locator: () => QuoteLocator;
}

/** Prepares contexts once for all the answers that share them. */
export class ContextBook {
	private readonly views = new WeakMap<readonly Passage[], Map<string, ContextView>>();
	private readonly reread = new WeakMap<readonly RecordedPassage[], ContextView>();

	/** The view of passages of which the units `sent` reached the model; `all` for a recorded answer. */
	of(passages: readonly Passage[], sent: ReadonlySet<string> | 'all'): ContextView {
		const known = this.views.get(passages) ?? new Map<string, ContextView>();
		this.views.set(passages, known);
		const isSent = (id: string) => sent === 'all' || sent.has(id);
		const name = passages
			.flatMap(passage => passage.units)
			.map(unit => (isSent(unit.id) ? '1' : '0'))
			.join('');
		const view =
			known.get(name) ??
			viewOf(
				passages,
				isSent,
				passages.map(passage => recordPassage(passage, isSent)),
			);
		known.set(name, view);
		return view;
	}

	/** The view that an earlier run recorded. */
	recorded(recorded: readonly RecordedPassage[]): ContextView {
		const known = this.reread.get(recorded);
		if (known !== undefined) {
			return known;
		}
		const sent = new Set(recorded.flatMap(passage => passage.units.filter(unit => unit.sent).map(unit => unit.id)));
		const view = viewOf(recorded.map(readPassage), id => sent.has(id), recorded);
		this.reread.set(recorded, view);
		return view;
	}
}

function viewOf(
	passages: readonly Passage[],
	isSent: (unit: string) => boolean,
	recorded: readonly RecordedPassage[],
): ContextView {
	const sent = passages
		.map(passage => ({ ...passage, units: passage.units.filter(unit => isSent(unit.id)) }))
		.filter(passage => passage.units.length > 0);
	const units = sent.flatMap(passage => passage.units.map(({ id, text }) => ({ id, text })));
	let index: ContextIndex | undefined;
	let locator: QuoteLocator | undefined;
	return {
		recorded,
		json: JSON.stringify(recorded),
		judged: sent.length === 0 ? passages : sent,
		units,
		index: () => {
			index ??= indexContext(units);
			return index;
		},
		locator: () => {
			locator ??= new QuoteLocator(units);
			return locator;
		},
	};
}

function recordPassage(passage: Passage, isSent: (unit: string) => boolean): RecordedPassage {
	let from = 0;
	const units = passage.units.map((unit): RecordedUnit => {
		const found = passage.text.indexOf(unit.text, from);
		const start = found < 0 ? from : found;
		const end = Math.min(start + unit.text.length, passage.text.length);
		from = Math.min(end + 1, passage.text.length);
		return { id: unit.id, line: unit.line, start, end, pieces: unit.pieces, sent: isSent(unit.id) };
	});
	const { number, label, path, inline, hash, text } = passage;
	return { number, label, path, inline, hash, text, units };
}

function readPassage({ number, label, path, inline, hash, text, units }: RecordedPassage): Passage {
	return {
		number,
		label,
		path,
		inline,
		hash,
		text,
		units: units.map(({ id, line, start, end, pieces }) => ({
			id,
			passage: number,
			path,
			line,
			text: text.slice(start, end),
			pieces,
		})),
	};
}
