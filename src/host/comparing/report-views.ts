import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { answerRequest } from '../../shared/panel-connection.ts';
import {
	PAIR_FILTERS,
	type PairFilter,
	type ReportAddress,
	type ReportChanged,
	type ReportHandlers,
	type ReportState,
	type ReportTarget,
} from '../../shared/report.ts';
import { VIEWS } from '../ids.ts';
import { pageHtml } from '../panel/page-html.ts';
import type { LiveResults } from '../results/live-results.ts';
import { isQuestionFile } from '../workspace/roots.ts';
import type { ComparisonRuns, LoadedComparison } from './comparison-runs.ts';

export interface ReportViewParts {
	readonly runs: ComparisonRuns;
	readonly store: LiveResults;
	/** Resolves when the run files that were there at the start have been read. */
	readonly loaded: Promise<void>;
	readonly extensionUri: vscode.Uri;
	/** Does what a click asks for. */
	readonly open: (target: ReportTarget, address: ReportAddress) => Promise<void>;
}

/** The Report pages that are open, one for each comparison. What they show is worked out from run files, so they outlive a reload. */
export class ReportViews implements vscode.WebviewPanelSerializer, vscode.Disposable {
	private readonly parts: ReportViewParts;
	private readonly open = new Map<string, ReportView>();
	private readonly subscription: vscode.Disposable;

	constructor(parts: ReportViewParts) {
		this.parts = parts;
		this.subscription = vscode.Disposable.from(
			vscode.window.registerWebviewPanelSerializer(VIEWS.report, this),
			// A comparison of the command line or of another window may go on.
			parts.store.onDidChangeRuns(() => this.renew()),
			vscode.workspace.onDidGrantWorkspaceTrust(() => this.renew()),
		);
	}

	/** Shows the report of a run; the one that is open already comes to the front. */
	show(run: vscode.Uri): void {
		const known = this.open.get(run.toString());
		if (known !== undefined) {
			known.reveal();
			return;
		}
		const panel = vscode.window.createWebviewPanel(
			VIEWS.report,
			vscode.l10n.t('Comparison'),
			vscode.ViewColumn.Active,
			{},
		);
		this.take(panel, { run: run.toString(), filter: 'all', open: [], most: FIRST }, 'new');
	}

	async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
		this.take(panel, addressOf(state), 'restored');
	}

	dispose(): void {
		this.subscription.dispose();
		for (const view of this.open.values()) {
			view.dispose();
		}
	}

	private take(panel: vscode.WebviewPanel, address: ReportAddress, origin: 'new' | 'restored'): void {
		const view = new ReportView(panel, { address, origin, parts: this.parts });
		this.open.set(address.run, view);
		panel.onDidDispose(() => {
			view.dispose();
			if (this.open.get(address.run) === view) {
				this.open.delete(address.run);
			}
		});
	}

	private renew(): void {
		for (const view of this.open.values()) {
			void view.tell();
		}
	}
}

/** Pairs of the list that are shown at first, and how many more at a time. */
const FIRST = 50;

/** What a page left behind is only as good as its file. */
function addressOf(state: unknown): ReportAddress {
	const { run, filter, open, most } = (state ?? {}) as Partial<Record<keyof ReportAddress, unknown>>;
	return {
		run: typeof run === 'string' ? run : '',
		filter: PAIR_FILTERS.find(each => each === filter) ?? 'all',
		open: Array.isArray(open) ? open.filter(key => typeof key === 'string') : [],
		most: typeof most === 'number' && most >= FIRST ? Math.min(most, 100_000) : FIRST,
	};
}

interface ViewOptions {
	readonly address: ReportAddress;
	/** A new page begins with what a person wants to see first. */
	readonly origin: 'new' | 'restored';
	readonly parts: ReportViewParts;
}

class ReportView implements vscode.Disposable {
	private readonly panel: vscode.WebviewPanel;
	private readonly parts: ReportViewParts;
	private readonly subscription: vscode.Disposable;
	private address: ReportAddress;
	private isNew: boolean;
	private pageIsThere = false;
	private shown = '';
	private readonly handlers: ReportHandlers = {
		'report-get': async () => {
			this.pageIsThere = true;
			return this.state();
		},
		'filter-choose': async ({ filter }) => {
			this.address = { ...this.address, filter: PAIR_FILTERS.find(each => each === filter) ?? 'all', most: FIRST };
			await this.tell();
			return null;
		},
		'pair-toggle': async ({ key }) => {
			const { open } = this.address;
			this.address = {
				...this.address,
				open: open.includes(key) ? open.filter(each => each !== key) : [...open, key].slice(-MOST_OPEN),
			};
			await this.tell();
			return null;
		},
		'pairs-more': async () => {
			this.address = { ...this.address, most: this.address.most + FIRST };
			await this.tell();
			return null;
		},
		'target-open': async ({ target }) => {
			await this.parts.open(target, this.address);
			return null;
		},
	};

