import { HIDDEN } from './hidden.ts';

/**
 * A text that others wrote, on one line and harmless to a terminal: line breaks become blanks, control and bidirectional
 * characters are shown as `\u{…}`.
 */
export function oneLine(text: string): string {
	return text
		.replace(/[\r\n\t ]+/g, ' ')
		.replace(HIDDEN, character => `\\u{${character.codePointAt(0)!.toString(16)}}`)
		.trim();
}
