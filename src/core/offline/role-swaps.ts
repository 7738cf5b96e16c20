import type { ContextIndex } from '../grounding/context-index.ts';
import type { Word } from '../grounding/words.ts';
import type { TextRange } from '../text/range.ts';
import { isEverywhere, nearby, placesOf } from './context-places.ts';
import type { JudgeMaterial } from './judge-material.ts';

/**
 * Numbers of an answer that changed places: two clauses with one number each, where the context says beside the first number what the
 * answer says beside the second, and the other way round (`arabica 2.2 %, robusta 1.2 %`). Words that the context has beside both
 * numbers tell nothing. Both directions must speak for the swap and neither for what the answer says.
 */
export function swappedNumbers({ answer, answerWords, index }: JudgeMaterial): readonly TextRange[] {
	const clauses = clausesOf(answer, answerWords, index).slice(0, MOST_CLAUSES);
	const swapped = new Set<TextRange>();
	clauses.forEach((first, i) => {
		for (const second of clauses.slice(i + 1)) {
			if (first.term !== second.term && areSwapped(first, second)) {
				swapped.add(first.number).add(second.number);
			}
		}
	});
	return [...swapped];
}

interface Clause {
	readonly number: TextRange;
	readonly term: number;
	/** Its other content terms. */
	readonly terms: ReadonlySet<number>;
	/** The terms beside its number in the context. */
	readonly beside: ReadonlySet<number>;
}

const MOST_CLAUSES = 24;
const NEAR = 14;

function areSwapped(first: Clause, second: Clause): boolean {
	const onlyFirst = telling(first, second);
	const onlySecond = telling(second, first);
	return (
		countIn(first.beside, onlyFirst) === 0 &&
		countIn(first.beside, onlySecond) > 0 &&
		countIn(second.beside, onlySecond) === 0 &&
		countIn(second.beside, onlyFirst) > 0
	);
}

/** Terms of one clause that the other lacks and that do not stand beside both numbers. */
function telling(clause: Clause, other: Clause): readonly number[] {
	return [...clause.terms].filter(
		term => !other.terms.has(term) && !(clause.beside.has(term) && other.beside.has(term)),
	);
}

function countIn(set: ReadonlySet<number>, terms: readonly number[]): number {
	return terms.filter(term => set.has(term)).length;
}

/** Clauses with exactly one number that the context has. */
function clausesOf(answer: string, words: readonly Word[], index: ContextIndex): readonly Clause[] {
	const groups: Word[][] = [[]];
	let end = 0;
	for (const word of words) {
		if (CLAUSE_END.test(answer.slice(end, word.start)) || CONJUNCTION.test(word.form.folded)) {
			groups.push([]);
		}
		groups.at(-1)!.push(word);
		end = word.end;
	}
	return groups.flatMap(group => {
		const numbers = group.filter(
			word => word.form.kind === 'number' && /\p{Nd}/u.test(answer.slice(word.start, word.end)),
		);
		const term = numbers.length === 1 ? index.terms.get(numbers[0]!.form.term) : undefined;
		if (term === undefined || isEverywhere(index, term)) {
			return [];
		}
		const terms = new Set(
			group.flatMap(word => (word.form.kind === 'word' ? (index.terms.get(word.form.term) ?? []) : [])),
		);
		return [{ number: { start: numbers[0]!.start, end: numbers[0]!.end }, term, terms, beside: besideOf(index, term) }];
	});
}

const CLAUSE_END = /[,;:.!?()\n–—](?:\s|$)|\n/;
const CONJUNCTION =
	/^(?:and|while|whereas|but|und|während|aber|et|tandis|mais|y|mientras|pero|e|mentre|ma|en|terwijl|maar)$/;

function besideOf(index: ContextIndex, term: number): ReadonlySet<number> {
	const beside = new Set<number>();
	for (const word of placesOf(index, term)) {
		const { first, last } = nearby(index, word, NEAR);
		for (const each of index.words.subarray(first, last + 1)) {
			if (index.content[each] === 1) {
				beside.add(each);
			}
		}
	}
	return beside;
}
