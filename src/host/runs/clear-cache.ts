import * as vscode from 'vscode';
import { COMMANDS } from '../ids.ts';
import { showTrustNeeded } from './trust.ts';

/** *Clear Cache*: throws away the replies that are kept below the workspace folders. Results stay. */
export function registerClearCache(): vscode.Disposable {
	return vscode.commands.registerCommand(COMMANDS.clearCache, async () => {
		const { l10n, window, workspace } = vscode;
		if (!workspace.isTrusted) {
			showTrustNeeded();
			return;
		}
		const { clearCache } = await import('../../node/cache/reply-cache.ts');
		let replies = 0;
		for (const found of await workspace.findFiles('**/.groundline/cache/*/*.jsonl', undefined, 10_000)) {
			const folder = vscode.Uri.joinPath(found, '../../..');
			try {
				replies += clearCache(folder.fsPath).replies;
			} catch (error) {
				const code = (error as NodeJS.ErrnoException).code ?? String(error);
				void window.showErrorMessage(l10n.t('{0} cannot be cleared ({1}).', folder.fsPath, code));
				return;
			}
		}
		void window.showInformationMessage(
			replies === 0
				? l10n.t('The cache is empty.')
				: replies === 1
					? l10n.t('One cached reply is gone.')
					: l10n.t('{0} cached replies are gone.', replies),
		);
	});
}
