import type { TextPiece } from '../../core/documents/question-file.ts';
import type { LinkKind } from '../../core/grounding/grounding.ts';
import type { RecordedUnit } from '../../core/review/events.ts';
import type { CaseResult, ResolvedPassage } from '../../core/review/result.ts';
import { overlaps, type TextRange } from '../../core/text/range.ts';
import { isLexical } from './lexical-judge.ts';
import { mergeRanges } from './merge-ranges.ts';

/** What is shown of one unit of the context: one link kind, that the judge quotes it against the answer, or that it was not sent. */
export type ContextMark = LinkMark | AgainstMark | NotSentMark;

export interface LinkMark extends MarkedUnit {
	readonly kind: LinkKind;
	readonly step: Step;
	/** 0..1 */
	readonly weight: number;
	/** Indices of the claims that stand on it. */
	readonly claims: readonly number[];
	/** Names of the criteria for which the judge quoted it. */
	readonly criteria: readonly string[];
}

/** Words that contradict a claim by the judge. They are no link: the claim does not stand on them. */
export interface AgainstMark extends MarkedUnit {
	readonly kind: 'against';
	/** Indices of the claims. */
	readonly claims: readonly number[];
}

export interface NotSentMark extends MarkedUnit {
	readonly kind: 'not-sent';
}

export interface MarkedUnit {
	readonly unit: string;
	/** At least one, in order, none empty. */
	readonly segments: readonly Segment[];
}

/** A stretch of the document as it was recorded. */
export interface Segment {
	/** Offset in the document at the time of the record. */
	readonly start: number;
	readonly text: string;
}

/** How strongly a line is tinted. */
export type Step = 1 | 2 | 3 | 4;

/** The marks of one passage, with what is needed to find its units again in a document that has changed. */
export interface PassageMarks {
	readonly passage: ResolvedPassage;
	readonly marks: readonly ContextMark[];
}

export interface MarkOptions {
	readonly kinds: ReadonlySet<LinkKind>;
	/** 0..1: weaker links are left out. */
	readonly minimumWeight: number;
}

/**
 * What a result marks in its context: one mark for each unit and link kind, and one for each unit that was not sent. A
 * whole line is marked if it is shorter than {@link LONG_LINE} characters; of a longer one only what is linked.
 */
export function marksOf(result: CaseResult, options: MarkOptions): readonly PassageMarks[] {
	const start = result.start;
	if (start === undefined || options.kinds.size === 0) {
		return [];
	}
	const against = options.kinds.has('cited') ? againstByUnit(result) : new Map<string, Against>();
	const found = linksByUnit(result, options, against);
	const sent = sentLines(start.passages);
	return start.passages
		.map(passage => ({
			passage,
			marks: passage.units.flatMap(unit => {
				// One passage may send a line that another leaves out.
				const notSent = !unit.sent && !sent.has(`${passage.path}:${unit.line}`);
				return notSent
					? notSentMarks(passage, unit)
					: [...linkMarks(passage, unit, found.get(unit.id)), ...againstMarks(passage, unit, against.get(unit.id))];
			}),
		}))
		.filter(({ marks }) => marks.length > 0);
}

/** A line of at least this many characters is tinted only where it is linked. */
export const LONG_LINE = 200;

/** The step of a weight: four equal parts of 0..1. */
export function stepOf(weight: number): Step {
	return weight < 0.25 ? 1 : weight < 0.5 ? 2 : weight < 0.75 ? 3 : 4;
}

/** The text of a unit as it was recorded. */
export function unitText(passage: ResolvedPassage, unit: RecordedUnit): string {
	return passage.text.slice(unit.start, unit.end);
}

/** The stretches of the document that stand behind a range of a unit's text. */
export function segmentsOf(text: string, pieces: readonly TextPiece[], range: TextRange): readonly Segment[] {
	const segments: Segment[] = [];
	for (const piece of pieces) {
		const from = Math.max(range.start, piece.at);
		const to = Math.min(range.end, piece.at + piece.length, text.length);
		if (from < to) {
			segments.push({ start: piece.source + (from - piece.at), text: text.slice(from, to) });
		}
	}
	return segments;
}

interface FoundLink {
	readonly kind: LinkKind;
	readonly ranges: TextRange[];
	weight: number;
	readonly claims: Set<number>;
	readonly criteria: Set<string>;
}

interface Against {
	readonly ranges: TextRange[];
	readonly claims: Set<number>;
}

/** What the judge quotes against claims that it calls contradicted. */
function againstByUnit(result: CaseResult): ReadonlyMap<string, Against> {
	const units = new Map<string, Against>();
	result.grounding?.claims.forEach(({ judged }, index) => {
		for (const quote of judged?.label === 'contradicted' ? judged.quotes : []) {
			for (const { unit, start, end } of quote.found === 'no' ? [] : (quote.parts ?? [quote])) {
				const known = units.get(unit) ?? { ranges: [], claims: new Set() };
				units.set(unit, known);
				known.ranges.push({ start, end });
				known.claims.add(index);
			}
		}
	});
	return units;
}

