/** A part of a date in digits, with offsets in the text. A month is told by its number. */
export interface DatePart {
	readonly kind: 'number' | 'month';
	readonly digits: string;
	readonly start: number;
	readonly end: number;
}

/**
 * The parts of a date in digits that starts at an offset: 2026-11-21, 2026/11/21, 21.11.2026, 21/11/2026, 11/21/2026, 11/2026. `undefined` where
 * none does, or where day and month cannot be told apart (03/04/2026): then its numbers stand for themselves.
 */
export function dateAt(text: string, start: number): readonly DatePart[] | undefined {
	if (!hasSeparator(text, start)) {
		return undefined; // Most numbers are no dates, and there are many.
	}
	const stretch = text.slice(start, start + 12);
	const inside = start > 0 && /[-/.]/.test(text[start - 1]!);
	const ordered = YEAR_FIRST.exec(stretch) ?? (inside ? null : MONTH_AND_YEAR.exec(stretch));
	if (ordered !== null) {
		return partsOf(ordered, ordered.length === 4 ? ['number', 'month', 'number'] : ['month', 'number'], start);
	}
	const dayFirst = DAY_FIRST.exec(stretch);
	const monthFirst = MONTH_FIRST.exec(stretch);
	if (dayFirst !== null && monthFirst !== null && dayFirst[1] !== monthFirst[2]) {
		return undefined;
	}
	return dayFirst !== null
		? partsOf(dayFirst, ['number', 'month', 'number'], start)
		: monthFirst === null
			? undefined
			: partsOf(monthFirst, ['month', 'number', 'number'], start);
}

function hasSeparator(text: string, start: number): boolean {
	for (let at = start + 1; at <= start + 4; at++) {
		const code = text.charCodeAt(at);
		if (code >= 45 && code <= 47) {
			return true;
		}
		if (code < 48 || code > 57) {
			return false;
		}
	}
	return false;
}

function partsOf(found: RegExpExecArray, kinds: readonly DatePart['kind'][], start: number): readonly DatePart[] {
	let at = start;
	return kinds.map((kind, part) => {
		const digits = found[part + 1]!;
		const from = at;
		at += digits.length + 1;
		return { kind, digits, start: from, end: from + digits.length };
	});
}

const YEAR_FIRST = /^([12]\d{3})[-/.](0[1-9]|1[0-2])[-/.](0[1-9]|[12]\d|3[01])(?!\d)/;
const DAY_FIRST = /^(0?[1-9]|[12]\d|3[01])[-/.](0?[1-9]|1[0-2])[-/.]([12]\d{3})(?!\d|[-/.]\d)/;
/** Nobody writes the month first with dots. */
const MONTH_FIRST = /^(0?[1-9]|1[0-2])[-/](0?[1-9]|[12]\d|3[01])[-/]([12]\d{3})(?!\d|[-/.]\d)/;
const MONTH_AND_YEAR = /^(0[1-9]|1[0-2])\/((?:19|20)\d{2})(?!\d|[-/.]\d)/;
