import * as vscode from 'vscode';
import { annotationsPath } from '../../core/annotations/annotations-path.ts';
import type { AnnotationFile } from '../../core/documents/annotation-file.ts';
import { minimalEdit } from './minimal-edit.ts';

/** One annotations file as it is now, in an editor or on disk. */
export interface AnnotationDocument {
	readonly uri: vscode.Uri;
	/** `undefined` where there is no such file. */
	readonly text: string | undefined;
	readonly file: AnnotationFile;
	/** Why it cannot be read: then nothing may be written to it either. */
	readonly problem: string | undefined;
}

/**
 * The annotations files of the question files that somebody asked about. What an editor holds unsaved counts before what
 * is on disk. Fires with the question file.
 */
export class AnnotationDocuments implements vscode.Disposable {
	private readonly known = new Map<
		string,
		{ readonly questions: vscode.Uri; document: AnnotationDocument | undefined }
	>();
	private readonly changed = new vscode.EventEmitter<vscode.Uri>();
	private readonly subscription: vscode.Disposable;
	readonly onDidChange = this.changed.event;

	constructor() {
		const watcher = vscode.workspace.createFileSystemWatcher('**/*.annotations.{yaml,yml}');
		const again = (uri: vscode.Uri): void => void this.readAgain(uri);
		this.subscription = vscode.Disposable.from(
			this.changed,
			watcher,
			watcher.onDidChange(again),
			watcher.onDidCreate(again),
			watcher.onDidDelete(again),
			vscode.workspace.onDidChangeTextDocument(({ document }) => again(document.uri)),
			vscode.workspace.onDidCloseTextDocument(({ uri }) => again(uri)),
		);
	}

	/** What is known now; the first question for a file starts reading it. */
	get(questions: vscode.Uri): AnnotationDocument | undefined {
		const uri = uriBeside(questions);
		const known = this.known.get(uri.toString());
		if (known === undefined) {
			this.known.set(uri.toString(), { questions, document: undefined });
			void this.readAgain(uri);
		}
		return known?.document;
	}

	/** Reads the file as it is at this moment. */
	async read(questions: vscode.Uri): Promise<AnnotationDocument> {
		return readDocument(uriBeside(questions));
	}

	/** Writes a file as one undoable edit and saves it, unless it held unsaved changes of the person. */
	async write(before: AnnotationDocument, text: string): Promise<boolean> {
		const edit = new vscode.WorkspaceEdit();
		const { uri } = before;
		const unsaved = openDocument(uri)?.isDirty === true;
		if (before.text === undefined) {
			edit.createFile(uri, { ignoreIfExists: true });
			edit.insert(uri, new vscode.Position(0, 0), text);
		} else {
			const document = await vscode.workspace.openTextDocument(uri);
			const change = minimalEdit(document.getText(), text);
			if (change === undefined) {
				return true;
			}
			const { start, end } = change.range;
			edit.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), change.text);
		}
		if (!(await vscode.workspace.applyEdit(edit))) {
			return false;
		}
		await this.readAgain(uri);
		const document = await vscode.workspace.openTextDocument(uri);
		return unsaved || !document.isDirty || (await document.save());
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private async readAgain(uri: vscode.Uri): Promise<void> {
		const known = this.known.get(uri.toString());
		if (known === undefined) {
			return;
		}
		const document = await readDocument(uri);
		if (known.document?.text !== document.text || known.document?.problem !== document.problem) {
			known.document = document;
			this.changed.fire(known.questions);
		}
	}
}

function uriBeside(questions: vscode.Uri): vscode.Uri {
	return questions.with({ path: annotationsPath(questions.path), query: '', fragment: '' });
}

function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
	return vscode.workspace.textDocuments.find(
		document => !document.isClosed && document.uri.toString() === uri.toString(),
	);
}

async function readDocument(uri: vscode.Uri): Promise<AnnotationDocument> {
	// Loaded here, so that activation does not wait for the parser.
	const { parseAnnotations } = await import('../../core/documents/parse-annotations.ts');
	let text: string | undefined = openDocument(uri)?.getText();
	try {
		text ??= new TextDecoder('utf-8').decode(await vscode.workspace.fs.readFile(uri));
	} catch (error) {
		const missing = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
		const problem = missing ? undefined : vscode.l10n.t('{0} cannot be read.', uri.path);
		return { uri, text: undefined, file: parseAnnotations('').file, problem };
	}
	const { file, problems } = parseAnnotations(text);
	const [error] = text.trim() === '' ? [] : problems.filter(({ severity }) => severity === 'error');
	const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
	const problem = error === undefined ? undefined : vscode.l10n.t('{0} has errors: {1}', name, error.message);
	return { uri, text, file, problem };
}
