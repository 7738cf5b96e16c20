import type { TextRange } from '../text/range.ts';

/** The tags of a Jinja template in their order; one that is still open ends with its line. Linear. */
export function* templateTags(text: string, from: number, to: number): Iterable<TemplateTag> {
	const open = /\{(?:\{|%|#)/g;
	open.lastIndex = from;
	for (let match = open.exec(text); match !== null && match.index < to; match = open.exec(text)) {
		const start = match.index;
		const kind = KINDS[match[0]]!;
		const end = Math.min(closing(text, start + 2, kind), to);
		const isClosed = text.startsWith(CLOSERS[kind], end);
		const inside = trimDashes(text, start + 2, end);
		const whole = { start, end: isClosed ? end + 2 : end };
		yield { kind, inside, whole };
		open.lastIndex = whole.end;
		if (kind === 'statement' && /^\s*raw\s*$/.test(text.slice(inside.start, inside.end))) {
			const after = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;
			after.lastIndex = whole.end;
			const close = after.exec(text);
			open.lastIndex = close === null ? to : close.index;
		}
	}
}

export interface TemplateTag {
	readonly kind: 'expression' | 'statement' | 'comment';
	/** Without the braces. */
	readonly inside: TextRange;
	readonly whole: TextRange;
}

/** The tag that an offset lies in, behind its opening braces and not behind the closing ones. */
export function tagAt(text: string, from: number, offset: number): TemplateTag | undefined {
	for (const tag of templateTags(text, from, text.length)) {
		if (tag.whole.start >= offset) {
			return undefined;
		}
		if (offset >= tag.whole.start + 2 && offset <= Math.max(tag.inside.end, lastInside(text, tag))) {
			return tag;
		}
	}
	return undefined;
}

const KINDS: Readonly<Record<string, TemplateTag['kind']>> = { '{{': 'expression', '{%': 'statement', '{#': 'comment' };
const CLOSERS = { expression: '}}', statement: '%}', comment: '#}' } as const;

/** A tag longer than this is taken to be open, so that many open ones take no quadratic time. */
const LONGEST_TAG = 4_000;

function lastInside(text: string, tag: TemplateTag): number {
	return /[}%#]\}$/.test(text.slice(tag.whole.end - 2, tag.whole.end)) ? tag.whole.end - 2 : tag.whole.end;
}

/** Offset of the closing braces outside of strings; the end of the line where the tag is open. */
function closing(text: string, from: number, kind: TemplateTag['kind']): number {
	const closer = CLOSERS[kind];
	if (kind === 'comment') {
		const found = text.slice(from, from + LONGEST_TAG).indexOf(closer);
		return found < 0 ? lineEnd(text, from) : from + found;
	}
	let quote = '';
	const stop = Math.min(text.length, from + LONGEST_TAG);
	for (let at = from; at < stop; at++) {
		const sign = text[at]!;
		if (quote !== '') {
			if (sign === '\\') {
				at++;
			} else if (sign === quote) {
				quote = '';
			}
		} else if (sign === '"' || sign === "'") {
			quote = sign;
		} else if (text.startsWith(closer, at)) {
			return at;
		} else if (sign === '{' && (text[at + 1] === '{' || text[at + 1] === '%')) {
			return lineEnd(text, from);
		}
	}
	return lineEnd(text, from);
}

function lineEnd(text: string, from: number): number {
	const found = /[\r\n]|$/g;
	found.lastIndex = from;
	return found.exec(text)?.index ?? text.length;
}

function trimDashes(text: string, start: number, end: number): TextRange {
	const from = text[start] === '-' || text[start] === '+' ? start + 1 : start;
	const to = text[end - 1] === '-' && end - 1 >= from ? end - 1 : end;
	return { start: Math.min(from, to), end: to };
}
