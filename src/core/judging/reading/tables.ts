import { shownWords } from './plain-lines.ts';
import { type Rating, ratingOf } from './rating-words.ts';
import type { Said } from './said.ts';
import { criterionNamed, type Vocabulary } from './vocabulary.ts';

/** What the tables of a reply say, and the lines they take up. */
export interface TablesRead {
	readonly said: readonly Said[];
	readonly reasons: ReadonlyMap<string, string>;
	readonly lines: ReadonlySet<number>;
}

/** Reads tables drawn with `|` or tabs: criteria as rows, criteria as columns, or a tick below a level. */
export function readTables(lines: readonly string[], vocabulary: Vocabulary): TablesRead {
	const said: Said[] = [];
	const reasons = new Map<string, string>();
	const taken = new Set<number>();
	for (let at = 0; at < lines.length; ) {
		const rows = rowsFrom(lines, at);
		if (rows.length < 2) {
			at += 1;
			continue;
		}
		const table = readTable(
			rows.map(row => row.cells),
			vocabulary,
		);
		if (table.said.length > 0) {
			said.push(...table.said);
			for (const [criterion, reason] of table.reasons) {
				reasons.set(criterion, reason);
			}
			for (const row of rows) {
				taken.add(row.line);
			}
		}
		at = rows[rows.length - 1]!.line + 1;
	}
	return { said, reasons, lines: taken };
}

interface Row {
	readonly line: number;
	readonly cells: readonly string[];
}

/** Consecutive lines of two or more cells; one empty line between rows (from HTML) does not end a table. */
function rowsFrom(lines: readonly string[], start: number): readonly Row[] {
	const rows: Row[] = [];
	for (let line = start, empty = 0; line < lines.length && empty < 2; line++) {
		const text = lines[line]!;
		if (text.trim() === '') {
			empty += rows.length === 0 ? 2 : 1;
			continue;
		}
		const cells = cellsOf(text);
		if (cells === undefined) {
			break;
		}
		empty = 0;
		rows.push({ line, cells });
	}
	return rows;
}

function cellsOf(line: string): readonly string[] | undefined {
	const sign = line.includes('|') ? '|' : line.includes('│') ? '│' : line.includes('\t') ? '\t' : undefined;
	if (sign === undefined) {
		return undefined;
	}
	const cells = line.split(sign).map(cell => cell.trim());
	if (sign !== '\t' && cells[0] === '') {
		cells.shift();
	}
	if (sign !== '\t' && cells[cells.length - 1] === '') {
		cells.pop();
	}
	return cells.length < 2 ? undefined : cells;
}

function readTable(
	rows: readonly (readonly string[])[],
	vocabulary: Vocabulary,
): { readonly said: readonly Said[]; readonly reasons: ReadonlyMap<string, string> } {
	const head = rows[0]!;
	const body = rows.slice(1).filter(row => !row.every(cell => /^[-:=\s─┼+]*$/.test(cell)));
	const columns = head.map(cell => criterionOf(cell, vocabulary));
	if (columns.filter(each => each !== undefined).length > 1) {
		return { said: body.flatMap(row => acrossColumns(row, columns, vocabulary)), reasons: new Map() };
	}
	const levels = head.map(cell => levelIn(ratingOf(cell, vocabulary)));
	const ticks = levels.filter(each => each !== undefined).length > 1;
	const ratingColumn = head.findIndex(cell =>
		/^(?:rating|score|grade|level|verdict|assessment|bewertung|note|stufe|评分|评级|評価)/i.test(shownWords(cell)),
	);
	const said: Said[] = [];
	const reasons = new Map<string, string>();
	for (const row of [...(ticks ? [] : [head]), ...body]) {
		const at = row.findIndex(cell => criterionOf(cell, vocabulary) !== undefined);
		const criterion = at < 0 ? undefined : criterionOf(row[at]!, vocabulary);
		if (criterion === undefined) {
			continue;
		}
		const rating = ticks ? tickedLevel(row, at, levels) : ratingInRow(row, at, { ratingColumn, vocabulary });
		if (rating !== undefined) {
			said.push({ criterion, ...rating, manner: 'firm' });
		}
		const reason = row.filter((cell, i) => i !== at && cell.split(' ').length > 3).map(shownWords)[0];
		if (reason !== undefined) {
			reasons.set(criterion, reason);
		}
	}
	return { said, reasons };
}

type CellRating = { readonly level: string | undefined; readonly words: string };

function acrossColumns(
	row: readonly string[],
	columns: readonly (string | undefined)[],
	vocabulary: Vocabulary,
): readonly Said[] {
	const label = columns[0] === undefined ? shownWords(row[0] ?? '') : '';
	if (/^(?:weight|reason|max|scale|evidence|comment)/i.test(label)) {
		return [];
	}
	return columns.flatMap((criterion, i) => {
		const rating = criterion === undefined || row[i] === undefined ? undefined : cellRating(row[i], vocabulary);
		return rating === undefined ? [] : [{ criterion: criterion!, ...rating, manner: 'firm' as const }];
	});
}

/** The cell below `Rating`; without such a heading the only cell that is a level by a word of the scale, else the only one at all. */
function ratingInRow(
	row: readonly string[],
	criterionAt: number,
	options: { readonly ratingColumn: number; readonly vocabulary: Vocabulary },
): CellRating | undefined {
	const headed = options.ratingColumn === criterionAt ? undefined : row[options.ratingColumn];
	if (headed !== undefined) {
		return cellRating(headed, options.vocabulary);
	}
	const all = row.filter((_cell, i) => i !== criterionAt).map(cell => ratingOf(cell, options.vocabulary));
	const levels = all.flatMap(each => (each.kind === 'level' ? [each] : []));
	const worded = levels.filter(each => !/^[\d\s./%]+$/.test(each.words));
	const meant = worded.length > 0 ? worded : levels;
	const distinct = new Set(meant.map(each => each.level));
	return distinct.size === 1 ? { level: meant[0]!.level, words: meant[0]!.words } : undefined;
}

function tickedLevel(
	row: readonly string[],
	criterionAt: number,
	levels: readonly (string | undefined)[],
): CellRating | undefined {
	const ticked = row.flatMap((cell, i) =>
		i !== criterionAt && levels[i] !== undefined && /^\W*(?:x|✓|✔|✅|☑|●|•|⬤|yes|1)\W*$/iu.test(shownTick(cell))
			? [levels[i]]
			: [],
	);
	return ticked.length === 1 ? { level: ticked[0], words: ticked[0]! } : undefined;
}

function shownTick(cell: string): string {
	return (
		cell
			.replaceAll('\u0001', '')
			.replace(/^\[([xX✓✔])\]$/u, '$1')
			.trim() || '-'
	);
}

function cellRating(cell: string, vocabulary: Vocabulary): CellRating | undefined {
	const rating = ratingOf(cell, vocabulary);
	const words = shownWords(cell);
	if (rating.kind === 'level') {
		return { level: rating.level, words: rating.words };
	}
	return words === '' || words.split(' ').length > 3 ? undefined : { level: undefined, words };
}

function levelIn(rating: Rating): string | undefined {
	return rating.kind === 'level' ? rating.level : undefined;
}

function criterionOf(cell: string, vocabulary: Vocabulary): string | undefined {
	const bare = shownWords(cell)
		.replace(/\s*[([（][^()[\]（）]*[)\]）]?\s*$/u, '')
		.replace(/^\d{1,2}[.)]\s*/, '');
	return criterionNamed(vocabulary, bare) ?? criterionNamed(vocabulary, shownWords(cell));
}
