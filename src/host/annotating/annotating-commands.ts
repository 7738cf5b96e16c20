import * as vscode from 'vscode';
import type { AnnotationLabel } from '../../core/documents/annotation-file.ts';
import type { TextRange } from '../../core/text/range.ts';
import { COMMANDS } from '../ids.ts';
import { answerProblems, problemAt } from '../painters/answer-problems.ts';
import type { AnswerDocuments } from '../panel/collaborators.ts';
import type { Focus, FocusedCase } from '../results/focus.ts';
import type { ResultStore } from '../results/store.ts';
import { columnOf } from '../workspace/columns.ts';
import type { Annotations } from './annotations.ts';

export interface AnnotatingParts {
	readonly store: ResultStore;
	readonly focus: Focus;
	readonly answers: AnswerDocuments;
	readonly annotations: Annotations;
}

/** What a code action hands to a command: words of an answer document. */
export interface MarkedWords {
	readonly document: string;
	readonly start: number;
	readonly end: number;
}

/** *Mark Unsupported*, *Supported*, *Contradicted*, *Add Note*, *Add as Probe*. */
export function registerAnnotatingCommands(parts: AnnotatingParts): vscode.Disposable {
	const mark = (id: string, label: AnnotationLabel): vscode.Disposable =>
		vscode.commands.registerCommand(id, (argument: unknown) => markWords(parts, label, argument));
	return vscode.Disposable.from(
		mark(COMMANDS.markUnsupported, 'unsupported'),
		mark(COMMANDS.markSupported, 'supported'),
		mark(COMMANDS.markContradicted, 'contradicted'),
		mark(COMMANDS.addNote, 'note'),
		vscode.commands.registerCommand(COMMANDS.addProbe, (argument: unknown) => addProbe(parts, argument)),
	);
}

async function markWords(parts: AnnotatingParts, label: AnnotationLabel, argument: unknown): Promise<void> {
	const words = wordsOf(parts, argument) ?? doubtUnderCursor(parts, argument) ?? (await chooseClaim(parts, argument));
	if (words === undefined) {
		return;
	}
	const note = label === 'note' ? await askNote() : undefined;
	if (label === 'note' && note === undefined) {
		return;
	}
	parts.focus.set(words.focused);
	await parts.annotations.add(words.focused, { range: words.range, label, note });
}

interface ChosenWords {
	readonly focused: FocusedCase;
	readonly range: TextRange;
}

/** The words a code action names, else what is selected in an answer of the case that is meant. */
function wordsOf(parts: AnnotatingParts, argument: unknown): ChosenWords | undefined {
	if (isMarkedWords(argument)) {
		const focused = parts.answers.caseOf(vscode.Uri.parse(argument.document));
		return focused === undefined ? undefined : { focused, range: { start: argument.start, end: argument.end } };
	}
	const meant = isFocusedCase(argument) ? argument : undefined;
	const editors = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors];
	for (const editor of editors) {
		const focused = editor === undefined ? undefined : parts.answers.caseOf(editor.document.uri);
		if (editor === undefined || focused === undefined || editor.selection.isEmpty || (meant && !same(meant, focused))) {
			continue;
		}
		const { document, selection } = editor;
		const words = document.getText(selection);
		const start = document.offsetAt(selection.start) + words.length - words.trimStart().length;
		if (words.trim() !== '') {
			return { focused, range: { start, end: start + words.trim().length } };
		}
	}
	return undefined;
}

/** The underlined words that the cursor of the active answer stands on. */
function doubtUnderCursor(parts: AnnotatingParts, argument: unknown): ChosenWords | undefined {
	const editor = vscode.window.activeTextEditor;
	const focused = editor === undefined ? undefined : parts.answers.caseOf(editor.document.uri);
	const result = focused === undefined ? undefined : parts.store.get(focused.file, focused.key);
	if (editor === undefined || focused === undefined || result === undefined || isFocusedCase(argument)) {
		return undefined;
	}
	const problems = answerProblems(result, parts.annotations.ofCase(focused));
	const range = problemAt(problems, editor.document.offsetAt(editor.selection.active));
	return range === undefined ? undefined : { focused, range: { start: range.start, end: range.end } };
}

