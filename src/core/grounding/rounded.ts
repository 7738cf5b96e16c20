/** A share or chance to four digits, as it is shown and written down: more of them say nothing, and are slow to write and to read. */
export function rounded(value: number): number {
	return Math.round(value * 1e4) / 1e4;
}
