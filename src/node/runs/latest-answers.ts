import type { CaseResult } from '../../core/review/result.ts';
import { foldRun, listRuns, type RunFileProblem, runNames } from './run-store.ts';

export interface LatestAnswersOptions {
	readonly stateFolder: string;
	/** Root-relative path of the question file. */
	readonly file: string;
	/** Keys of the cases that the file asks for now. Those of the newest run are taken in any case. */
	readonly wanted: Iterable<string>;
	/** Told what of a run file cannot be read. */
	readonly report?: (path: string, problem: RunFileProblem) => void;
	/** Told how many texts that results refer to are nowhere. */
	readonly onLost?: (path: string, texts: number) => void;
}

/**
 * The answers of a question file to judge: of each case those of the newest run that answered it, all samples of one run. A run of a single
 * question so hides no other question's answers. `undefined` where the file has no run. Rejects if a run cannot be read.
 */
export async function latestAnswers({
	stateFolder,
	file,
	wanted,
	report,
	onLost,
}: LatestAnswersOptions): Promise<readonly CaseResult[] | undefined> {
	let missing: Set<string> | undefined;
	const found: CaseResult[] = [];
	for (const { path } of await listRuns(stateFolder)) {
		if (missing?.size === 0) {
			break;
		}
		if (!(await runNames(path, file))) {
			continue;
		}
		const fold = await foldRun(path, problem => report?.(path, problem));
		if (fold.lostTexts > 0) {
			onLost?.(path, fold.lostTexts);
		}
		const answered = [...fold.results.values()].filter(one => one.start?.file === file && one.answer !== undefined);
		const open: ReadonlySet<string> | undefined = missing;
		const taken = answered.filter(({ key }) => open === undefined || open.has(withoutSample(key)));
		found.push(...taken);
		missing ??= new Set([...wanted].map(withoutSample));
		for (const { key } of taken) {
			missing.delete(withoutSample(key));
		}
	}
	return missing === undefined ? undefined : found;
}

/** Samples of one case belong together. */
function withoutSample(key: string): string {
	return key.replace(/~\d+$/, '');
}
