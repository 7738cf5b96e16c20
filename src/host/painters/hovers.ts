import * as vscode from 'vscode';
import { COMMANDS } from '../ids.ts';
import type { AnswerDocuments } from '../panel/collaborators.ts';
import type { ResultStore } from '../results/store.ts';
import { showHidden } from '../results/wording.ts';
import type { ContextPainter } from './context-painter.ts';
import { claimHover, type HoverPart, lineHover } from './hover-parts.ts';

export interface HoverOptions {
	readonly painter: ContextPainter;
	readonly store: ResultStore;
	readonly answers: AnswerDocuments;
}

/** Says over a highlighted line which claims stand on it, and over a claim which lines it stands on. */
export function registerHovers({ painter, store, answers }: HoverOptions): vscode.Disposable {
	return vscode.languages.registerHoverProvider('*', {
		provideHover(document, position) {
			const answer = answers.caseOf(document.uri);
			if (answer !== undefined) {
				const result = store.get(answer.file, answer.key);
				const parts = result === undefined ? undefined : claimHover(result, document.offsetAt(position));
				return parts === undefined ? undefined : new vscode.Hover(markdown(parts));
			}
			const shown = painter.result;
			const highlights = shown === undefined ? [] : painter.onLine(document, position.line);
			return shown === undefined || highlights.length === 0
				? undefined
				: new vscode.Hover(markdown(lineHover(highlights, shown.result)));
		},
	});
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
		}
		return text;
	});
}

/** A file name may hold what Markdown would read. */
function escaped(title: string): string {
	return showHidden(title).replace(/[\\`*_{}[\]()#+\-.!<>|~&]/g, '\\$&');
}
