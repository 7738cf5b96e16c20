import type { ContextIndex } from './context-index.ts';
import { numberTerm, numberValue } from './numbers.ts';
import { stemOf } from './stem.ts';
import type { Word } from './words.ts';

/**
 * True where the context says a word in another form than the index's own: glued to its neighbour, "3 %" as 0.03,
 * "2018–19" as 2019, "1.000" as 1000, a temperature in the other scale, an abbreviation written out.
 */
export function isSaid(index: ContextIndex, word: Word, text: string): boolean {
	if (index.glued.has(word.form.term)) {
		return true;
	}
	if (word.form.kind === 'number') {
		return otherForms(word, text).some(form => index.terms.has(form));
	}
	const surface = text.slice(word.start, word.end);
	const roman = romanValue(surface);
	if (roman !== undefined && index.terms.has(numberTerm(String(roman)))) {
		return true;
	}
	if (
		/^(?:[CF]|celsius|fahrenheit)$/i.test(surface) &&
		/(?:°|degrees?)\s?$/.test(text.slice(Math.max(0, word.start - 9), word.start))
	) {
		return true; // The number before it is judged with its scale.
	}
	return /^\p{Lu}{2,6}s?$/u.test(surface) && hasInitials(index, surface.replace(/s$/, '').toLowerCase());
}

/**
 * True where words with these initials follow each other in the context, words of grammar passed over where they do not
 * fit: "FLSA" for "Fair Labor Standards Act".
 */
function hasInitials(index: ContextIndex, initials: string): boolean {
	const { words, content, unitOfWord } = index;
	const first = index.initials;
	for (let start = 0; start < words.length; start++) {
		if (first[words[start]!] !== initials.charCodeAt(0) || content[words[start]!] === 0) {
			continue;
		}
		let at = start + 1;
		let letter = 1;
		while (letter < initials.length && at < words.length && unitOfWord[at] === unitOfWord[start]) {
			if (first[words[at]!] === initials.charCodeAt(letter)) {
				letter++;
			} else if (content[words[at]!] === 1) {
				break;
			}
			at++;
		}
		if (letter === initials.length) {
			return true;
		}
	}
	return false;
}

/** Other numbers that say the same as this one where it stands. */
function otherForms(word: Word, text: string): string[] {
	const value = numberValue(word.form.term.slice(1));
	if (value === undefined) {
		return [];
	}
	const forms: string[] = [];
	const roman = ROMAN[value - 1];
	if (roman !== undefined && roman.length > 1) {
		forms.push(stemOf(roman.toLowerCase()));
	}
	const century = /(\d{2})\d{2}\s?[-–—/]$/.exec(text.slice(Math.max(0, word.start - 6), word.start))?.[1];
	if (century !== undefined && word.end - word.start === 2) {
		forms.push(`#${century}${text.slice(word.start, word.end)}`);
	}
	const after = text.slice(word.end, word.end + 16);
	if (/^\s?(?:%|percent\b|per cent\b|prozent\b)/i.test(after)) {
		forms.push(numberTerm(String(value / 100)));
	} else if (value > 0 && value < 1) {
		forms.push(numberTerm(String(value * 100)));
	}
	if (/^\d{1,3}\.\d{3}$/.test(text.slice(word.start, word.end))) {
		forms.push(numberTerm(String(value * 1000)));
	}
	const scale = /^\s?(?:°\s?([CF])|degrees?\s([CF]))/i.exec(after);
	const letter = (scale?.[1] ?? scale?.[2])?.toUpperCase();
	if (letter === 'C') {
		forms.push(...rounded((value * 9) / 5 + 32));
	} else if (letter === 'F') {
		forms.push(...rounded(((value - 32) * 5) / 9));
	}
	return forms;
}

/** A converted value as people round it. Signs are no part of number terms. */
function rounded(value: number): string[] {
	const size = Math.abs(value);
	return [size.toFixed(1), String(Math.floor(size)), String(Math.ceil(size))].map(digits => numberTerm(digits));
}

/** "II" of "World War II". A single letter is none: "I" is a word. */
function romanValue(surface: string): number | undefined {
	const at = surface.length > 1 ? ROMAN.indexOf(surface) : -1;
	return at < 0 ? undefined : at + 1;
}

const ROMAN = 'I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX'.split(' ');
