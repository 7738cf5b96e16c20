/** `3 pairs`, `1 pair`. */
export function plural(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A text that others wrote on one line, harmless where it is shown: hidden characters as `\u{…}`, cut at `most` characters. */
export function briefly(text: string, most: number): string {
	const line = text
		.slice(0, 4 * most)
		.replace(/[\r\n\t ]+/g, ' ')
		.replace(HIDDEN, character => `\\u{${character.codePointAt(0)!.toString(16)}}`)
		.trim();
	return line.length <= most ? line : `${line.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