/** Where nothing is selected the claims of the answer are offered, the doubtful ones first. */
async function chooseClaim(parts: AnnotatingParts, argument: unknown): Promise<ChosenWords | undefined> {
	const active = vscode.window.activeTextEditor;
	const shown = active === undefined ? undefined : parts.answers.caseOf(active.document.uri);
	const focused = isFocusedCase(argument) ? argument : (shown ?? parts.focus.current);
	const result = focused === undefined ? undefined : parts.store.get(focused.file, focused.key);
	if (focused === undefined || result === undefined || result.text === '') {
		void vscode.window.showInformationMessage(vscode.l10n.t('There is no answer yet. Run the question first.'));
		return undefined;
	}
	const claims = [...(result.grounding?.claims ?? [])].sort((a, b) => b.score - a.score);
	const items = claims.map(claim => ({
		label: result.text.slice(claim.start, claim.end).replace(/\s+/g, ' '),
		description: claim.label,
		range: { start: claim.start, end: claim.end } as TextRange | undefined,
	}));
	const select = { label: vscode.l10n.t('Select words in the answer…'), description: '', range: undefined };
	const chosen = await vscode.window.showQuickPick([...items, select], {
		placeHolder: vscode.l10n.t('Which words of the answer?'),
		ignoreFocusOut: true,
	});
	if (chosen === undefined) {
		return undefined;
	}
	if (chosen.range === undefined) {
		await vscode.commands.executeCommand(COMMANDS.openAnswer, focused);
		return undefined;
	}
	return { focused, range: chosen.range };
}

async function askNote(): Promise<string | undefined> {
	const note = await vscode.window.showInputBox({ prompt: vscode.l10n.t('Note'), ignoreFocusOut: true });
	return note === undefined || note.trim() === '' ? undefined : note.trim();
}

/** Writes the answer into its question file as one that the judge must not pass. */
async function addProbe(parts: AnnotatingParts, argument: unknown): Promise<void> {
	const active = vscode.window.activeTextEditor?.document.uri;
	const named = isMarkedWords(argument) ? vscode.Uri.parse(argument.document) : active;
	const shown = named === undefined ? undefined : parts.answers.caseOf(named);
	const focused = isFocusedCase(argument) ? argument : (shown ?? parts.focus.current);
	const result = focused === undefined ? undefined : parts.store.get(focused.file, focused.key);
	if (focused === undefined || result?.start === undefined || result.text.trim() === '') {
		void vscode.window.showInformationMessage(vscode.l10n.t('There is no answer yet. Run the question first.'));
		return;
	}
	if (!vscode.workspace.isTrusted) {
		void vscode.window.showWarningMessage(
			vscode.l10n.t('This folder is not trusted: nothing is written. Trust the folder first.'),
		);
		return;
	}
	const document = await vscode.workspace.openTextDocument(focused.file);
	// Loaded here, so that activation does not wait for the parser.
	const { probeEdit } = await import('./probe-edit.ts');
	const edit = probeEdit(document.getText(), result.start.question, result.text);
	if (edit === undefined) {
		void vscode.window.showWarningMessage(
			vscode.l10n.t(
				'{0} does not hold the question "{1}": add the probe by hand.',
				focused.file.path,
				result.start.question,
			),
		);
		return;
	}
	const change = new vscode.WorkspaceEdit();
	const at = document.positionAt(edit.range.start);
	change.insert(focused.file, at, edit.text);
	if (await vscode.workspace.applyEdit(change)) {
		const added = new vscode.Range(at, document.positionAt(edit.range.start + edit.text.length));
		const viewColumn = columnOf(focused.file);
		const editor = await vscode.window.showTextDocument(document, {
			...(viewColumn === undefined ? {} : { viewColumn }),
			selection: new vscode.Range(added.end, added.end),
		});
		const reveal = (): void => editor.revealRange(added, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
		reveal();
		// Threads of a file that has just come to the front unfold a little later, and push its lines away.
		setTimeout(reveal, THREADS_UNFOLD);
	}
}

/** Milliseconds. */
const THREADS_UNFOLD = 400;

function isMarkedWords(value: unknown): value is MarkedWords {
	if (typeof value !== 'object' || value === null) {
		return false;
	}
	const { document, start, end } = value as Record<string, unknown>;
	return typeof document === 'string' && typeof start === 'number' && typeof end === 'number';
}

function isFocusedCase(value: unknown): value is FocusedCase {
	if (typeof value !== 'object' || value === null) {
		return false;
	}
	const { file, key } = value as Record<string, unknown>;
	return file instanceof vscode.Uri && typeof key === 'string';
}

function same(a: FocusedCase, b: FocusedCase): boolean {
	return a.key === b.key && a.file.toString() === b.file.toString();
}
