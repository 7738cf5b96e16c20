import * as vscode from 'vscode';
import type { CaseResult } from '../../core/review/result.ts';
import type { TextRange } from '../../core/text/range.ts';
import { COMMANDS } from '../ids.ts';
import type { AnswerDocuments } from '../panel/collaborators.ts';
import type { Focus, FocusedCase } from '../results/focus.ts';
import type { ResultStore } from '../results/store.ts';
import { columnBeside, columnOfPage } from '../workspace/columns.ts';
import type { ContextPainter } from './context-painter.ts';
import { claimAt, lineLinkWords, linesOf, type RevealTarget } from './hover-parts.ts';
import { findUnit, unitPlaces } from './unit-places.ts';

export interface NavigationOptions {
	readonly painter: ContextPainter;
	readonly store: ResultStore;
	readonly focus: Focus;
	readonly answers: AnswerDocuments;
}

/** *Go to Supporting Line*, *Go to Claim*, and the links of hovers and the panel. */
export function registerNavigation(options: NavigationOptions): vscode.Disposable {
	const navigation = new Navigation(options);
	return vscode.Disposable.from(
		vscode.commands.registerCommand(COMMANDS.goToContext, () => navigation.toContext()),
		vscode.commands.registerCommand(COMMANDS.goToClaim, () => navigation.toClaim()),
		vscode.commands.registerCommand(COMMANDS.revealLink, (target: unknown) => navigation.reveal(target)),
	);
}

class Navigation {
	private readonly painter: ContextPainter;
	private readonly store: ResultStore;
	private readonly focus: Focus;
	private readonly answers: AnswerDocuments;

	constructor({ painter, store, focus, answers }: NavigationOptions) {
		this.painter = painter;
		this.store = store;
		this.focus = focus;
		this.answers = answers;
	}

	/** From the claim under the cursor of an answer to the line it stands on; asks where there are several. */
	async toContext(): Promise<void> {
		const editor = vscode.window.activeTextEditor;
		const focused = editor === undefined ? undefined : this.answers.caseOf(editor.document.uri);
		const result = focused === undefined ? undefined : this.store.get(focused.file, focused.key);
		if (editor === undefined || focused === undefined || result === undefined) {
			say(vscode.l10n.t('Put the cursor on a claim of an answer: this goes to the line that supports it.'));
			return;
		}
		this.focus.set(focused);
		const index = claimAt(result, editor.document.offsetAt(editor.selection.active));
		const claim = index === undefined ? undefined : result.grounding?.claims[index];
		if (claim === undefined || claim.links.length === 0) {
			say(vscode.l10n.t('No line of the context supports the words under the cursor.'));
			return;
		}
		const units = unitPlaces(result);
		const items = linesOf(claim).flatMap(line => {
			const { unit, start, end } = line;
			const place = units.get(unit);
			const detail = place?.text.slice(start, end);
			return place === undefined
				? []
				: [{ label: place.label, description: lineLinkWords(line), detail, to: { unit, start, end } }];
		});
		const chosen = await choose(items, vscode.l10n.t('Lines that support the claim'));
		if (chosen !== undefined) {
			await this.revealUnit(focused, result, chosen.to);
		}
	}

	/** From a highlighted line to the claim that stands on it; asks where there are several. */
	async toClaim(): Promise<void> {
		const editor = vscode.window.activeTextEditor;
		const shown = this.painter.result;
		const highlights = editor === undefined ? [] : this.painter.onLine(editor.document, editor.selection.active.line);
		const indices = new Set(highlights.flatMap(({ mark }) => (mark.kind === 'not-sent' ? [] : mark.claims)));
		if (shown === undefined || indices.size === 0) {
			say(vscode.l10n.t('Put the cursor on a highlighted line: this goes to the claim that stands on it.'));
			return;
		}
		const items = [...indices].flatMap(index => {
			const claim = shown.result.grounding?.claims[index];
			return claim === undefined
				? []
				: [{ label: shown.result.text.slice(claim.start, claim.end), description: claim.label, range: claim }];
		});
		const chosen = await choose(items, vscode.l10n.t('Claims that stand on this line'));
		if (chosen !== undefined) {
			await this.revealAnswer(shown.focused, chosen.range);
		}
	}

	async reveal(target: unknown): Promise<void> {
		const focused = this.focus.current;
		const result = focused === undefined ? undefined : this.store.get(focused.file, focused.key);
		if (focused === undefined || result === undefined || !isTarget(target)) {
			return;
		}
		if ('unit' in target) {
			await this.revealUnit(focused, result, target);
			return;
		}
		const claim = 'claim' in target ? result.grounding?.claims[target.claim] : target;
		if (claim !== undefined) {
			await this.revealAnswer(focused, claim);
		}
	}

	private async revealUnit(focused: FocusedCase, result: CaseResult, target: UnitTarget): Promise<void> {
		const place = unitPlaces(result).get(target.unit);
		if (place === undefined) {
			return;
		}
		const document = await open(this.store.resolve(focused.file, place.passage.path));
		if (document === undefined) {
			return;
		}
		const { start, end } = target;
		const range = start === undefined || end === undefined ? undefined : { start, end };
		const found = findUnit(place, range, document.getText());
		const at = found.kind === 'found' ? found.range : { start: found.near, end: found.near };
		const places = { questions: focused.file, answer: this.answers.uriOf(focused) };
		// Only the cursor goes there, and behind the words: a selection would hide how they are marked, as would the editor's
		// own marks on every word like the one under the cursor.
		const editor = await show(document, { start: at.end, end: at.end }, columnOfPage(document.uri, places));
		if (found.kind === 'changed') {
			say(vscode.l10n.t('{0} has changed since the answer: the line is not there as it was.', place.label));
			return;
		}
		this.painter.flash(editor, toRange(document, at));
	}

	private async revealAnswer(focused: FocusedCase, range: TextRange): Promise<void> {
		const document = await open(this.answers.uriOf(focused));
		if (document !== undefined) {
			const column = columnBeside(document.uri, focused.file);
			this.painter.flash(await show(document, range, column), toRange(document, range));
		}
	}
}

async function show(
	document: vscode.TextDocument,
	range: TextRange,
	viewColumn: vscode.ViewColumn,
): Promise<vscode.TextEditor> {
	const selection = toRange(document, range);
	const editor = await vscode.window.showTextDocument(document, { viewColumn, selection });
	editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
	return editor;
}

type UnitTarget = { readonly unit: string; readonly start?: number; readonly end?: number };

function isTarget(value: unknown): value is RevealTarget | TextRange {
	if (typeof value !== 'object' || value === null) {
		return false;
	}
	const { claim, unit, start, end } = value as Record<string, unknown>;
	const range = typeof start === 'number' && typeof end === 'number';
	const noRange = start === undefined && end === undefined;
	return (typeof unit === 'string' && (range || noRange)) || typeof claim === 'number' || range;
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
	try {
		return await vscode.workspace.openTextDocument(uri);
	} catch {
		void vscode.window.showWarningMessage(
			vscode.l10n.t('{0} cannot be opened. It may have been moved or deleted.', uri.path),
		);
		return undefined;
	}
}

async function choose<T extends vscode.QuickPickItem>(
	items: readonly T[],
	placeHolder: string,
): Promise<T | undefined> {
	return items.length === 1 ? items[0] : vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true });
}

function toRange(document: vscode.TextDocument, { start, end }: TextRange): vscode.Range {
	return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

function say(words: string): void {
	void vscode.window.showInformationMessage(words);
}
