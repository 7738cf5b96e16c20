import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import {
	type CompletionList,
	createConnection,
	createProtocolConnection,
	type Diagnostic,
	DidChangeTextDocumentNotification,
	DidChangeWatchedFilesNotification,
	DidCloseTextDocumentNotification,
	DidOpenTextDocumentNotification,
	InitializedNotification,
	InitializeRequest,
	type Position,
	type ProtocolConnection,
	PublishDiagnosticsNotification,
	type PublishDiagnosticsParams,
	StreamMessageReader,
	StreamMessageWriter,
	type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import type { FileRead, Files } from '../../src/core/documents/files.ts';
import { serve } from '../../src/server/server.ts';
import {
	changedOutline,
	OUTLINE_CHANGE_NOTIFICATION,
	OUTLINE_NOTIFICATION,
	type OutlineChange,
	type OutlineParams,
} from '../../src/shared/outline.ts';
import { listFrom } from './file-list.ts';

/** Files in memory, as a port. A test changes them through `set`. */
export class MemoryFiles implements Files {
	readonly texts: Map<string, string>;
	/** Every path that was read from the "disk". */
	readonly reads: string[] = [];

	constructor(texts: Readonly<Record<string, string>>) {
		this.texts = new Map(Object.entries(texts));
	}

	read(path: string): Promise<FileRead> {
		this.reads.push(path);
		const text = this.texts.get(path);
		return Promise.resolve(
			text === undefined ? { kind: 'missing', message: `There is no file ${path}.` } : { kind: 'text', text },
		);
	}

	list(glob: string, limit: number): Promise<readonly string[]> {
		return Promise.resolve(listFrom([...this.texts.keys()], glob).slice(0, limit));
	}
}

/** A client that speaks the real protocol with a server in this process, over two streams. */
export class LanguageTestClient {
	readonly connection: ProtocolConnection;
	readonly files: MemoryFiles;
	readonly outlines: OutlineParams[] = [];
	readonly published: PublishDiagnosticsParams[] = [];
	private readonly settled: () => Promise<void>;
	private readonly versions = new Map<string, number>();

	constructor(files: Readonly<Record<string, string>>) {
		const toServer = new PassThrough();
		const toClient = new PassThrough();
		this.files = new MemoryFiles(files);
		const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
		this.settled = serve(server, folder => below(this.files, folder)).settled;
		this.connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
		this.connection.onNotification(PublishDiagnosticsNotification.type, params => {
			this.published.push(params);
		});
		this.connection.onNotification(OUTLINE_NOTIFICATION, (params: OutlineParams) => {
			this.outlines.push(params);
		});
		this.connection.onNotification(OUTLINE_CHANGE_NOTIFICATION, (change: OutlineChange) => {
			const before = this.outlines.findLast(({ uri }) => uri === change.uri);
			assert.equal(before?.version, change.since);
			this.outlines.push(changedOutline(before, change));
		});
		this.connection.listen();
	}

	async start(capabilities: object = {}): Promise<this> {
		await this.connection.sendRequest(InitializeRequest.type, {
			processId: null,
			rootUri: null,
			capabilities,
			workspaceFolders: [{ uri: 'file:///ws', name: 'ws' }],
			initializationOptions: { trusted: false },
		});
		await this.connection.sendNotification(InitializedNotification.type, {});
		return this;
	}

	uri(path: string): string {
		return `file:///ws/${path}`;
	}

	async open(path: string, text = this.files.texts.get(path) ?? ''): Promise<void> {
		this.versions.set(path, 1);
		await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
			textDocument: { uri: this.uri(path), languageId: 'yaml', version: 1, text },
		});
	}

	async change(path: string, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
		const version = (this.versions.get(path) ?? 0) + 1;
		this.versions.set(path, version);
		await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
			textDocument: { uri: this.uri(path), version },
			contentChanges,
		});
	}

	async close(path: string): Promise<void> {
		await this.connection.sendNotification(DidCloseTextDocumentNotification.type, {
			textDocument: { uri: this.uri(path) },
		});
	}

	/** Changes a file on the "disk" and tells the server, as a watcher does. `undefined` deletes it. */
	async write(path: string, text: string | undefined): Promise<void> {
		if (text === undefined) {
			this.files.texts.delete(path);
		} else {
			this.files.texts.set(path, text);
		}
		await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
			changes: [{ uri: this.uri(path), type: text === undefined ? 3 : 2 }],
		});
	}

	/** A request about a document; `more` goes with it. */
	ask<T>(method: string, path: string, more: object = {}): Promise<T> {
		return this.connection.sendRequest(method, { textDocument: { uri: this.uri(path) }, ...more });
	}

	async complete(path: string, position: Position): Promise<readonly string[]> {
		const list = await this.ask<CompletionList | null>('textDocument/completion', path, { position });
		return (list?.items ?? []).map(item => item.label);
	}

	/** The problems shown for a document once the server has come to rest: `line:column-line:column code`. */
	async problems(path: string): Promise<readonly string[]> {
		await this.rest();
		const last = this.published.findLast(params => params.uri === this.uri(path));
		return (last?.diagnostics ?? []).map(shown);
	}

	/** Waits until the server has read what was sent and checked what it must. */
	async rest(): Promise<void> {
		for (let round = 0; round < 3; round++) {
			await this.ask('textDocument/hover', 'none', { position: { line: 0, character: 0 } });
			await this.settled();
		}
		await new Promise(resolve => setImmediate(resolve));
	}

	stop(): void {
		this.connection.dispose();
	}
}

function shown({ range, code }: Diagnostic): string {
	const { start, end } = range;
	return `${start.line}:${start.character}-${end.line}:${end.character} ${code}`;
}

/** The files as a root in a folder of the workspace sees them. */
function below(files: MemoryFiles, folder: string): Files {
	const prefix = folder.startsWith('/ws/') ? `${folder.slice('/ws/'.length)}/` : '';
	return {
		read: path => files.read(prefix + path),
		list: async (glob, limit) => (await files.list(prefix + glob, limit)).map(path => path.slice(prefix.length)),
	};
}
