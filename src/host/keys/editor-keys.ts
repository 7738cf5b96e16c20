import * as vscode from 'vscode';
import type { ModelEntry } from '../../core/documents/project.ts';
import { type KeyAnswer, type Keys, keySourceOf } from '../../node/keys.ts';
import { COMMANDS, SETTINGS } from '../ids.ts';
import { setting } from '../settings.ts';
import type { KeyStore } from './key-store.ts';
import { OriginConsent } from './origin-consent.ts';

/** Keys of the editor: from its secret storage, else from the environment, and only to origins that the person allowed. */
export class EditorKeys implements Keys {
	private readonly store: KeyStore;
	private readonly consent: OriginConsent;
	private readonly environment: Readonly<Record<string, string | undefined>>;

	constructor(store: KeyStore, consent: OriginConsent, environment: Readonly<Record<string, string | undefined>>) {
		this.store = store;
		this.consent = consent;
		this.environment = environment;
	}

	async keyFor(entry: ModelEntry, origin: string): Promise<KeyAnswer> {
		const source = keySourceOf(entry, origin);
		if (source === undefined) {
			return { kind: 'none' };
		}
		const name = 'env' in source ? source.env : source.secret;
		const fromEnvironment = 'env' in source ? this.environment[name]?.trim() : undefined;
		const key = (await this.store.get(name)) ?? fromEnvironment;
		if (key === undefined || key === '') {
			this.offerToSet(name, entry.name);
			return {
				kind: 'refused',
				message: vscode.l10n.t(
					'Model "{0}" needs the key {1}. Set it with the command "Groundline: Set API Key".',
					entry.name,
					name,
				),
			};
		}
		switch (await this.consent.allows(name, origin)) {
			case 'allowed':
				return { kind: 'key', key };
			case 'plain-http':
				return {
					kind: 'refused',
					message: vscode.l10n.t(
						'The key {0} of model "{1}" was not sent: {2} is not encrypted. Use https, or allow it with the setting groundline.network.allowPlainHttp.',
						name,
						entry.name,
						origin,
					),
				};
			case 'refused':
				return {
					kind: 'refused',
					message: vscode.l10n.t(
						'The key {0} was not sent to {1}, because you did not allow it. Run again to be asked again.',
						name,
						origin,
					),
				};
		}
	}

	private offerToSet(name: string, model: string): void {
		const set = vscode.l10n.t('Set API Key');
		void vscode.window
			.showWarningMessage(vscode.l10n.t('Model "{0}" needs the key {1}, which is not set.', model, name), set)
			.then(async choice => {
				if (choice === set) {
					await vscode.commands.executeCommand(COMMANDS.setApiKey, name);
				}
			});
	}
}

/** Consent that is asked in a modal dialogue and remembered in the editor's own state, outside every workspace. */
export function editorConsent(state: vscode.Memento): OriginConsent {
	return new OriginConsent({
		ask: async (keyName, origin) => {
			const { l10n, window } = vscode;
			const send = l10n.t('Send the Key');
			const choice = await window.showWarningMessage(
				l10n.t('Send the key {0} to {1}?', keyName, origin),
				{
					modal: true,
					detail: l10n.t(
						'A document of this workspace names this address. Whoever runs it will be able to use the key. Your answer is remembered for this key and this address.',
					),
				},
				send,
			);
			return choice === send;
		},
		remembered: () => state.get<readonly string[]>(REMEMBERED, []),
		remember: async pairs => state.update(REMEMBERED, pairs),
		// Both settings are application-scoped: a workspace cannot set them.
		allowedOrigins: () => setting<readonly string[]>(SETTINGS.allowedOrigins, []),
		allowPlainHttp: () => setting(SETTINGS.allowPlainHttp, false),
	});
}

const REMEMBERED = 'groundline.keyOrigins';
