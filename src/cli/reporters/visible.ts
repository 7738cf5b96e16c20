/**
 * A text that others wrote, its lines kept, with every character that hides, turns round or controls what stands beside it
 * shown as `\u{…}`. No XML, HTML or terminal refuses or obeys what is left.
 */
export function visible(text: string): string {
	return text
		.replace(/\r\n?/g, '\n')
		.replace(HIDDEN, character => `\\u{${character.codePointAt(0)!.toString(16).padStart(4, '0')}}`);
}

/** Controls but tab and line feed, format characters, lone surrogates, what is no character, and invisible tags. */
const HIDDEN =
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udc7f]/g;

/** The start of a text, with a mark where it goes on. `most`: UTF-16 units. */
export function cutAt(text: string, most: number): string {
	return text.length <= most ? text : `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…`;
}
