import type { LanguageDocument } from '../core/language/document.ts';
import { toOffset } from './convert.ts';
import type { FeatureParts } from './features.ts';
import type { Root } from './root.ts';

/** The document that a request is about; `undefined` for one that is not open or is none of ours. */
export async function askedDocument(
	parts: FeatureParts,
	params: { readonly textDocument: { readonly uri: string } },
): Promise<Asked | undefined> {
	const uri = params.textDocument.uri;
	if (parts.open.texts.get(uri) === undefined) {
		return undefined;
	}
	const { root, path } = parts.open.roots.locate(uri);
	await root.load();
	const document = root.get(path);
	return document === undefined ? undefined : { root, path, document };
}

/** The same with the offset that a request points at. */
export async function askedPlace(
	parts: FeatureParts,
	params: {
		readonly textDocument: { readonly uri: string };
		readonly position: { readonly line: number; readonly character: number };
	},
): Promise<(Asked & { readonly offset: number }) | undefined> {
	const asked = await askedDocument(parts, params);
	return asked && { ...asked, offset: toOffset(asked.document.lines, params.position) };
}

export interface Asked {
	readonly root: Root;
	readonly path: string;
	readonly document: LanguageDocument;
}
