import {
	CodeActionKind,
	type Connection,
	DidChangeWatchedFilesNotification,
	type InitializeParams,
	type InitializeResult,
	TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TRUST_NOTIFICATION } from '../shared/outline.ts';
import { Diagnoser } from './diagnoser.ts';
import { type Capabilities, capabilitiesOf, registerFeatures } from './features.ts';
import { OpenDocuments } from './open-documents.ts';
import type { FilesOf } from './roots.ts';

/**
 * Serves one client on a connection. The server reads texts and says what it finds: it never writes, never calls a model,
 * runs nothing of what it reads, and reads no setting, so it does the same in a folder that is not trusted.
 */
export function serve(connection: Connection, filesOf: FilesOf): Server {
	const open = new OpenDocuments(filesOf);
	const diagnoser = new Diagnoser(connection, open);
	let capabilities: Capabilities = {
		watchedFiles: false,
		folders: false,
		links: false,
		versionedEdits: false,
		suggestsAgain: false,
	};

	connection.onInitialize(params => {
		capabilities = capabilitiesOf(params);
		for (const uri of foldersOf(params)) {
			open.roots.add(uri);
		}
		return INITIALIZED;
	});
	connection.onInitialized(() => {
		if (capabilities.watchedFiles) {
			void connection.client.register(DidChangeWatchedFilesNotification.type, {
				watchers: [{ globPattern: '**/*.{yaml,yml,prompty,md,txt,csv,tsv,json,jsonl}' }],
			});
		}
		if (!capabilities.folders) {
			return;
		}
		connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
			for (const folder of removed) {
				open.roots.remove(folder.uri);
			}
			for (const folder of added) {
				open.roots.add(folder.uri);
			}
			diagnoser.placedAgain(open.placeAgain());
		});
	});
	// Trust changes nothing here: see above. It is taken so that the client need not know that.
	connection.onNotification(TRUST_NOTIFICATION, () => undefined);
	open.texts.onDidChangeContent(({ document }) => diagnoser.changed(open.place(document.uri)));
	open.texts.onDidClose(({ document }) => {
		const place = open.forget(document.uri);
		void place.root.refresh(place.path).then(() => diagnoser.closed(place, document.uri));
	});
	connection.onDidChangeWatchedFiles(async ({ changes }) => {
		const places = changes.map(change => open.roots.locate(change.uri));
		await Promise.all(places.map(place => place.root.refresh(place.path)));
		for (const place of places) {
			diagnoser.changed(place);
		}
	});
	registerFeatures(connection, { open, diagnoser, capabilities: () => capabilities });
	open.texts.listen(connection);
	connection.listen();
	return { settled: () => diagnoser.settled() };
}

export interface Server {
	/** Settles when nothing is left to check. */
	settled(): Promise<void>;
}

function foldersOf(params: InitializeParams): readonly string[] {
	const folders = params.workspaceFolders?.map(folder => folder.uri) ?? [];
	// Clients without workspace folders name one root.
	const root = params.rootUri ?? undefined;
	return folders.length > 0 || root === undefined ? folders : [root];
}

const INITIALIZED: InitializeResult = {
	capabilities: {
		textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
		completionProvider: { triggerCharacters: [':', ' ', '/', '.', '{', '[', ',', '|', '-', '"', "'"] },
		hoverProvider: true,
		definitionProvider: true,
		referencesProvider: true,
		documentHighlightProvider: true,
		renameProvider: { prepareProvider: true },
		documentSymbolProvider: true,
		workspaceSymbolProvider: true,
		foldingRangeProvider: true,
		documentLinkProvider: { resolveProvider: false },
		documentFormattingProvider: true,
		codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite] },
		workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
	},
	serverInfo: { name: 'groundline' },
};
