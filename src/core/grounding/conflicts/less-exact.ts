import { numberValue } from '../numbers.ts';
import type { Word } from '../words.ts';

/** One of the words of a text. */
export interface Place {
	readonly words: readonly Word[];
	readonly at: number;
	readonly text: string;
}

/**
 * True where the number of a claim says, less exactly, what the number of a unit says: rounded ("1.2 million" · 1,204,311), "about 100" · 96,
 * "more than 100" · 104, "at most 100" · 98, or lies in its range (27 · "25 to 30"). What is denied or cannot be told ("au moins", "moins de") counts as said.
 */
export function isLessExact(claim: Place, unit: Place): boolean {
	const [mine, its] = [claim, unit].map(({ words, at }) => numberValue(words[at]!.form.term.slice(1)));
	if (mine === undefined || its === undefined || mine === 0) {
		return false;
	}
	if (isRounded(claim, unit) || isInRange(mine, unit)) {
		return true;
	}
	const { start } = claim.words[claim.at]!;
	const bounds = claim.words.slice(Math.max(0, claim.at - REACH), claim.at);
	const [own, other] = [claim, unit].map(({ words, at }) => words[at - 1]?.form.folded);
	if (own !== undefined && own === other && LASTING.test(own)) {
		return false;
	}
	const is = (wanted: RegExp) => bounds.some(({ form }) => wanted.test(form.folded));
	const sign = /[~≈±<>≤≥]\s?$/u.exec(claim.text.slice(Math.max(0, start - 2), start))?.[0][0] ?? '';
	if (is(UNTOLD) || (bounds.some(({ form }) => form.negation) && (is(ABOVE) || is(BELOW)))) {
		return true;
	}
	return (
		((is(ABOUT) || /[~≈±]/u.test(sign)) && Math.abs(mine - its) <= ROUGHLY * Math.abs(its)) ||
		((is(ABOVE) || /[>≥]/.test(sign)) && its >= mine) ||
		((is(BELOW) || /[<≤]/.test(sign)) && its <= mine)
	);
}

/** True where the claim's number is the other one, rounded to its last written digit: "1.2 million" · 1,204,311. */
export function isRounded(claim: Place, unit: Place): boolean {
	const [mine, its] = [claim, unit].map(({ words, at }) => numberValue(words[at]!.form.term.slice(1)));
	return mine !== undefined && its !== undefined && mine !== 0 && Math.abs(mine - its) <= slackOf(claim, mine);
}

/** True where the unit's number is one end of a range that has this value in it. */
function isInRange(value: number, { words, at, text }: Place): boolean {
	const ends = words.slice(Math.max(0, at - 2), at + 3).filter(({ form }) => form.kind === 'number');
	return ends.some((from, place) => {
		const to = ends[place + 1];
		const [low, high] = [from, to].map(end => (end === undefined ? undefined : numberValue(end.form.term.slice(1))));
		const joined = to !== undefined && RANGE.test(text.slice(from.end, to.start));
		return joined && [from, to].includes(words[at]!) && low! < value && value < high!;
	});
}

const RANGE = /^\s?(?:to|through|bis|à|–|—|-)\s?$/;
/** How far off an "about" may be. */
const ROUGHLY = 0.1;
/** So many words before a number may tell how exact it is. */
const REACH = 3;
/** "over 5 years" may mean as long as that. */
const LASTING = /^(?:over|under|uber|unter)$/;
const ABOUT =
	/^(?:about|around|roughly|nearly|almost|approximately|approx|circa|ca|some|close|just|etwa|ungefahr|rund|fast|knapp|environ|presque|unos|unas|casi|quasi|ongeveer|bijna)$/;
const ABOVE =
	/^(?:more|over|above|least|exceed|exceeds|exceeded|exceeding|beyond|minimum|mehr|uber|mindestens|plus|mas|piu|meer|minstens)$/;
const BELOW =
	/^(?:less|fewer|under|below|most|maximum|within|nearly|almost|weniger|unter|hochstens|knapp|minder|hoogstens)$/;
/** "at least" and "less than" alike, in French, Spanish, Italian. */
const UNTOLD = /^(?:moins|menos|meno|almeno)$/;

/** Half of what the last written digit counts: of "1.2 million" 50,000, of "100" a half. */
function slackOf({ words, at, text }: Place, value: number): number {
	const { start, end } = words[at]!;
	const written = text.slice(start, end);
	if (/\p{L}/u.test(written) && Number.isInteger(value)) {
		return 0.5 * 10 ** (/0*$/.exec(String(value))?.[0].length ?? 0);
	}
	return 0.5 * 10 ** -(/[.,](\d{1,2})$/.exec(written)?.[1]?.length ?? /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0);
}
