/** A text with one cursor mark `¦`: the text without it, and the offset where it stood. */
export function cursorIn(marked: string): { readonly text: string; readonly offset: number } {
	const offset = marked.indexOf('¦');
	if (offset < 0) {
		throw new Error('The fixture has no cursor mark ¦.');
	}
	return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}
