/** A text on one line, cut where it is too long. Never cuts a character in two. */
export function oneLine(text: string, longest: number): string {
	const line = text
		.slice(0, longest * 4)
		.replace(/\s+/gu, ' ')
		.trim();
	const characters = [...line];
	return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`;
}
