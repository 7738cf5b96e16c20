import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { documentKind } from '../core/documents/kinds.ts';
import type { OpenTexts, Root } from './root.ts';
import { type FilesOf, Roots } from './roots.ts';

/** The documents that the client has open, kept in step by incremental changes, and the roots they belong to. */
export class OpenDocuments implements OpenTexts {
	readonly texts = new TextDocuments(TextDocument);
	readonly roots: Roots;
	private readonly placed = new Map<Root, Map<string, string>>();

	constructor(filesOf: FilesOf) {
		this.roots = new Roots(filesOf, this);
	}

	/** To be called for a document that was opened; says where it belongs. */
	place(uri: string): OpenPlace {
		const { root, path } = this.roots.locate(uri);
		const paths = this.placed.get(root) ?? new Map<string, string>();
		this.placed.set(root, paths.set(path, uri));
		return { root, path };
	}

	/** To be called for a document that was closed. */
	forget(uri: string): OpenPlace {
		for (const [root, paths] of this.placed) {
			for (const [path, known] of paths) {
				if (known === uri) {
					paths.delete(path);
					return { root, path };
				}
			}
		}
		return this.roots.locate(uri);
	}

	get(root: Root, path: string): { readonly uri: string; readonly text: string } | undefined {
		const uri = this.placed.get(root)?.get(path);
		const document = uri === undefined ? undefined : this.texts.get(uri);
		return document === undefined ? undefined : { uri: document.uri, text: document.getText() };
	}

	paths(root: Root): readonly string[] {
		return [...(this.placed.get(root)?.keys() ?? [])].filter(path => documentKind(path) !== undefined);
	}

	/** Puts every open document where it belongs after the workspace folders changed. */
	placeAgain(): readonly OpenPlace[] {
		this.placed.clear();
		return this.texts.all().map(document => this.place(document.uri));
	}
}

export interface OpenPlace {
	readonly root: Root;
	readonly path: string;
}
