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
			if (place === undefined || unitStart >= unitEnd) {
				return [];
			}
			const range = withSign(place.text, { start: unitStart, end: unitEnd });
			const answerRange = withSign(answer, { start, end });
			const text = place.text.slice(range.start, range.end);
			return text === ''
				? []
				: [{ place, range, text, answer: answer.slice(answerRange.start, answerRange.end), answerRange }];
		})
		.sort((a, b) => a.answerRange.start - b.answerRange.start);
}

/** A number reads better with its sign or unit: "4.8 %" rather than "4.8". */
function withSign(text: string, { start, end }: TextRange): TextRange {
	const after =
		/^[ \u00a0\u202f]?(?:[%‰€£¥]|°[CF]?|\p{Lu}{2,3}(?![\p{L}\p{N}]))/u.exec(text.slice(end, end + 6))?.[0] ?? '';
	return /\d$/.test(text.slice(start, end)) ? { start, end: end + after.length } : { start, end };
}
