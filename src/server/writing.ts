import {
	type CompletionItem,
	CompletionItemKind,
	type CompletionList,
	type Connection,
	InsertTextMode,
	MarkupKind,
} from 'vscode-languageserver';
import { complete } from '../core/language/completion.ts';
import { type Completion, MOST_OFFERED } from '../core/language/completion-place.ts';
import { hover } from '../core/language/hover.ts';
import type { LineIndex } from '../core/text/lines.ts';
import { askedPlace } from './asked.ts';
import { toRange } from './convert.ts';
import type { FeatureParts } from './features.ts';
import { settle } from './requests.ts';

/** Completion and hover. */
export function registerWriting(connection: Connection, parts: FeatureParts): void {
	connection.onCompletion((params, token) =>
		settle(token, async (): Promise<CompletionList | null> => {
			const asked = await askedPlace(parts, params);
			if (asked === undefined) {
				return null;
			}
			const { document, root, offset } = asked;
			const found = await complete(document, offset, { library: root, files: root });
			const items = found
				.slice(0, MOST_OFFERED)
				.map((completion, index) =>
					toItem(completion, { lines: document.lines, index, suggestsAgain: parts.capabilities().suggestsAgain }),
				);
			return { isIncomplete: found.length > MOST_OFFERED, items };
		}),
	);
	connection.onHover((params, token) =>
		settle(token, async () => {
			const asked = await askedPlace(parts, params);
			const found = asked && (await hover(asked.document, asked.offset, { library: asked.root, files: asked.root }));
			return found === undefined
				? null
				: {
						contents: { kind: MarkupKind.Markdown, value: found.text },
						range: toRange(asked!.document.lines, found.range),
					};
		}),
	);
}

function toItem(
	completion: Completion,
	list: { readonly lines: LineIndex; readonly index: number; readonly suggestsAgain: boolean },
): CompletionItem {
	const order = `${completion.first === true ? 0 : 1}${String(list.index).padStart(4, '0')}`;
	return {
		label: completion.label,
		kind: KINDS[completion.kind],
		sortText: order,
		textEdit: { range: toRange(list.lines, completion.edit.range), newText: completion.edit.text },
		// The text has the indentation that it needs; editors would add that of the line once more.
		insertTextMode: InsertTextMode.asIs,
		...(completion.detail === undefined ? {} : { detail: completion.detail }),
		...(completion.docs === undefined || completion.docs === ''
			? {}
			: { documentation: { kind: MarkupKind.Markdown, value: completion.docs } }),
		...(completion.continues === true && list.suggestsAgain
			? { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } }
			: {}),
	};
}

const KINDS: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
	key: CompletionItemKind.Property,
	word: CompletionItemKind.EnumMember,
	model: CompletionItemKind.Module,
	question: CompletionItemKind.Reference,
	criterion: CompletionItemKind.Field,
	level: CompletionItemKind.EnumMember,
	file: CompletionItemKind.File,
	variable: CompletionItemKind.Variable,
	function: CompletionItemKind.Function,
	keyword: CompletionItemKind.Keyword,
};
