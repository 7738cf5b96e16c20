import * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';
import { SCHEMES } from '../ids.ts';
import type { AnswerDocuments } from '../panel/collaborators.ts';
import type { FocusedCase } from '../results/focus.ts';
import type { LiveResults } from '../results/live-results.ts';
import { ReadOnlyFiles } from '../workspace/read-only-files.ts';
import { addressOf, type RecordKind, type ServedDocument, servedDocument, titleOfKey } from './addresses.ts';
import type { PromptAnswers } from './prompt-answers.ts';
import { recordText } from './record-text.ts';

/**
 * Serves answers and records as read-only files. They are read from the results at each access, so they outlive a reload of
 * the window; an answer that streams in changes at most five times a second.
 */
export class ServedFiles extends ReadOnlyFiles implements AnswerDocuments, vscode.Disposable {
	private readonly store: LiveResults;
	private readonly promptAnswers: PromptAnswers;
	/** Resolves when the run files that were there at the start have been read. */
	private readonly loaded: Promise<void>;
	private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
	private readonly subscriptions: readonly vscode.Disposable[];
	private readonly waiting = new Set<string>();
	private readonly versions = new Map<string, { text: string; version: number }>();
	private timer: NodeJS.Timeout | undefined;
	readonly onDidChangeFile = this.changed.event;

	constructor(parts: {
		readonly store: LiveResults;
		readonly promptAnswers: PromptAnswers;
		readonly loaded: Promise<void>;
	}) {
		super();
		this.store = parts.store;
		this.promptAnswers = parts.promptAnswers;
		this.loaded = parts.loaded;
		const options = { isReadonly: true, isCaseSensitive: true };
		this.subscriptions = [
			this.changed,
			this.store.onDidChange(change => {
				if (change.kind !== 'staleness') {
					this.announce(served => 'key' in served && change.keys.includes(served.key));
				}
			}),
			this.promptAnswers.onDidChange(({ prompt }) =>
				this.announce(served => 'prompt' in served && served.prompt === prompt.toString()),
			),
			vscode.workspace.registerFileSystemProvider(SCHEMES.answer, this, options),
			vscode.workspace.registerFileSystemProvider(SCHEMES.record, this, options),
		];
	}

	uriOf({ file, key }: FocusedCase): vscode.Uri {
		return this.uri({ kind: 'answer', file: file.toString(), key }, titleOfKey(key));
	}

	/** The answer of an earlier run. */
	uriOfRun({ file, key }: FocusedCase, run: string): vscode.Uri {
		return this.uri({ kind: 'answer', file: file.toString(), key, run }, `${titleOfKey(key)} · ${run.slice(0, 16)}`);
	}

	uriOfRecord({ file, key }: FocusedCase, kind: RecordKind): vscode.Uri {
		return this.uri({ kind, file: file.toString(), key }, `${titleOfKey(key)} · ${kind}`);
	}

	uriOfPromptAnswer(prompt: vscode.Uri): vscode.Uri {
		const name = prompt.path.slice(prompt.path.lastIndexOf('/') + 1);
		return this.uri({ kind: 'prompt-answer', prompt: prompt.toString() }, `${name} · sample`);
	}

	uriOfPromptSent(prompt: vscode.Uri): vscode.Uri {
		const name = prompt.path.slice(prompt.path.lastIndexOf('/') + 1);
		return this.uri({ kind: 'prompt-sent', prompt: prompt.toString() }, `${name} · prompt`);
	}

	caseOf(uri: vscode.Uri): FocusedCase | undefined {
		const served = uri.scheme === SCHEMES.answer ? servedDocument(uri.query) : undefined;
		return served?.kind === 'answer' && served.run === undefined
			? { file: vscode.Uri.parse(served.file), key: served.key }
			: undefined;
	}

	async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
		const { text, version } = await this.current(uri);
		return {
			type: vscode.FileType.File,
			ctime: 0,
			mtime: version,
			size: Buffer.byteLength(text),
			permissions: vscode.FilePermission.Readonly,
		};
	}

	async readFile(uri: vscode.Uri): Promise<Uint8Array> {
		return Buffer.from((await this.current(uri)).text);
	}

	dispose(): void {
		clearTimeout(this.timer);
		for (const subscription of this.subscriptions) {
			subscription.dispose();
		}
	}

	private uri(served: ServedDocument, title: string): vscode.Uri {
		const scheme = served.kind === 'answer' || served.kind === 'prompt-answer' ? SCHEMES.answer : SCHEMES.record;
		return vscode.Uri.from({ scheme, ...addressOf(served, title) });
	}

	private async current(uri: vscode.Uri): Promise<{ readonly text: string; readonly version: number }> {
		const served = servedDocument(uri.query);
		if (served === undefined) {
			throw vscode.FileSystemError.FileNotFound(uri);
		}
		let text = this.textOf(served);
		if (text === undefined) {
			await this.loaded;
			text = this.textOf(served);
		}
		if (text === undefined) {
			throw vscode.FileSystemError.FileNotFound(uri);
		}
		const id = uri.toString();
		const known = this.versions.get(id);
		if (known?.text === text) {
			return known;
		}
		// A version that never goes back, because the editor reads again only what became newer.
		const next = { text, version: Math.max(Date.now(), (known?.version ?? 0) + 1) };
		this.versions.set(id, next);
		return next;
	}

	private textOf(served: ServedDocument): string | undefined {
		if (served.kind === 'prompt-answer' || served.kind === 'prompt-sent') {
			const result = this.promptAnswers.get(vscode.Uri.parse(served.prompt));
			return result && (served.kind === 'prompt-answer' ? result.text : recordText(result, 'prompt'));
		}
		const result = this.resultOf(served);
		if (result === undefined) {
			return undefined;
		}
		return served.kind === 'answer' ? result.text : recordText(result, served.kind);
	}

	private resultOf({ file, key, run }: { file: string; key: string; run?: string }): CaseResult | undefined {
		const uri = vscode.Uri.parse(file);
		return run === undefined ? this.store.get(uri, key) : this.store.ofRun(uri, key, run);
	}

	/** Tells the editor which open documents have a new text, joined over a fifth of a second. */
	private announce(concerns: (served: ServedDocument) => boolean): void {
		for (const document of vscode.workspace.textDocuments) {
			const { scheme, query } = document.uri;
			const served = scheme === SCHEMES.answer || scheme === SCHEMES.record ? servedDocument(query) : undefined;
			if (served !== undefined && concerns(served)) {
				this.waiting.add(document.uri.toString());
			}
		}
		if (this.waiting.size > 0) {
			this.timer ??= setTimeout(() => {
				this.timer = undefined;
				const changes = [...this.waiting].map(uri => ({
					type: vscode.FileChangeType.Changed,
					uri: vscode.Uri.parse(uri),
				}));
				this.waiting.clear();
				this.changed.fire(changes);
			}, UPDATE_INTERVAL);
		}
	}
}

/** Milliseconds between two updates of a document while its text streams in. */
const UPDATE_INTERVAL = 200;
