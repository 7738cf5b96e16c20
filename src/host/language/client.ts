import * as vscode from 'vscode';
import type { LanguageClient, LanguageClientOptions } from 'vscode-languageclient/node';
import {
	OUTLINE_CHANGE_NOTIFICATION,
	OUTLINE_NOTIFICATION,
	type OutlineChange,
	type OutlineParams,
	TRUST_NOTIFICATION,
} from '../../shared/outline.ts';
import { COMMANDS, SETTINGS } from '../ids.ts';
import { setting } from '../settings.ts';
import type { OutlineStore } from './outlines.ts';

/** Starts the language server beside the editor, tells it whether the workspace is trusted, and keeps its outlines. */
export function registerLanguageClient(parts: LanguageParts): vscode.Disposable {
	const { log } = parts;
	// A problem can lie in any file that a document names: pages, tables, prompts, rubrics.
	const watcher = vscode.workspace.createFileSystemWatcher('**/*.{yaml,yml,prompty,md,txt,csv,tsv,json,jsonl}');
	const started = startClient(parts, watcher).catch((problem: unknown) => {
		log.error('The language server did not start.', problem instanceof Error ? problem : String(problem));
		return undefined;
	});
	const subscriptions = [
		watcher,
		vscode.workspace.onDidGrantWorkspaceTrust(async () => {
			await (await started)?.sendNotification(TRUST_NOTIFICATION, { trusted: true });
		}),
		vscode.commands.registerCommand(COMMANDS.restartServer, async () => (await started)?.restart()),
	];
	return new vscode.Disposable(() => {
		for (const subscription of subscriptions) {
			subscription.dispose();
		}
		void started.then(client => client?.dispose());
	});
}

async function startClient(
	{ extension, outlines, log }: LanguageParts,
	watcher: vscode.FileSystemWatcher,
): Promise<LanguageClient> {
	// Loaded here, so that activation does not wait for it.
	const { LanguageClient, TransportKind } = await import('./language-client.ts');
	const server = {
		module: vscode.Uri.joinPath(extension, 'dist', 'server.cjs').fsPath,
		transport: TransportKind.ipc,
	};
	const client = new LanguageClient(
		'groundline',
		'Groundline Language Server',
		// The second is taken where the extension host itself is debugged: `.vscode/launch.json` attaches to that port.
		{ run: server, debug: { ...server, options: { execArgv: ['--nolazy', '--inspect=6009'] } } },
		clientOptions(log, watcher),
	);
	client.onNotification(OUTLINE_NOTIFICATION, (outline: OutlineParams) => outlines.set(outline));
	client.onNotification(OUTLINE_CHANGE_NOTIFICATION, (change: OutlineChange) => outlines.change(change));
	await client.start();
	return client;
}

interface LanguageParts {
	readonly extension: vscode.Uri;
	readonly outlines: OutlineStore;
	readonly log: vscode.LogOutputChannel;
}

function clientOptions(log: vscode.LogOutputChannel, watcher: vscode.FileSystemWatcher): LanguageClientOptions {
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
		synchronize: { fileEvents: watcher },
	};
}

/** Whether `.prompty` files are ours to check, or another extension that is at work here does it. */
function ownsPrompty(): boolean {
	const features = setting<string>(SETTINGS.promptyFeatures, 'auto');
	const other = vscode.extensions.getExtension('ms-toolsai.prompty');
	return features === 'on' || (features === 'auto' && other === undefined);
}
