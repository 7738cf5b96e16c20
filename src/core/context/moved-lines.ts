import type { LineSpan } from '../documents/question-file.ts';
import { LineIndex } from '../text/lines.ts';
import { choose } from './choose-lines.ts';

/** Lines of a file as they were given to a model. */
export interface RecordedLines {
	/** Their numbers then, from 1, in the order given. */
	readonly lines: readonly number[];
	/** Their texts, joined by LF. */
	readonly text: string;
}

/**
 * Where recorded lines stand in a file now: spans as `lines:` would say them. `undefined` where all stand where they were, where
 * some cannot be found or stand in several places, and where `asked` does not ask for the lines that were recorded: somebody
 * chose others since.
 */
export function movedSpans(
	recorded: RecordedLines,
	asked: readonly LineSpan[],
	present: PresentLines,
): readonly LineSpan[] | undefined {
	const { lines } = recorded;
	if (!isChoiceOf(asked, lines)) {
		return undefined;
	}
	const spans: LineSpan[] = [];
	let moved = false;
	for (const run of runsOf(recorded)) {
		const stays = run.texts.every((text, i) => present.lines[run.first - 1 + i] === text);
		const span = stays
			? { first: run.first, last: run.first + run.texts.length - 1 }
			: placeOfLines(run.texts, present);
		if (span === undefined) {
			return undefined;
		}
		moved ||= !stays;
		spans.push(span);
	}
	return moved ? asOpenAs(asked, spans, present.lines.length) : undefined;
}

/** The one place where lines stand in a file as whole lines; `undefined` where there is none, or more. */
export function placeOfLines(texts: readonly string[], present: PresentLines): LineSpan | undefined {
	const wanted = `\n${texts.join('\n')}\n`;
	if (wanted.trim() === '') {
		return undefined; // Blank lines are alike everywhere.
	}
	const all = present.joined;
	const at = all.indexOf(wanted);
	if (at === -1 || all.indexOf(wanted, at + 1) !== -1) {
		return undefined;
	}
	const first = all.slice(0, at + 1).split('\n').length - 1;
	return { first, last: first + texts.length - 1 };
}

/** The lines of a file as it is now, whatever ends them. A final line break begins no further line. */
export class PresentLines {
	readonly lines: readonly string[];
	/** With LF before, between and after them. */
	readonly joined: string;

	constructor(text: string) {
		const index = new LineIndex(text.replace(/^\uFEFF/, ''));
		const lines = Array.from({ length: index.count }, (_, line) => index.textOf(line));
		this.lines = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
		this.joined = `\n${this.lines.join('\n')}\n`;
	}
}

interface Run {
	readonly first: number;
	readonly texts: string[];
}

/** Consecutive lines move together; others may go different ways. */
function runsOf({ lines, text }: RecordedLines): readonly Run[] {
	const runs: Run[] = [];
	const texts = text.split('\n');
	for (const [i, line] of lines.entries()) {
		const run = runs.at(-1);
		if (run !== undefined && line === run.first + run.texts.length) {
			run.texts.push(texts[i] ?? '');
		} else {
			runs.push({ first: line, texts: [texts[i] ?? ''] });
		}
	}
	return runs;
}

/** True where `asked` chose exactly these lines, when the file ended with the last of them or later. */
export function isChoiceOf(asked: readonly LineSpan[], lines: readonly number[]): boolean {
	const count = lines.reduce((most, line) => Math.max(most, line), 0);
	const { chosen, outside } = choose(asked, count);
	return (
		lines.length > 0 &&
		outside === undefined &&
		chosen.length === lines.length &&
		chosen.every((line, i) => line === lines[i])
	);
}

/** `40-` stays open where the text still goes to the end of the file. */
function asOpenAs(asked: readonly LineSpan[], spans: readonly LineSpan[], count: number): readonly LineSpan[] {
	const last = spans.at(-1);
	const isOpen = asked.at(-1)?.last === undefined && last?.last === count;
	return last !== undefined && isOpen ? [...spans.slice(0, -1), { first: last.first, last: undefined }] : spans;
}
