import type { Judging } from './compare-pair.ts';
import type { Pair } from './pair.ts';
import { powerNote } from './power-note.ts';

export interface Announced {
	/** What is compared. */
	readonly file: string;
	readonly names: { readonly a: string; readonly b: string };
	readonly pairs: readonly Pair[];
	readonly judging: Judging;
	readonly notes: readonly string[];
}

/** Before anything is paid for: what is compared, by whom, in how many calls, and what so many pairs can show. A line each. */
export function announcement({ file, names, pairs, judging, notes }: Announced): readonly string[] {
	const ready = pairs.filter(({ fault }) => fault === undefined);
	return [
		`${file}: ${names.a} against ${names.b}, ${plural(pairs.length, 'pair')}, ${ready.length} to compare by ${byWhom(ready.length, judging)}`,
		...notes,
		powerNote(new Set(ready.map(({ question }) => question)).size).sentence,
	];
}

/** `claude, 22 calls` */
export function byWhom(pairs: number, judging: Judging): string {
	switch (judging.kind) {
		case 'model':
			return `${judging.judge.name}, ${plural(pairs * judging.judge.samples * 2, 'call')}`;
		case 'lexical':
			return 'offline (lexical)';
		case 'recorded':
			return 'the verdicts of the file';
	}
}

function plural(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
