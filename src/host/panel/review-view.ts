import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';
import type { OpenTarget, PanelHandlers, PanelMessage, PanelState, Verb } from '../../shared/panel.ts';
import { answerRequest } from '../../shared/panel-connection.ts';
import type { AgreementBriefs } from '../agreement/agreement-briefs.ts';
import type { Annotations } from '../annotating/annotations.ts';
import { COMMANDS, LANGUAGES } from '../ids.ts';
import type { Outlines } from '../language/outlines.ts';
import type { Focus, FocusedCase } from '../results/focus.ts';
import type { RunSummary } from '../results/live-results.ts';
import type { ResultStore } from '../results/store.ts';
import type { ReviewVerbs } from './collaborators.ts';
import type { JudgeMeasurements } from './judge-measurements.ts';
import { overrideRating } from './override-rating.ts';
import { pageHtml } from './page-html.ts';
import { emptyPanel, inFileOrder, panelState, questionKeys, questionOf } from './panel-state.ts';

export interface ReviewViewOptions {
	readonly store: ResultStore & { allRuns(): readonly RunSummary[] };
	readonly focus: Focus;
	readonly annotations: Annotations;
	/** Knows the order of questions in files that are open. */
	readonly outlines: Outlines;
	readonly verbs: ReviewVerbs;
	readonly measurements: JudgeMeasurements;
	readonly agreements: AgreementBriefs;
	readonly extensionUri: vscode.Uri;
}

/** The Review panel: shows the focused result. Its page holds no state, and gets no message while it is hidden. */
export class ReviewView implements vscode.WebviewViewProvider, vscode.Disposable {
	private readonly options: ReviewViewOptions;
	private readonly subscription: vscode.Disposable;
	private readonly handlers: PanelHandlers = {
		'review-get': async () => {
			this.pageIsThere = true;
			this.focusFirst();
			return this.state();
		},
		'target-open': async ({ target }) => {
			await this.open(target);
			return null;
		},
		'verb-run': async ({ verb }) => {
			await this.run(verb);
			return null;
		},
		'case-choose': async ({ key }) => {
			const focused = this.options.focus.current;
			if (focused !== undefined && this.options.store.get(focused.file, key) !== undefined) {
				this.options.focus.set({ file: focused.file, key });
			}
			return null;
		},
		'annotation-remove': async ({ id }) => {
			const focused = this.options.focus.current;
			if (focused !== undefined) {
				await this.options.annotations.remove(focused, id);
			}
			return null;
		},
	};
	private view: vscode.WebviewView | undefined;
	private pageIsThere = false;

	constructor(options: ReviewViewOptions) {
		this.options = options;
		const { store, focus, annotations, measurements, agreements } = options;
		const ours = (file: vscode.Uri): boolean => file.toString() === focus.current?.file.toString();
		this.subscription = vscode.Disposable.from(
			focus.onDidChange(() => this.tell()),
			store.onDidChange(({ file }) => {
				if (focus.current === undefined) {
					this.focusFirst();
				} else if (ours(file)) {
					this.tell();
				}
			}),
			annotations.onDidChange(file => (ours(file) ? this.tell() : undefined)),
			measurements.onDidChange(() => this.tell()),
			agreements.onDidChange(file => (ours(file) ? this.tell() : undefined)),
			vscode.window.onDidChangeActiveTextEditor(() => {
				if (focus.current === undefined) {
					this.focusFirst();
					this.tell();
				}
			}),
			vscode.workspace.onDidGrantWorkspaceTrust(() => this.tell()),
		);
	}

	resolveWebviewView(view: vscode.WebviewView): void {
		const { extensionUri } = this.options;
		const root = vscode.Uri.joinPath(extensionUri, 'dist');
		const { webview } = view;
		this.view = view;
		this.pageIsThere = false;
		webview.options = { enableScripts: true, localResourceRoots: [root] };
		const received = webview.onDidReceiveMessage(async (message: unknown) => {
			const reply = await answerRequest(this.handlers, message);
			if (reply !== undefined && this.view === view) {
				await webview.postMessage(reply);
			}
		});
		const visibility = view.onDidChangeVisibility(() => {
			// A hidden page is gone: it asks again when it comes back.
			this.pageIsThere = this.pageIsThere && view.visible;
		});
		view.onDidDispose(() => {
			received.dispose();
			visibility.dispose();
			if (this.view === view) {
				this.view = undefined;
				this.pageIsThere = false;
			}
		});
		webview.html = pageHtml({
			script: webview.asWebviewUri(vscode.Uri.joinPath(root, 'panel.js')).toString(),
			style: webview.asWebviewUri(vscode.Uri.joinPath(root, 'panel.css')).toString(),
			source: webview.cspSource,
			nonce: randomBytes(16).toString('base64'),
			language: vscode.env.language,
		});
	}

	dispose(): void {
		this.subscription.dispose();
	}

	/** Where nothing is focused yet and the open question file has results, the first of them is what there is to see. */
	private focusFirst(): void {
		const { focus } = this.options;
		const document = vscode.window.activeTextEditor?.document;
		if (focus.current !== undefined || document?.languageId !== LANGUAGES.questions || this.view?.visible !== true) {
			return;
		}
		const [first] = this.resultsOf(document.uri);
		if (first !== undefined) {
			focus.set({ file: document.uri, key: first.key });
		}
	}

