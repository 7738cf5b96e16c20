import type { UnitWords } from './conflicts/unit-words.ts';
import type { ContextIndex } from './context-index.ts';
import { TEMPERATURES, UNITS, type Unit } from './measures.ts';
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
