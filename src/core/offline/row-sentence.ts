import type { TableRow } from '../grounding/table-rows.ts';

/** A table row as a sentence a person can read: `Name: LoRA; score: 90.` Empty cells are left out. */
export function rowSentence({ header, cells }: TableRow): string {
	const parts = cells
		.map((cell, column) => ({ cell: oneLine(cell), name: oneLine(header[column] ?? '') }))
		.filter(({ cell }) => cell !== '')
		.map(({ cell, name }) => (name === '' ? cell : `${name}: ${cell}`));
	return `${parts.join('; ')}.`;
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
