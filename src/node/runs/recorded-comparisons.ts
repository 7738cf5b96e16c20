import { ComparisonFold, type PairResult } from '../../core/comparing/comparison-fold.ts';
import { listRuns, readRun } from './run-store.ts';

/** A comparison that a run file holds. */
export interface RecordedComparison {
	readonly judge: string | undefined;
	readonly pairs: readonly PairResult[];
}

/** The recorded comparisons of a question file, newest first. Rejects never: a run that cannot be read holds none. */
export async function recordedComparisons(stateFolder: string, file: string): Promise<readonly RecordedComparison[]> {
	const found: RecordedComparison[] = [];
	for (const { path } of await listRuns(stateFolder)) {
		try {
			const fold = new ComparisonFold();
			for await (const event of readRun(path)) {
				if (event.type === 'run-start' && (event.task !== 'compare' || !event.files.includes(file))) {
					break;
				}
				fold.add(event);
			}
			if (fold.start !== undefined) {
				const pairs = [...fold.pairs.values()].filter(pair => pair.file === file);
				found.push({ judge: fold.start.comparison?.judge, pairs });
			}
		} catch {
			// It vanished, or may not be read.
		}
	}
	return found;
}
