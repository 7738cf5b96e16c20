import * as vscode from 'vscode';
import type { RecordedComparison } from '../../node/runs/recorded-comparisons.ts';
import type { FilePlan } from '../workspace/plans.ts';

/** The recorded comparisons of a question file, newest first. */
export async function comparisonsOf({ root, set }: FilePlan): Promise<readonly RecordedComparison[]> {
	// Loaded when somebody asks, so that activation does not wait for it.
	const { recordedComparisons } = await import('../../node/runs/recorded-comparisons.ts');
	const { stateFolder } = await import('../../core/review/state-folder.ts');
	const folder = stateFolder({ file: set.path, project: set.projectPath, otherwise: 'root' });
	return recordedComparisons(vscode.Uri.joinPath(root, folder).fsPath, set.path);
}

/** Ids of the questions that the newest comparison would have a person look at, the most needed first. */
export async function urgentQuestions(loaded: FilePlan): Promise<readonly string[]> {
	const { queueOf } = await import('../../core/comparing/queue.ts');
	const { isCompared } = await import('../../core/comparing/units.ts');
	const [newest] = await comparisonsOf(loaded);
	return newest === undefined ? [] : queueOf(newest.pairs.filter(isCompared)).map(({ question }) => question);
}
