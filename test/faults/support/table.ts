/** A Markdown table, its columns as wide as they have to be. */
export function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
	const all = [heads, ...rows.map(row => row.map(String))];
	const widths = heads.map((_, i) => Math.max(3, ...all.map(row => row[i]!.length)));
	const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
	return [line(heads), `|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`, ...all.slice(1).map(line)].join(
		'\n',
	);
}

/** Figures are for whoever runs the suite in full; its short form only says what failed. */
export function print(text: string): void {
	if (process.env.FAULTS === 'full') {
		console.log(`\n${text}`);
	}
}