	private tell(): void {
		const view = this.view;
		if (view?.visible !== true || !this.pageIsThere) {
			return;
		}
		const message: PanelMessage = { kind: 'review-changed', state: this.state() };
		void view.webview.postMessage(message);
	}

	private state(): PanelState {
		const { store, focus, annotations, measurements, agreements } = this.options;
		const t = vscode.l10n.t;
		const trusted = vscode.workspace.isTrusted;
		const focused = focus.current;
		const result = focused === undefined ? undefined : store.get(focused.file, focused.key);
		if (focused === undefined || result === undefined) {
			const inFile =
				focused !== undefined || vscode.window.activeTextEditor?.document.languageId === LANGUAGES.questions;
			return emptyPanel(trusted ? (inFile ? 'not-run' : 'no-file') : 'untrusted', t);
		}
		const times = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
		return panelState({
			result,
			siblings: this.resultsOf(focused.file),
			earlier: store.history(focused.file, focused.key).filter(({ run }) => run !== result.run),
			stale: store.staleness(focused.file, focused.key),
			people: annotations.ofCase(focused),
			measurement: measurements.of(focused.file, result),
			agreement: agreements.of(focused.file, result),
			compared: this.isCompared(focused.file, result),
			trusted,
			when: milliseconds => times.format(milliseconds),
			t,
		});
	}

	/** True where the answers to its question were compared: then there are diffs to open. */
	private isCompared(file: vscode.Uri, { start }: CaseResult): boolean {
		return this.options.store
			.allRuns()
			.some(
				run =>
					run.start.comparison !== undefined &&
					run.start.files.some(path => vscode.Uri.joinPath(run.root, path).toString() === file.toString()) &&
					run.start.loaded.some(key => key.includes(`#${start?.question}@`)),
			);
	}

	private resultsOf(file: vscode.Uri): readonly CaseResult[] {
		const questions = this.options.outlines.get(file)?.questions.map(({ id }) => id) ?? [];
		return inFileOrder(this.options.store.ofFile(file), questions);
	}

	private async open(target: OpenTarget): Promise<void> {
		switch (target.kind) {
			case 'unit':
				await vscode.commands.executeCommand(COMMANDS.revealLink, target);
				return;
			case 'answer-range':
				await vscode.commands.executeCommand(COMMANDS.revealLink, { start: target.start, end: target.end });
				return;
			case 'document':
				if (target.document === 'probes') {
					await this.showProbes();
					return;
				}
				await vscode.commands.executeCommand(DOCUMENT_COMMANDS[target.document], this.options.focus.current);
		}
	}

	/** What the judge of the shown result made of each probe. */
	private async showProbes(): Promise<void> {
		const { focus, store, measurements } = this.options;
		const focused = focus.current;
		const result = focused && store.get(focused.file, focused.key);
		const runFile = focused && result && measurements.runFileOf(focused.file, result);
		if (runFile !== undefined) {
			await vscode.commands.executeCommand(COMMANDS.openProbe, { run: runFile.toString(), what: 'report' });
		}
	}

	private async run(verb: Verb): Promise<void> {
		const { annotations, verbs, focus, store } = this.options;
		if (verb === 'open-sample' || verb === 'run-file') {
			await vscode.commands.executeCommand(verb === 'run-file' ? COMMANDS.runAll : COMMANDS.openSample);
			return;
		}
		if (verb === 'manage-trust') {
			await vscode.commands.executeCommand('workbench.trust.manage');
			return;
		}
		const focused = focus.current;
		if (focused === undefined) {
			return;
		}
		switch (verb) {
			case 'judge':
			case 'run':
			case 'cancel':
				await verbs[verb](focused);
				return;
			case 'accept':
			case 'reject':
			case 'uncertain':
				await annotations.review(focused, REVIEWS[verb]);
				return;
			case 'unsupported':
				await vscode.commands.executeCommand(COMMANDS.markUnsupported, focused);
				return;
			case 'override':
				await overrideRating(focused, { store, annotations });
				return;
			case 'influence':
				await vscode.commands.executeCommand(
					store.get(focused.file, focused.key)?.influence === undefined
						? COMMANDS.showInfluence
						: COMMANDS.measureInfluence,
					focused,
				);
				return;
			case 'correct':
				await vscode.commands.executeCommand(COMMANDS.suggestCorrection, focused);
				return;
			case 'previous':
			case 'next':
				this.step(focused, verb === 'next' ? 1 : -1);
		}
	}

	private step(focused: FocusedCase, by: 1 | -1): void {
		const { focus } = this.options;
		const keys = questionKeys(this.resultsOf(focused.file));
		const index = keys.findIndex(key => questionOf(key) === questionOf(focused.key));
		const key = keys[index + by];
		if (index !== -1 && key !== undefined) {
			focus.set({ file: focused.file, key });
		}
	}
}

const REVIEWS = { accept: 'accepted', reject: 'rejected', uncertain: 'uncertain' } as const;

const DOCUMENT_COMMANDS = {
	answer: COMMANDS.openAnswer,
	prompt: COMMANDS.showPrompt,
	'judge-prompt': COMMANDS.showJudgePrompt,
	'raw-reply': COMMANDS.showRawReply,
	'measure-judge': COMMANDS.measureJudge,
	agreement: COMMANDS.showAgreement,
	comparison: COMMANDS.openLosses,
} as const;
