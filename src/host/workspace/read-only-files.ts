import * as vscode from 'vscode';

/** What a file system of single documents that nobody can write to answers to everything but reading. */
export abstract class ReadOnlyFiles implements vscode.FileSystemProvider {
	abstract readonly onDidChangeFile: vscode.Event<vscode.FileChangeEvent[]>;

	abstract stat(uri: vscode.Uri): Promise<vscode.FileStat>;

	abstract readFile(uri: vscode.Uri): Promise<Uint8Array>;

	watch(): vscode.Disposable {
		return new vscode.Disposable(() => {}); // Every change is announced, watched or not.
	}

	readDirectory(): [string, vscode.FileType][] {
		return [];
	}

	createDirectory(): never {
		throw vscode.FileSystemError.NoPermissions();
	}

	writeFile(): never {
		throw vscode.FileSystemError.NoPermissions();
	}

	delete(): never {
		throw vscode.FileSystemError.NoPermissions();
	}

	rename(): never {
		throw vscode.FileSystemError.NoPermissions();
	}
}
