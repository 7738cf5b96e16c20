import { HIDDEN } from '../../core/text/hidden.ts';

/**
 * A text that others wrote, its lines kept, with every character that hides, turns round or controls what stands beside it
 * shown as `\u{…}`. No XML, HTML or terminal refuses or obeys what is left.
 */
export function visible(text: string): string {
	return text
		.replace(/\r\n?/g, '\n')
		.replace(HIDDEN, character => `\\u{${character.codePointAt(0)!.toString(16).padStart(4, '0')}}`);
}

/** The start of a text, with a mark where it goes on. `most`: UTF-16 units. */
export function cutAt(text: string, most: number): string {
	return text.length <= most ? text : `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…`;
}
