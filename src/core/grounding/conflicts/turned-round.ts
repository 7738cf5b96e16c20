import type { ValueConflict } from '../grounding.ts';
import type { JudgedWord } from '../statement.ts';
import { unitConflicts } from './measure-conflicts.ts';
import { negationConflicts } from './negation-conflicts.ts';
import { oppositeConflicts } from './opposites.ts';
import { orderConflicts } from './order-conflicts.ts';
import { replacedWords } from './replaced-words.ts';
import type { ReadUnit } from './unit-words.ts';

/** What the context says in the same words and turned round: another unit of measure, an opposite, a denial,
 * an exchanged order, another name. Each word is told once. */
export function turnedRound(words: readonly JudgedWord[], answer: string, units: readonly ReadUnit[]): ValueConflict[] {
	if (words.length > LONGEST_CLAIM) {
		return [];
	}
	const opposites = oppositeConflicts(words, units);
	const orders = orderConflicts(words, answer, units);
	// "Fewer live in Bergen than in Oslo": "more live in Oslo than in Bergen".
	const turnedBack = orders.some(({ unit }) => opposites.some(other => other.unit === unit));
	const found: ValueConflict[] = [];
	for (const conflict of [
		...unitConflicts(words, answer, units),
		...(turnedBack ? [] : [...opposites, ...orders]),
		...replacedWords(words, answer, units),
		...negationConflicts(words, answer, units),
	]) {
		if (!found.some(other => isToldBy(other, conflict))) {
			found.push(conflict);
		}
	}
	return found;
}

/** A longer one has no punctuation, and what belongs together in it cannot be told. */
const LONGEST_CLAIM = 200;

/** True where both concern the same words, of the claim or of the unit. */
function isToldBy(other: ValueConflict, { start, end, unit, unitStart, unitEnd }: ValueConflict): boolean {
	return (
		(start < other.end && other.start < end) ||
		(unit === other.unit && unitStart < other.unitEnd && other.unitStart < unitEnd)
	);
}
