import * as vscode from 'vscode';

/** Says that nothing runs in an untrusted folder, with the way to change that. */
export function showTrustNeeded(): void {
	const { l10n, window, commands } = vscode;
	const manage = l10n.t('Manage Workspace Trust');
	void window
		.showWarningMessage(
			l10n.t(
				'This folder is not trusted, so Groundline runs nothing in it. Documents are checked and recorded results are shown.',
			),
			manage,
		)
		.then(async choice => {
			if (choice === manage) {
				await commands.executeCommand('workbench.trust.manage');
			}
		});
}