	constructor(panel: vscode.WebviewPanel, { address, origin, parts }: ViewOptions) {
		this.panel = panel;
		this.address = address;
		this.isNew = origin === 'new';
		this.parts = parts;
		const root = vscode.Uri.joinPath(parts.extensionUri, 'dist');
		const { webview } = panel;
		webview.options = { enableScripts: true, localResourceRoots: [root] };
		this.subscription = vscode.Disposable.from(
			webview.onDidReceiveMessage(async (message: unknown) => {
				const reply = await answerRequest(this.handlers, message);
				if (reply !== undefined) {
					await webview.postMessage(reply);
				}
			}),
			panel.onDidChangeViewState(() => {
				// A hidden page is gone: it asks again when it comes back.
				this.pageIsThere = this.pageIsThere && panel.visible;
			}),
		);
		webview.html = pageHtml({
			script: webview.asWebviewUri(vscode.Uri.joinPath(root, 'report.js')).toString(),
			style: webview.asWebviewUri(vscode.Uri.joinPath(root, 'report.css')).toString(),
			source: webview.cspSource,
			nonce: randomBytes(16).toString('base64'),
			language: vscode.env.language,
			page: { id: 'report', title: vscode.l10n.t('Comparison') },
		});
	}

	reveal(): void {
		this.panel.reveal();
		void this.tell();
	}

	dispose(): void {
		this.subscription.dispose();
	}

	/** Sends the page what it shows now, where that is something else. */
	async tell(): Promise<void> {
		if (!this.pageIsThere) {
			return;
		}
		const state = await this.state();
		const text = JSON.stringify(state);
		if (this.pageIsThere && text !== this.shown) {
			this.shown = text;
			const message: ReportChanged = { kind: 'report-changed', state };
			await this.panel.webview.postMessage(message);
		}
	}

	private async state(): Promise<ReportState> {
		const { comparisonPage, emptyReport, firstFilter } = await import('./report-page.ts');
		const { t } = vscode.l10n;
		const loaded = await this.parts.runs.load(vscode.Uri.parse(this.address.run));
		if (typeof loaded === 'string') {
			return emptyReport(this.address, { message: loaded, t });
		}
		if (this.isNew) {
			this.isNew = false;
			this.address = { ...this.address, filter: firstFilter(loaded.report) satisfies PairFilter };
		}
		const { setup } = loaded.report;
		this.panel.title = `${setup.a} ↔ ${setup.b}`;
		await this.parts.loaded;
		return comparisonPage({
			address: this.address,
			report: loaded.report,
			pairs: loaded.fold.pairs,
			files: loaded.fold.start?.files ?? [],
			when: whenOf(loaded),
			standing: this.standing(loaded),
			withoutBlind: this.withoutBlind(loaded),
			t,
		});
	}

	private standing({ runFile, fold }: LoadedComparison): string | undefined {
		const { t } = vscode.l10n;
		switch (fold.end?.outcome) {
			case 'finished':
				return undefined;
			case 'stopped':
				return fold.end.message ?? t('The comparison was stopped.');
			case 'cancelled':
				return t('The comparison was cancelled; what it had judged is counted.');
			default:
				return this.parts.store.isLive(runFile)
					? t('The comparison goes on.')
					: t('This comparison has not written its end: it goes on elsewhere, or was interrupted.');
		}
	}

	private withoutBlind({ fold }: LoadedComparison): string | undefined {
		const { t } = vscode.l10n;
		if (!vscode.workspace.isTrusted) {
			return t('This folder is not trusted: nothing is written here.');
		}
		return fold.start?.files.some(file => isQuestionFile(vscode.Uri.file(`/${file}`))) === true
			? undefined
			: t('Only answers of a question file can be compared blind; import these records first.');
	}
}

const MOST_OPEN = 200;

function whenOf({ fold }: LoadedComparison): string {
	const times = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
	return fold.start === undefined ? '' : times.format(fold.start.t);
}
