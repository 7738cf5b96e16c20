import * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';
import { CONTROLLERS } from '../ids.ts';
import type { Outlines } from '../language/outlines.ts';
import type { LiveResults } from '../results/live-results.ts';
import { reasonWord, showHidden } from '../results/wording.ts';
import type { ActiveRun, RunRequest, Runs } from '../runs/runs.ts';
import { verdictWords } from '../threads/thread-words.ts';
import type { Plans } from '../workspace/plans.ts';
import { TestTree } from './test-tree.ts';

/** Shows questions in the Testing view and runs what is started there. */
export function registerTesting(parts: TestingParts): vscode.Disposable {
	return new Testing(parts);
}

interface TestingParts {
	readonly plans: Plans;
	readonly outlines: Outlines;
	readonly store: LiveResults;
	readonly runs: Runs;
	readonly coverage: CoverageSource;
}

export interface CoverageSource {
	/** What the answers of all questions used of the context files, for the end of a run with coverage. */
	coverageOf(file: vscode.Uri): Promise<readonly vscode.FileCoverage[]>;
	detailsOf(coverage: vscode.FileCoverage): readonly vscode.FileCoverageDetail[];
}

class Testing implements vscode.Disposable {
	private readonly parts: TestingParts;
	private readonly controller = vscode.tests.createTestController(CONTROLLERS.tests, 'Groundline');
	private readonly tree: TestTree;
	private readonly requested = new Map<RunRequest, vscode.TestRun>();
	/** Which run of each leaf the Testing view shows, so that recorded results are shown once. */
	private readonly reported = new Map<string, string>();
	private readonly waiting = new Set<string>();
	private readonly subscriptions: readonly vscode.Disposable[];
	private readonly run: vscode.TestRunProfile;
	private timer: NodeJS.Timeout | undefined;

	constructor(parts: TestingParts) {
		this.parts = parts;
		const { l10n, TestRunProfileKind } = vscode;
		this.tree = new TestTree(this.controller, parts);
		this.run = this.controller.createRunProfile(
			l10n.t('Run'),
			TestRunProfileKind.Run,
			(request, token) => this.start(request, token, 'run'),
			true,
		);
		this.controller.createRunProfile(
			l10n.t('Judge only'),
			TestRunProfileKind.Run,
			(request, token) => this.start(request, token, 'judge'),
			false,
		);
		const covered = this.controller.createRunProfile(
			l10n.t('Run with context coverage'),
			TestRunProfileKind.Coverage,
			(request, token) => this.start(request, token, 'run'),
			true,
		);
		covered.loadDetailedCoverage = async (_run, file) => [...parts.coverage.detailsOf(file)];
		this.subscriptions = [
			this.tree,
			this.controller,
			parts.runs.onDidStart(run => this.follow(run)),
			this.tree.onDidChange(file => this.restoreSoon(file)),
			parts.store.onDidChange(({ file, keys, kind }) => {
				if (kind === 'result') {
					this.restoreSoon(file);
				} else if (kind === 'staleness') {
					this.invalidate(file, keys);
				}
			}),
		];
		void this.tree.findFiles();
	}

	dispose(): void {
		clearTimeout(this.timer);
		for (const subscription of this.subscriptions) {
			subscription.dispose();
		}
	}

	private async start(
		request: vscode.TestRunRequest,
		token: vscode.CancellationToken,
		task: 'run' | 'judge',
	): Promise<void> {
		const items = request.include ?? roots(this.controller);
		const byFile = new Map<string, { file: vscode.Uri; keys: Set<string> }>();
		for (const item of items) {
			const { file, keys } = await this.tree.casesBelow(item);
			const entry = byFile.get(file.toString()) ?? { file, keys: new Set<string>() };
			byFile.set(file.toString(), entry);
			for (const key of keys) {
				entry.keys.add(key);
			}
		}
		for (const item of request.exclude ?? []) {
			const { file, keys } = await this.tree.casesBelow(item);
			for (const key of keys) {
				byFile.get(file.toString())?.keys.delete(key);
			}
		}
		const run = this.controller.createTestRun(request);
		try {
			await Promise.all(
				[...byFile.values()].map(async ({ file, keys }) => {
					const wanted: RunRequest = { file, task, selection: { kind: 'cases', keys }, token, origin: 'testing' };
					this.requested.set(wanted, run);
					await this.parts.runs.start(wanted);
					this.requested.delete(wanted);
					if (request.profile?.kind === vscode.TestRunProfileKind.Coverage) {
						for (const each of await this.parts.coverage.coverageOf(file)) {
							run.addCoverage(each);
						}
					}
				}),
			);
		} finally {
			run.end();
		}
	}

