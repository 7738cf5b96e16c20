import type { LineIndex } from '../text/lines.ts';
import { type BlockStep, contentIndent, readBlockLine } from './block-line.ts';

/**
 * The lines of a valid YAML text with two spaces for each level, and no spaces at their ends. `owners` names the lines
 * that belong to a scalar or a flow collection begun above: they move along with the line that it begins on, so that
 * what is inside stays as it is.
 */
export function indentLines(lines: LineIndex, owners: ReadonlyMap<number, number>): readonly string[] {
	const result: string[] = [];
	const moves: number[] = [];
	const open: Level[] = [];
	let comments: number[] = [];
	for (let number = 0; number < lines.count; number++) {
		const range = lines.rangeOf(number);
		const owner = owners.get(number);
		if (owner !== undefined) {
			result.push(moved(lines.textOf(number), moves[owner] ?? 0));
			moves.push(moves[owner] ?? 0);
			continue;
		}
		const indent = contentIndent(lines.text, range);
		if (indent === undefined) {
			const comment = lines.textOf(number).trim();
			if (comment !== '') {
				comments.push(number);
			}
			result.push(comment === '' ? '' : lines.textOf(number).trimEnd());
			moves.push(0);
			continue;
		}
		const line = readBlockLine(lines.text, range);
		const placed = place(line.steps, indent, open);
		const last = placed.at(-1)!;
		const rest = lines.text.slice(range.start + last.old, range.end);
		const dashes = '- '.repeat(placed.length - 1);
		const text = `${' '.repeat(placed[0]!.new)}${dashes}${rest}`;
		result.push(owners.get(number + 1) === number ? text : text.trimEnd());
		moves.push(last.new - last.old);
		for (const comment of comments) {
			result[comment] = aligned(lines.textOf(comment), indent, placed[0]!.new);
		}
		comments = [];
	}
	return result;
}

/** Something that stands at a column, and the column that it goes to. */
interface Level {
	readonly kind: 'key' | 'item' | 'bare';
	readonly old: number;
	readonly new: number;
}

/** The new columns of the dashes and of what follows them on one line; updates the levels that are open. */
function place(steps: readonly BlockStep[], indent: number, open: Level[]): readonly Level[] {
	const last = steps.at(-1);
	const content = last?.kind === 'item' ? [] : steps.length === 0 ? [{ kind: 'bare' as const, column: indent }] : [];
	const placed: Level[] = [];
	for (const { kind, column } of [...steps, ...content]) {
		while (open.length > 0 && closes(open.at(-1)!, kind, column)) {
			open.pop();
		}
		const parent = open.at(-1);
		const level = { kind, old: column, new: parent === undefined ? 0 : parent.new + 2 };
		open.push(level);
		placed.push(level);
	}
	return placed;
}

/** A list may stand at the column of the key that it belongs to. */
function closes(level: Level, kind: Level['kind'], column: number): boolean {
	return level.old > column || (level.old === column && !(level.kind === 'key' && kind === 'item'));
}

function moved(line: string, by: number): string {
	if (by >= 0) {
		return line.trim() === '' ? line : `${' '.repeat(by)}${line}`;
	}
	const spaces = /^ */.exec(line)![0].length;
	return line.slice(Math.min(-by, spaces));
}

/** A comment right at the column of the line below goes where that line goes. */
function aligned(line: string, oldIndent: number, newIndent: number): string {
	const text = line.trim();
	const indent = line.length - line.trimStart().length;
	return `${' '.repeat(indent === oldIndent ? newIndent : indent)}${text}`;
}
