/** A word of an answer in the form in which it is compared. */
export interface Token {
	readonly text: string;
	readonly kind: 'word' | 'number' | 'date' | 'negation';
}

/** The words of an answer: lower case, without punctuation and articles, numbers, units and dates in one form (English, some German). */
export function answerTokens(answer: string): readonly Token[] {
	const plain = answer.slice(0, LONGEST).normalize('NFKC').toLowerCase().replace(/[’ʼ]/g, "'");
	const dated = plain
		.replace(DAY_MONTH, (_, day: string, month: string, year: string) => dateText(year, month, day))
		.replace(MONTH_DAY, (_, month: string, day: string, year: string) => dateText(year, month, day))
		.replace(MONTH_YEAR, (_, month: string, year: string) => dateText(year, month));
	const words = dated.replace(/\b(\p{L}+)n't\b/gu, '$1 not').replace(/\bcannot\b/g, 'can not');
	return (words.match(WORD) ?? []).flatMap(tokensOf);
}

const LONGEST = 20_000;
const MONTHS = [
	...[
		'january',
		'february',
		'march',
		'april',
		'may',
		'june',
		'july',
		'august',
		'september',
		'october',
		'november',
		'december',
	],
];
const MONTH = `(${MONTHS.map(name => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})\\.?`;
const DAY_MONTH = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th|\\.)?(?: of)? ${MONTH},? (\\d{4})\\b`, 'g');
const MONTH_DAY = new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`, 'g');
const MONTH_YEAR = new RegExp(`\\b${MONTH},? (\\d{4})\\b`, 'g');
/** Dates, numbers with their signs, words with the hyphens and apostrophes inside them. */
const WORD = /\d{4}-\d{2}(?:-\d{2})?|[-−]?\d+(?:[.,]\d+)*|[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|%|°/gu;

function dateText(year: string, month: string, day?: string): string {
	const number = MONTHS.findIndex(name => name.startsWith(month.slice(0, 3))) + 1;
	const two = (value: string) => value.padStart(2, '0');
	return `${year}-${two(String(number))}${day === undefined ? '' : `-${two(day)}`}`;
}

function tokensOf(word: string): readonly Token[] {
	if (/^\d{4}-\d{2}/.test(word)) {
		return [{ text: word, kind: 'date' }];
	}
	if (/\d/.test(word)) {
		return [{ text: numberText(word.replace('−', '-')), kind: 'number' }];
	}
	const counted = NUMBERS.indexOf(word);
	if (counted >= 2) {
		return [{ text: String(counted), kind: 'number' }];
	}
	if (ARTICLES.has(word)) {
		return [];
	}
	return [{ text: UNITS.get(word) ?? word, kind: NEGATIONS.has(word) ? 'negation' : 'word' }];
}

/** `1,200` and `1200.0` are one number; `1,5` is read as a decimal, because three digits would follow a separator. */
function numberText(written: string): string {
	const plain = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(written)
		? written.replaceAll(',', '')
		: /^-?\d+,\d{1,2}$/.test(written)
			? written.replace(',', '.')
			: written;
	const value = Number(plain);
	return Number.isFinite(value) && plain.length < 16 ? String(value) : plain;
}

const NUMBERS = [
	'zero',
	'one',
	'two',
	'three',
	'four',
	'five',
	'six',
	'seven',
	'eight',
	'nine',
	'ten',
	'eleven',
	'twelve',
];
const ARTICLES: ReadonlySet<string> = new Set([
	'a',
	'an',
	'the',
	'der',
	'die',
	'das',
	'ein',
	'eine',
	'einen',
	'einem',
	'einer',
]);
const NEGATIONS: ReadonlySet<string> = new Set([
	...['not', 'no', 'never', 'none', 'neither', 'nor', 'without', 'nothing', 'nobody'],
	...['nicht', 'kein', 'keine', 'keinen', 'nie', 'niemals', 'ohne', 'nichts'],
]);
const UNITS: ReadonlyMap<string, string> = new Map(
	(
		[
			['m', ['metre', 'metres', 'meter', 'meters']],
			['km', ['kilometre', 'kilometres', 'kilometer', 'kilometers']],
			['cm', ['centimetre', 'centimetres', 'centimeter', 'centimeters']],
			['mm', ['millimetre', 'millimetres', 'millimeter', 'millimeters']],
			['kg', ['kilogram', 'kilograms', 'kilogramm']],
			['g', ['gram', 'grams', 'gramm']],
			['mg', ['milligram', 'milligrams']],
			['s', ['sec', 'second', 'seconds', 'sekunde', 'sekunden']],
			['min', ['minute', 'minutes', 'minuten', 'mins']],
			['h', ['hour', 'hours', 'stunde', 'stunden']],
			['%', ['percent', 'prozent']],
			['°', ['degree', 'degrees', 'grad']],
		] as const
	).flatMap(([unit, names]) => names.map(name => [name, unit] as const)),
);

/** Words that carry no statement of their own. Quantities and what turns a statement round are none of them. */
export function isStopWord(text: string): boolean {
	return STOP.has(text);
}

const STOP: ReadonlySet<string> = new Set([
	...['is', 'are', 'was', 'were', 'be', 'been', 'it', 'its', 'this', 'that', 'there', 'answer', 'yes'],
	...[
		'of',
		'in',
		'on',
		'at',
		'to',
		'by',
		'for',
		'with',
		'from',
		'as',
		'and',
		'does',
		'do',
		'did',
		'has',
		'have',
		'had',
	],
	...[
		'ist',
		'sind',
		'war',
		'waren',
		'es',
		'in',
		'im',
		'am',
		'an',
		'auf',
		'von',
		'vom',
		'zu',
		'und',
		'mit',
		'für',
		'antwort',
	],
]);
