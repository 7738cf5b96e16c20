import {
	type CodeAction,
	CodeActionKind,
	type Connection,
	ErrorCodes,
	ResponseError,
	type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Fix, TextEdit } from '../core/documents/problem.ts';
import { quickFixes, writeDownIds } from '../core/language/actions.ts';
import { format } from '../core/language/formatting.ts';
import { prepareRename, rename } from '../core/language/rename.ts';
import { askedDocument, askedPlace } from './asked.ts';
import { toDiagnostic, toEdits, toOffset, toRange } from './convert.ts';
import type { FeatureParts } from './features.ts';
import { settle } from './requests.ts';
import type { Root } from './root.ts';

/** Rename, quick fixes and formatting. All of them only propose edits; the client writes. */
export function registerEditing(connection: Connection, parts: FeatureParts): void {
	connection.onPrepareRename((params, token) =>
		settle(token, async () => {
			const asked = await askedPlace(parts, params);
			if (asked === undefined) {
				return null;
			}
			const start = prepareRename(asked.document, asked.offset, asked.root);
			if (start.kind === 'refused') {
				throw new ResponseError(ErrorCodes.InvalidParams, start.message);
			}
			return { range: toRange(asked.document.lines, start.range), placeholder: start.name.name };
		}),
	);
	connection.onRenameRequest((params, token) =>
		settle(token, async () => {
			const asked = await askedPlace(parts, params);
			if (asked === undefined) {
				return null;
			}
			const renaming = rename(asked.document, asked.offset, { library: asked.root, to: params.newName });
			if (renaming.kind === 'refused') {
				throw new ResponseError(ErrorCodes.InvalidParams, renaming.message);
			}
			return toWorkspaceEdit(renaming.edits, asked.root, parts);
		}),
	);
	connection.onCodeAction((params, token) =>
		settle(token, async (): Promise<CodeAction[]> => {
			const asked = await askedDocument(parts, params);
			if (asked === undefined) {
				return [];
			}
			const isWanted = (kind: string) =>
				params.context.only?.some(wanted => kind === wanted || kind.startsWith(`${wanted}.`)) ?? true;
			await parts.diagnoser.settled();
			const { root, path } = asked;
			const document = root.get(path) ?? asked.document;
			const range = {
				start: toOffset(document.lines, params.range.start),
				end: toOffset(document.lines, params.range.end),
			};
			const edit = (fix: Fix) => toWorkspaceEdit(new Map([[path, fix.edits]]), root, parts);
			const fixes = isWanted(CodeActionKind.QuickFix) ? quickFixes(parts.diagnoser.problemsOf(asked), range) : [];
			const ids = isWanted(CodeActionKind.RefactorRewrite) ? writeDownIds(document, range) : [];
			return [
				...fixes.map(({ problem, fix, isPreferred }) => ({
					title: fix.title,
					kind: CodeActionKind.QuickFix,
					diagnostics: [toDiagnostic(problem, document.lines, root)],
					isPreferred,
					edit: edit(fix),
				})),
				...ids.map(fix => ({ title: fix.title, kind: CodeActionKind.RefactorRewrite, edit: edit(fix) })),
			];
		}),
	);
	connection.onDocumentFormatting((params, token) =>
		settle(token, async () => {
			const asked = await askedDocument(parts, params);
			return asked === undefined ? null : toEdits(asked.document.lines, format(asked.document));
		}),
	);
}

function toWorkspaceEdit(
	edits: ReadonlyMap<string, readonly TextEdit[]>,
	root: Root,
	parts: FeatureParts,
): WorkspaceEdit {
	const changes = [...edits].flatMap(([path, list]) => {
		const lines = root.get(path)?.lines;
		return lines === undefined ? [] : [{ uri: root.uriOf(path), edits: toEdits(lines, list) }];
	});
	if (!parts.capabilities().versionedEdits) {
		return { changes: Object.fromEntries(changes.map(change => [change.uri, change.edits])) };
	}
	return {
		documentChanges: changes.map(change => ({
			textDocument: { uri: change.uri, version: parts.open.texts.get(change.uri)?.version ?? null },
			edits: change.edits,
		})),
	};
}
