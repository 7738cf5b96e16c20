import { baseName } from '../../core/documents/files.ts';
import type { RecordedUnit } from '../../core/review/events.ts';
import type { CaseResult, ResolvedPassage } from '../../core/review/result.ts';
import { LineIndex } from '../../core/text/lines.ts';
import type { TextRange } from '../../core/text/range.ts';
import { segmentsOf, unitText } from './marks.ts';
import { placeUnits } from './place-units.ts';

/** A unit of the context of one result, with the words for it. */
export interface UnitPlace {
	readonly passage: ResolvedPassage;
	readonly unit: RecordedUnit;
	readonly text: string;
	/** `limits.md:12`: file name and line; a label stands in for a file that holds inline text. */
	readonly label: string;
}

/** Unit id → where it is, for every unit of a result. */
export function unitPlaces(result: CaseResult): ReadonlyMap<string, UnitPlace> {
	return new Map(
		(result.start?.passages ?? []).flatMap(passage =>
			passage.units.map((unit): [string, UnitPlace] => [
				unit.id,
				{ passage, unit, text: unitText(passage, unit), label: labelOf(passage, unit) },
			]),
		),
	);
}

/** Where a range of a unit stands in the present text of its document; `changed` where its words have. */
export type FoundUnit =
	| { readonly kind: 'found'; readonly range: TextRange }
	| { readonly kind: 'changed'; readonly near: number };

export function findUnit(place: UnitPlace, range: TextRange | undefined, documentText: string): FoundUnit {
	const shift = placeUnits(place.passage, documentText).get(place.unit.id);
	const segments = segmentsOf(place.text, place.unit.pieces, range ?? { start: 0, end: place.text.length });
	const first = segments[0];
	const last = segments.at(-1);
	if (shift === undefined || first === undefined || last === undefined) {
		const line = new LineIndex(documentText).rangeOf(place.unit.line - 1);
		return { kind: 'changed', near: line.start };
	}
	return { kind: 'found', range: { start: first.start + shift, end: last.start + last.text.length + shift } };
}

function labelOf(passage: ResolvedPassage, unit: RecordedUnit): string {
	const name = passage.inline ? (passage.label ?? baseName(passage.path)) : baseName(passage.path);
	return `${name}:${unit.line}`;
}
