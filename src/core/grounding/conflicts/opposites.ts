import type { ValueConflict } from '../grounding.ts';
import type { JudgedWord } from '../statement.ts';
import type { Word } from '../words.ts';
import { isDenying } from './denials.ts';
import { areOpposite, hasOpposite } from './opposite-words.ts';
import { contentAround, saysMost } from './said-around.ts';
import type { ReadUnit } from './unit-words.ts';

/**
 * Words of a claim beside their opposite, or beside a weaker word, in a linked unit: "after the vote" · "before the vote",
 * "all members" · "most members", "must" · "may". Both must stand next to the same content word in a sentence that says nearly all
 * of what stands around, neither text may have the other one's word as well or a further denial, and what stands before and after may
 * not have changed sides. A claim that is weaker than its line is supported by it.
 */
export function oppositeConflicts(words: readonly JudgedWord[], units: readonly ReadUnit[]): ValueConflict[] {
	const conflicts: ValueConflict[] = [];
	const said = new Set(words.map(({ form }) => form.folded));
	for (let at = 0; at < words.length; at++) {
		const word = words[at]!;
		if (!hasOpposite(word.form.folded, relationOf(word))) {
			continue;
		}
		for (const unit of units) {
			const place = oppositePlace({ words, at, said }, unit);
			if (place !== undefined) {
				const { start, end } = place;
				conflicts.push({ start: word.start, end: word.end, unit: unit.id, unitStart: start, unitEnd: end });
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

function oppositePlace({ words, at, said }: Sought, unit: ReadUnit): Word | undefined {
	const own = words[at]!.form.folded;
	if (unit.words.some(({ form }) => form.folded === own)) {
		return undefined;
	}
	const relation = relationOf(words[at]!);
	for (const { words: sentence, terms } of unit.sentences) {
		const place = sentence.findIndex(({ form }) => !said.has(form.folded) && areOpposite(own, form.folded, relation));
		if (place >= 0 && saysMost(terms, contentAround(words, { first: at, last: at }))) {
			const [claim, line] = [
				{ words, at },
				{ words: sentence, at: place },
			];
			const following = sentence[place + 1]?.form.folded;
			if (
				!NO_QUANTIFIER.test(`${sentence[place]!.form.folded} ${following}`) &&
				isSamePlace(claim, line) &&
				isDeniedElsewhere(claim) === isDeniedElsewhere(line) &&
				!isExchanged(claim, line)
			) {
				return sentence[place];
			}
		}
	}
	return undefined;
}

/** A word that the context has elsewhere may be meant: then a prefix tells nothing. */
function relationOf({ standing }: JudgedWord): 'listed' | 'any' {
	return standing === 'said' || standing === 'stop' ? 'listed' : 'any';
}

/** "Gold costs more than silver" says what "silver costs less than gold" says. */
function isExchanged(claim: Place, unit: Place): boolean {
	const [mine, its] = [sidesOf(claim), sidesOf(unit)];
	const moved = (from: ReadonlySet<string>, to: ReadonlySet<string>, not: ReadonlySet<string>) =>
		[...from].some(term => to.has(term) && !not.has(term));
	const nearest = (step: number) => new Set([contentFrom(claim.words, claim.at, step)?.form.term ?? '']);
	return (
		moved(nearest(-1), its.after, its.before) ||
		moved(nearest(1), its.before, its.after) ||
		(moved(mine.before, its.after, its.before) && moved(mine.after, its.before, its.after))
	);
}

function sidesOf({ words, at }: Place): Sides {
	// "May" is a name as well.
	const isContent = ({ form }: Word, place: number) => form.kind !== 'stop' || (form.capital && place > 0);
	const terms = (from: number, to: number) =>
		new Set(
			words.filter((word, place) => from <= place && place < to && isContent(word, place)).map(({ form }) => form.term),
		);
	return { before: terms(0, at), after: terms(at + 1, words.length) };
}

/** Terms of the content words on each side of a word. */
interface Sides {
	readonly before: ReadonlySet<string>;
	readonly after: ReadonlySet<string>;
}

/** Beside the same content word; what puts one thing before another, or begins and ends in time, stands between the same two. */
function isSamePlace(claim: Place, unit: Place): boolean {
	const between = BETWEEN.test(claim.words[claim.at]!.form.folded);
	const same = [-1, 1].filter(step => {
		const [mine, its] = [claim, unit].map(({ words, at }) => contentFrom(words, at, step));
		return mine?.form.term === its?.form.term && (between || mine !== undefined);
	});
	return same.length >= (between ? 2 : 1);
}

interface Place {
	readonly words: readonly Word[];
	readonly at: number;
}

/** "won't likely" says what "unlikely" says, and "cannot park without" what "can park with" says. */
function isDeniedElsewhere({ words, at }: Place): boolean {
	return words.some(
		(word, place) => place !== at && ((word.form.negation && word.form.folded !== 'nor') || isDenying(word)),
	);
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
const BETWEEN =
	/^(?:before|after|vor|nach|avant|apres|antes|despues|depois|prima|dopo|open|opens|opened|closed|closes|begin|begins|began|end|ends|ended)$/;
/** "no other species", "no longer": nothing is said to be none. */
const NO_QUANTIFIER = /^no (?:other|others|longer|more|less|fewer|doubt|matter|one|means)$/;
