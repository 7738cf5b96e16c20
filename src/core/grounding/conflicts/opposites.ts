import type { ValueConflict } from '../grounding.ts';
import type { JudgedWord } from '../statement.ts';
import type { Word } from '../words.ts';
import { areOpposite, hasOpposite } from './opposite-words.ts';
import type { ReadUnit } from './unit-words.ts';

/**
 * Words of a claim beside their opposite, or beside a weaker word, in a linked unit: "after the vote" · "before the vote",
 * "all members" · "most members", "must" · "may". Both must stand next to the same content word, neither text may have the
 * other one's word as well, and a claim that is weaker than its line is supported by it.
 */
export function oppositeConflicts(words: readonly JudgedWord[], units: readonly ReadUnit[]): ValueConflict[] {
	const conflicts: ValueConflict[] = [];
	const said = new Set(words.map(({ form }) => form.folded));
	for (const [at, word] of words.entries()) {
		if (!hasOpposite(word.form.folded)) {
			continue;
		}
		for (const { id, words: own } of units) {
			const place = oppositePlace({ words, at, said }, own);
			if (place !== undefined) {
				const { start, end } = place;
				conflicts.push({ start: word.start, end: word.end, unit: id, unitStart: start, unitEnd: end });
				break;
			}
		}
	}
	return conflicts;
}

interface Sought {
	readonly words: readonly JudgedWord[];
	readonly at: number;
	/** Words of the claim: what it says itself is not its opposite. */
	readonly said: ReadonlySet<string>;
}

function oppositePlace({ words, at, said }: Sought, unit: readonly Word[]): Word | undefined {
	const own = words[at]!.form.folded;
	if (unit.some(({ form }) => form.folded === own)) {
		return undefined;
	}
	const relation = words[at]!.standing === 'said' || words[at]!.standing === 'stop' ? 'listed' : 'any';
	return unit.find(
		({ form }, place) =>
			areOpposite(own, form.folded, relation) &&
			!said.has(form.folded) &&
			!NO_QUANTIFIER.test(`${form.folded} ${unit[place + 1]?.form.folded}`) &&
			isDenied(words, at) === isDenied(unit, place) &&
			isSamePlace({ words, at }, { words: unit, at: place }),
	);
}

/** Beside the same content word; what puts one thing before another stands between the same two. */
function isSamePlace(claim: Place, unit: Place): boolean {
	const same = [-1, 1].filter(step => {
		const [mine, its] = [claim, unit].map(({ words, at }) => contentFrom(words, at, step));
		return ORDERING.test(claim.words[claim.at]!.form.folded)
			? mine?.form.term === its?.form.term
			: mine !== undefined && mine.form.term === its?.form.term;
	});
	return same.length >= (ORDERING.test(claim.words[claim.at]!.form.folded) ? 2 : 1);
}

interface Place {
	readonly words: readonly Word[];
	readonly at: number;
}

/** "won't likely" says what "unlikely" says. A word that is a negation itself is none of these. */
function isDenied(words: readonly Word[], at: number): boolean {
	return !words[at]!.form.negation && words.slice(Math.max(0, at - 2), at).some(({ form }) => form.negation);
}

/** The nearest content word in one direction, at most {@link REACH} words away. */
function contentFrom(words: readonly Word[], at: number, step: number): Word | undefined {
	for (let distance = 1; distance <= REACH; distance++) {
		const word = words[at + step * distance];
		if (word !== undefined && word.form.kind !== 'stop') {
			return word;
		}
	}
	return undefined;
}

const REACH = 2;
const ORDERING = /^(?:before|after|vor|nach|avant|apres|antes|despues|depois|prima|dopo)$/;
/** "no other species", "no longer": nothing is said to be none. */
const NO_QUANTIFIER = /^no (?:other|others|longer|more|less|fewer|doubt|matter|one|means)$/;
