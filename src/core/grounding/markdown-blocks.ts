import type { TextRange } from '../text/range.ts';
import { trimmedRange } from './sentences.ts';

/** A stretch of an answer that holds no Markdown mark at its ends. */
export interface Block extends TextRange {
	/** `header`: the names of a table's columns. `reference`: a source behind its mark, `[^1]: …`. */
	readonly kind: 'text' | 'item' | 'heading' | 'header' | 'row' | 'code' | 'reference';
}

/**
 * The blocks of a Markdown text in order: paragraphs (their lines together), list items, headings of either kind and lines all in
 * bold that head something, table rows with or without outer bars, references, and the lines of code. Marks (`#`, `-`, `1.`, `[x]`, `>`,
 * `|---|`, fences, symbols used as bullets) belong to no block. Reads plain text just as well.
 */
export function markdownBlocks(text: string): Block[] {
	const reader = new BlockReader(text);
	for (const line of lineRanges(text)) {
		reader.read(line);
	}
	return reader.end();
}

class BlockReader {
	private readonly text: string;
	private readonly blocks: Block[] = [];
	private open: { kind: 'text' | 'item'; start: number; end: number; lines: number } | undefined;
	private fence: string | undefined;
	private inTable = false;
	private blankAbove = false;

	constructor(text: string) {
		this.text = text;
	}

	end(): Block[] {
		this.close();
		return headed(this.blocks, this.text);
	}

	read(line: TextRange): void {
		const content = this.text.slice(line.start, line.end);
		const mark = FENCE.exec(content)?.[1];
		if (mark !== undefined && (this.fence === undefined || mark.startsWith(this.fence))) {
			this.close();
			this.fence = this.fence === undefined ? mark : undefined;
			return;
		}
		if (this.fence !== undefined) {
			this.push('code', line);
			return;
		}
		const start = line.start + (QUOTE.exec(content)?.[0].length ?? 0);
		const rest = this.text.slice(start, line.end);
		this.readLine(rest, { start, end: line.end });
		this.blankAbove = rest.trim() === '';
	}

	private readLine(rest: string, { start, end }: TextRange): void {
		if (rest.trim() === '') {
			this.close();
			this.inTable = false;
		} else if (this.underlines(rest)) {
			const { start: from, end: to } = this.open!;
			this.open = undefined;
			this.push('heading', { start: from, end: to });
		} else if (this.rulesTable(rest)) {
			this.headTable();
		} else if (RULE.test(rest)) {
			this.close();
		} else if (HEADING.test(rest)) {
			this.close();
			this.push('heading', { start: start + HEADING.exec(rest)![0].length, end });
		} else if (/^\s*\|/.test(rest) || (this.inTable && rest.includes('|'))) {
			this.close();
			this.push('row', { start, end });
		} else if (REFERENCE.test(rest)) {
			this.close();
			this.push('reference', { start, end });
		} else if (this.isIndentedCode(rest)) {
			this.push('code', { start, end });
		} else if (ITEM.test(rest)) {
			this.close();
			this.begin('item', { start: start + ITEM.exec(rest)![0].length, end });
		} else if (this.open === undefined) {
			this.begin('text', { start, end });
		} else {
			this.open.end = trimmedRange(this.text, { start: this.open.start, end })!.end;
			this.open.lines++;
		}
	}

	private begin(kind: 'text' | 'item', range: TextRange): void {
		const trimmed = trimmedRange(this.text, range);
		this.open = trimmed === undefined ? undefined : { kind, ...trimmed, lines: 1 };
	}

	private close(): void {
		if (this.open !== undefined) {
			const { kind, start, end } = this.open;
			this.blocks.push({ kind, start, end });
			this.open = undefined;
		}
	}

	private push(kind: Block['kind'], range: TextRange): void {
		const trimmed = trimmedRange(this.text, range);
		if (trimmed !== undefined) {
			this.blocks.push({ kind, ...trimmed });
		}
	}

