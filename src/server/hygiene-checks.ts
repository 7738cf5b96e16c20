import type { Problem } from '../core/documents/problem.ts';
import type { ReviewSet } from '../core/documents/review-set.ts';
import { HygieneBook } from '../core/hygiene/hygiene-book.ts';

/**
 * Looks at contexts while nobody types. What is known of questions that did not change is told at once; what has to be looked at
 * anew waits for a rest, and then gives way to everything else every few milliseconds.
 */
export class HygieneChecks {
	private readonly books = new Map<string, HygieneBook>();
	private readonly waiting = new Map<string, ReviewSet>();
	private readonly found: (id: string, problems: readonly Problem[]) => void;
	private timer: NodeJS.Timeout | undefined;
	private round = 0;

	/** `found` is told what was found in the file with this id. */
	constructor(found: (id: string, problems: readonly Problem[]) => void) {
		this.found = found;
	}

	/** What is known of a file that was just loaded. The rest is looked for after a rest. */
	loaded(id: string, set: ReviewSet): readonly Problem[] {
		const book = this.books.get(id) ?? new HygieneBook();
		this.books.set(id, book);
		const { problems, isComplete } = book.known(set);
		this.waiting.delete(id);
		if (!isComplete) {
			this.waiting.set(id, set);
		}
		return problems.map(({ problem }) => problem);
	}

	/** Somebody typed, or everything is checked: the rest begins now. */
	rest(): void {
		this.round++;
		clearTimeout(this.timer);
		if (this.waiting.size > 0) {
			this.timer = setTimeout(() => void this.look(), REST).unref();
		}
	}

	forget(id: string): void {
		this.books.delete(id);
		this.waiting.delete(id);
	}

	private async look(): Promise<void> {
		const round = this.round;
		for (const [id, set] of this.waiting) {
			const steps = this.books.get(id)?.check(set);
			for (let since = performance.now(); steps !== undefined; ) {
				const step = steps.next();
				if (step.done === true) {
					this.waiting.delete(id);
					this.found(
						id,
						step.value.problems.map(({ problem }) => problem),
					);
					break;
				}
				if (performance.now() - since > SLICE) {
					await new Promise(resolve => setImmediate(resolve));
					since = performance.now();
					if (this.round !== round) {
						return; // Typed on: the next rest has the newer texts.
					}
				}
			}
		}
	}
}

/** Milliseconds without a change before contexts are looked at, and that are spent on it in one go. */
const REST = 300;
const SLICE = 8;
