import * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';
import { CONTEXT_KEYS } from '../ids.ts';
import type { Focus, FocusedCase } from '../results/focus.ts';
import type { ResultStore } from '../results/store.ts';
import { showHidden } from '../results/wording.ts';
import { contextValues } from './context-value.ts';
import { type ContradictedValue, contradictionNotes } from './contradiction-notes.ts';
import { createDecorationTypes, type DecorationTypes } from './decoration-types.ts';
import { DocumentHighlights, type Highlight } from './document-highlights.ts';
import { highlightOptions } from './highlight-settings.ts';
import { marksOf, type PassageMarks } from './marks.ts';
import { paintPlan } from './paint-plan.ts';
import { findUnit, unitPlaces } from './unit-places.ts';

export interface ContextPainterOptions {
	readonly store: ResultStore;
	readonly focus: Focus;
	/** Folder of the gutter signs. */
	readonly icons: vscode.Uri;
}

/**
 * Paints the lines that the focused answer stands on, in every visible editor that shows one of them. Each paint starts
 * from an empty list for every type, so that nothing of an earlier result stays.
 */
export class ContextPainter implements vscode.Disposable {
	private readonly store: ResultStore;
	private readonly focus: Focus;
	private readonly types: DecorationTypes;
	private readonly subscriptions: vscode.Disposable[] = [];
	private shown: { readonly focused: FocusedCase; readonly result: CaseResult } | undefined;
	private passages: ReadonlyMap<string, readonly PassageMarks[]> = new Map();
	private readonly documents = new Map<string, DocumentHighlights>();
	private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();

	constructor({ store, focus, icons }: ContextPainterOptions) {
		this.store = store;
		this.focus = focus;
		this.types = createDecorationTypes(icons);
		this.subscriptions.push(
			this.types,
			focus.onDidChange(() => this.reset()),
			store.onDidChange(({ file, keys, kind }) => {
				const current = focus.current;
				const ours = current !== undefined && file.toString() === current.file.toString() && keys.includes(current.key);
				if (ours && kind !== 'piece') {
					this.reset();
				}
			}),
			vscode.window.onDidChangeVisibleTextEditors(() => this.paint()),
			vscode.window.onDidChangeActiveTextEditor(() => this.tellMarked()),
			vscode.window.onDidChangeActiveColorTheme(() => this.paint()),
			vscode.workspace.onDidChangeTextDocument(change => this.follow(change)),
			vscode.workspace.onDidCloseTextDocument(document => this.documents.delete(document.uri.toString())),
			vscode.workspace.onDidChangeConfiguration(change => {
				if (change.affectsConfiguration('groundline.highlight')) {
					this.reset();
				}
			}),
		);
		this.reset();
	}

	/** The highlights on a line of a document (from 0), strongest first. */
	onLine(document: vscode.TextDocument, line: number): readonly Highlight[] {
		const touches = (start: number, end: number): boolean =>
			document.positionAt(start).line <= line && document.positionAt(end).line >= line;
		return (this.highlightsOf(document)?.highlights ?? []).filter(highlight =>
			highlight.state === 'stale'
				? touches(highlight.at, highlight.at)
				: highlight.ranges.some(range => touches(range.start, range.end)),
		);
	}

	/** The result whose lines are painted. */
	get result(): { readonly focused: FocusedCase; readonly result: CaseResult } | undefined {
		return this.shown;
	}

	/** Marks lines for a moment, where the person wants no less motion. */
	flash(editor: vscode.TextEditor, range: vscode.Range): void {
		if (vscode.workspace.getConfiguration('workbench').get('reduceMotion') === 'on') {
			return;
		}
		editor.setDecorations(this.types.flash, [range]);
		setTimeout(() => editor.setDecorations(this.types.flash, []), 600);
	}

	dispose(): void {
		for (const timer of this.waiting.values()) {
			clearTimeout(timer);
		}
		this.waiting.clear();
		vscode.Disposable.from(...this.subscriptions).dispose();
	}

	private reset(): void {
		const focused = this.focus.current;
		const result = focused === undefined ? undefined : this.store.get(focused.file, focused.key);
		this.shown = focused === undefined || result === undefined ? undefined : { focused, result };
		this.passages = new Map();
		this.documents.clear();
		if (this.shown !== undefined) {
			const { file } = this.shown.focused;
			this.passages = this.byDocument(marksOf(this.shown.result, highlightOptions()), file);
		}
		this.paint();
	}