	/** A rule right under a line makes it a heading, unless the line is a sentence. */
	private underlines(rest: string): boolean {
		return (
			UNDERLINE.test(rest) &&
			this.open?.kind === 'text' &&
			this.open.lines === 1 &&
			!/[.!?:;,。！？：…]["'”’)*_]*$/.test(this.text.slice(this.open.start, this.open.end))
		);
	}

	/** The rule under a table's header; without outer bars only under a line that has bars. */
	private rulesTable(rest: string): boolean {
		if (!TABLE_RULE.test(rest) || !rest.includes('-')) {
			return false;
		}
		const above = this.open === undefined ? this.blocks.at(-1) : this.open;
		return (
			/^\s*\|/.test(rest) ||
			(rest.includes('|') && above !== undefined && this.text.slice(above.start, above.end).includes('|'))
		);
	}

	private headTable(): void {
		if (this.open?.lines === 1) {
			const { start, end } = this.open;
			this.blocks.push({ kind: 'header', start, end });
			this.open = undefined;
		} else {
			const last = this.blocks.at(-1);
			if (this.open === undefined && last?.kind === 'row' && !this.blankAbove) {
				this.blocks[this.blocks.length - 1] = { ...last, kind: 'header' };
			}
			this.close();
		}
		this.inTable = true;
	}

	/** Indented lines are code only where they look like it, and not inside a list: indented prose is common. */
	private isIndentedCode(rest: string): boolean {
		const last = this.blocks.at(-1);
		return (
			this.open === undefined &&
			last !== undefined &&
			last.kind !== 'item' &&
			(this.blankAbove || last.kind === 'code') &&
			INDENTED.test(rest) &&
			CODE_SIGN.test(rest)
		);
	}
}

/** A line all in bold, or an item of this kind, that ends with a colon or stands between other blocks and has no number, heads what follows. */
function headed(blocks: readonly Block[], text: string): Block[] {
	return blocks.map((block, at) => {
		const found = (block.kind === 'text' || block.kind === 'item') && BOLD.exec(text.slice(block.start, block.end));
		if (!found || at === blocks.length - 1) {
			return block;
		}
		const [whole, , name] = found;
		const heads =
			/[:：]/.test(whole.slice(-4)) || (block.kind === 'text' && at > 0 && !/\p{N}{2}|[.!?。]$/u.test(name!));
		return heads ? { ...block, kind: 'heading' } : block;
	});
}

/** The lines of a text without their breaks: LF, CRLF, CR. */
export function lineRanges(text: string): TextRange[] {
	const lines: TextRange[] = [];
	let start = 0;
	for (const found of text.matchAll(/\r\n?|\n/g)) {
		lines.push({ start, end: found.index });
		start = found.index + found[0].length;
	}
	lines.push({ start, end: text.length });
	return lines;
}

const FENCE = /^[ \t]{0,3}(```+|~~~+)/;
const QUOTE = /^(?:[ \t]{0,3}>[ \t]?)+/;
const RULE = /^[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$/;
const HEADING = /^[ \t]{0,3}#{1,6}[ \t]+/;
/** Bullets, also without a blank before a capital; numbers, letters and Roman numbers; the numbers of other scripts; a symbol as a bullet. */
const ITEM = new RegExp(
	[
		'^[ \\t]*(?:',
		'[-*+•‣◦–·●○▪■►▸→✓✔✗✘][ \\t]+(?:\\[[ xX]\\][ \\t]+)?',
		'|[-–•·●○▪■►▸→✓✔✗✘](?=\\p{Lu}|\\p{Lo})',
		'|\\(?\\d{1,3}[.)][ \\t]+|\\d{1,2}\\.(?=\\p{Lu}\\p{Ll}|\\p{Lo})',
		'|\\(?[a-z][.)][ \\t]+|\\(?[ivx]{1,6}[.)][ \\t]+',
		'|(?:\\p{Nd}{1,2}|[一二三四五六七八九十]{1,3})[、．][ \\t]*|[（(](?:\\d{1,2}|[一二三四五六七八九十]{1,3})[）)][ \\t]*|[\\u2460-\\u2473][ \\t]*|\\d\\ufe0f?\\u20e3[ \\t]*',
		'|(?:\\p{Extended_Pictographic}[\\ufe0f\\u200d\\u{1f3fb}-\\u{1f3ff}]*){1,8}[ \\t]+',
		')',
	].join(''),
	'u',
);
const TABLE_RULE = /^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*(?::?-+:?)?[ \t]*$/;
const UNDERLINE = /^[ ]{0,3}(?:={3,}|-{3,})[ \t]*$/;
const REFERENCE = /^[ ]{0,3}(?:\[\^?[\p{L}\p{N}_-]{1,20}\]:[ \t]|\[\d{1,3}\][ \t]*https?:\/\/\S+[ \t]*$)/u;
const INDENTED = /^(?: {4}|\t)/;
const CODE_SIGN =
	/[{};=<>$\\]|\(\)|\w\(|^\s*(?:import|from|def|class|return|npm|pip|git|cd|curl|sudo|echo|const|let|var|print|#|\/\/)\b/;
const BOLD = /^(\*\*|__)([^*_]{1,200})\1\s*[:：]?$/;
