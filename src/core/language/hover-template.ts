import type { TextRange } from '../text/range.ts';
import type { LanguageDocument } from './document.ts';
import { tagAt } from './template-tags.ts';
import { FILTER_DOCS, TEST_DOCS } from './template-words.ts';

/** What the filter or test under an offset of a template does; `undefined` where none stands there. */
export function hoverTemplateWord(
	document: LanguageDocument,
	offset: number,
): { readonly text: string; readonly range: TextRange } | undefined {
	const region = document.regions.template;
	const tag = region === undefined || offset < region.start ? undefined : tagAt(document.text, region.start, offset);
	if (tag === undefined || tag.kind === 'comment') {
		return undefined;
	}
	const before = /\w*$/.exec(document.text.slice(tag.inside.start, offset))?.[0].length ?? 0;
	const after = /^\w*/.exec(document.text.slice(offset, tag.inside.end))?.[0].length ?? 0;
	const range = { start: offset - before, end: offset + after };
	const word = document.text.slice(range.start, range.end);
	const lead = document.text.slice(tag.inside.start, range.start).trimEnd();
	const isTest = /\bis(?:\s+not)?$/.test(lead);
	const words = lead.endsWith('|') ? FILTER_DOCS : isTest ? TEST_DOCS : {};
	const docs = Object.hasOwn(words, word) ? words[word] : undefined;
	return docs === undefined ? undefined : { text: `${isTest ? 'Test' : 'Filter'} **${word}**\n\n${docs}`, range };
}
