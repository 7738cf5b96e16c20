import { withoutCitations } from '../grounding/citations.ts';
import type { GroundingUnit } from '../grounding/grounding.ts';
import { markdownBlocks } from '../grounding/markdown-blocks.ts';
import { sentenceSegmenter, sentencesOf } from '../grounding/sentences.ts';
import { tableRows } from '../grounding/table-rows.ts';
import { rowSentence } from './row-sentence.ts';

/** A sentence that an extractive answer can take over. `title` holds the heading or the columns above it. */
export interface ContextSentence extends GroundingUnit {
	/** Position of its unit. */
	readonly unit: number;
	/** A line that announces the items after it ("Advantages:"). */
	readonly announces: boolean;
	/** An item of a list. */
	readonly item: boolean;
}

/** The sentences of a context in order, as plain text; table rows become sentences, headings become titles. */
export function contextSentences(units: readonly GroundingUnit[]): ContextSentence[] {
	const rows = new Map(tableRows(units).map(row => [row.unit, row]));
	const headers = new Set([...rows.values()].map(({ header }) => header));
	const segmenter = sentenceSegmenter();
	const sentences: ContextSentence[] = [];
	let heading = '';
	for (const [unit, { text, title = '' }] of units.entries()) {
		const row = rows.get(unit);
		if (row !== undefined) {
			const columns = [title, heading, ...row.header].filter(Boolean).join(' ');
			sentences.push(sentence(sentences.length, { unit, text: rowSentence(row), title: columns, item: false }));
			continue;
		}
		if (rows.size > 0 && isHeaderOf(text, headers)) {
			continue;
		}
		for (const block of markdownBlocks(text)) {
			if (block.kind === 'heading') {
				heading = plain(text.slice(block.start, block.end));
			} else if (block.kind !== 'row' && block.kind !== 'header') {
				for (const { start, end } of sentencesOf(text, block, segmenter)) {
					const own = plain(text.slice(start, end));
					if (/[\p{L}\p{N}]/u.test(own)) {
						sentences.push(
							sentence(sentences.length, {
								unit,
								text: own,
								title: [title, heading].filter(Boolean).join(' '),
								item: block.kind === 'item',
							}),
						);
					}
				}
			}
		}
	}
	return sentences;
}

function sentence(at: number, of: Pick<ContextSentence, 'unit' | 'text' | 'title' | 'item'>): ContextSentence {
	return { id: String(at), ...of, announces: /[:：]$/.test(of.text) };
}

function isHeaderOf(text: string, headers: ReadonlySet<readonly string[]>): boolean {
	for (const header of headers) {
		if (header.every(name => text.includes(name))) {
			return true;
		}
	}
	return false;
}

/** Without citation marks, Markdown emphasis and control characters, on one line. */
function plain(text: string): string {
	return withoutCitations(text)
		.replace(/\[([^[\]]{1,300})\](?= {3})/g, '$1')
		.replace(/^\s*\[[^[\]]{1,40}\]\s+/, '')
		.replace(/(?<![\p{L}\p{N}])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\p{L}\p{N}])|`/gu, '')
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.replace(/ (?=[.,;:!?](?:\s|$))/g, '')
		.trim();
}
