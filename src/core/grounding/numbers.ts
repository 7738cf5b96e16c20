/**
 * The one form that equal numbers share: "1,000", "1 000" and "1000" give `#1000`, "95,3" gives `#95.3`, "007" gives `#7`.
 * What is no single number ("1.2.3") keeps its own digits. `scale` multiplies, as in "2 million".
 */
export function numberTerm(digits: string, scale = 1): string {
	const value = numberValue(digits);
	return value === undefined ? `#${digits}` : `#${trimmed(value * scale)}`;
}

/** The value that digits with separators stand for, or `undefined` where they are no single number. */
export function numberValue(digits: string): number | undefined {
	const plain = digits.replace(/[\s\u00A0\u202F\u2009'’]/g, '');
	if (/^\d+$/.test(plain)) {
		return Number(plain);
	}
	if (/^\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?$/.test(plain)) {
		return Number(plain.replaceAll(',', ''));
	}
	if (/^\d{1,3}(\.\d{3}){2,}(,\d+)?$/.test(plain) || /^\d{1,3}(\.\d{3})+,\d+$/.test(plain)) {
		return Number(plain.replaceAll('.', '').replace(',', '.'));
	}
	// A comma after four digits and before three separates two numbers: "1932,503".
	return /^\d+[.,]\d+$/.test(plain) && !/^\d{4,},\d{3}$/.test(plain) ? Number(plain.replace(',', '.')) : undefined;
}

/** Digits of any script as ASCII digits, Arabic separators as comma and point. */
export function asciiDigits(digits: string): string {
	if (/^[\x20-\x7e]*$/.test(digits)) {
		return digits;
	}
	return digits
		.normalize('NFKC')
		.replace(/\u066c/g, ',')
		.replace(/\u066b/g, '.')
		.replace(/(?!\d)\p{Nd}/gu, digit => String(digitValue(digit.codePointAt(0)!)));
}

/** Unicode keeps the ten digits of a script together, from 0 on. */
function digitValue(codePoint: number): number {
	let value = 0;
	while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(codePoint - value - 1))) {
		value++;
	}
	return value;
}

/** What a word multiplies the number before it with: "million", "k", "bn". `undefined` for other words. */
export function scaleOf(word: string): number | undefined {
	return SCALES.get(word);
}

/** The number that a lower-case word names ("three", "twelfth"), as a term. */
export function numberWordTerm(word: string): string | undefined {
	const value = NUMBER_WORDS.get(word);
	return value === undefined ? undefined : `#${value}`;
}

/** The three letters of a month's name or of its usual abbreviation. "may" and "march" need a capital to count. */
export function monthTerm(surface: string): string | undefined {
	const word = surface.toLowerCase();
	if ((word === 'may' || word === 'march' || word === 'mar') && surface[0] === word[0]) {
		return undefined;
	}
	return MONTHS.get(word);
}

/** The month a number from 1 to 12 stands for in a date such as 2026-11-21. */
export function monthOfNumber(number: number): string | undefined {
	return MONTH_TERMS[number - 1];
}

/** Floating point must not tell 0.1 × 3 from 0.3. */
function trimmed(value: number): string {
	return String(Number(value.toPrecision(12)));
}

const SCALES: ReadonlyMap<string, number> = new Map([
	['hundred', 1e2],
	['thousand', 1e3],
	['k', 1e3],
	['K', 1e3],
	['million', 1e6],
	['millions', 1e6],
	['M', 1e6],
	['mn', 1e6],
	['billion', 1e9],
	['billions', 1e9],
	['bn', 1e9],
	['B', 1e9],
	['trillion', 1e12],
	['trillions', 1e12],
]);

// biome-ignore format: pairs read best in rows.
const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
	['zero', 0], ['two', 2], ['three', 3], ['four', 4], ['five', 5], ['six', 6], ['seven', 7], ['eight', 8], ['nine', 9], ['ten', 10],
	['eleven', 11], ['dozen', 12], ['twelve', 12], ['thirteen', 13], ['fourteen', 14], ['fifteen', 15], ['sixteen', 16], ['seventeen', 17],
	['eighteen', 18], ['nineteen', 19], ['twenty', 20], ['thirty', 30], ['forty', 40], ['fifty', 50], ['sixty', 60], ['seventy', 70],
	['eighty', 80], ['ninety', 90], ['hundred', 100], ['thousand', 1000], ['million', 1e6], ['billion', 1e9],
	['first', 1], ['third', 3], ['fourth', 4], ['fifth', 5], ['sixth', 6], ['seventh', 7], ['eighth', 8], ['ninth', 9],
	['tenth', 10], ['eleventh', 11], ['twelfth', 12], ['thirteenth', 13], ['fourteenth', 14], ['fifteenth', 15], ['sixteenth', 16],
	['seventeenth', 17], ['eighteenth', 18], ['nineteenth', 19], ['twentieth', 20], ['thirtieth', 30], ['fortieth', 40], ['fiftieth', 50],
	['sixtieth', 60], ['seventieth', 70], ['eightieth', 80], ['ninetieth', 90], ['hundredth', 100], ['thirds', 3], ['once', 1], ['twice', 2],
]);

const MONTH_TERMS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

// biome-ignore format: pairs read best in rows.
const MONTHS: ReadonlyMap<string, string> = new Map([
	['january', 'jan'], ['february', 'feb'], ['march', 'mar'], ['april', 'apr'], ['may', 'may'], ['june', 'jun'], ['july', 'jul'],
	['august', 'aug'], ['september', 'sep'], ['october', 'oct'], ['november', 'nov'], ['december', 'dec'], ['jan', 'jan'],
	['feb', 'feb'], ['mar', 'mar'], ['apr', 'apr'], ['jun', 'jun'], ['jul', 'jul'], ['aug', 'aug'], ['sep', 'sep'],
	['sept', 'sep'], ['oct', 'oct'], ['nov', 'nov'], ['dec', 'dec'],
]);
