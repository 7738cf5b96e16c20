import type { FileRead, Files } from '../core/documents/files.ts';
import { documentKind } from '../core/documents/kinds.ts';
import { LanguageDocument } from '../core/language/document.ts';
import type { Library } from '../core/language/library.ts';

/** What is open in the editor: its text counts, not the file's. */
export interface OpenTexts {
	/** The address and the text of an open document of a root. */
	get(root: Root, path: string): { readonly uri: string; readonly text: string } | undefined;
	/** Paths of all open documents of a root. */
	paths(root: Root): readonly string[];
}

/** A folder with documents of ours: reads its files, open texts first, and keeps its documents parsed. */
export class Root implements Files, Library {
	/** Without a final slash. */
	readonly uri: string;
	private readonly disk: Files;
	private readonly open: OpenTexts;
	private readonly reads = new Map<string, { readonly at: number; readonly read: Promise<FileRead> }>();
	private readonly known = new Map<string, LanguageDocument>();
	private loading: Promise<void> | undefined;

	constructor(uri: string, disk: Files, open: OpenTexts) {
		this.uri = uri;
		this.disk = disk;
		this.open = open;
	}

	read(path: string): Promise<FileRead> {
		const edited = this.open.get(this, path);
		if (edited !== undefined) {
			return Promise.resolve({ kind: 'text', text: edited.text });
		}
		const kept = this.reads.get(path);
		if (kept !== undefined && Date.now() - kept.at < FRESH_FOR) {
			return kept.read;
		}
		const read = this.disk.read(path);
		this.reads.set(path, { at: Date.now(), read });
		return read;
	}

	list(glob: string, limit: number): Promise<readonly string[]> {
		return this.disk.list(glob, limit);
	}

	/** The address of a path: as the client spells it where the document is open. */
	uriOf(path: string): string {
		return this.open.get(this, path)?.uri ?? `${this.uri}/${path.split('/').map(encodeURIComponent).join('/')}`;
	}

	get(path: string): LanguageDocument | undefined {
		const edited = this.open.get(this, path);
		const known = this.known.get(path);
		if (edited !== undefined && documentKind(path) !== undefined && known?.text !== edited.text) {
			const document = new LanguageDocument(path, edited.text, known);
			this.known.set(path, document);
			return document;
		}
		return known;
	}

	get documents(): readonly LanguageDocument[] {
		const paths = new Set([...this.known.keys(), ...this.open.paths(this)]);
		return [...paths].sort().flatMap(path => this.get(path) ?? []);
	}

	/** Reads every document of the root, once. Library features wait for it. */
	load(): Promise<void> {
		this.loading ??= this.loadAll();
		return this.loading;
	}

	/** A file was written, made or removed on the disk. */
	async refresh(path: string): Promise<void> {
		this.reads.delete(path);
		if (documentKind(path) === undefined || this.open.get(this, path) !== undefined) {
			return;
		}
		const read = await this.read(path);
		const known = this.known.get(path);
		if (read.kind !== 'text') {
			this.known.delete(path);
		} else if (known?.text !== read.text) {
			this.known.set(path, new LanguageDocument(path, read.text, known));
		}
	}

	private async loadAll(): Promise<void> {
		const paths = await this.disk.list('**/*.{yaml,yml,prompty}', MOST_LISTED);
		const ours = paths.filter(path => documentKind(path) !== undefined && !this.known.has(path));
		await Promise.all(ours.slice(0, MOST_DOCUMENTS).map(path => this.refresh(path)));
	}
}

/** How long a file that was read counts as unchanged, in milliseconds, where the client reports no changes. */
const FRESH_FOR = 1_000;

/** The most YAML files that are looked at by name, and the most documents of ours that are read, in one root. */
const MOST_LISTED = 20_000;
const MOST_DOCUMENTS = 2_000;
