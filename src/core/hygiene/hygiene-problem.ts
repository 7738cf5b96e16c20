import { choose, spanText } from '../context/choose-lines.ts';
import { delimiterOf } from '../context/delimited.ts';
import type { Passage } from '../context/passage.ts';
import { type Fix, type Problem, problem, type TextEdit } from '../documents/problem.ts';
import type { ContextEntry } from '../documents/question-file.ts';
import { grouped } from '../text/amounts.ts';
import { lineStartAt } from '../text/lines.ts';
import type { TextRange } from '../text/range.ts';
import { emptyCells } from './empty-cells.ts';
import { chooseOnly, dropEntry, spansOf } from './entry-edits.ts';
import type { EmptyCellsFinding, Finding } from './finding.ts';
import { isMany } from './given-entries.ts';

/** A problem with what mending it saves. */
export interface HygieneProblem {
	readonly problem: Problem;
	/** Estimated, of one request. */
	readonly tokens: number;
	/** How many questions are given it. */
	readonly times: number;
}

/** Where findings stand. */
export interface GivenContext {
	/** Root-relative path of the question file, and its text. */
	readonly path: string;
	readonly text: string;
	/** The list that the entry of a finding stands in. */
	readonly list: readonly ContextEntry[];
	/** The entry of each passage; `undefined` where it is not known. */
	readonly entries: readonly (ContextEntry | undefined)[];
	readonly passages: readonly Passage[];
}

/** Words a finding for the question file, with the edits of that file that mend it. The document that a text comes from is left as it is. */
export function problemOf(finding: Finding, given: GivenContext, times: number): HygieneProblem | undefined {
	const entry = given.entries[finding.passage];
	const passage = given.passages[finding.passage];
	if (entry === undefined || passage === undefined) {
		return undefined;
	}
	const { code, message, fixes, related } = wording({ finding, given, entry, passage });
	const found = problem(
		code,
		times > 1 ? `${message} Each of ${times} questions is given it.` : message,
		rangeOf(finding, entry, passage),
		{
			...(related === undefined ? {} : { related }),
			...(fixes.length === 0 ? {} : { fixes }),
		},
	);
	return { problem: found, tokens: finding.tokens, times };
}

interface Wording {
	readonly code:
		| 'repeated-context'
		| 'nearly-repeated-context'
		| 'irrelevant-context'
		| 'empty-cells'
		| 'beyond-window';
	readonly message: string;
	readonly fixes: readonly Fix[];
	readonly related?: NonNullable<Problem['related']> | undefined;
}

interface Place<F extends Finding = Finding> {
	readonly finding: F;
	readonly given: GivenContext;
	readonly entry: ContextEntry;
	readonly passage: Passage;
}

function wording(place: Place): Wording {
	const { finding, given, passage } = place;
	const saved = tokensText(finding.tokens);
	switch (finding.kind) {
		case 'repeated': {
			const earlier = nameOf(given, finding.of);
			return finding.whole
				? {
						code: 'repeated-context',
						message: `An earlier passage (${earlier}) says exactly this already: ${saved}.`,
						fixes: dropFix(place),
						related: earlierPlace(given, finding.of),
					}
				: {
						code: 'repeated-context',
						message: `${linesText(passage, finding.units)} stand in an earlier passage (${earlier}) already: ${saved}.`,
						fixes: withoutUnits(place),
						related: earlierPlace(given, finding.of),
					};
		}
		case 'nearly-repeated':
			return {
				code: 'nearly-repeated-context',
				message: `An earlier passage (${nameOf(given, finding.of)}) says nearly the same, and no number, name or negation here is new: ${saved}.`,
				fixes: dropFix(place),
				related: earlierPlace(given, finding.of),
			};
		case 'irrelevant': {
			const what = finding.whole ? 'this passage' : lower(linesText(passage, finding.units));
			return {
				code: 'irrelevant-context',
				message: `By its words nothing in ${what} bears on the question: ${saved}.`,
				fixes: finding.whole ? dropFix(place) : withoutUnits(place),
			};
		}
		case 'empty-cells': {
			return {
				code: 'empty-cells',
				message: `Empty cells of a sheet take ${saved} of ${tokensText(finding.ofTokens)}.`,
				fixes: emptyCellFixes({ ...place, finding }),
			};
		}
		case 'beyond-window': {
			const { model, window, needed, units } = finding;
			const from = units[0] === 0 ? 'this passage' : lower(linesText(passage, units.slice(0, 1)));
			const message = `The context is too long for ${model}: with question, prompt and reply it needs ${tokensText(needed)}, and the window has ${grouped(window)}. From ${from} on nothing fits: ${saved} too many.`;
			const fixes = units[0] === 0 ? dropFix(place) : withoutUnits(place);
			return { code: 'beyond-window', message, fixes };
		}
	}
}

/** The lines in question where they stand in this file, else what chooses them. */
function rangeOf({ units, kind, ...finding }: Finding, entry: ContextEntry, passage: Passage): TextRange {
	const whole = kind === 'nearly-repeated' || ('whole' in finding && finding.whole);
	if (entry.kind === 'file') {
		return entry.lines?.range ?? entry.rows?.range ?? entry.file.range;
	}
	const pieces = units.flatMap(unit => passage.units[unit]?.pieces ?? []);
	const first = pieces[0];
	const last = pieces.at(-1);
	return whole || first === undefined || last === undefined
		? entry.text.range
		: { start: first.source, end: last.source + last.length };
}

