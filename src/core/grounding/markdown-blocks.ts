import type { TextRange } from '../text/range.ts';
import { trimmedRange } from './sentences.ts';

/** A stretch of an answer that holds no Markdown mark at its ends. */
export interface Block extends TextRange {
	readonly kind: 'text' | 'item' | 'heading' | 'row' | 'code';
}

/**
 * The blocks of a Markdown text in order: paragraphs (their lines together), list items, headings, table rows and the
 * lines of fenced code. Marks (`#`, `-`, `1.`, `>`, `|---|`, fences) belong to no block. Reads plain text just as well.
 */
export function markdownBlocks(text: string): Block[] {
	const blocks: Block[] = [];
	let open: { kind: 'text' | 'item'; start: number; end: number } | undefined;
	let fence: string | undefined;
	const close = () => {
		if (open !== undefined) {
			blocks.push(open);
			open = undefined;
		}
	};
	for (const line of lineRanges(text)) {
		const content = text.slice(line.start, line.end);
		const mark = FENCE.exec(content)?.[1];
		if (mark !== undefined && (fence === undefined || mark.startsWith(fence))) {
			close();
			fence = fence === undefined ? mark : undefined;
			continue;
		}
		if (fence !== undefined) {
			pushTrimmed(blocks, text, 'code', line);
			continue;
		}
		const start = line.start + (QUOTE.exec(content)?.[0].length ?? 0);
		const rest = text.slice(start, line.end);
		if (rest.trim() === '' || RULE.test(rest)) {
			close();
		} else if (HEADING.test(rest)) {
			close();
			pushTrimmed(blocks, text, 'heading', { start: start + HEADING.exec(rest)![0].length, end: line.end });
		} else if (/^\s*\|/.test(rest)) {
			close();
			pushTrimmed(blocks, text, 'row', { start, end: line.end });
		} else if (ITEM.test(rest)) {
			close();
			open = trimmedBlock(text, 'item', { start: start + ITEM.exec(rest)![0].length, end: line.end });
		} else if (open === undefined) {
			open = trimmedBlock(text, 'text', { start, end: line.end });
		} else {
			open.end = trimmedRange(text, { start: open.start, end: line.end })!.end;
		}
	}
	close();
	return blocks;
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

function pushTrimmed(blocks: Block[], text: string, kind: Block['kind'], range: TextRange): void {
	const trimmed = trimmedRange(text, range);
	if (trimmed !== undefined && !(kind === 'row' && TABLE_RULE.test(text.slice(trimmed.start, trimmed.end)))) {
		blocks.push({ kind, ...trimmed });
	}
}

function trimmedBlock(text: string, kind: 'text' | 'item', range: TextRange) {
	const trimmed = trimmedRange(text, range);
	return trimmed === undefined ? undefined : { kind, ...trimmed };
}

const FENCE = /^[ \t]{0,3}(```+|~~~+)/;
const QUOTE = /^(?:[ \t]{0,3}>[ \t]?)+/;
const RULE = /^[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$/;
const HEADING = /^[ \t]{0,3}#{1,6}[ \t]+/;
const ITEM = /^[ \t]*(?:[-*+•‣◦–·][ \t]+|\(?\d{1,3}[.)][ \t]+|\(?[a-z][.)][ \t]+)/;
const TABLE_RULE = /^[|:\-\s]+$/;
