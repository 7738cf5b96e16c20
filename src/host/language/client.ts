import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, TransportKind } from 'vscode-languageclient/node';
import { OUTLINE_NOTIFICATION, type OutlineParams, TRUST_NOTIFICATION } from '../../shared/outline.ts';
import { COMMANDS, SETTINGS } from '../ids.ts';
import { setting } from '../settings.ts';
import type { OutlineStore } from './outlines.ts';

/** Starts the language server beside the editor, tells it whether the workspace is trusted, and keeps its outlines. */
export function registerLanguageClient(parts: LanguageParts): vscode.Disposable {
	const { extension, outlines, log } = parts;
	const client = new LanguageClient(
		'groundline',
		'Groundline Language Server',
		{
			module: vscode.Uri.joinPath(extension, 'dist', 'server.cjs').fsPath,
			transport: TransportKind.ipc,
		},
		clientOptions(log),
	);
	const subscriptions = [
		client.onNotification(OUTLINE_NOTIFICATION, (outline: OutlineParams) => outlines.set(outline)),
		vscode.workspace.onDidGrantWorkspaceTrust(() => client.sendNotification(TRUST_NOTIFICATION, { trusted: true })),
		vscode.commands.registerCommand(COMMANDS.restartServer, () => client.restart()),
	];
	const started = client.start().catch((problem: unknown) => {
		log.error('The language server did not start.', problem instanceof Error ? problem : String(problem));
	});
	return new vscode.Disposable(() => {
		for (const subscription of subscriptions) {
			subscription.dispose();
		}
		void started.then(() => client.dispose());
	});
}

interface LanguageParts {
	readonly extension: vscode.Uri;
	readonly outlines: OutlineStore;
	readonly log: vscode.LogOutputChannel;
}

function clientOptions(log: vscode.LogOutputChannel): LanguageClientOptions {
	const patterns = [
		'**/*.questions.{yaml,yml}',
		'**/*.rubric.{yaml,yml}',
		'**/groundline.{yaml,yml}',
		'**/*.annotations.{yaml,yml}',
		'**/*.prompt.{yaml,yml}',
		...(ownsPrompty() ? ['**/*.prompty'] : []),
	];
	return {
		documentSelector: patterns.map(pattern => ({ scheme: 'file', pattern })),
		initializationOptions: { trusted: vscode.workspace.isTrusted },
		outputChannel: log,
		synchronize: {
			// A problem can lie in any file that a document names: pages, tables, prompts, rubrics.
			fileEvents: vscode.workspace.createFileSystemWatcher('**/*.{yaml,yml,prompty,md,txt,csv,tsv,json,jsonl}'),
		},
	};
}

/** Whether `.prompty` files are ours to check, or another extension that is at work here does it. */
function ownsPrompty(): boolean {
	const features = setting<string>(SETTINGS.promptyFeatures, 'auto');
	const other = vscode.extensions.getExtension('ms-toolsai.prompty');
	return features === 'on' || (features === 'auto' && other === undefined);
}
