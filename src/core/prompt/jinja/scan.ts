import type { TextRange } from '../../text/range.ts';
import { scanTag } from './tag-tokens.ts';
import type { JinjaToken, SyntaxMistake } from './tokens.ts';

/** A stretch of a template as it is written. */
export type TemplateItem =
	| { readonly kind: 'text'; readonly value: string; readonly range: TextRange }
	| { readonly kind: 'expression'; readonly tokens: readonly JinjaToken[]; readonly range: TextRange }
	/** `tokens` begin with the statement's name, if it has one. */
	| { readonly kind: 'statement'; readonly tokens: readonly JinjaToken[]; readonly range: TextRange };

/** Puts other text in the place of template text. Inside tags, comments and (but for `raw`) raw blocks nothing is changed. */
export interface TextChange {
	readonly range: TextRange;
	readonly text: string;
	/** True where the change also holds inside a raw block. */
	readonly raw: boolean;
}

export interface TemplateScan {
	readonly items: readonly TemplateItem[];
	readonly mistakes: readonly SyntaxMistake[];
}

/**
 * Splits a template into text and tags, as Jinja does with `trim_blocks` and `lstrip_blocks`: a line that holds only
 * a statement leaves no empty line. Line breaks become LF. Scanning is ours, because the library's scanner keeps no positions,
 * knows no `raw`, and needs quadratic time on long runs of blanks. Ranges are offsets in `source`.
 */
export function scanTemplate(source: string, from: number, changes: readonly TextChange[]): TemplateScan {
	const scanner = new Scanner(source, changes);
	scanner.scan(from);
	return scanner;
}

class Scanner implements TemplateScan {
	readonly items: TemplateItem[] = [];
	readonly mistakes: SyntaxMistake[] = [];
	private readonly source: string;
	private readonly changes: readonly TextChange[];
	private change = 0;

	constructor(source: string, changes: readonly TextChange[]) {
		this.source = source;
		this.changes = changes;
	}

	scan(from: number): void {
		let after: After = 'expression';
		for (let at = from; ; ) {
			const open = nextTag(this.source, at);
			this.text({ start: at, end: open }, { before: this.before(open), after, raw: false });
			if (open >= this.source.length) {
				return;
			}
			const kind = this.source[open + 1];
			const next = kind === '#' ? this.comment(open) : this.tag(open, kind === '{' ? 'expression' : 'statement');
			at = next.at;
			after = next.after;
		}
	}

	private comment(open: number): Next {
		const close = this.source.indexOf('#}', open + 2);
		if (close < 0) {
			this.mistake('This comment has no closing `#}`.', { start: open, end: open + 2 });
			return { at: this.source.length, after: 'expression' };
		}
		return { at: close + 2, after: close > open + 2 && this.source[close - 1] === '-' ? 'trimmed' : 'statement' };
	}

	private tag(open: number, kind: 'expression' | 'statement'): Next {
		const signed = this.source[open + 2] === '-' || (kind === 'statement' && this.source[open + 2] === '+');
		const { tokens, close, mistakes } = scanTag(
			this.source,
			open + (signed ? 3 : 2),
			kind === 'expression' ? '}}' : '%}',
		);
		this.mistakes.push(...mistakes.slice(0, 20));
		if (close === undefined) {
			const delimiter = kind === 'expression' ? '}}' : '%}';
			this.mistake(`This tag has no closing \`${delimiter}\`.`, { start: open, end: open + 2 });
			return { at: this.source.length, after: 'expression' };
		}
		const after = close.trims ? 'trimmed' : kind;
		if (kind === 'statement' && tokens.length === 1 && tokens[0]!.value === 'raw') {
			return this.raw({ start: open, end: close.end }, after);
		}
		this.items.push({ kind, tokens, range: { start: open, end: close.end } });
		return { at: close.end, after };
	}

