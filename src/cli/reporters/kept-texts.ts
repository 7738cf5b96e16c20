import { SpillFile } from '../../node/spill-file.ts';
import { UsageError } from '../exit-code.ts';

/** Bytes that are read back at once. */
const WINDOW = 256 * 1024;

/**
 * Texts of cases that are written when all are known, in the order in which the cases were loaded. Many of them wait in a temporary
 * file that only this process can see, so that a report of 100,000 cases takes no more memory than one of a thousand. Where no such
 * file can be written they wait in memory.
 */
export class KeptTexts {
	/** Place of the case of each text, by the number that {@link add} gave. */
	private readonly indexes: number[] = [];
	/** Bytes up to the end of each text. */
	private readonly ends: number[] = [];
	private readonly file = new SpillFile({ readAhead: WINDOW });

	/** Keeps the text of the case at a place among all; gives the text's own number, from 0. */
	add(index: number, text: string): number {
		this.file.append(text);
		this.indexes.push(index);
		this.ends.push(this.file.length);
		return this.ends.length - 1;
	}

	get size(): number {
		return this.ends.length;
	}

	/** These texts by the index of their case; of one case in the order in which they came. Nothing can be added afterwards. */
	*inOrder(numbers: Iterable<number> = this.ends.keys()): Generator<string, void, undefined> {
		for (const number of [...numbers].sort((a, b) => this.indexes[a]! - this.indexes[b]!)) {
			yield this.read(this.ends[number - 1] ?? 0, this.ends[number]!);
		}
	}

	close(): void {
		this.file.close();
	}

	private read(start: number, end: number): string {
		try {
			return this.file.read(start, end);
		} catch (error) {
			throw new UsageError(
				`The report cannot be written: its temporary file cannot be read (${(error as NodeJS.ErrnoException).code}).`,
			);
		}
	}
}
