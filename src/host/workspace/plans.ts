import * as vscode from 'vscode';
import type { Files } from '../../core/documents/files.ts';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import type { Case } from '../../core/review/case.ts';
import type { Plan } from '../../core/review/plan.ts';
import type { PlanOptions } from '../../core/review/plan-options.ts';
import { SETTINGS } from '../ids.ts';
import { onSettingChange, setting } from '../settings.ts';
import { isOwnFile, pathBelow, rootOf } from './roots.ts';

/** A question file with everything it names, and the cases that it asks for. */
export interface FilePlan {
	readonly file: vscode.Uri;
	readonly root: vscode.Uri;
	readonly set: ReviewSet;
	readonly plan: Plan;
	readonly byKey: ReadonlyMap<string, Case>;
}

/**
 * Reads question files as they are now, editors' text first, and keeps the plans of those that somebody watches up to date:
 * a change of any file that a plan rests on makes a new one, half a second after the last change.
 */
export class Plans implements vscode.Disposable {
	private readonly filesOf: (root: vscode.Uri) => Files;
	private readonly watched = new Map<string, WatchedFile>();
	private readonly changed = new vscode.EventEmitter<FilePlan>();
	private readonly subscriptions: readonly vscode.Disposable[];
	readonly onDidChange = this.changed.event;

	constructor(filesOf: (root: vscode.Uri) => Files) {
		this.filesOf = filesOf;
		const watcher = vscode.workspace.createFileSystemWatcher('**/*');
		this.subscriptions = [
			this.changed,
			watcher,
			watcher.onDidChange(file => this.touch(file)),
			watcher.onDidCreate(file => this.touch(file)),
			watcher.onDidDelete(file => this.touch(file)),
			vscode.workspace.onDidChangeTextDocument(
				event => event.contentChanges.length > 0 && this.touch(event.document.uri),
			),
			onSettingChange([SETTINGS.judgeModel], () => this.touchAll()),
		];
	}

	/** The last plan that was made of a watched file. */
	get(file: vscode.Uri): FilePlan | undefined {
		return this.watched.get(file.toString())?.plan;
	}

	/** Reads the file and all that it names, now. Never rejects: problems are part of the plan. */
	async load(file: vscode.Uri, options: PlanOptions = {}): Promise<FilePlan> {
		// Loaded with the first plan, so that activation does not wait for the parsers.
		const { loadReviewSet } = await import('../../core/documents/load.ts');
		const { planCases } = await import('../../core/review/plan.ts');
		const root = rootOf(file);
		const path = pathBelow(root, file) ?? '';
		const set = await loadReviewSet(path, this.filesOf(root));
		const plan = planCases(set, withDefaultJudge(set, file, options));
		return { file, root, set, plan, byKey: new Map(plan.cases.map(item => [item.key, item])) };
	}

	/** Makes the plan of a file and keeps it up to date from now on. */
	watch(file: vscode.Uri): void {
		const id = file.toString();
		if (!this.watched.has(id)) {
			this.watched.set(id, { file, plan: undefined, timer: undefined, turn: 0, took: 0 });
			this.schedule(id, 0);
		}
	}

	/** Stops keeping a file's plan, because the file is gone. */
	unwatch(file: vscode.Uri): void {
		clearTimeout(this.watched.get(file.toString())?.timer);
		this.watched.delete(file.toString());
	}

	dispose(): void {
		for (const { timer } of this.watched.values()) {
			clearTimeout(timer);
		}
		this.watched.clear();
		for (const subscription of this.subscriptions) {
			subscription.dispose();
		}
	}

	private touchAll(): void {
		for (const id of this.watched.keys()) {
			this.schedule(id, SETTLE);
		}
	}

	private touch(changed: vscode.Uri): void {
		if (changed.scheme !== 'file' || isOwnFile(changed)) {
			return;
		}
		for (const [id, { file, plan }] of this.watched) {
			const path = plan && pathBelow(plan.root, changed);
			const concerned = changed.toString() === id || (path !== undefined && plan!.set.dependencies.includes(path));
			if (concerned || plan === undefined || file.toString() === changed.toString()) {
				this.schedule(id, SETTLE);
			}
		}
	}

	private schedule(id: string, delay: number): void {
		const entry = this.watched.get(id);
		if (entry !== undefined) {
			clearTimeout(entry.timer);
			entry.timer = setTimeout(() => void this.renew(entry), delay && Math.max(delay, entry.took * 4));
		}
	}

	private async renew(entry: WatchedFile): Promise<void> {
		const turn = ++entry.turn;
		const started = performance.now();
		const plan = await this.load(entry.file);
		entry.took = performance.now() - started;
		if (entry.turn === turn && this.watched.get(entry.file.toString()) === entry) {
			entry.plan = plan;
			this.changed.fire(plan);
		}
	}
}

/** Milliseconds without a change before a plan is made anew. */
const SETTLE = 400;

interface WatchedFile {
	readonly file: vscode.Uri;
	plan: FilePlan | undefined;
	timer: NodeJS.Timeout | undefined;
	/** Counts readings, so that a slow one never overwrites a later one. */
	turn: number;
	/** Milliseconds that the last reading took: large files are read less often. */
	took: number;
}

/** The setting names a judge where no document does. */
export function withDefaultJudge(set: ReviewSet, file: vscode.Uri, options: PlanOptions): PlanOptions {
	const named = set.file.judge?.model ?? set.project?.defaults.judge.model;
	const preferred = setting<string>(SETTINGS.judgeModel, '', file);
	return named === undefined && preferred !== '' && options.judge === undefined && options.judging === undefined
		? { ...options, judge: preferred }
		: options;
}
