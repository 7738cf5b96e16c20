import { existsSync, readFileSync } from 'node:fs';

/** A path below the shared data, or `undefined` where the folder is absent: such tests skip and say so. */
export function sharedData(path: string): string | undefined {
	const full = new URL(`../../../shared/data/${path}`, import.meta.url);
	return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
}

/** The records of a JSON Lines text. */
export function records(text: string): readonly Record<string, unknown>[] {
	return text
		.split('\n')
		.filter(line => line.trim() !== '')
		.map(line => JSON.parse(line) as Record<string, unknown>);
}
