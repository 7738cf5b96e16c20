import * as vscode from 'vscode';
import type { Annotations } from '../annotating/annotations.ts';
import { COMMANDS } from '../ids.ts';
import type { AnswerDocuments } from '../panel/collaborators.ts';
import type { FocusedCase } from '../results/focus.ts';
import type { ResultStore } from '../results/store.ts';
import { showHidden } from '../results/wording.ts';
import { type AnswerProblem, answerProblems, problemAt } from './answer-problems.ts';
import type { ContextPainter } from './context-painter.ts';
import { claimHover, type HoverPart, lineHover } from './hover-parts.ts';

export interface HoverOptions {
	readonly painter: ContextPainter;
	readonly store: ResultStore;
	readonly answers: AnswerDocuments;
	readonly annotations: Annotations;
}

/** Says over a highlighted line which claims stand on it, and over a claim which lines it stands on. */
export function registerHovers({ painter, store, answers, annotations }: HoverOptions): vscode.Disposable {
	const doubtAt = (answer: FocusedCase, offset: number): AnswerProblem | undefined => {
		const result = store.get(answer.file, answer.key);
		return result === undefined ? undefined : problemAt(answerProblems(result, annotations.ofCase(answer)), offset);
	};
	return vscode.languages.registerHoverProvider('*', {
		provideHover(document, position) {
			const answer = answers.caseOf(document.uri);
			if (answer !== undefined) {
				const result = store.get(answer.file, answer.key);
				const offset = document.offsetAt(position);
				const parts = result === undefined ? undefined : claimHover(result, offset);
				return parts === undefined
					? undefined
					: new vscode.Hover([...markdown(parts), ...markingLinks(document, doubtAt(answer, offset))]);
			}
			const shown = painter.result;
			const highlights = shown === undefined ? [] : painter.onLine(document, position.line);
			return shown === undefined || highlights.length === 0
				? undefined
				: new vscode.Hover(markdown(lineHover(highlights, shown.result)));
		},
	});
}

/**
 * What can be done about doubtful words. An answer is read-only, and there the editor offers no quick fix at the words
 * themselves, only in Problems: so the hover has the same as links.
 */
function markingLinks(
	document: vscode.TextDocument,
	problem: AnswerProblem | undefined,
): readonly vscode.MarkdownString[] {
	if (problem === undefined || !vscode.workspace.isTrusted) {
		return [];
	}
	const { start, end } = problem;
	const words = encodeURIComponent(JSON.stringify([{ document: document.uri.toString(), start, end }]));
	const link = (title: string, command: string): string => `[${title}](command:${command}?${words})`;
	const links = [
		link(vscode.l10n.t('Mark supported'), COMMANDS.markSupported),
		link(vscode.l10n.t('Mark unsupported'), COMMANDS.markUnsupported),
		link(vscode.l10n.t('Add as probe'), COMMANDS.addProbe),
	];
	const text = new vscode.MarkdownString(links.join(' · '));
	text.isTrusted = { enabledCommands: [COMMANDS.markSupported, COMMANDS.markUnsupported, COMMANDS.addProbe] };
	return [text];
}

function markdown(parts: readonly HoverPart[]): vscode.MarkdownString[] {
	return parts.map(part => {
		const text = new vscode.MarkdownString();
		if (part.kind === 'quote') {
			// A model or a document wrote this: plain text in a part of its own, with no trust.
			return text.appendText(`“${showHidden(part.text)}”`);
		}
		text.appendText(showHidden(part.words));
		if (part.link !== undefined) {
			text.isTrusted = { enabledCommands: [COMMANDS.revealLink] };
			const target = encodeURIComponent(JSON.stringify([part.link.to]));
			text.appendMarkdown(
				`${part.words === '' ? '' : ' '}[${escaped(part.link.title)}](command:${COMMANDS.revealLink}?${target})`,
			);
			text.appendText(part.after ?? '');
		}
		return text;
	});
}

/** A file name may hold what Markdown would read. */
function escaped(title: string): string {
	return showHidden(title).replace(/[\\`*_{}[\]()#+\-.!<>|~&]/g, '\\$&');
}
