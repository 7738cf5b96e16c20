import type { LineSpan } from '../documents/question-file.ts';
import type { LineIndex } from '../text/lines.ts';
import { choose } from './choose-lines.ts';
import { type DelimitedProblem, delimiterOf, parseDelimited } from './delimited.ts';
import type { Unit } from './passage.ts';
import { lineUnits, recordUnit, type UnitPlace } from './units.ts';

/** What was chosen of one file. */
export interface ChosenText {
	readonly kind: 'lines' | 'rows';
	readonly units: readonly Unit[];
	/** How many lines or rows the file has. */
	readonly count: number;
	/** The first span that asks for more. */
	readonly outside: LineSpan | undefined;
	/** Nothing but white space; of a table: no data row. */
	readonly blank: boolean;
	readonly broken: DelimitedProblem | undefined;
}

export interface ChosenSpans {
	readonly lines: readonly LineSpan[] | undefined;
	readonly rows: readonly LineSpan[] | undefined;
}

/** Takes the lines of a text file, or the rows of a table with its header. */
export function chosenText(index: LineIndex, spans: ChosenSpans, at: UnitPlace): ChosenText {
	const delimiter = delimiterOf(at.path);
	return delimiter === undefined ? chosenLines(index, spans, at) : chosenRows(index.text, spans, { ...at, delimiter });
}

function chosenLines(index: LineIndex, { lines }: ChosenSpans, at: UnitPlace): ChosenText {
	// A final line break begins no further line.
	const count = index.count - (index.textOf(index.count - 1) === '' ? 1 : 0);
	const { chosen, outside } = choose(lines, count);
	const units = lineUnits(chosen, index, at);
	const blank = units.every(unit => unit.text.trim() === '');
	return { kind: 'lines', units, count, outside, blank, broken: undefined };
}

function chosenRows(
	source: string,
	{ rows }: ChosenSpans,
	at: UnitPlace & { readonly delimiter: ',' | '\t' },
): ChosenText {
	const table = parseDelimited(source, at.delimiter);
	const [header, ...data] = table.records;
	const { chosen, outside } = choose(rows, data.length);
	const records = header === undefined ? [] : [header, ...chosen.map(number => data[number - 1]!)];
	const units = records.map(record => recordUnit(record, source, at));
	const count = data.length;
	return {
		kind: 'rows',
		units,
		count,
		outside,
		blank: count === 0,
		broken: table.problems[0],
	};
}
