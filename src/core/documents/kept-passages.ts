import type { Passage } from '../context/passage.ts';
import { isGlob } from '../context/passages-of.ts';
import type { CachedFiles } from './cached-files.ts';
import type { ContextEntry } from './question-file.ts';

/** What the questions of one file were given when it was last loaded. */
export interface EarlierPassages {
	/** The number of the first passage that is a question's own. */
	readonly firstNumber: number;
	/** In the order of the questions; `undefined` for one whose entries have problems or cannot be compared cheaply. */
	readonly own: readonly (OwnPassages | undefined)[];
	/** Path → text of every context file that those passages were taken from. */
	readonly texts: ReadonlyMap<string, string>;
}

export interface OwnPassages {
	readonly entries: readonly ContextEntry[];
	readonly passages: readonly Passage[];
}

/**
 * Keeps the passages of the questions of one file from one loading of it to the next: on a key press thousands of
 * questions ask for the lines that they asked for before, of files that did not change.
 */
export class KeptPassages {
	private earlier: EarlierPassages = { firstNumber: 1, own: [], texts: new Map() };

	/** Finds what can be taken over, for a file that has `count` questions now. Reads each context file once. */
	async reusable(files: CachedFiles, { firstNumber, count }: { firstNumber: number; count: number }): Promise<Reuse> {
		const { own, texts, ...earlier } = this.earlier;
		if (earlier.firstNumber !== firstNumber || own.length === 0) {
			return () => undefined;
		}
		const unchanged = new Set<string>();
		for (const [path, text] of texts) {
			const read = await files.read(path);
			if (read.kind === 'text' && read.text === text) {
				unchanged.add(path);
			}
		}
		const moved = own.length - count;
		return (place, entries) => {
			const known = [own[place], own[place + moved]].find(one => one !== undefined && areSame(one.entries, entries));
			return known?.passages.every(({ path }) => unchanged.has(path)) ? known.passages : undefined;
		};
	}

	keep(earlier: EarlierPassages): void {
		this.earlier = earlier;
	}
}

/** The passages of the question at `place` that has `entries`; `undefined` where they have to be read. */
export type Reuse = (place: number, entries: readonly ContextEntry[]) => readonly Passage[] | undefined;

/** True for entries whose passages depend on nothing but themselves and one file each. */
export function canBeKept({ entries, passages }: OwnPassages): boolean {
	return entries.length === passages.length && entries.every(one => one.kind === 'file' && !isGlob(one.file.value));
}

/** The same but for their places. An item that did not change keeps its very values, so they need no deep look. */
function areSame(a: readonly ContextEntry[], b: readonly ContextEntry[]): boolean {
	return (
		a.length === b.length &&
		a.every((one, i) => {
			const other = b[i]!;
			return (
				one.kind === 'file' &&
				other.kind === 'file' &&
				one.file.value === other.file.value &&
				one.lines?.value === other.lines?.value &&
				one.rows?.value === other.rows?.value &&
				one.label === other.label
			);
		})
	);
}
