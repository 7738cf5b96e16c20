/** A text of a document inside Markdown: in a fence that the text cannot close. */
export function fenced(text: string): string {
	const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), run => run[0].length));
	const fence = '`'.repeat(longest + 1);
	return `${fence}text\n${text}\n${fence}`;
}

/** A text of a document inside a line of Markdown: in backticks that the text cannot close, on one line. */
export function inlineCode(text: string): string {
	const line = text.replace(/[\r\n]+/g, ' ');
	const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), run => run[0].length));
	const ticks = '`'.repeat(longest + 1);
	const space = longest > 0 ? ' ' : '';
	return `${ticks}${space}${line}${space}${ticks}`;
}
