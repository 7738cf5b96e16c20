import type { CommandIo } from './io.ts';
import type { Given } from './options.ts';

export { oneLine } from '../core/text/one-line.ts';

/** How text is shown: with or without colour, as wide as the terminal. */
export interface Style {
	readonly green: Paint;
	readonly red: Paint;
	readonly yellow: Paint;
	readonly dim: Paint;
	readonly bold: Paint;
	/** Columns; `undefined` = no terminal bounds a line. */
	readonly width: number | undefined;
}

type Paint = (text: string) => string;

/** Colour on a terminal, unless NO_COLOR or --no-color says no, or --color or FORCE_COLOR says yes. */
export function styleFor(io: CommandIo, given: Given, isTerminal: boolean): Style {
	const { environment } = io;
	const forced = given.has('color') || (environment.FORCE_COLOR ?? '0') !== '0';
	const refused = given.has('no-color') || (environment.NO_COLOR ?? '') !== '' || environment.TERM === 'dumb';
	const colour = given.has('no-color') ? false : forced || (isTerminal && !refused);
	const paint = (start: number, end: number): Paint =>
		colour ? text => `\u001b[${start}m${text}\u001b[${end}m` : text => text;
	return {
		green: paint(32, 39),
		red: paint(31, 39),
		yellow: paint(33, 39),
		dim: paint(2, 22),
		bold: paint(1, 22),
		width: isTerminal ? Math.max(40, io.columns ?? 80) : undefined,
	};
}

/** What a file or a pipe gets of one text, where no terminal bounds it: an answer can have megabytes. */
const LONGEST_QUOTE = 400;

/** A text cut to a number of columns, at a word where one is near; `undefined`: no terminal bounds it. */
export function shortened(text: string, columns: number | undefined): string {
	const most = columns ?? LONGEST_QUOTE;
	if (text.length <= most) {
		return text;
	}
	const cut = text.slice(0, Math.max(1, most - 1)).replace(/[\ud800-\udbff]$/, '');
	const blank = cut.lastIndexOf(' ');
	return `${blank > cut.length * 0.7 ? cut.slice(0, blank) : cut}…`;
}
