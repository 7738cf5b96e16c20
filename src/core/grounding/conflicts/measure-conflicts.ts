import type { ValueConflict } from '../grounding.ts';
import type { JudgedWord } from '../statement.ts';
import type { Word } from '../words.ts';
import type { ReadUnit } from './unit-words.ts';

/** Units of measure beside the other one that a line of the context has after the same number: "30 minutes" · "30 seconds". */
export function unitConflicts(
	words: readonly JudgedWord[],
	answer: string,
	units: readonly ReadUnit[],
): ValueConflict[] {
	const measured = measuresOf(words, answer);
	if (measured.length === 0) {
		return [];
	}
	const lines = units.map(({ id, text, words: own }) => ({ id, measures: measuresOf(own, text) }));
	return measured.flatMap(({ number, unit, word }) => {
		for (const { id, measures } of lines) {
			const same = measures.filter(other => other.number === number && other.unit[0] === unit[0]);
			if (same.length > 0 && same.every(other => other.unit !== unit)) {
				const { start, end } = same[0]!.word;
				return [{ start: word.start, end: word.end, unit: id, unitStart: start, unitEnd: end }];
			}
			if (same.length > 0) {
				return [];
			}
		}
		return [];
	});
}

interface Measure {
	readonly number: string;
	/** Its dimension's letter and its own name. */
	readonly unit: string;
	readonly word: Word;
}

/** Numbers with a unit right behind them. */
function measuresOf(words: readonly Word[], text: string): Measure[] {
	const measures: Measure[] = [];
	for (const [at, word] of words.entries()) {
		const number = words[at - 1];
		const unit = UNITS.get(word.form.folded);
		if (unit !== undefined && number?.form.kind === 'number' && /^[\s-]?$/.test(text.slice(number.end, word.start))) {
			measures.push({ number: number.form.term, unit, word });
		}
	}
	return measures;
}

/** Written form → dimension (t time, m mass, l length, v volume) and unit. Forms that mean several units are left out. */
const UNITS: ReadonlyMap<string, string> = new Map(
	[
		't:second second seconds sec secs sekunde sekunden',
		't:minute minute minutes min mins minuten',
		't:hour hour hours hr hrs stunde stunden',
		't:day day days tag tage tagen',
		't:week week weeks woche wochen',
		't:month month months monat monate monaten',
		't:year year years yr yrs jahr jahre jahren',
		't:decade decade decades',
		't:century century centuries',
		'm:milligram milligram milligrams mg milligramm',
		'm:gram gram grams gramm gramme',
		'm:kilogram kilogram kilograms kilo kilos kg kilogramm',
		'm:tonne tonne tonnes',
		'm:ounce ounce ounces oz',
		'l:millimetre millimetre millimetres millimeter millimeters mm',
		'l:centimetre centimetre centimetres centimeter centimeters cm',
		'l:metre metre metres meter meters',
		'l:kilometre kilometre kilometres kilometer kilometers km',
		'l:inch inch inches',
		'l:foot foot feet ft',
		'l:mile mile miles',
		'v:millilitre millilitre millilitres milliliter milliliters ml',
		'v:litre litre litres liter liters',
		'v:gallon gallon gallons',
	].flatMap(row => {
		const [unit, ...forms] = row.split(' ');
		return forms.map((form): [string, string] => [form, unit!]);
	}),
);
