import { monthTerm, numberWordTerm } from './numbers.ts';
import { stemOf } from './stem.ts';
import { NEGATIONS, STOP_WORDS } from './stop-words.ts';

/** What a written form means to the matching, wherever it stands. */
export interface WordForm {
	/** Stem, `#number`, month or, for scripts without stemming, the folded word. Equal terms match. */
	readonly term: string;
	readonly kind: 'word' | 'number' | 'stop';
	readonly negation: boolean;
	/** Starts with a capital letter. */
	readonly capital: boolean;
	/** The word in lower case without accents and clitics, not stemmed. */
	readonly folded: string;
	/** Which form of its scanner this is, counted from 0: a place for what others know about it. */
	readonly serial: number;
}

/** A form that no table has numbered yet. */
export type NewForm = Omit<WordForm, 'serial'>;

/** Reads one written form, whatever its script. */
export function wordForm(surface: string): NewForm {
	const folded = fold(surface);
	const capital = /^\p{Lu}/u.test(surface);
	if (folded.endsWith("n't")) {
		return { term: 'not', kind: 'stop', negation: true, capital, folded };
	}
	const word = withoutClitic(folded);
	if (STOP_WORDS.has(word)) {
		// "US" and "IT" are names, "us" and "it" are not.
		return word.length > 1 &&
			word.length < 4 &&
			surface.length === word.length &&
			surface === surface.toUpperCase() &&
			/^(?:us|it|un|who|am)$/.test(word)
			? { term: `${word}.`, kind: 'word', negation: false, capital, folded: word }
			: { term: word, kind: 'stop', negation: NEGATIONS.has(word), capital, folded: word };
	}
	const month = monthTerm(surface);
	if (month !== undefined) {
		return { term: month, kind: 'word', negation: false, capital, folded: word };
	}
	const number = numberWordTerm(word);
	if (number !== undefined) {
		return { term: number, kind: 'number', negation: false, capital, folded: word };
	}
	return { term: stemOf(word), kind: 'word', negation: false, capital, folded: word };
}

/** Lower case, one kind of apostrophe, compatibility forms and Latin accents gone: "Rodríguez" meets "Rodriguez". */
function fold(surface: string): string {
	return isAscii(surface)
		? surface.toLowerCase()
		: surface
				.normalize('NFKD')
				.toLowerCase()
				.replace(/[\u0300-\u036f]/g, '')
				.replaceAll('’', "'")
				.normalize('NFC');
}

function isAscii(text: string): boolean {
	for (let at = 0; at < text.length; at++) {
		if (text.charCodeAt(at) > 127) {
			return false;
		}
	}
	return true;
}

function withoutClitic(word: string): string {
	const apostrophe = word.lastIndexOf("'");
	if (apostrophe <= 0) {
		return word;
	}
	if (ELIDED.test(word)) {
		return word.slice(word.indexOf("'") + 1);
	}
	return /^(?:s|re|ve|ll|d|m)$/.test(word.slice(apostrophe + 1)) ? word.slice(0, apostrophe) : word.replaceAll("'", '');
}

/** "l'eau", "qu'il", "dell'acqua": the article or pronoun goes, the word stays. */
const ELIDED = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|un|all|dall|dell|nell|sull|quell)'[a-z]{2,}/;