	private raw(opening: TextRange, after: After): Next {
		const closing = /\{%([-+]?)\s*endraw\s*([-+]?)%\}/g;
		closing.lastIndex = opening.end;
		const found = closing.exec(this.source);
		if (found === null) {
			this.mistake('`{% raw %}` has no `{% endraw %}`.', opening);
			return { at: this.source.length, after: 'expression' };
		}
		const before = found[1] === '-' ? 'trim' : found[1] === '+' ? 'keep' : 'strip-line';
		this.text({ start: opening.end, end: found.index }, { before, after, raw: true });
		return { at: found.index + found[0].length, after: found[2] === '-' ? 'trimmed' : 'statement' };
	}

	/** What the tag at `open` does to the text before it. */
	private before(open: number): Before {
		const [kind, sign] = [this.source[open + 1], this.source[open + 2]];
		if (open >= this.source.length || sign === '+') {
			return 'keep';
		}
		return sign === '-' ? 'trim' : kind === '{' ? 'keep' : 'strip-line';
	}

	private text(range: TextRange, edges: { before: Before; after: After; raw: boolean }): void {
		const kept = trimmed(this.source, range, edges);
		const parts: string[] = [];
		let at = kept.start;
		while (this.change < this.changes.length && this.changes[this.change]!.range.start < range.start) {
			this.change++;
		}
		for (; this.change < this.changes.length; this.change++) {
			const change = this.changes[this.change]!;
			if (change.range.end > range.end) {
				break;
			}
			if (edges.raw && !change.raw) {
				continue;
			}
			const start = Math.min(Math.max(change.range.start, at), kept.end);
			parts.push(this.source.slice(at, start), change.text);
			at = Math.min(Math.max(change.range.end, at), kept.end);
		}
		parts.push(this.source.slice(at, kept.end));
		const value = parts.join('').replace(/\r\n?/g, '\n');
		if (value !== '') {
			this.items.push({ kind: 'text', value, range: kept });
		}
	}

	private mistake(message: string, range: TextRange): void {
		this.mistakes.push({ code: 'template-syntax', message, ...range });
	}
}

/** What stood before a text: it drops one line break after a statement, and all blanks after `-%}`. */
type After = 'expression' | 'statement' | 'trimmed';
type Before = 'keep' | 'trim' | 'strip-line';
interface Next {
	readonly at: number;
	readonly after: After;
}

function trimmed(source: string, range: TextRange, edges: { before: Before; after: After }): TextRange {
	let { start, end } = range;
	if (edges.after === 'trimmed') {
		while (start < end && isSpace(source, start)) {
			start++;
		}
	} else if (edges.after === 'statement') {
		start += source.startsWith('\r\n', start) ? 2 : source[start] === '\n' || source[start] === '\r' ? 1 : 0;
		start = Math.min(start, end);
	}
	if (edges.before === 'trim') {
		while (end > start && isSpace(source, end - 1)) {
			end--;
		}
	} else if (edges.before === 'strip-line') {
		let line = end;
		while (line > range.start && (source[line - 1] === ' ' || source[line - 1] === '\t')) {
			line--;
		}
		// A text that begins in the middle of a line, behind a tag, is no indentation.
		const atLineStart = line > range.start ? /[\r\n]/.test(source[line - 1]!) : startsLine(source, line);
		end = atLineStart ? Math.max(start, line) : end;
	}
	return { start, end };
}

function startsLine(source: string, at: number): boolean {
	return at === 0 || source[at - 1] === '\n' || source[at - 1] === '\r';
}

function isSpace(source: string, at: number): boolean {
	return /\s/.test(source[at]!);
}

/** The next `{{`, `{%` or `{#` from `at` on, or the end of the source. */
function nextTag(source: string, at: number): number {
	for (let open = source.indexOf('{', at); open >= 0; open = source.indexOf('{', open + 1)) {
		const kind = source[open + 1];
		if (kind === '{' || kind === '%' || kind === '#') {
			return open;
		}
	}
	return source.length;
}
