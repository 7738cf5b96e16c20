import type { UnitWords } from './conflicts/unit-words.ts';
import type { ContextIndex } from './context-index.ts';
import { numberValue } from './numbers.ts';
import { wordForm } from './word-form.ts';
import type { Word } from './words.ts';

/** The words of an answer and the one that is asked about. */
export interface PlacedIn {
	readonly words: readonly Word[];
	readonly at: number;
	readonly text: string;
	readonly units: UnitWords;
}

/**
 * True for a number, or for the unit behind it, where the context says the same quantity in another unit of its kind: 5 km as 5,000 metres,
 * 2 hours as 120 minutes, 5 miles as 8 km, 350 °F as about 175 °C. Within one system of units the numbers have to be the same but for the
 * decimals that one of them leaves out; between two they are as exact as the less exact is written, and never more than 2 % off.
 */
export function isConverted(index: ContextIndex, { words, at, text, units }: PlacedIn): boolean {
	const quantity = quantityAt(words, at, text) ?? quantityAt(words, at - 1, text) ?? quantityAt(words, at - 2, text);
	if (quantity === undefined || at > quantity.lastWord) {
		return false;
	}
	for (const unit of unitsWith(index, quantity)) {
		const { text: line, words: found } = units.of(unit);
		for (let place = 0; place < found.length; place++) {
			const other = quantityAt(found, place, line);
			if (other !== undefined && other.kind === quantity.kind && isSame(quantity, other)) {
				return true;
			}
		}
	}
	return false;
}

interface Quantity {
	readonly kind: string;
	readonly system: Unit['system'];
	/** In the first unit of its kind. */
	readonly value: number;
	/** How far off it may be: half of its last digit, and the same where it has decimals only. */
	readonly slack: number;
	readonly decimalSlack: number;
	/** The place of its unit's last word. */
	readonly lastWord: number;
}

/** The number at a place with the unit right behind it. */
function quantityAt(words: readonly Word[], at: number, text: string): Quantity | undefined {
	const number = words[at];
	if (number?.form.kind !== 'number') {
		return undefined;
	}
	const value = numberValue(number.form.term.slice(1));
	const clock = clockTime(words, at, text);
	if (clock !== undefined) {
		return clock;
	}
	const unit = value === undefined ? undefined : unitBehind(words, at, text);
	if (value === undefined || unit === undefined) {
		return undefined;
	}
	const decimals = /[.,](\d{1,2})$/.exec(text.slice(number.start, number.end))?.[1]?.length ?? 0;
	const { kind, system, factor, shift, lastWord } = unit;
	const slack = 0.5 * 10 ** -decimals * factor;
	return { kind, system, value: value * factor + shift, slack, decimalSlack: decimals === 0 ? 0 : slack, lastWord };
}

/** A time of day in minutes: 17:00, 5 pm, 5:30 p.m. */
function clockTime(words: readonly Word[], at: number, text: string): Quantity | undefined {
	const { start, end } = words[at]!;
	const hour = /^\d{1,2}$/.test(text.slice(start, end)) ? Number(text.slice(start, end)) : 24;
	const found = hour < 24 ? CLOCK.exec(text.slice(end, end + 10)) : null;
	if (found === null) {
		return undefined;
	}
	const [whole, minutes = '0', half = ''] = found;
	const inHalf = half === '' ? hour : (hour % 12) + (/p/i.test(half) ? 12 : 0);
	const value = inHalf * 60 + Number(minutes);
	const inside = words.slice(at, at + 4).filter(word => word.start < end + whole.length).length;
	return { kind: 'clock', system: 'other', value, slack: 0, decimalSlack: 0, lastWord: at + inside - 1 };
}

const CLOCK = /^(?=:\d\d|\s?[ap]\.?m)(?::([0-5]\d)(?!\d|:))?(?:\s?([ap])\.?m(?![a-z]))?/i;

function unitBehind(
	words: readonly Word[],
	at: number,
	text: string,
): (Unit & { readonly lastWord: number }) | undefined {
	const [first, second] = [words[at + 1], words[at + 2]];
	if (first === undefined) {
		return undefined;
	}
	const between = text.slice(words[at]!.end, first.start);
	if (/^\s?°\s?$/.test(between) || (/^\s?$/.test(between) && /^degree/.test(first.form.folded))) {
		const [scale, lastWord] = between.includes('°') ? [first, at + 1] : [second, at + 2];
		const unit = scale === undefined ? undefined : TEMPERATURES.get(scale.form.folded);
		return unit === undefined ? undefined : { ...unit, lastWord };
	}
	const unit = /^[\s\u00a0-]?$/.test(between) ? UNITS.get(first.form.folded) : undefined;
	return unit === undefined ? undefined : { ...unit, lastWord: at + 1 };
}

