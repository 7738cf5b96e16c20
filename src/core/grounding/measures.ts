/** A unit of measure. */
export interface Unit {
	/** What it measures. Months and longer are of a kind of their own: they have no fixed number of days. */
	readonly kind: string;
	/** Units of one system convert without rounding. */
	readonly system: 'metric' | 'imperial' | 'other';
	/** A value in the first unit of the kind is `value * factor + shift`. */
	readonly factor: number;
	readonly shift: number;
}

function unitsOf(kind: string, system: Unit['system'], rows: Readonly<Record<string, number>>): [string, Unit][] {
	return Object.entries(rows).flatMap(([forms, factor]) => {
		const unit: Unit = { kind, system, factor, shift: 0 };
		return forms.split(' ').map((form): [string, Unit] => [form, unit]);
	});
}

/** Folded written form → unit: all forms of one unit have the same one. */
export const UNITS: ReadonlyMap<string, Unit> = new Map([
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
		'mg milligram milligrams milligramm': 1e-6,
		'g gram grams gramm gramme grammes': 1e-3,
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
		'year years yr yrs jahr jahre jahren': 12,
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
/** What may stand behind a degree sign. */
export const TEMPERATURES: ReadonlyMap<string, Unit> = new Map([
	['c', CELSIUS],
	['celsius', CELSIUS],
	['f', FAHRENHEIT],
	['fahrenheit', FAHRENHEIT],
]);
