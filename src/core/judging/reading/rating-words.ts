import type { Rubric } from '../../documents/rubric.ts';
import { RATING_LABEL } from './labels.ts';
import { levelNamed, type Vocabulary } from './vocabulary.ts';

/** What the words at a place of a rating mean. */
export type Rating =
	| { readonly kind: 'level'; readonly level: string; readonly words: string; readonly length: number }
	/** A rating by its shape, but of no level of the scale, or of two. */
	| { readonly kind: 'off-scale'; readonly words: string; readonly length: number }
	| { readonly kind: 'none' };

/** A rating that was found, with the length of its words in the text. */
type Found = Exclude<Rating, { readonly kind: 'none' }>;

/**
 * Reads the rating that a text begins with. A level word counts only where it stands for itself: at the end, in marks of
 * emphasis, or before punctuation. `Good answers need …`, `Good-ish` and `Good or Fair` are not the level Good.
 */
export function ratingAtStart(
	text: string,
	vocabulary: Vocabulary,
	place: 'after-label' | 'own-line' = 'after-label',
): Rating {
	const lead = LEAD.exec(text)![0];
	const rest = text.slice(lead.length);
	const opened = /[*_`"'“«„「『【[({<\u0001]/u.test(lead);
	const sign = SIGN.exec(rest)?.[0] ?? '';
	if (sign !== '' && wordAt(rest.slice(sign.length), vocabulary) !== undefined) {
		const worded = ratingAtStart(rest.slice(sign.length), vocabulary, place);
		return worded.kind === 'none' ? worded : { ...worded, length: lead.length + sign.length + worded.length };
	}
	const stars = starRating(rest, vocabulary.rubric);
	if (stars !== undefined) {
		return { ...stars, length: lead.length + stars.length };
	}
	const word = wordAt(rest, vocabulary);
	if (word !== undefined) {
		const rating = delimited(rest, word, { vocabulary, opened });
		return rating.kind === 'none' ? rating : { ...rating, length: lead.length + word.length };
	}
	const number = numberRating(rest, vocabulary.rubric, place);
	return number === undefined ? { kind: 'none' } : { ...number, length: lead.length + number.length };
}

/** Marks, opening quotes and brackets, ticks and coloured dots. Stars are ratings. */
const LEAD = /^(?:[\s"'`*_“”‘’«»„‹›「」『』【】[({<~=:.\u0001✓✔✗✘☑→⇒]|(?![★⭐🌟])\p{Extended_Pictographic})*/u;

/** One star before a word of the scale adorns it; several count. */
const SIGN = /^[★⭐🌟]\s*(?![★⭐🌟☆])/u;

/** Reads a phrase that is a rating and nothing else, as a cell of a table or a JSON string. */
export function ratingOf(phrase: string, vocabulary: Vocabulary): Rating {
	const bare = phrase.replace(/^[\s"'`*_“”‘’«»\u0001[({]+|[\s"'`*_“”‘’«»\u0001.。!\])}]+$/gu, '');
	const level = levelNamed(vocabulary, bare);
	if (level !== undefined) {
		return { kind: 'level', level, words: bare, length: phrase.length };
	}
	const label = RATING_LABEL.exec(phrase)?.[0] ?? '';
	const rest = phrase.slice(label.length);
	const read = ratingAtStart(rest, vocabulary);
	if (read.kind === 'none') {
		return read;
	}
	const rating = { ...read, length: label.length + read.length };
	const after = phrase.slice(rating.length).replace(/[\s"'`*_“”‘’«»\u0001.。!\])}]+/gu, '');
	return after === '' || rating.kind === 'level' ? rating : { kind: 'none' };
}

/** The level with this value, or with this name where the scale is of numbers. */
export function levelOfNumber(value: number, rubric: Rubric): string | undefined {
	const named = rubric.levels.find(each => each.name.trim() !== '' && Number(each.name) === value);
	if (named !== undefined || isNumeric(rubric)) {
		return named?.name;
	}
	const valued = rubric.levels.filter(each => each.value === value);
	return valued.length === 1 ? valued[0]!.name : undefined;
}

/** The level for a yes or a no, on a scale of two that means just that. */
export function levelOfTruth(value: boolean, rubric: Rubric): string | undefined {
	const wanted = value
		? /^(pass(ed)?|yes|true|correct|met|ok)$/i
		: /^(fail(ed)?|no|false|incorrect|wrong|not met|unmet)$/i;
	const meant = rubric.levels.filter(each => [each.name, ...each.synonyms].some(word => wanted.test(word)));
	return rubric.levels.length === 2 && meant.length === 1 ? meant[0]!.name : undefined;
}

function wordAt(text: string, vocabulary: Vocabulary): { level: string; words: string; length: number } | undefined {
	const words = vocabulary.levelAtStart.exec(text)?.[0];
	if (words === undefined || /^[\d.,]+$/.test(words)) {
		return undefined; // Numbers have their own rules: 4 is no part of 4.5 or 4/10.
	}
	const level = levelNamed(vocabulary, words);
	return level === undefined ? undefined : { level, words, length: words.length };
}

/** Whether what follows a level word leaves it standing for itself. */
function delimited(
	text: string,
	word: { readonly level: string; readonly words: string; readonly length: number },
	{ vocabulary, opened }: { readonly vocabulary: Vocabulary; readonly opened: boolean },
): Rating {
	const after = text.slice(word.length);
	const rated = { kind: 'level', level: word.level, words: word.words, length: word.length } as const;
	const off = { kind: 'off-scale', words: firstWords(text), length: word.length } as const;
	const next = vocabulary.secondLevel.exec(after)?.[1];
	if (next !== undefined && levelNamed(vocabulary, next) !== word.level) {
		return off; // Two levels in one place: `Good/Fair`, `Good to Excellent`, the scale itself.
	}
	if (contradictedInBrackets(after, word.level, vocabulary)) {
		return off;
	}
	const ends =
		/^(?:\s*$|\s*\n|\s*[.,;:!。，；：、！…(（[\])}|"”“»」』】–—→⇒&<\u0001\p{Extended_Pictographic}✓✔✗✘]|[`*_'’]|\s+-{1,2}|\s*(?:->|=>)| {2,}|\t)/u;
	if ((ends.test(after) || BECAUSE.test(after)) && !/^[-'’]\p{L}/u.test(after)) {
		return rated;
	}
	return opened && /^\s*[)\]}”’»]/u.test(after) ? rated : { kind: 'none' };
}

/** A clause that gives the reason or an objection leaves the level standing for itself. */
const BECAUSE =
	/^\s+(?:because|since|due to|as (?:it|the|this|there)|but|although|though|given that|weil|denn|aber|car|parce que|mais|porque|pero|perché|ma|mas|omdat|maar)(?![\p{L}])/iu;

/** `Good (60)` on a scale where 60 is Fair says two things. */
function contradictedInBrackets(after: string, level: string, vocabulary: Vocabulary): boolean {
	const inside = /^[\s*_\u0001]*[([（]\s*([^()[\]（）\n]{1,40})[)\]）]/u.exec(after)?.[1];
	if (inside === undefined) {
		return false;
	}
	const number = numberRating(inside.trim(), vocabulary.rubric, 'after-label');
	if (number !== undefined) {
		return number.kind === 'level' && number.level !== level && number.length === inside.trim().length;
	}
	const other = levelNamed(vocabulary, inside);
	return other !== undefined && other !== level;
}

/** `4`, `4/5`, `80 %`, `4 out of 5`. A number counts only where the scale maps it to exactly one level. */
function numberRating(text: string, rubric: Rubric, place: 'after-label' | 'own-line'): Found | undefined {
	const match = NUMBER.exec(text);
	if (match === null) {
		return undefined;
	}
	const length = match[0].length;
	const after = text.slice(length);
	if (/^\s*(?:[-–—]|to|bis)\s*\d+(?:[.,]\d+)?\s*(?:$|[.,;)/\]\n])/i.test(after)) {
		return { kind: 'off-scale', words: firstWords(text), length }; // `3-4` is no level.
	}
	if (!NUMBER_ENDS.test(after) || (place === 'own-line' && match[2] === undefined && /^[.)]\s/.test(after))) {
		return undefined; // A count of something, or the number of a list.
	}
	const value = Number(match[1]!.replace(',', '.'));
	const whole = match[2] === undefined ? undefined : Number(match[2].replace(',', '.'));
	const level = whole === undefined ? levelOfNumber(value, rubric) : levelOfFraction(value, whole, rubric);
	return level === undefined
		? { kind: 'off-scale', words: match[0].trim(), length }
		: { kind: 'level', level, words: match[0].trim(), length };
}

const NUMBER =
	/^([+-]?\d{1,9}(?:[.,]\d{1,9})?)(?:\s*(?:\/|out of|of|von|sur|de|su|aus|van)\s*(\d{1,9}(?:[.,]\d{1,9})?))?(?:\s*%)?(?:\s*(?:points?|pts?|stars?|Punkte?n?|分|点)(?![\p{L}]))?(?![\p{L}\p{N}])/iu;
const NUMBER_ENDS =
	/^(?:\s*$|\s*\n|\s*[.,;:!。，；：、！…(（[\])}|"'`*_”»」』】–—→⇒&<\u0001\p{Extended_Pictographic}✓✔✗✘]|\s+-{1,2}\s|\s*(?:->|=>)| {2,}|\t)/u;

/** On a scale of numbers the second number must be its highest; else the share must be that of exactly one level. */
function levelOfFraction(value: number, whole: number, rubric: Rubric): string | undefined {
	if (isNumeric(rubric)) {
		const highest = Math.max(...rubric.levels.map(each => Number(each.name)));
		return whole === highest ? levelOfNumber(value, rubric) : undefined;
	}
	const highest = Math.max(...rubric.levels.map(each => each.value));
	if (!(whole > 0) || !(highest > 0)) {
		return undefined;
	}
	const meant = rubric.levels.filter(each => Math.abs(each.value / highest - value / whole) < 1e-9);
	return meant.length === 1 ? meant[0]!.name : undefined;
}

/** `★★★★☆`: full stars of all. */
function starRating(text: string, rubric: Rubric): Found | undefined {
	const match = /^(?:[★⭐🌟]\s?){1,10}(?:☆\s?){0,10}/u.exec(text)?.[0];
	if (match === undefined) {
		return undefined;
	}
	const full = [...match].filter(sign => '★⭐🌟'.includes(sign)).length;
	const empty = [...match].filter(sign => sign === '☆').length;
	const level =
		empty > 0
			? levelOfFraction(full, full + empty, rubric)
			: isNumeric(rubric)
				? levelOfNumber(full, rubric)
				: undefined;
	return level === undefined
		? { kind: 'off-scale', words: match, length: match.length }
		: { kind: 'level', level, words: match, length: match.length };
}

function isNumeric(rubric: Rubric): boolean {
	return (
		rubric.levels.length > 0 &&
		rubric.levels.every(each => each.name.trim() !== '' && Number.isFinite(Number(each.name)))
	);
}

function firstWords(text: string): string {
	return text
		.slice(0, 1000) // Behind a rating may stand the rest of a very long line.
		.replace(/\u0001/g, '')
		.split('\n', 1)[0]!
		.trim()
		.slice(0, 40)
		.trim();
}