	private byDocument(
		passages: readonly PassageMarks[],
		file: vscode.Uri,
	): ReadonlyMap<string, readonly PassageMarks[]> {
		const documents = new Map<string, PassageMarks[]>();
		for (const marked of passages) {
			const uri = this.store.resolve(file, marked.passage.path).toString();
			documents.set(uri, [...(documents.get(uri) ?? []), marked]);
		}
		return documents;
	}

	/** Commands that go from a marked line to its claim are offered only where there is one. */
	private tellMarked(): void {
		const uri = vscode.window.activeTextEditor?.document.uri.toString();
		const marked = uri !== undefined && this.passages.has(uri);
		void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.marked, marked);
	}

	private paint(): void {
		this.tellMarked();
		for (const editor of vscode.window.visibleTextEditors) {
			this.paintEditor(editor);
		}
	}

	private highlightsOf(document: vscode.TextDocument): DocumentHighlights | undefined {
		const uri = document.uri.toString();
		const passages = this.passages.get(uri);
		if (passages === undefined) {
			return undefined;
		}
		const known = this.documents.get(uri) ?? new DocumentHighlights(passages, document.getText());
		this.documents.set(uri, known);
		return known;
	}

	private paintEditor(editor: vscode.TextEditor): void {
		const { document } = editor;
		const text = document.getText();
		const plan = paintPlan(this.highlightsOf(document)?.highlights ?? [], text);
		const range = ({ start, end }: { start: number; end: number }): vscode.Range =>
			new vscode.Range(document.positionAt(start), document.positionAt(end));
		for (const [id, type] of this.types.tints) {
			editor.setDecorations(type, (plan.tints.get(id) ?? []).map(range));
		}
		for (const [id, type] of this.types.gutter) {
			editor.setDecorations(
				type,
				(plan.gutter.get(id) ?? []).map(line => new vscode.Range(line, 0, line, 0)),
			);
		}
		editor.setDecorations(this.types.notSent, plan.notSent.map(range));
		const stale = plan.stale.map(line => document.lineAt(Math.min(line, document.lineCount - 1)).range);
		// One sign for the line, however often it wraps; the words behind its end.
		editor.setDecorations(
			this.types.stale,
			stale.map(({ start }) => new vscode.Range(start, start)),
		);
		editor.setDecorations(
			this.types.staleNote,
			stale.map(({ end }) => new vscode.Range(end, end)),
		);
		const judged = plan.against.map(words => ({
			range: words,
			text: text.slice(words.start, words.end),
			answer: undefined,
		}));
		const values = [...this.contradictions(document, text), ...judged];
		editor.setDecorations(
			this.types.contradicted,
			values.map(value => range(value.range)),
		);
		editor.setDecorations(
			this.types.contradictionNote,
			contradictionNotes(values, text).map(({ at, words }) => ({
				range: range({ start: at, end: at }),
				renderOptions: { after: { contentText: showHidden(words) } },
			})),
		);
	}

	/** The values that the answer gives differently. */
	private contradictions(document: vscode.TextDocument, text: string): readonly ContradictedValue[] {
		const shown = this.shown;
		if (shown?.result.grounding === undefined || !this.passages.has(document.uri.toString())) {
			return [];
		}
		const units = unitPlaces(shown.result);
		const values = shown.result.grounding.claims.flatMap(claim => contextValues(shown.result.text, claim, units));
		return values.flatMap(({ place, range: words, text: value, answer }) => {
			const uri = this.store.resolve(shown.focused.file, place.passage.path).toString();
			const found = uri === document.uri.toString() ? findUnit(place, words, text) : undefined;
			return found?.kind === 'found' ? [{ range: found.range, text: value, answer }] : [];
		});
	}

	private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
		const uri = document.uri.toString();
		const known = this.documents.get(uri);
		if (known === undefined) {
			return;
		}
		const edits = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
			offset: rangeOffset,
			length: rangeLength,
			text,
		}));
		known.edit(edits, document.getText());
		this.paintDocument(document);
		if (known.hasStale) {
			this.lookAgain(document);
		}
	}

	/** Undo, or a paragraph pasted elsewhere, brings words back: they are looked for once the typing rests. */
	private lookAgain(document: vscode.TextDocument): void {
		const uri = document.uri.toString();
		clearTimeout(this.waiting.get(uri));
		this.waiting.set(
			uri,
			setTimeout(() => {
				this.waiting.delete(uri);
				this.documents.get(uri)?.relocate(document.getText());
				this.paintDocument(document);
			}, 250),
		);
	}

	private paintDocument(document: vscode.TextDocument): void {
		for (const editor of vscode.window.visibleTextEditors) {
			if (editor.document === document) {
				this.paintEditor(editor);
			}
		}
	}
}
