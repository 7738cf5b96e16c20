import {
	type Connection,
	type DocumentSymbol,
	type FoldingRange,
	FoldingRangeKind,
	SymbolKind,
	type WorkspaceSymbol,
} from 'vscode-languageserver';
import { foldings } from '../core/language/folding.ts';
import { type OutlineItem, outline } from '../core/language/outline.ts';
import { workspaceNames } from '../core/language/workspace-names.ts';
import type { LineIndex } from '../core/text/lines.ts';
import { askedDocument } from './asked.ts';
import { toLocation, toRange } from './convert.ts';
import type { FeatureParts } from './features.ts';
import { settle } from './requests.ts';

/** Outline, symbols of the workspace, and folding. */
export function registerStructure(connection: Connection, parts: FeatureParts): void {
	connection.onDocumentSymbol((params, token) =>
		settle(token, async () => {
			const asked = await askedDocument(parts, params);
			return asked === undefined ? null : outline(asked.document).map(item => toSymbol(item, asked.document.lines));
		}),
	);
	connection.onWorkspaceSymbol((params, token) =>
		settle(token, async () => {
			const roots = parts.open.roots.all;
			await Promise.all(roots.map(root => root.load()));
			return roots.flatMap(root =>
				workspaceNames(params.query, root).map(
					({ document, occurrence }): WorkspaceSymbol => ({
						name: occurrence.name,
						kind: NAME_KINDS[occurrence.kind] ?? SymbolKind.Key,
						containerName: document.path,
						location: toLocation(root, document.path, occurrence.range),
					}),
				),
			);
		}),
	);
	connection.onFoldingRanges((params, token) =>
		settle(token, async (): Promise<FoldingRange[] | null> => {
			const asked = await askedDocument(parts, params);
			return asked === undefined
				? null
				: foldings(asked.document).map(({ first, last, kind }) => ({
						startLine: first,
						endLine: last,
						...(kind === 'comment' ? { kind: FoldingRangeKind.Comment } : {}),
					}));
		}),
	);
}

function toSymbol(item: OutlineItem, lines: LineIndex): DocumentSymbol {
	return {
		name: item.name,
		detail: item.detail,
		kind: ITEM_KINDS[item.kind],
		range: toRange(lines, item.range),
		selectionRange: toRange(lines, item.selection),
		children: item.children.map(child => toSymbol(child, lines)),
	};
}

const ITEM_KINDS: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
	key: SymbolKind.Property,
	list: SymbolKind.Array,
	question: SymbolKind.Method,
	message: SymbolKind.String,
	item: SymbolKind.Object,
};

const NAME_KINDS: Readonly<Record<string, SymbolKind>> = {
	question: SymbolKind.Method,
	model: SymbolKind.Module,
	criterion: SymbolKind.Field,
	level: SymbolKind.EnumMember,
	variable: SymbolKind.Variable,
};