function dropFix({ given, entry, finding }: Place): readonly Fix[] {
	const edit = isMany(entry) ? undefined : dropEntry(given.list, entry, given.text);
	return edit === undefined
		? []
		: [{ title: `Leave the passage out (saves ${tokensText(finding.tokens)})`, edits: [edit] }];
}

/** Chooses the other lines of a file, or takes the lines out of a text that stands here. */
function withoutUnits(place: Place): readonly Fix[] {
	const { finding, passage, given } = place;
	return leaveOut(
		place,
		finding.units,
		`Leave ${lower(linesText(passage, finding.units))} out (saves ${tokensText(finding.tokens)})`,
		given.text,
	);
}

function leaveOut({ entry, passage }: Place, units: readonly number[], title: string, text: string): readonly Fix[] {
	const dropped = new Set(units);
	const kept = passage.units.flatMap((_, i) => (dropped.has(i) ? [] : [i]));
	if (entry.kind === 'text') {
		const edits = units.map(unit => wholeLine(passage.units[unit]?.pieces, text));
		return kept.length > 0 && edits.every(edit => edit !== undefined) ? [{ title, edits: edits as TextEdit[] }] : [];
	}
	const numbers = isMany(entry) ? undefined : numbersOf(entry, passage, kept);
	if (numbers === undefined || numbers.numbers.length === 0) {
		return [];
	}
	return [{ title, edits: [chooseOnly(entry, numbers.what, { numbers: numbers.numbers, text })] }];
}

interface Numbers {
	readonly what: 'lines' | 'rows';
	readonly numbers: readonly number[];
}

function numbersOf(
	entry: Extract<ContextEntry, { kind: 'file' }>,
	passage: Passage,
	kept: readonly number[],
): Numbers | undefined {
	if (delimiterOf(passage.path) === undefined) {
		return { what: 'lines', numbers: kept.map(i => passage.units[i]!.line) };
	}
	const rows = passage.units.length - 1; // The first is the header.
	const highest = Math.max(rows, ...(entry.rows?.value ?? []).map(({ first, last }) => last ?? first + rows));
	const { chosen } = choose(entry.rows?.value, entry.rows === undefined ? rows : highest);
	return chosen.length < rows ? undefined : { what: 'rows', numbers: kept.filter(i => i > 0).map(i => chosen[i - 1]!) };
}

/** A line that stands on a line of its own in this file, as in a block text, with its line break. */
function wholeLine(pieces: Passage['units'][number]['pieces'] | undefined, text: string): TextEdit | undefined {
	const [piece] = pieces ?? [];
	if (piece === undefined || pieces!.length !== 1) {
		return undefined;
	}
	const before = lineStartAt(text, piece.source);
	const rest = /[^\S\r\n]*(?:\r\n|\r|\n|$)/y;
	rest.lastIndex = piece.source + piece.length;
	const behind = rest.exec(text);
	return behind === null || text.slice(before, piece.source).trim() !== ''
		? undefined
		: { range: { start: before, end: rest.lastIndex }, text: '' };
}

/** Rows that hold nothing else are left out; in a text that stands here the cells themselves can go. */
function emptyCellFixes(place: Place<EmptyCellsFinding>): readonly Fix[] {
	const { finding, entry, passage, given } = place;
	const { rows } = finding;
	const title = rows.length === 1 ? 'Leave 1 empty row out' : `Leave ${rows.length} empty rows out`;
	const fixes = rows.length === 0 ? [] : leaveOut(place, rows, title, given.text);
	if (entry.kind === 'file') {
		return fixes;
	}
	const edits = finding.units.flatMap(unit => {
		const { text, pieces } = passage.units[unit]!;
		const [piece] = pieces;
		return piece === undefined || pieces.length !== 1
			? []
			: emptyCells(text).ranges.map(({ start, end }): TextEdit => {
					const from = piece.source + start - piece.at;
					return {
						range: { start: from, end: from + end - start },
						text: end === text.length || start === 0 ? '' : ' ',
					};
				});
	});
	return edits.length === 0
		? fixes
		: [{ title: `Take the empty cells out (saves ${tokensText(finding.tokens)})`, edits }, ...fixes];
}

/** "Lines 3-9, 12"; of a table the rows, because these are what an entry chooses. */
function linesText({ units, inline, path }: Passage, chosen: readonly number[]): string {
	const isTable = !inline && delimiterOf(path) !== undefined;
	const numbers = chosen.map(i => (isTable ? i : inline ? i + 1 : (units[i]?.line ?? 0)));
	const spans = spansOf(numbers);
	const words = spans.slice(0, MOST_SPANS).map(spanText).join(', ');
	const one = numbers.length === 1;
	const name = isTable ? (one ? 'Row' : 'Rows') : one ? 'Line' : 'Lines';
	return `${name} ${words}${spans.length > MOST_SPANS ? ' …' : ''}`;
}

const MOST_SPANS = 6;

function nameOf({ passages }: GivenContext, at: number): string {
	const passage = passages[at];
	if (passage === undefined) {
		return '';
	}
	return passage.inline ? (passage.label ?? `P${passage.number}`) : passage.path;
}

function earlierPlace({ entries, path }: GivenContext, at: number): Wording['related'] {
	const entry = entries[at];
	return entry === undefined
		? undefined
		: [{ path, range: entry.kind === 'file' ? entry.file.range : entry.text.range, message: 'said here first' }];
}

/** It is an estimate, and is shown as one. */
function tokensText(tokens: number): string {
	return `≈ ${grouped(tokens)} ${tokens === 1 ? 'token' : 'tokens'}`;
}

function lower(words: string): string {
	return words.charAt(0).toLowerCase() + words.slice(1);
}
