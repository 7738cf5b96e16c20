import * as vscode from 'vscode';
import type { Files } from '../../core/documents/files.ts';
import type { ModelEntry } from '../../core/documents/project.ts';
import type { ModelPort } from '../../core/review/ports.ts';
import { COMMANDS } from '../ids.ts';
import { secondsText } from '../results/wording.ts';
import { showTrustNeeded } from '../runs/trust.ts';
import { pathBelow, rootOf } from '../workspace/roots.ts';

/** Asks one model of a `groundline.yaml` for one word, and says what came back, or why nothing did. */
export function registerTestConnection(parts: ConnectionParts): vscode.Disposable {
	return vscode.commands.registerCommand(COMMANDS.testConnection, async (wanted: unknown) => {
		const { window, l10n } = vscode;
		if (!vscode.workspace.isTrusted) {
			showTrustNeeded();
			return;
		}
		const models = await modelsOfWorkspace(parts.filesOf);
		if (models.length === 0) {
			void window.showInformationMessage(
				l10n.t('No groundline.yaml of this workspace names a model to connect to. "offline" needs no connection.'),
			);
			return;
		}
		const picked =
			models.find(({ name }) => name === wanted) ??
			(await window.showQuickPick(
				models.map(entry => ({ ...entry, label: entry.name, description: entry.baseUrl ?? entry.provider })),
				{ title: l10n.t('Test Connection'), placeHolder: l10n.t('Which model?') },
			));
		if (picked !== undefined) {
			await test(picked, parts.models);
		}
	});
}

interface ConnectionParts {
	readonly filesOf: (root: vscode.Uri) => Files;
	readonly models: ModelPort;
}

async function test(model: ModelEntry, models: ModelPort): Promise<void> {
	const { window, l10n } = vscode;
	await window.withProgress(
		{ location: vscode.ProgressLocation.Notification, title: l10n.t('Asking {0}…', model.name), cancellable: true },
		async (_progress, token) => {
			const controller = new AbortController();
			token.onCancellationRequested(() => controller.abort());
			const outcome = await models.ask(
				{
					model,
					messages: [{ role: 'user', content: 'Reply with the single word: ready' }],
					parameters: { ...model.parameters, maxTokens: model.parameters.maxTokens ?? 200 },
					sample: 0,
				},
				() => {},
				controller.signal,
			);
			if (outcome.failure === undefined || outcome.text !== '') {
				void window.showInformationMessage(
					l10n.t(
						'{0} answers in {1}{2}.',
						model.name,
						secondsText(outcome.latencyMs),
						outcome.servedBy === undefined ? '' : ` (${outcome.servedBy})`,
					),
				);
			} else if (outcome.failure.reason !== 'cancelled') {
				void window.showErrorMessage(outcome.failure.message);
			}
		},
	);
}

async function modelsOfWorkspace(filesOf: ConnectionParts['filesOf']): Promise<readonly ModelEntry[]> {
	const found = await vscode.workspace.findFiles('**/groundline.{yaml,yml}', '**/node_modules/**', 50);
	const { parseProject } = await import('../../core/documents/parse-project.ts');
	const models = new Map<string, ModelEntry>();
	for (const uri of found) {
		const root = rootOf(uri);
		const read = await filesOf(root).read(pathBelow(root, uri) ?? '');
		for (const [name, entry] of read.kind === 'text' ? parseProject(read.text).project.models : []) {
			if (entry.provider !== 'offline' && !models.has(name)) {
				models.set(name, entry);
			}
		}
	}
	return [...models.values()];
}
