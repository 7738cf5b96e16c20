import * as vscode from 'vscode';
import type { ComparisonFold } from '../../core/comparing/comparison-fold.ts';
import type { ComparisonReport } from '../../core/comparing/comparison-report.ts';

/** A recorded comparison with everything that it amounts to. */
export interface LoadedComparison {
	readonly runFile: vscode.Uri;
	readonly fold: ComparisonFold;
	readonly report: ComparisonReport;
}

/** Reads comparisons from run files. The last few are kept as long as their files stay as they are: one report asks many times. */
export class ComparisonRuns {
	private readonly known = new Map<
		string,
		{ readonly state: string; readonly loaded: Promise<LoadedComparison | string> }
	>();

	/** The comparison of a run file, or a sentence that says why there is none. Never rejects. */
	async load(runFile: vscode.Uri): Promise<LoadedComparison | string> {
		const id = runFile.toString();
		const state = await stateOf(runFile);
		if (state === undefined) {
			this.known.delete(id);
			return vscode.l10n.t('The run file of this comparison is gone: {0}', nameOf(runFile));
		}
		const known = this.known.get(id);
		if (known?.state === state) {
			return known.loaded;
		}
		const loaded = read(runFile);
		this.known.delete(id);
		this.known.set(id, { state, loaded });
		for (const oldest of [...this.known.keys()].slice(0, -MOST_KEPT)) {
			this.known.delete(oldest);
		}
		return loaded;
	}
}

const MOST_KEPT = 4;

/** Changes whenever the file does; `undefined` where it is no file of ours, or gone. */
async function stateOf(runFile: vscode.Uri): Promise<string | undefined> {
	if (runFile.scheme !== 'file' || !/\/\.groundline\/runs\/[^/]+\.jsonl$/.test(runFile.path)) {
		return undefined; // An address can be made by anyone who writes a link.
	}
	try {
		const { size, mtime } = await vscode.workspace.fs.stat(runFile);
		return `${size} ${mtime}`;
	} catch {
		return undefined;
	}
}

async function read(runFile: vscode.Uri): Promise<LoadedComparison | string> {
	// Loaded with the first report, so that activation does not wait for it.
	const { ComparisonFold } = await import('../../core/comparing/comparison-fold.ts');
	const { reportOfRun } = await import('../../core/comparing/report-of-run.ts');
	const { readRun } = await import('../../node/runs/run-store.ts');
	const fold = new ComparisonFold();
	try {
		for await (const event of readRun(runFile.fsPath)) {
			fold.add(event);
		}
		const report = reportOfRun(fold);
		return report === undefined
			? vscode.l10n.t('{0} holds no comparison.', nameOf(runFile))
			: { runFile, fold, report };
	} catch (error) {
		return vscode.l10n.t(
			'{0} cannot be read: {1}',
			nameOf(runFile),
			error instanceof Error ? error.message : String(error),
		);
	}
}

function nameOf({ path }: vscode.Uri): string {
	return path.slice(path.lastIndexOf('/') + 1);
}
