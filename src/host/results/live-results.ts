import * as vscode from 'vscode';
import type { ReviewEvent, RunEnd, RunStart } from '../../core/review/events.ts';
import { RunFold } from '../../core/review/fold.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { ChangeThrottle } from './change-throttle.ts';
import { rebaseResult } from './rebase.ts';
import { ResultTable } from './result-table.ts';
import type { ResultChange, ResultStore } from './store.ts';

/** A run as the history shows it. */
export interface RunSummary {
	readonly id: string;
	readonly root: vscode.Uri;
	readonly prefix: string;
	readonly runFile: vscode.Uri;
	readonly start: RunStart;
	/** `undefined`: it goes on, or was interrupted. */
	readonly end: RunEnd | undefined;
	readonly live: boolean;
	readonly results: readonly CaseResult[];
}

export interface RunPlace {
	/** What the paths in the run file are relative to. */
	readonly root: vscode.Uri;
	/** Way from the workspace folder to `root`; see {@link rebaseResult}. */
	readonly prefix: string;
	readonly runFile: vscode.Uri;
	readonly live: boolean;
}

/** The results of a window: what runs here send, and what run files hold. */
export class LiveResults implements ResultStore, vscode.Disposable {
	private readonly tables = new Map<string, { readonly file: vscode.Uri; readonly table: ResultTable }>();
	private readonly runs = new Map<string, RunIntake>();
	private readonly stale = new Map<string, ReadonlyMap<string, readonly string[]>>();
	private readonly changed = new vscode.EventEmitter<ResultChange>();
	private readonly runsChanged = new vscode.EventEmitter<void>();
	private readonly throttle = new ChangeThrottle(50, change => this.changed.fire(change));
	private readonly rootOf: (file: vscode.Uri) => vscode.Uri;
	readonly onDidChange = this.changed.event;
	/** Fires when a run begins, ends or is forgotten. */
	readonly onDidChangeRuns = this.runsChanged.event;

	constructor(rootOf: (file: vscode.Uri) => vscode.Uri) {
		this.rootOf = rootOf;
	}

	/** Opens the way in for the events of one run. What an earlier reading of the same file said is forgotten. */
	openRun(place: RunPlace): RunIntake {
		this.forgetRun(place.runFile);
		const intake = new RunIntake(place, {
			put: (result, kind) => this.put(place, result, kind),
			drop: result => this.drop(place, result),
			runChanged: () => this.runsChanged.fire(),
		});
		this.runs.set(place.runFile.toString(), intake);
		return intake;
	}

	/** Takes an event that was added to the file of a run after its end. */
	addLater(runFile: vscode.Uri, event: ReviewEvent): void {
		this.runs.get(runFile.toString())?.add(event);
	}

	/** True for a file that a run of this window writes. */
	isLive(runFile: vscode.Uri): boolean {
		return this.runs.get(runFile.toString())?.summary?.live === true;
	}

	/** True for a file that was read, or written here. */
	knows(runFile: vscode.Uri): boolean {
		return this.runs.has(runFile.toString());
	}

	/** Forgets a run whose file is gone. */
	forgetRun(runFile: vscode.Uri): void {
		const intake = this.runs.get(runFile.toString());
		const id = intake?.id;
		this.runs.delete(runFile.toString());
		if (id === undefined) {
			return;
		}
		for (const { file, table } of this.tables.values()) {
			const keys = table.forget(id);
			if (keys.length > 0) {
				this.throttle.add({ file, keys, kind: 'result' });
			}
		}
		this.runsChanged.fire();
	}

