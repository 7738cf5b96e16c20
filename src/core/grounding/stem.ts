import { IRREGULAR_FORMS } from './irregular-forms.ts';

/**
 * The stem of a lower-case word, so that "reduces", "reduced" and "reduction" meet: an irregular form gives
 * way to its first form, then plural, one inflection, doubled letter and one derivation go, at least three letters
 * staying. Words of other scripts and words below four letters come back unchanged. A light stemmer in the manner of Porter (1980).
 */
export function stemOf(word: string): string {
	const form = IRREGULAR_FORMS.get(word) ?? word;
	const first = form.charCodeAt(0);
	if (first < 97 || first > 122) {
		return form;
	}
	// "days" and "tried" meet "day" and "try", which are too short for more.
	const one = form.length < 4 ? form : singular(form);
	return one.length < 4
		? one.replace(/y$/, 'i')
		: withoutLastVowel(withoutDerivation(undoubled(withoutInflection(one))));
}

function singular(word: string): string {
	if (!word.endsWith('s')) {
		return word;
	}
	if (word.endsWith('ies')) {
		return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
	}
	if (word.endsWith('es') && endsWithAny(word.slice(0, -2), HISSING)) {
		return word.slice(0, -2);
	}
	return endsWithAny(word, ['ss', 'us', 'is']) ? word : word.slice(0, -1);
}

function withoutInflection(word: string): string {
	for (const [ending, stays] of INFLECTIONS) {
		if (word.length - ending.length >= stays && word.endsWith(ending)) {
			return word.slice(0, -ending.length);
		}
	}
	return word;
}

function undoubled(word: string): string {
	const last = word.charCodeAt(word.length - 1);
	return word.length > 3 && last === word.charCodeAt(word.length - 2) && 'bdfgklmnprt'.includes(word.at(-1)!)
		? word.slice(0, -1)
		: word;
}

function withoutDerivation(word: string): string {
	for (const ending of DERIVATIONS) {
		if (word.length - ending.length >= 4 && word.endsWith(ending)) {
			return word.slice(0, -ending.length);
		}
	}
	return word;
}

/** Also brings British and American spellings together: "colour" and "color", "organise" and "organize". */
function withoutLastVowel(word: string): string {
	let stem = word;
	if (stem.endsWith('e') && stem.length > 3) {
		stem = stem.slice(0, -1);
	}
	if (stem.endsWith('our') && stem.length > 4) {
		return `${stem.slice(0, -3)}or`;
	}
	if (stem.endsWith('iz') && stem.length > 4) {
		return `${stem.slice(0, -1)}s`;
	}
	return stem.endsWith('y') ? `${stem.slice(0, -1)}i` : stem;
}

function endsWithAny(word: string, endings: readonly string[]): boolean {
	return endings.some(ending => word.endsWith(ending));
}

const HISSING = ['sh', 'ch', 'x', 'zz', 'ss'] as const;

/** Ending and the least number of letters that must stay before it; the first that fits is taken. */
const INFLECTIONS = [
	['ization', 3],
	['isation', 3],
	['ation', 3],
	['ition', 4],
	['ment', 4],
	['ness', 3],
	['ility', 3],
	['ing', 3],
	['ed', 3],
	['ly', 3],
	['ity', 4],
] as const;

const DERIVATIONS = [
	'tion',
	'ion',
	'ive',
	'ist',
	'ism',
	'ian',
	'er',
	'or',
	'al',
	'ic',
	'an',
	'ise',
	'ize',
	'is',
	'iz',
] as const;
