import type { Claim } from '../../core/grounding/grounding.ts';
import type { TextRange } from '../../core/text/range.ts';
import type { UnitPlace } from './unit-places.ts';

/** What the context says in place of a value that an answer gives. */
export interface ContextValue {
	readonly place: UnitPlace;
	/** Offsets in the text of the unit. */
	readonly range: TextRange;
	/** "25 MB" */
	readonly text: string;
	/** "100 MB", and where it stands in the answer. */
	readonly answer: string;
	readonly answerRange: TextRange;
}

/** The values of a claim that the context gives differently, in the order of the answer. */
export function contextValues(
	answer: string,
	claim: Claim,
	units: ReadonlyMap<string, UnitPlace>,
): readonly ContextValue[] {
	return (claim.conflicts ?? [])
		.flatMap(({ start, end, unit, unitStart, unitEnd }): ContextValue[] => {
			const place = units.get(unit);
			const text = place?.text.slice(unitStart, unitEnd) ?? '';
			return place === undefined || text === ''
				? []
				: [
						{
							place,
							range: { start: unitStart, end: unitEnd },
							text,
							answer: answer.slice(start, end),
							answerRange: { start, end },
						},
					];
		})
		.sort((a, b) => a.answerRange.start - b.answerRange.start);
}