	/** Newest first. */
	allRuns(): readonly RunSummary[] {
		return [...this.runs.values()]
			.flatMap(intake => intake.summary ?? [])
			.sort((a, b) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0));
	}

	get(file: vscode.Uri, key: string): CaseResult | undefined {
		return this.table(file)?.newest(key);
	}

	/** The result of a case in one run. */
	ofRun(file: vscode.Uri, key: string, run: string): CaseResult | undefined {
		return this.table(file)?.ofRun(key, run);
	}

	ofFile(file: vscode.Uri): readonly CaseResult[] {
		return this.table(file)?.all() ?? [];
	}

	history(file: vscode.Uri, key: string): readonly CaseResult[] {
		return this.table(file)?.earlier(key) ?? [];
	}

	files(): readonly vscode.Uri[] {
		return [...this.tables.values()].filter(({ table }) => !table.isEmpty).map(({ file }) => file);
	}

	staleness(file: vscode.Uri, key: string): readonly string[] {
		return this.stale.get(file.toString())?.get(key) ?? [];
	}

	/** Takes over which results of a file no longer fit, by key. Fires for those whose reasons changed. */
	setStaleness(file: vscode.Uri, reasons: ReadonlyMap<string, readonly string[]>): void {
		const before = this.stale.get(file.toString()) ?? new Map<string, readonly string[]>();
		this.stale.set(file.toString(), reasons);
		const keys = [...new Set([...before.keys(), ...reasons.keys()])].filter(
			key => (before.get(key) ?? []).join('\n') !== (reasons.get(key) ?? []).join('\n'),
		);
		if (keys.length > 0) {
			this.throttle.add({ file, keys, kind: 'staleness' });
		}
	}

	resolve(file: vscode.Uri, path: string): vscode.Uri {
		return vscode.Uri.joinPath(this.rootOf(file), path);
	}

	dispose(): void {
		this.throttle.dispose();
		this.changed.dispose();
		this.runsChanged.dispose();
	}

	private table(file: vscode.Uri): ResultTable | undefined {
		return this.tables.get(file.toString())?.table;
	}

	private drop(place: RunPlace, { run, key, start }: CaseResult): void {
		const file = start && vscode.Uri.joinPath(place.root, start.file);
		const rebased = place.prefix === '' ? key : `${place.prefix}/${key}`;
		if (file !== undefined && this.table(file)?.forget(run, rebased).length !== 0) {
			this.throttle.add({ file, keys: [rebased], kind: 'result' });
		}
	}

	private put(place: RunPlace, result: CaseResult, kind: ResultChange['kind']): void {
		const start = result.start;
		if (start === undefined) {
			return; // Nothing says which file it belongs to.
		}
		const file = vscode.Uri.joinPath(place.root, start.file);
		const id = file.toString();
		const entry = this.tables.get(id) ?? { file, table: new ResultTable() };
		this.tables.set(id, entry);
		const rebased = rebaseResult(result, place.prefix);
		entry.table.put(rebased);
		this.throttle.add({ file, keys: [rebased.key], kind });
	}
}

/** Takes the events of one run, in order. */
export class RunIntake {
	private readonly fold = new RunFold();
	private readonly place: RunPlace;
	private readonly out: IntakeOutlet;
	private finished = false;

	constructor(place: RunPlace, out: IntakeOutlet) {
		this.place = place;
		this.out = out;
	}

	get id(): string | undefined {
		return this.fold.start?.run;
	}

	/** True once the run has written its end. */
	get hasEnded(): boolean {
		return this.fold.end !== undefined;
	}

	get summary(): RunSummary | undefined {
		const { start, end, results } = this.fold;
		return (
			start && {
				id: start.run,
				...this.place,
				live: this.place.live && !this.finished,
				start,
				end,
				results: [...results.values()],
			}
		);
	}

	/** An event of a run that goes on: painters hear of it at once. Returns the result that it changed. */
	add(event: ReviewEvent): CaseResult | undefined {
		const result = this.fold.add(event);
		if (result !== undefined) {
			this.out.put(result, event.type === 'answer-piece' ? 'piece' : 'result');
		}
		if (event.type === 'run-start' || event.type === 'run-end' || event.type === 'case-end') {
			this.out.runChanged();
		}
		return result;
	}

	/** The events of a file: painters hear only of the results they add up to. */
	addAll(events: Iterable<ReviewEvent>): void {
		const touched = new Map<string, CaseResult>();
		for (const event of events) {
			const result = this.fold.add(event);
			if (result !== undefined) {
				touched.set(result.key, result);
			}
		}
		for (const result of touched.values()) {
			this.out.put(result, 'result');
		}
		this.out.runChanged();
	}

	/** Says that nothing more comes, whether or not the run wrote its end. Cases that did not end are forgotten. */
	close(): void {
		this.finished = true;
		for (const result of this.fold.results.values()) {
			if (result.phase !== 'done') {
				this.out.drop(result);
			}
		}
		this.out.runChanged();
	}
}

interface IntakeOutlet {
	put(result: CaseResult, kind: ResultChange['kind']): void;
	drop(result: CaseResult): void;
	runChanged(): void;
}