	/** Shows a run, whoever started it. One that the editor started never opens the Test Results panel. */
	private follow(active: ActiveRun): void {
		const { file } = active.request;
		const leaves = new Map(
			active.cases.flatMap(({ key }) => {
				const leaf = this.tree.leaf(file, key);
				return leaf === undefined ? [] : [[key, leaf] as const];
			}),
		);
		const own = this.requested.get(active.request);
		const run =
			own ??
			this.controller.createTestRun(new vscode.TestRunRequest([...leaves.values()], undefined, this.run, false, true));
		for (const leaf of leaves.values()) {
			run.enqueued(leaf);
		}
		const started = new Set<string>();
		const listening = active.onDidChange(result => {
			const leaf = leaves.get(result.key);
			if (leaf === undefined) {
				return;
			}
			if (!started.has(result.key)) {
				started.add(result.key);
				run.started(leaf);
			}
			if (result.phase === 'done') {
				this.report(run, leaf, result);
			}
		});
		void active.finished.then(() => {
			listening.dispose();
			if (own === undefined) {
				run.end();
			}
		});
	}

	private report(run: vscode.TestRun, leaf: vscode.TestItem, result: CaseResult): void {
		this.reported.set(leafKey(leaf), result.run);
		reportState(run, leaf, result);
	}

	private restoreSoon(file: vscode.Uri): void {
		this.waiting.add(file.toString());
		this.timer ??= setTimeout(() => {
			this.timer = undefined;
			const files = [...this.waiting];
			this.waiting.clear();
			for (const id of files) {
				this.restore(vscode.Uri.parse(id));
			}
		}, 300);
	}

	/** Shows recorded results that the Testing view does not show yet, without keeping them a second time. */
	private restore(file: vscode.Uri): void {
		const missing = this.parts.store.ofFile(file).flatMap(result => {
			const leaf = this.tree.leaf(file, result.key);
			const isNew = leaf !== undefined && result.phase === 'done' && this.reported.get(leafKey(leaf)) !== result.run;
			return isNew && !this.parts.runs.isRunning(file, result.key) ? [{ leaf, result }] : [];
		});
		if (missing.length === 0) {
			return;
		}
		const request = new vscode.TestRunRequest(
			missing.map(({ leaf }) => leaf),
			undefined,
			this.run,
			false,
			true,
		);
		const run = this.controller.createTestRun(request, vscode.l10n.t('Recorded results'), false);
		for (const { leaf, result } of missing) {
			this.report(run, leaf, result);
		}
		run.end();
		this.invalidate(
			file,
			missing.map(({ result }) => result.key),
		);
	}

	private invalidate(file: vscode.Uri, keys: readonly string[]): void {
		const stale = keys.flatMap(key =>
			this.parts.store.staleness(file, key).length > 0 ? (this.tree.leaf(file, key) ?? []) : [],
		);
		if (stale.length > 0) {
			this.controller.invalidateTestResults(stale);
		}
	}
}

function reportState(run: vscode.TestRun, leaf: vscode.TestItem, result: CaseResult): void {
	const { t } = vscode.l10n;
	const end = result.end;
	if (end === undefined) {
		return;
	}
	const words = verdictWords(result, t) ?? '';
	run.appendOutput(
		`${`${leaf.parent?.description ?? ''} · ${leaf.label}\n${showHidden(result.text)}\n${words}\n`.replace(/\r?\n|\r/g, '\r\n')}\r\n`,
		undefined,
		leaf,
	);
	const duration = result.answer?.latencyMs;
	switch (end.state) {
		case 'passed':
			run.passed(leaf, duration);
			return;
		case 'failed':
			run.failed(leaf, new vscode.TestMessage(words), duration);
			return;
		case 'unscored':
			run.errored(leaf, new vscode.TestMessage(unscoredWords(result)), duration);
			return;
		case 'not-judged':
			run.skipped(leaf);
			return;
	}
}

function unscoredWords({ end }: CaseResult): string {
	const { t } = vscode.l10n;
	const reason = end?.reason === undefined ? '' : reasonWord(end.reason, t);
	const head = t('Unscored: {0}', reason);
	return end?.message === undefined ? head : `${head}\n${showHidden(end.message)}`;
}

function leafKey(leaf: vscode.TestItem): string {
	return `${leaf.uri?.toString()} ${leaf.id}`;
}

function roots(controller: vscode.TestController): readonly vscode.TestItem[] {
	const items: vscode.TestItem[] = [];
	controller.items.forEach(item => {
		items.push(item);
	});
	return items;
}
