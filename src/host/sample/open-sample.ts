import * as vscode from 'vscode';
import { COMMANDS } from '../ids.ts';

/** Copies the sample into a folder and opens it: in this window if it is empty, else in a new one. */
export function registerSample(extension: vscode.Uri, storage: vscode.Uri): vscode.Disposable {
	return vscode.commands.registerCommand(COMMANDS.openSample, async () => {
		const { l10n, window, commands, workspace } = vscode;
		const folder = await chooseFolder(storage);
		if (folder === undefined) {
			return;
		}
		const target = await freeName(folder);
		try {
			await workspace.fs.copy(vscode.Uri.joinPath(extension, 'media', 'sample'), target);
		} catch (error) {
			void window.showErrorMessage(
				l10n.t(
					'The sample could not be copied to {0}: {1}',
					target.fsPath,
					error instanceof Error ? error.message : String(error),
				),
			);
			return;
		}
		const isEmpty = workspace.workspaceFolders === undefined;
		await commands.executeCommand('vscode.openFolder', target, { forceNewWindow: !isEmpty });
	});
}

async function chooseFolder(storage: vscode.Uri): Promise<vscode.Uri | undefined> {
	const { l10n, window } = vscode;
	const choice = await window.showQuickPick(
		[
			{
				label: l10n.t('Just look around'),
				description: l10n.t('a copy in the storage of this extension'),
				temporary: true,
			},
			{ label: l10n.t('Choose a folder…'), description: l10n.t('a copy that you keep'), temporary: false },
		],
		{ title: l10n.t('Open Sample'), placeHolder: l10n.t('Where should the sample be copied to?') },
	);
	if (choice === undefined) {
		return undefined;
	}
	if (choice.temporary) {
		return storage;
	}
	const [folder] =
		(await window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel: l10n.t('Copy Here') })) ??
		[];
	return folder;
}

/** A name that is not taken: `groundline-sample`, `groundline-sample-2` … */
async function freeName(folder: vscode.Uri): Promise<vscode.Uri> {
	await vscode.workspace.fs.createDirectory(folder);
	const taken = new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name));
	let name = 'groundline-sample';
	for (let number = 2; taken.has(name); number++) {
		name = `groundline-sample-${number}`;
	}
	return vscode.Uri.joinPath(folder, name);
}
