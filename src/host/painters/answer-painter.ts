import * as vscode from 'vscode';
import type { AnnotationLabel } from '../../core/documents/annotation-file.ts';
import { LineIndex } from '../../core/text/lines.ts';
import type { TextRange } from '../../core/text/range.ts';
import type { Annotations } from '../annotating/annotations.ts';
import type { AnswerDocuments } from '../panel/collaborators.ts';
import type { Focus, FocusedCase } from '../results/focus.ts';
import type { ResultStore } from '../results/store.ts';
import { showHidden } from '../results/wording.ts';
import { createAnnotationTypes } from './annotation-types.ts';
import { answerProblems } from './answer-problems.ts';
import { highlightOptions } from './highlight-settings.ts';
import { findUnit, unitPlaces } from './unit-places.ts';

export interface AnswerPainterOptions {
	readonly store: ResultStore;
	readonly focus: Focus;
	readonly answers: AnswerDocuments;
	readonly annotations: Annotations;
	readonly icons: vscode.Uri;
}

/** `source` of every diagnostic in an answer: code actions know them by it. */
export const ANSWER_SOURCE = 'Groundline';

/**
 * Underlines what an answer says without support, lists it in Problems, and marks what people annotated. Answers that
 * are open and the focused one are listed; others would bury them.
 */
export class AnswerPainter implements vscode.Disposable {
	private readonly options: AnswerPainterOptions;
	private readonly problems = vscode.languages.createDiagnosticCollection('groundline-answers');
	private readonly types: ReadonlyMap<AnnotationLabel, vscode.TextEditorDecorationType>;
	private readonly subscription: vscode.Disposable;

	constructor(options: AnswerPainterOptions) {
		this.options = options;
		this.types = createAnnotationTypes(options.icons);
		const { store, focus, annotations } = options;
		const repaint = (): void => void this.paint();
		this.subscription = vscode.Disposable.from(
			this.problems,
			...this.types.values(),
			focus.onDidChange(repaint),
			store.onDidChange(({ kind }) => (kind === 'result' ? this.paint() : undefined)),
			annotations.onDidChange(repaint),
			vscode.workspace.onDidOpenTextDocument(document => (this.isAnswer(document) ? this.paint() : undefined)),
			vscode.workspace.onDidCloseTextDocument(document => (this.isAnswer(document) ? this.paint() : undefined)),
			vscode.workspace.onDidChangeTextDocument(({ document }) => (this.isAnswer(document) ? this.paint() : undefined)),
			vscode.window.onDidChangeVisibleTextEditors(repaint),
			vscode.workspace.onDidChangeConfiguration(change =>
				change.affectsConfiguration('groundline.highlight') ? this.paint() : undefined,
			),
		);
		this.paint();
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private isAnswer(document: vscode.TextDocument): boolean {
		return this.options.answers.caseOf(document.uri) !== undefined;
	}

	private paint(): void {
		this.problems.clear();
		const enabled = highlightOptions().kinds.size > 0;
		for (const focused of this.listed()) {
			this.problems.set(this.options.answers.uriOf(focused), enabled ? this.diagnosticsOf(focused) : []);
		}
		for (const editor of vscode.window.visibleTextEditors) {
			const focused = this.options.answers.caseOf(editor.document.uri);
			if (focused !== undefined) {
				this.paintAnnotations(editor, focused);
			}
		}
	}

	/** The focused case, and those whose answers are open. */
	private listed(): readonly FocusedCase[] {
		const { focus, answers } = this.options;
		const open = vscode.workspace.textDocuments.flatMap(({ uri }) => answers.caseOf(uri) ?? []);
		const all = focus.current === undefined ? open : [focus.current, ...open];
		return [...new Map(all.map(one => [answers.uriOf(one).toString(), one])).values()];
	}

	private diagnosticsOf(focused: FocusedCase): readonly vscode.Diagnostic[] {
		const { store, annotations } = this.options;
		const result = store.get(focused.file, focused.key);
		if (result === undefined) {
			return [];
		}
		const index = new LineIndex(result.text);
		const units = unitPlaces(result);
		return answerProblems(result, annotations.ofCase(focused)).map(problem => {
			const severity =
				problem.severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
			const diagnostic = new vscode.Diagnostic(toRange(index, problem), showHidden(problem.message), severity);
			diagnostic.source = ANSWER_SOURCE;
			diagnostic.code = problem.code;
			const place = problem.related === undefined ? undefined : units.get(problem.related.unit);
			if (problem.related !== undefined && place !== undefined) {
				const uri = store.resolve(focused.file, place.passage.path);
				const where = relatedRange(uri, () => findUnit(place, problem.related?.range, documentText(uri) ?? ''));
				const range = where ?? new vscode.Range(place.unit.line - 1, 0, place.unit.line - 1, 0);
				diagnostic.relatedInformation = [
					new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, range), showHidden(problem.related.message)),
				];
			}
			return diagnostic;
		});
	}

	private paintAnnotations(editor: vscode.TextEditor, focused: FocusedCase): void {
		const { annotations } = this.options.annotations.ofCase(focused);
		for (const [label, type] of this.types) {
			const ranges = annotations.flatMap(annotation => {
				if (annotation.label !== label || annotation.place.kind !== 'anchored') {
					return [];
				}
				const { start, end } = annotation.place.range;
				const range = new vscode.Range(editor.document.positionAt(start), editor.document.positionAt(end));
				if (label === 'unsupported' || label === 'contradicted') {
					return [{ range }]; // The squiggle says who marked it.
				}
				const head = label === 'note' ? 'Note' : `Marked ${label}`;
				const by = annotation.by === undefined ? '' : ` by ${annotation.by}`;
				const note = annotation.note === undefined ? '' : `: ${annotation.note}`;
				return [{ range, hoverMessage: new vscode.MarkdownString().appendText(showHidden(`${head}${by}${note}`)) }];
			});
			editor.setDecorations(type, ranges);
		}
	}
}

function documentText(uri: vscode.Uri): string | undefined {
	return vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString())?.getText();
}

/** The place in an open document; of one that is not open only the recorded line is known. */
function relatedRange(uri: vscode.Uri, find: () => ReturnType<typeof findUnit>): vscode.Range | undefined {
	const text = documentText(uri);
	const found = text === undefined ? undefined : find();
	return text === undefined || found?.kind !== 'found' ? undefined : toRange(new LineIndex(text), found.range);
}

function toRange(index: LineIndex, { start, end }: TextRange): vscode.Range {
	const from = index.positionAt(start);
	const to = index.positionAt(end);
	return new vscode.Range(from.line, from.column, to.line, to.column);
}
