import * as vscode from 'vscode';
import type { ProblemCode } from '../../core/documents/codes.ts';
import type { Files } from '../../core/documents/files.ts';
import { LineIndex } from '../../core/text/lines.ts';
import { LANGUAGES } from '../ids.ts';
import type { LiveResults } from '../results/live-results.ts';
import type { FilePlan, Plans } from '../workspace/plans.ts';
import { type MovedEntry, movedEntries } from './moved-entries.ts';

export interface MovedContextOptions {
	readonly store: LiveResults;
	readonly plans: Plans;
	readonly filesOf: (root: vscode.Uri) => Files;
}

/** Warns in question files of lines that moved since they were last given to a model, and offers to follow them. */
export function registerMovedContext(options: MovedContextOptions): vscode.Disposable {
	const moved = new MovedContext(options);
	return vscode.Disposable.from(
		moved,
		vscode.languages.registerCodeActionsProvider({ language: LANGUAGES.questions, scheme: 'file' }, moved, {
			providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
		}),
	);
}

interface Finding {
	readonly entry: MovedEntry;
	readonly diagnostic: vscode.Diagnostic;
}

class MovedContext implements vscode.CodeActionProvider, vscode.Disposable {
	private readonly options: MovedContextOptions;
	private readonly problems = vscode.languages.createDiagnosticCollection('groundline-moved-context');
	private readonly findings = new Map<string, readonly Finding[]>();
	private readonly timers = new Map<string, NodeJS.Timeout>();
	private readonly subscription: vscode.Disposable;

	constructor(options: MovedContextOptions) {
		this.options = options;
		const { store, plans } = options;
		this.subscription = vscode.Disposable.from(
			this.problems,
			plans.onDidChange(({ file }) => this.lookSoon(file)),
			store.onDidChange(({ file, kind }) => (kind === 'result' ? this.lookSoon(file) : undefined)),
		);
	}

	dispose(): void {
		for (const timer of this.timers.values()) {
			clearTimeout(timer);
		}
		this.subscription.dispose();
	}

	provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
		return (
			(this.findings.get(document.uri.toString()) ?? [])
				.filter(({ diagnostic }) => diagnostic.range.intersection(range) !== undefined)
				// Where the file was edited since, another value may stand there.
				.filter(({ entry, diagnostic }) => document.getText(diagnostic.range) === entry.written)
				.map(({ entry, diagnostic }) => {
					const title = vscode.l10n.t('Use {0}', entry.spans);
					const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
					action.edit = new vscode.WorkspaceEdit();
					action.edit.replace(document.uri, diagnostic.range, entry.replacement);
					action.diagnostics = [diagnostic];
					action.isPreferred = true;
					return action;
				})
		);
	}

	/** Results of a run come one by one: they are looked at together. */
	private lookSoon(file: vscode.Uri): void {
		const id = file.toString();
		clearTimeout(this.timers.get(id));
		this.timers.set(
			id,
			setTimeout(() => {
				this.timers.delete(id);
				const plan = this.options.plans.get(file);
				if (plan !== undefined) {
					void this.look(plan);
				}
			}, SETTLE),
		);
	}

	private async look({ file, root, set }: FilePlan): Promise<void> {
		const { store, plans, filesOf } = this.options;
		const results = store.ofFile(file);
		const entries = results.length === 0 ? [] : await movedEntries({ set, results, files: filesOf(root) });
		if (plans.get(file)?.set !== set) {
			return; // A newer plan is looked at on its own.
		}
		const index = new LineIndex(set.text);
		const found = entries.map(entry => ({ entry, diagnostic: diagnosticOf(entry, index) }));
		this.findings.set(file.toString(), found);
		this.problems.set(
			file,
			found.map(({ diagnostic }) => diagnostic),
		);
	}
}

const SETTLE = 250;
const CODE: ProblemCode = 'context-moved';

function diagnosticOf({ range, spans }: MovedEntry, index: LineIndex): vscode.Diagnostic {
	const start = index.positionAt(range.start);
	const end = index.positionAt(range.end);
	const diagnostic = new vscode.Diagnostic(
		new vscode.Range(start.line, start.column, end.line, end.column),
		vscode.l10n.t('The lines that were given last time stand at {0} now.', spans),
		vscode.DiagnosticSeverity.Warning,
	);
	diagnostic.source = 'Groundline';
	diagnostic.code = CODE;
	return diagnostic;
}
