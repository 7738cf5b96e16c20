import type * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';
import type { LiveResults } from '../results/live-results.ts';

/** Every result of a question file, of all runs. */
export function allResults(store: LiveResults, file: vscode.Uri): readonly CaseResult[] {
	return store.ofFile(file).flatMap(result => {
		const earlier = store.history(file, result.key);
		return earlier.some(({ run }) => run === result.run) ? earlier : [result, ...earlier];
	});
}
