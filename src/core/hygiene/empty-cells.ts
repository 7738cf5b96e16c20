import { estimateTokens } from '../prompt/estimate.ts';
import type { TextRange } from '../text/range.ts';

export interface EmptyCells {
	/** Where they stand in the text, in order. */
	readonly ranges: readonly TextRange[];
	/** Estimated. */
	readonly tokens: number;
	/** The text holds nothing else. */
	readonly isAll: boolean;
}

/**
 * What exported sheets leave of empty cells: runs of at least three separators, cells that say NaN or null among separators, and the
 * names that a reader gives to columns without one ("Unnamed: 3"). The rule below a table's head is no empty cell.
 */
export function emptyCells(text: string): EmptyCells {
	if (!MAY_HOLD.test(text) || RULE.test(text)) {
		return NONE;
	}
	const ranges: TextRange[] = [];
	for (const { 0: found, index } of text.matchAll(EMPTY)) {
		if (isRun(found)) {
			ranges.push({ start: index, end: index + found.length });
		}
	}
	if (ranges.length === 0) {
		return NONE;
	}
	let rest = '';
	let at = 0;
	for (const { start, end } of ranges) {
		rest += `${text.slice(at, start)} `;
		at = end;
	}
	rest += text.slice(at);
	return {
		ranges,
		tokens: Math.max(0, estimateTokens(text) - estimateTokens(rest.replace(/ {2,}/g, ' ').trim())),
		isAll: !/[\p{L}\p{N}]/u.test(rest),
	};
}

const NONE: EmptyCells = { ranges: [], tokens: 0, isAll: false };

/** A quick look that nearly every line of prose fails. */
const MAY_HOLD = /,\s*,|;\s*;|""|\t\s*\t|\|\s*\||Unnamed:|\bn\/?an?\b|\bnull\b/i;
/** `|---|:--:|` */
const RULE = /^[\s|:-]*-{3,}[\s|:-]*$/;
const VALUE = String.raw`(?:""|NaN|nan|NULL|null|None|N\/A|#N\/A|Unnamed: \d+(?:_level_\d+)?)?`;
/** Separators of one kind with nothing, or only words for nothing, between them. */
const EMPTY = new RegExp(
	[',', ';', String.raw`\t`, String.raw`\|`]
		.map(
			sign =>
				String.raw`(?:(?<=^|${sign})[^\S\t\n]*${VALUE}[^\S\t\n]*)?(?:${sign}[^\S\t\n]*${VALUE}[^\S\t\n]*)+(?=${sign}|$)`,
		)
		.join('|'),
	'g',
);

/** At least three cells, or two that are named or filled with a word for nothing. */
function isRun(found: string): boolean {
	const separators = found.match(/[,;\t|]/g)?.length ?? 0;
	const words = found.match(/nan|null|none|n\/a|Unnamed:/gi)?.length ?? 0;
	return separators >= 3 || (separators >= 1 && words >= 2);
}
