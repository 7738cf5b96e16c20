import type { GroundingUnit, ValueConflict } from './grounding.ts';
import type { JudgedWord } from './statement.ts';
import { type Word, type WordScanner, wordsOf } from './words.ts';

/**
 * Words of a claim beside their opposite, or beside a weaker word, in a linked unit: "after the vote" · "before the vote",
 * "all members" · "most members", "must" · "may". Both must stand next to the same content word, neither text may have the
 * other one's word as well, and a claim that is weaker than its line is supported by it.
 */
export function oppositeConflicts(
	words: readonly JudgedWord[],
	{ units, scanner }: { readonly units: readonly GroundingUnit[]; readonly scanner: WordScanner },
): ValueConflict[] {
	const conflicts: ValueConflict[] = [];
	const said = new Set(words.map(({ form }) => form.folded));
	for (const [at, word] of words.entries()) {
		const opposites = OPPOSITES.get(word.form.folded);
		if (opposites === undefined) {
			continue;
		}
		for (const { id, text } of units) {
			const place = oppositePlace({ words, at, opposites, said }, wordsOf(text, scanner));
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
	readonly words: readonly Word[];
	readonly at: number;
	readonly opposites: ReadonlySet<string>;
	/** Words of the claim: what it says itself is not its opposite. */
	readonly said: ReadonlySet<string>;
}

function oppositePlace({ words, at, opposites, said }: Sought, unit: readonly Word[]): Word | undefined {
	const own = words[at]!.form.folded;
	if (unit.some(({ form }) => form.folded === own)) {
		return undefined;
	}
	const next = contentFrom(words, at, 1);
	const previous = contentFrom(words, at, -1);
	return unit.find(
		({ form }, place) =>
			opposites.has(form.folded) &&
			!said.has(form.folded) &&
			(isSame(next, contentFrom(unit, place, 1)) || isSame(previous, contentFrom(unit, place, -1))),
	);
}

/** The nearest content word in one direction, at most {@link REACH} words away. */
function contentFrom(words: readonly Word[], at: number, step: 1 | -1): Word | undefined {
	for (let distance = 1; distance <= REACH; distance++) {
		const word = words[at + step * distance];
		if (word !== undefined && word.form.kind !== 'stop') {
			return word;
		}
	}
	return undefined;
}

function isSame(a: Word | undefined, b: Word | undefined): boolean {
	return a !== undefined && b !== undefined && a.form.term === b.form.term;
}

const REACH = 2;

/** Written form in lower case → the forms that say the opposite of it, or less than it. */
const OPPOSITES: ReadonlyMap<string, ReadonlySet<string>> = (() => {
	const opposites = new Map<string, Set<string>>();
	const oppose = (words: string, others: string) => {
		for (const word of words.split(' ')) {
			opposites.set(word, new Set([...(opposites.get(word) ?? []), ...others.split(' ')]));
		}
	};
	// A claim that says more than its line.
	oppose('all every always', 'some most few often sometimes usually rarely seldom');
	oppose('must', 'may might can could should');
	oppose('only', 'mainly mostly also');
	for (const [words, others] of [
		['before', 'after'],
		[
			'increase increases increased increasing rise rises rose',
			'decrease decreases decreased decreasing fall falls fell',
		],
		['more', 'less fewer'],
		['higher', 'lower'],
		['larger bigger', 'smaller'],
		['longer', 'shorter'],
		['above', 'below'],
		['maximum', 'minimum'],
		['most', 'least'],
		['first', 'last'],
		['earlier', 'later'],
		['faster', 'slower'],
		['older', 'younger'],
		['north', 'south'],
		['east', 'west'],
		['northern', 'southern'],
		['eastern', 'western'],
		['positive', 'negative'],
		['internal', 'external'],
		['best', 'worst'],
		['won', 'lost'],
		['accepted', 'rejected'],
		['allowed', 'prohibited forbidden banned'],
	] as const) {
		oppose(words, others);
		oppose(others, words);
	}
	return opposites;
})();
