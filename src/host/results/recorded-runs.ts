import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { RunEvent } from '../../core/review/events.ts';
import { isBeingWritten } from '../../node/runs/run-lock.ts';
import { pathBelow, rootOf } from '../workspace/roots.ts';
import type { LiveResults, RunIntake } from './live-results.ts';
import { RunTail } from './run-tail.ts';

/**
 * Reads the run files of the workspace into the store, newest first, and follows those that grow or come: a run of the
 * command line or of another window shows while it goes on.
 */
export class RecordedRuns implements vscode.Disposable {
	private readonly store: LiveResults;
	private readonly log: vscode.LogOutputChannel;
	private readonly followed = new Map<string, Followed>();
	private readonly timers = new Map<string, NodeJS.Timeout>();
	private readonly subscriptions: readonly vscode.Disposable[];
	/** Resolves when all files that were there at the start have been read. */
	readonly loaded: Promise<void>;

	constructor(store: LiveResults, log: vscode.LogOutputChannel) {
		this.store = store;
		this.log = log;
		const watcher = vscode.workspace.createFileSystemWatcher(RUN_FILES);
		this.subscriptions = [
			watcher,
			watcher.onDidCreate(file => this.readSoon(file)),
			watcher.onDidChange(file => this.readSoon(file)),
			watcher.onDidDelete(file => {
				this.followed.delete(file.toString());
				this.store.forgetRun(file);
			}),
		];
		this.loaded = this.readAll();
	}

	dispose(): void {
		for (const timer of this.timers.values()) {
			clearTimeout(timer);
		}
		for (const subscription of this.subscriptions) {
			subscription.dispose();
		}
	}

	private async readAll(): Promise<void> {
		const files = await vscode.workspace.findFiles(RUN_FILES, '**/node_modules/**');
		const newestFirst = files.sort((a, b) => (nameOf(a) < nameOf(b) ? 1 : -1));
		for (const file of newestFirst) {
			await this.read(file);
		}
	}

	/** A file that grows tells of many small changes; they are read together. */
	private readSoon(file: vscode.Uri): void {
		const id = file.toString();
		if (!this.timers.has(id)) {
			this.timers.set(
				id,
				setTimeout(() => {
					this.timers.delete(id);
					void this.read(file);
				}, SETTLE),
			);
		}
	}

	private async read(file: vscode.Uri): Promise<void> {
		if (this.store.isLive(file)) {
			return; // The run is here: its events come first hand.
		}
		const id = file.toString();
		const known = this.followed.get(id);
		if (known === undefined && this.store.knows(file)) {
			return; // It was a run of this window, and all of it is known.
		}
		const followed: Followed = known ?? {
			tail: new RunTail(file.fsPath),
			intake: undefined,
			idle: undefined,
			busy: Promise.resolve(),
		};
		this.followed.set(id, followed);
		followed.busy = followed.busy.then(() => this.take(file, followed));
		await followed.busy;
	}

	private async take(file: vscode.Uri, followed: Followed): Promise<void> {
		try {
			const { events, restarted, changed } = await followed.tail.read();
			if (restarted) {
				followed.intake = undefined;
			}
			followed.intake ??= this.openRun(file, events);
			followed.intake?.addAll(events);
			this.watchWriter(file, followed, changed);
		} catch (error) {
			this.log.warn(
				`The run file ${file.fsPath} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
			);
		}
	}

	/** A run that nobody writes any more, or that writes nothing for minutes, was interrupted: its open cases will not end. */
	private watchWriter(file: vscode.Uri, followed: Followed, changed: number): void {
		clearTimeout(followed.idle);
		const { intake } = followed;
		if (intake === undefined || intake.hasEnded) {
			return;
		}
		const left = changed + INTERRUPTED_AFTER - Date.now();
		if (left <= 0 || !isBeingWritten(file.fsPath)) {
			intake.close();
		} else {
			followed.idle = setTimeout(() => this.watchWriter(file, followed, changed), Math.min(left, LOOK_AGAIN));
			followed.idle.unref();
		}
	}

	private openRun(file: vscode.Uri, events: readonly RunEvent[]): RunIntake | undefined {
		const start = events.find(event => event.type === 'run-start');
		const named = start?.files[0];
		if (named === undefined) {
			return undefined; // Not a run yet: its first line is still being written.
		}
		const top = rootOf(file);
		// The folder that holds `.groundline`: what the command line counts its paths from.
		const beside = vscode.Uri.joinPath(file, '..', '..', '..');
		const prefix = pathBelow(top, beside) ?? '';
		const isBelow = prefix !== '' && !existsSync(vscode.Uri.joinPath(top, named).fsPath);
		return this.store.openRun(
			isBelow
				? { root: beside, prefix, runFile: file, live: false }
				: { root: top, prefix: '', runFile: file, live: false },
		);
	}
}

const RUN_FILES = '**/.groundline/runs/*.jsonl';
const SETTLE = 50;
const INTERRUPTED_AFTER = 5 * 60 * 1000;
/** Milliseconds after which it is seen that a writer was killed. */
const LOOK_AGAIN = 5000;

interface Followed {
	readonly tail: RunTail;
	intake: RunIntake | undefined;
	idle: NodeJS.Timeout | undefined;
	/** Readings of one file follow each other. */
	busy: Promise<void>;
}

function nameOf(file: vscode.Uri): string {
	return file.path.slice(file.path.lastIndexOf('/') + 1);
}
