import type { GroundingUnit } from './grounding.ts';

/**
 * Which paragraph each unit belongs to, counted from 0: units in a row under the same title are one; without titles a
 * Markdown heading starts the next one. The lines of a paragraph speak of one subject.
 */
export function paragraphsOf(units: readonly GroundingUnit[]): Int32Array {
	const paragraphs = new Int32Array(units.length);
	let paragraph = 0;
	for (let unit = 1; unit < units.length; unit++) {
		const { title, text } = units[unit]!;
		if (title !== units[unit - 1]!.title || (title === undefined && isHeading(text))) {
			paragraph++;
		}
		paragraphs[unit] = paragraph;
	}
	return paragraphs;
}

function isHeading(text: string): boolean {
	return (text.startsWith('#') || text.startsWith(' ')) && HEADING.test(text);
}

const HEADING = /^\s{0,3}#{1,6}\s/;
