import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { Diagnoser } from './diagnoser.ts';
import { registerEditing } from './editing.ts';
import { registerNavigation } from './navigation.ts';
import type { OpenDocuments } from './open-documents.ts';
import { registerStructure } from './structure.ts';
import { registerWriting } from './writing.ts';

/** Registers what answers the requests of the client. */
export function registerFeatures(connection: Connection, parts: FeatureParts): void {
	registerWriting(connection, parts);
	registerNavigation(connection, parts);
	registerEditing(connection, parts);
	registerStructure(connection, parts);
}

export interface FeatureParts {
	readonly open: OpenDocuments;
	readonly diagnoser: Diagnoser;
	readonly capabilities: () => Capabilities;
}

/** What we ask of a client before we use it. */
export interface Capabilities {
	/** The server may ask to be told of changed files. */
	readonly watchedFiles: boolean;
	/** The client tells when a folder is added or removed. To listen where it cannot is an error. */
	readonly folders: boolean;
	/** Definitions may carry the range they start from. */
	readonly links: boolean;
	/** Rename edits may name the version they are for. */
	readonly versionedEdits: boolean;
	/** The client is VS Code with our extension: it knows the command that offers completions again. */
	readonly suggestsAgain: boolean;
}

export function capabilitiesOf({ capabilities, initializationOptions }: InitializeParams): Capabilities {
	return {
		watchedFiles: capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
		folders: capabilities.workspace?.workspaceFolders === true,
		links: capabilities.textDocument?.definition?.linkSupport === true,
		versionedEdits: capabilities.workspace?.workspaceEdit?.documentChanges === true,
		suggestsAgain: typeof initializationOptions?.trusted === 'boolean',
	};
}
