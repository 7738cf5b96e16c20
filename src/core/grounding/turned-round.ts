import type { GroundingUnit, ValueConflict } from './grounding.ts';
import { negationConflicts } from './negation-conflicts.ts';
import { oppositeConflicts } from './opposites.ts';
import { orderConflicts } from './order-conflicts.ts';
import type { JudgedWord } from './statement.ts';
import { unitConflicts } from './unit-conflicts.ts';
import type { WordScanner } from './words.ts';

/** What the context says in the same words and turned round: another unit of measure, an opposite, a denial, an exchanged order. Each word is told once. */
export function turnedRound(
	words: readonly JudgedWord[],
	answer: string,
	context: { readonly units: readonly GroundingUnit[]; readonly scanner: WordScanner },
): ValueConflict[] {
	const found: ValueConflict[] = [];
	for (const conflict of [
		...unitConflicts(words, answer, context),
		...oppositeConflicts(words, context),
		...orderConflicts(words, answer, context),
		...negationConflicts(words, answer, context),
	]) {
		if (!found.some(other => isToldBy(other, conflict))) {
			found.push(conflict);
		}
	}
	return found;
}

/** True where both concern the same words, of the claim or of the unit. */
function isToldBy(other: ValueConflict, { start, end, unit, unitStart, unitEnd }: ValueConflict): boolean {
	return (
		(start < other.end && other.start < end) ||
		(unit === other.unit && unitStart < other.unitEnd && other.unitStart < unitEnd)
	);
}
