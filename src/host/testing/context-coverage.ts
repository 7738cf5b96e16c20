import * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';
import type { LiveResults } from '../results/live-results.ts';
import type { FilePlan, Plans } from '../workspace/plans.ts';
import { coveredLines, type LineUse } from './covered-lines.ts';
import type { CoverageSource } from './testing.ts';

/** Which lines of the context the answers stand on, through the editor's own coverage view. */
export class ContextCoverage implements CoverageSource {
	private readonly store: LiveResults;
	private readonly plans: Plans;
	private readonly details = new WeakMap<vscode.FileCoverage, readonly LineUse[]>();

	constructor(store: LiveResults, plans: Plans) {
		this.store = store;
		this.plans = plans;
	}

	async coverageOf(file: vscode.Uri): Promise<readonly vscode.FileCoverage[]> {
		const plan = await this.plans.load(file);
		return coveredLines([...plan.byKey.values()], key => this.freshAnswer(plan, key)).map(({ path, lines }) => {
			const covered = lines.filter(line => line.answers > 0).length;
			const coverage = new vscode.FileCoverage(
				vscode.Uri.joinPath(plan.root, path),
				new vscode.TestCoverageCount(covered, lines.length),
			);
			this.details.set(coverage, lines);
			return coverage;
		});
	}

	detailsOf(coverage: vscode.FileCoverage): readonly vscode.FileCoverageDetail[] {
		return (this.details.get(coverage) ?? []).map(
			({ line, answers }) => new vscode.StatementCoverage(answers, new vscode.Range(line - 1, 0, line - 1, 10_000)),
		);
	}

	/** The newest answer, unless it is stale or missing. */
	private freshAnswer({ file }: FilePlan, key: string): CaseResult | undefined {
		const result = this.store.get(file, key);
		return result?.grounding !== undefined && this.store.staleness(file, key).length === 0 ? result : undefined;
	}
}
