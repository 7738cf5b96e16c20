import type { PromptTemplate, TemplatePart } from '../documents/prompt-template.ts';
import type { TextRange } from '../text/range.ts';

/** A `{{name}}` of a GitHub prompt. */
export interface Placeholder {
	readonly name: string;
	/** In the document. */
	readonly range: TextRange;
	/** `{{ name }}`: GitHub's runner replaces only what has no blanks, and sends this as it is. */
	readonly spaced: boolean;
}

/** The placeholders of all messages, in order. */
export function placeholdersOf(template: PromptTemplate): readonly Placeholder[] {
	return template.parts.flatMap(part => placesIn(part, template.source));
}

/** Replaces `{{name}}` in one pass: what a value holds is never looked at again. */
export function fillBraces(text: string, fillIn: (name: string) => string): string {
	return text.replace(PLACEHOLDER, (match, before: string, name: string, after: string) =>
		before === '' && after === '' ? fillIn(name) : match,
	);
}

const PLACEHOLDER = /\{\{([ \t]{0,20})([^{}\s]{1,200})([ \t]{0,20})\}\}/g;

/** The n-th placeholder of a value is the n-th of its source; where an escape hides one, the whole text is its place. */
function placesIn(part: TemplatePart, source: string): readonly Placeholder[] {
	const written = [...source.slice(part.range.start, part.range.end).matchAll(PLACEHOLDER)];
	const found = [...part.text.matchAll(PLACEHOLDER)];
	return found.map((match, index) => {
		const start = part.range.start + (written[index]?.index ?? 0);
		const places = written.length === found.length;
		return {
			name: match[2]!,
			range: places ? { start, end: start + written[index]![0].length } : part.range,
			spaced: match[1] !== '' || match[3] !== '',
		};
	});
}