function againstMarks(
	passage: ResolvedPassage,
	unit: RecordedUnit,
	against: Against | undefined,
): readonly ContextMark[] {
	const text = unitText(passage, unit);
	const segments = mergeRanges(against?.ranges ?? []).flatMap(range => segmentsOf(text, unit.pieces, range));
	return against === undefined || segments.length === 0
		? []
		: [{ kind: 'against', unit: unit.id, segments, claims: [...against.claims] }];
}

function linksByUnit(
	result: CaseResult,
	options: MarkOptions,
	against: ReadonlyMap<string, Against>,
): ReadonlyMap<string, readonly FoundLink[]> {
	const units = new Map<string, Map<LinkKind, FoundLink>>();
	const entry = (unit: string, kind: LinkKind): FoundLink => {
		const kinds = units.get(unit) ?? new Map<LinkKind, FoundLink>();
		units.set(unit, kinds);
		const known = kinds.get(kind) ?? { kind, ranges: [], weight: 0, claims: new Set(), criteria: new Set() };
		kinds.set(kind, known);
		return known;
	};
	const used = new Set(result.grounding?.used);
	result.grounding?.claims.forEach((claim, index) => {
		for (const link of claim.links) {
			// An overlap below the cut-off of grounding is a chance meeting of words, not something the answer stands on.
			if (!options.kinds.has(link.kind) || (link.kind === 'overlap' && !used.has(link.unit))) {
				continue;
			}
			const known = entry(link.unit, link.kind);
			known.ranges.push(link);
			known.claims.add(index);
			const whole = link.kind === 'overlap' ? (result.grounding?.weights[link.unit] ?? 0) : 0;
			known.weight = Math.max(known.weight, link.weight, whole);
		}
	});
	if (options.kinds.has('cited')) {
		for (const citation of citationsOf(result)) {
			if (against.get(citation.unit)?.ranges.some(range => overlaps(range, citation))) {
				continue; // Quoted for a criterion, because it contradicts the answer.
			}
			const known = entry(citation.unit, 'cited');
			known.ranges.push(citation);
			known.criteria.add(citation.criterion);
			known.weight = Math.max(known.weight, citation.weight);
		}
	}
	return new Map(
		[...units].map(([unit, kinds]) => [unit, [...kinds.values()].filter(link => link.weight >= options.minimumWeight)]),
	);
}

interface Citation extends TextRange {
	readonly unit: string;
	readonly criterion: string;
	readonly weight: number;
}

/** A citation is as strong as it was found: word for word, or nearly. The same figures as those of cited links. */
const CITATION_WEIGHT = { exact: 1, normalised: 1, fuzzy: 0.8 } as const;

function* citationsOf(result: CaseResult): Iterable<Citation> {
	const names = new Map(result.end?.rubric.criteria.map(({ id, name }) => [id, name]));
	// Only a judge that reads can cite: the lines of the lexical one are overlaps, which the claims have already.
	for (const verdict of result.verdicts.filter(each => !isLexical(each))) {
		for (const [criterion, quotes] of Object.entries(verdict.evidence)) {
			for (const quote of quotes) {
				if (quote.found !== 'no') {
					const { unit, start, end } = quote;
					yield {
						unit,
						start,
						end,
						criterion: names.get(criterion) ?? criterion,
						weight: CITATION_WEIGHT[quote.found],
					};
				}
			}
		}
	}
}

function sentLines(passages: readonly ResolvedPassage[]): ReadonlySet<string> {
	return new Set(
		passages.flatMap(({ path, units }) => units.filter(unit => unit.sent).map(unit => `${path}:${unit.line}`)),
	);
}

function notSentMarks(passage: ResolvedPassage, unit: RecordedUnit): readonly ContextMark[] {
	const text = unitText(passage, unit);
	const segments = segmentsOf(text, unit.pieces, trimmedRange(text));
	return segments.length === 0 ? [] : [{ kind: 'not-sent', unit: unit.id, segments }];
}

function linkMarks(
	passage: ResolvedPassage,
	unit: RecordedUnit,
	links: readonly FoundLink[] = [],
): readonly ContextMark[] {
	const text = unitText(passage, unit);
	const whole = trimmedRange(text);
	return links.flatMap((link): ContextMark[] => {
		const ranges = text.length < LONG_LINE ? [whole] : mergeRanges(link.ranges);
		const segments = ranges.flatMap(range => segmentsOf(text, unit.pieces, range));
		if (segments.length === 0) {
			return [];
		}
		const { kind, weight } = link;
		const names = { claims: [...link.claims], criteria: [...link.criteria] };
		return [{ kind, unit: unit.id, segments, weight, step: stepOf(weight), ...names }];
	});
}

function trimmedRange(text: string): TextRange {
	const start = text.length - text.trimStart().length;
	return { start, end: Math.max(start, text.trimEnd().length) };
}
