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

const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
