import * as vscode from 'vscode';
import { COMMANDS, SETTINGS } from '../ids.ts';
import type { KeyStore } from '../keys/key-store.ts';
import type { LiveResults } from '../results/live-results.ts';

/** Collects what a bug report needs into a new document. No key, no document's text, no path is in it. */
export function registerDiagnosticsReport(parts: ReportParts): vscode.Disposable {
	const { commands, window, workspace } = vscode;
	return vscode.Disposable.from(
		commands.registerCommand(COMMANDS.showLog, () => parts.log.show()),
		commands.registerCommand(COMMANDS.collectDiagnostics, async () => {
			const document = await workspace.openTextDocument({ language: 'markdown', content: reportText(parts) });
			await window.showTextDocument(document);
		}),
	);
}

interface ReportParts {
	readonly version: string;
	readonly keys: KeyStore;
	readonly store: LiveResults;
	readonly log: vscode.LogOutputChannel;
}

function reportText({ version, keys, store }: ReportParts): string {
	const settings = vscode.workspace.getConfiguration('groundline');
	const changed = Object.values(SETTINGS).filter(name => {
		const { globalValue, workspaceValue, workspaceFolderValue } = settings.inspect(name) ?? {};
		return (globalValue ?? workspaceValue ?? workspaceFolderValue) !== undefined;
	});
	const states = store.files().flatMap(file => store.ofFile(file).map(result => result.end?.state ?? result.phase));
	const counts = [...new Set(states)].map(state => `${states.filter(each => each === state).length} ${state}`);
	return [
		'# Groundline diagnostics',
		'',
		`- Groundline ${version}`,
		`- ${vscode.env.appName} ${vscode.version} (${vscode.env.appHost}), ${process.platform} ${process.arch}, Node ${process.version}`,
		`- Workspace: ${vscode.workspace.workspaceFolders?.length ?? 0} folders, ${vscode.workspace.isTrusted ? 'trusted' : 'not trusted'}`,
		`- Keys set: ${keys.names.length}`,
		`- Settings changed: ${changed.join(', ') || 'none'}`,
		`- Runs known: ${store.allRuns().length}`,
		`- Results: ${counts.join(', ') || 'none'}`,
		'',
		'What happened, and what did you expect?',
		'',
	].join('\n');
}
