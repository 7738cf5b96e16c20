import * as vscode from 'vscode';
import { LARGEST_FILE } from '../../core/documents/files.ts';
import type { JudgeMeasurement } from '../../core/judging/probes/judge-measurement.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { rootOf } from '../workspace/roots.ts';
import { stateFoldersAbove } from './state-folders.ts';

/** `undefined` while it is being looked up. */
export type KnownMeasurement = JudgeMeasurement | 'not-measured' | undefined;

/** The measured errors of judges, read when a result is looked at, and again when a probe has written another. */
export class JudgeMeasurements implements vscode.Disposable {
	private readonly known = new Map<string, { value: KnownMeasurement }>();
	/** Where each measurement was found: its `.groundline`. */
	private readonly folders = new WeakMap<JudgeMeasurement, vscode.Uri>();
	private readonly changed = new vscode.EventEmitter<void>();
	private readonly subscription: vscode.Disposable;
	readonly onDidChange = this.changed.event;

	constructor() {
		const watcher = vscode.workspace.createFileSystemWatcher('**/.groundline/judges/*.json');
		const forget = () => this.renew();
		this.subscription = vscode.Disposable.from(
			this.changed,
			watcher,
			watcher.onDidCreate(forget),
			watcher.onDidChange(forget),
			watcher.onDidDelete(forget),
		);
	}

	/** What is known of the judge of a result of a question file. */
	of(file: vscode.Uri, result: CaseResult): KnownMeasurement {
		const judge = result.verdicts[0]?.judge;
		const inputs = result.start?.inputs;
		if (judge === undefined || inputs === undefined) {
			return 'not-measured';
		}
		const id = JSON.stringify([vscode.Uri.joinPath(file, '..').toString(), judge, inputs.judge, inputs.rubric]);
		const entry = this.known.get(id);
		if (entry === undefined) {
			const fresh = { value: undefined };
			this.known.set(id, fresh);
			void this.read(file, result, fresh);
		}
		return entry?.value;
	}

	/** What this window has just written itself: of a file in a folder made for it, the editor does not always tell. */
	renew(): void {
		this.known.clear();
		this.changed.fire();
	}

	/** The run file that holds the probes of a measured judge. */
	runFileOf(file: vscode.Uri, result: CaseResult): vscode.Uri | undefined {
		const known = this.of(file, result);
		return known === undefined || known === 'not-measured' || known.run === undefined
			? undefined
			: this.folders.get(known)?.with({ path: `${this.folders.get(known)!.path}/runs/${known.run}.jsonl` });
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private async read(file: vscode.Uri, result: CaseResult, entry: { value: KnownMeasurement }): Promise<void> {
		// Loaded with the first judged result, so that activation does not wait for it.
		const { measurementKeyOf } = await import('../../core/judging/probes/judge-measurement.ts');
		const { readMeasurement } = await import('../../node/judges/measurements.ts');
		const key = measurementKeyOf(result);
		let found: JudgeMeasurement | undefined;
		for (const folder of key === undefined ? [] : stateFoldersAbove(rootOf(file).path, file.path)) {
			const path = file.with({ path: `${folder}/judges/${key}.json` });
			if (found === undefined && key !== undefined && (await isPlainFile(path))) {
				const place = file.with({ path: folder });
				found = await readMeasurement(place.fsPath, key);
				if (found !== undefined) {
					this.folders.set(found, place);
				}
			}
		}
		entry.value = found ?? 'not-measured';
		this.changed.fire();
	}
}

/** A workspace may come with a link that leads anywhere, or with a file without end. */
async function isPlainFile(file: vscode.Uri): Promise<boolean> {
	try {
		const { type, size } = await vscode.workspace.fs.stat(file);
		return type === vscode.FileType.File && size <= LARGEST_FILE;
	} catch {
		return false;
	}
}
