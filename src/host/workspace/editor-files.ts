import * as vscode from 'vscode';
import type { FileRead, Files } from '../../core/documents/files.ts';

/**
 * What a person sees is what counts: the text of an open editor with unsaved changes goes before the text on disk. All else,
 * and every decision on what may be read, is left to `disk`.
 */
export class EditorFiles implements Files {
	private readonly root: vscode.Uri;
	private readonly disk: Files;

	constructor(root: vscode.Uri, disk: Files) {
		this.root = root;
		this.disk = disk;
	}

	async read(path: string): Promise<FileRead> {
		const uri = vscode.Uri.joinPath(this.root, path).toString();
		const open = vscode.workspace.textDocuments.find(document => document.isDirty && document.uri.toString() === uri);
		if (open === undefined) {
			return this.disk.read(path);
		}
		const onDisk = await this.disk.read(path);
		return onDisk.kind === 'outside' ? onDisk : { kind: 'text', text: open.getText() };
	}

	list(glob: string, limit: number): Promise<readonly string[]> {
		return this.disk.list(glob, limit);
	}
}