function isSame(a: Quantity, b: Quantity): boolean {
	const size = Math.max(Math.abs(a.value), Math.abs(b.value));
	const off = Math.abs(a.value - b.value);
	if (a.system === b.system) {
		return off <= Math.max(a.decimalSlack, b.decimalSlack) + 1e-9 * size;
	}
	// Ovens are set in steps of 5 degrees.
	return a.kind === 'temperature' ? off <= 2 : off <= Math.min(Math.max(a.slack, b.slack), MOST_OFF * size);
}

const MOST_OFF = 0.02;

/** The units of the context (its lines) that name a unit of measure of this kind. */
function unitsWith(index: ContextIndex, { kind, value }: Quantity): readonly number[] {
	const lines = new Set<number>();
	for (const term of termsOf(kind, value)) {
		const number = index.terms.get(term);
		if (number === undefined) {
			continue;
		}
		for (
			let place = index.firstPlace[number]!;
			place < index.firstPlace[number + 1]! && lines.size < MOST_LINES;
			place++
		) {
			lines.add(index.unitOfWord[index.places[place]!]!);
		}
	}
	return [...lines];
}

/** Terms of which one stands in any line with a quantity like it: its units, or the hour in both ways to count. */
function termsOf(kind: string, value: number): readonly string[] {
	if (kind === 'clock') {
		const hour = Math.floor(value / 60);
		return [hour, (hour + 12) % 24, hour % 12 === 0 ? 12 : hour].map(each => `#${each}`);
	}
	return [...UNITS, ...TEMPERATURES].filter(([, unit]) => unit.kind === kind).map(([form]) => wordForm(form).term);
}

/** More lines are not looked at. */
const MOST_LINES = 64;

interface Unit {
	readonly kind: string;
	/** Units of one system convert without rounding. */
	readonly system: 'metric' | 'imperial' | 'other';
	/** A value in the first unit of the kind is `value * factor + shift`. */
	readonly factor: number;
	readonly shift: number;
}

function unitsOf(kind: string, system: Unit['system'], rows: Readonly<Record<string, number>>): [string, Unit][] {
	return Object.entries(rows).flatMap(([forms, factor]) =>
		forms.split(' ').map((form): [string, Unit] => [form, { kind, system, factor, shift: 0 }]),
	);
}

/** Written form → unit. What means several things is left out. */
const UNITS: ReadonlyMap<string, Unit> = new Map([
	...unitsOf('length', 'metric', {
		'mm millimetre millimetres millimeter millimeters': 1e-3,
		'cm centimetre centimetres centimeter centimeters zentimeter': 1e-2,
		'm metre metres meter meters metern mètre mètres metro metros': 1,
		'km kilometre kilometres kilometer kilometers kilometern kilomètre kilomètres kilómetros': 1e3,
	}),
	...unitsOf('length', 'imperial', {
		'inch inches': 0.0254,
		'ft foot feet': 0.3048,
		'yd yard yards': 0.9144,
		'mi mile miles': 1609.344,
	}),
	...unitsOf('mass', 'metric', {
		'mg milligram milligrams': 1e-6,
		'g gram grams gramm grammes': 1e-3,
		'kg kilo kilos kilogram kilograms kilogramm kilogrammes': 1,
		'tonne tonnes': 1e3,
	}),
	...unitsOf('mass', 'imperial', {
		'oz ounce ounces': 0.028349523125,
		'lb lbs pound pounds': 0.45359237,
	}),
	...unitsOf('volume', 'metric', {
		'ml millilitre millilitres milliliter milliliters': 1e-3,
		'l litre litres liter liters': 1,
	}),
	...unitsOf('volume', 'imperial', { 'gal gallon gallons': 3.785411784 }),
	...unitsOf('speed', 'metric', { 'kmh kph': 1 }),
	...unitsOf('speed', 'imperial', { mph: 1.609344 }),
	...unitsOf('time', 'other', {
		'ms millisecond milliseconds': 1e-3,
		's sec secs second seconds sekunde sekunden': 1,
		'min mins minute minutes minuten': 60,
		'h hr hrs hour hours stunde stunden': 3600,
		'day days tag tage tagen': 86_400,
		'week weeks woche wochen': 604_800,
	}),
	...unitsOf('span', 'other', {
		'month months monat monate monaten': 1,
		'year years jahr jahre jahren': 12,
		'decade decades': 120,
		'century centuries': 1200,
	}),
	...unitsOf('data', 'other', {
		'byte bytes': 1,
		'kb kilobyte kilobytes': 1e3,
		'mb megabyte megabytes': 1e6,
		'gb gigabyte gigabytes': 1e9,
		'tb terabyte terabytes': 1e12,
	}),
]);

const CELSIUS: Unit = { kind: 'temperature', system: 'metric', factor: 1, shift: 0 };
const FAHRENHEIT: Unit = { kind: 'temperature', system: 'imperial', factor: 5 / 9, shift: (-32 * 5) / 9 };
const TEMPERATURES: ReadonlyMap<string, Unit> = new Map([
	['c', CELSIUS],
	['celsius', CELSIUS],
	['f', FAHRENHEIT],
	['fahrenheit', FAHRENHEIT],
]);
