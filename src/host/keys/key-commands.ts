import * as vscode from 'vscode';
import { COMMANDS } from '../ids.ts';
import type { KeyStore } from './key-store.ts';
import type { OriginConsent } from './origin-consent.ts';

/** The commands that set, delete and confine API keys. */
export function registerKeyCommands(keys: KeyStore, consent: OriginConsent): vscode.Disposable {
	const { commands, window, l10n } = vscode;
	return vscode.Disposable.from(
		commands.registerCommand(COMMANDS.setApiKey, (name: unknown) =>
			setKey(keys, typeof name === 'string' ? name : undefined),
		),
		commands.registerCommand(COMMANDS.deleteApiKey, () => deleteKey(keys)),
		commands.registerCommand(COMMANDS.forgetKeyOrigins, async () => {
			await consent.forget();
			void window.showInformationMessage(l10n.t('Groundline will ask again before a key is sent anywhere.'));
		}),
	);
}

async function setKey(keys: KeyStore, wanted: string | undefined): Promise<void> {
	const { window, l10n } = vscode;
	const name = wanted ?? (await chooseName(keys));
	if (name === undefined) {
		return;
	}
	const key = await window.showInputBox({
		title: l10n.t('Set API Key'),
		prompt: l10n.t('The key {0}. It is kept in the secret storage of this editor, never in a file.', name),
		password: true,
		ignoreFocusOut: true,
		validateInput: text => (text.trim() === '' ? l10n.t('A key is needed.') : undefined),
	});
	if (key !== undefined) {
		await keys.set(name, key.trim());
		void window.showInformationMessage(
			l10n.t('The key {0} is set. Before it goes to a new address you are asked.', name),
		);
	}
}

async function chooseName(keys: KeyStore): Promise<string | undefined> {
	const { window, l10n } = vscode;
	const other = l10n.t('Another name…');
	const known = [...new Set(['OPENAI_API_KEY', 'AZURE_OPENAI_API_KEY', ...keys.names])];
	const picked = await window.showQuickPick(
		[
			...known.map(name => ({
				label: name,
				description: keys.names.includes(name) ? l10n.t('set: will be replaced') : '',
			})),
			{ label: other, description: l10n.t('as written in groundline.yaml: apiKey: { env: NAME } or { secret: NAME }') },
		],
		{ title: l10n.t('Set API Key'), placeHolder: l10n.t('Which key?') },
	);
	if (picked?.label !== other) {
		return picked?.label;
	}
	return window.showInputBox({
		title: l10n.t('Set API Key'),
		prompt: l10n.t('Name of the key, as groundline.yaml has it'),
		validateInput: text =>
			/^[A-Za-z_][\w.-]*$/.test(text)
				? undefined
				: l10n.t('Letters, digits, "_", "-" and ".", beginning with a letter.'),
	});
}

async function deleteKey(keys: KeyStore): Promise<void> {
	const { window, l10n } = vscode;
	if (keys.names.length === 0) {
		void window.showInformationMessage(l10n.t('No key is set.'));
		return;
	}
	const name = await window.showQuickPick(keys.names, {
		title: l10n.t('Delete API Key'),
		placeHolder: l10n.t('Which key?'),
	});
	if (name !== undefined) {
		await keys.delete(name);
		void window.showInformationMessage(l10n.t('The key {0} is deleted.', name));
	}
}
