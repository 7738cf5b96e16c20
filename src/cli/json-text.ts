/**
 * A value as JSON that a terminal shows and does not obey: JSON escapes only some control characters, and models write the
 * others too. The value stays the same.
 */
export function jsonText(value: unknown, indent?: number): string {
	return JSON.stringify(value, undefined, indent).replace(
		HIDDEN,
		character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

/** Delete, the C1 controls, and what hides or turns round the text behind it. */
const HIDDEN = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
