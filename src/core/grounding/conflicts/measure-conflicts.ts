import type { ValueConflict } from '../grounding.ts';
import { UNITS, type Unit } from '../measures.ts';
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
			const same = measures.filter(other => other.number === number && dimensionOf(other.unit) === dimensionOf(unit));
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
	readonly unit: Unit;
	readonly word: Word;
}

/** Numbers with a unit right behind them. */
function measuresOf(words: readonly Word[], text: string): Measure[] {
	const measures: Measure[] = [];
	for (let at = 1; at < words.length; at++) {
		const word = words[at]!;
		const number = words[at - 1];
		const unit = sureUnit(word.form.folded);
		if (unit !== undefined && number?.form.kind === 'number' && /^[\s-]?$/.test(text.slice(number.end, word.start))) {
			measures.push({ number: number.form.term, unit, word });
		}
	}
	return measures;
}

/** The unit that a form surely means: single letters and "pounds" may be something else. */
function sureUnit(form: string): Unit | undefined {
	return form.length > 1 && !/^pounds?$/.test(form) ? UNITS.get(form) : undefined;
}

/** Days and years both tell how long something takes. */
function dimensionOf({ kind }: Unit): string {
	return kind === 'span' ? 'time' : kind;
}
