import type * as vscode from 'vscode';

/**
 * The API keys that a person gave to this editor. Names are kept apart, because not every editor can list its secrets; the
 * keys themselves are in the editor's secret storage only.
 */
export class KeyStore {
	private readonly secrets: Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'>;
	private readonly state: Pick<vscode.Memento, 'get' | 'update'>;

	constructor(
		secrets: Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'>,
		state: Pick<vscode.Memento, 'get' | 'update'>,
	) {
		this.secrets = secrets;
		this.state = state;
	}

	/** Names of the stored keys, sorted. */
	get names(): readonly string[] {
		return [...this.state.get<readonly string[]>(NAMES, [])].sort();
	}

	async get(name: string): Promise<string | undefined> {
		return await this.secrets.get(PREFIX + name);
	}

	async set(name: string, key: string): Promise<void> {
		await this.secrets.store(PREFIX + name, key);
		await this.state.update(NAMES, [...new Set([...this.names, name])]);
	}

	async delete(name: string): Promise<void> {
		await this.secrets.delete(PREFIX + name);
		await this.state.update(
			NAMES,
			this.names.filter(known => known !== name),
		);
	}
}

const PREFIX = 'groundline.key.';
const NAMES = 'groundline.keyNames';
