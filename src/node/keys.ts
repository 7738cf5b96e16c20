import type { ModelEntry } from '../core/documents/project.ts';

/**
 * Who knows keys. A key goes to an origin only if its owner sent it there: an implementation asks the person, or looks into
 * a list that the person wrote outside the workspace.
 */
export interface Keys {
	keyFor(entry: ModelEntry, origin: string): Promise<KeyAnswer>;
}

export type KeyAnswer =
	| { readonly kind: 'key'; readonly key: string }
	/** The endpoint is called without a key. */
	| { readonly kind: 'none' }
	/** The endpoint is not called. `message` says what to do. */
	| { readonly kind: 'refused'; readonly message: string };

export const OPENAI_ORIGIN = 'https://api.openai.com';

/** Where the key of an entry comes from: as written, else `OPENAI_API_KEY` at api.openai.com, else nowhere. */
export function keySourceOf(entry: ModelEntry, origin: string): ModelEntry['apiKey'] {
	return entry.apiKey ?? (origin === OPENAI_ORIGIN ? { env: 'OPENAI_API_KEY' } : undefined);
}

/** True for addresses that never leave this machine. */
export function isLoopback(origin: string): boolean {
	try {
		const { hostname } = new URL(origin);
		return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
	} catch {
		return false;
	}
}

export interface EnvironmentKeyOptions {
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Origins (`https://host[:port]`) that may receive a key, beside {@link OPENAI_ORIGIN} for `OPENAI_API_KEY`. */
	readonly allowedOrigins: readonly string[];
}

/** Keys of the command line: from the environment, to origins on an explicit list. */
export class EnvironmentKeys implements Keys {
	private readonly options: EnvironmentKeyOptions;
	private readonly allowed: ReadonlySet<string>;

	constructor(options: EnvironmentKeyOptions) {
		this.options = options;
		this.allowed = new Set(options.allowedOrigins.map(normalOrigin));
	}

	async keyFor(entry: ModelEntry, origin: string): Promise<KeyAnswer> {
		const source = keySourceOf(entry, origin);
		if (source === undefined) {
			return { kind: 'none' };
		}
		const name = 'env' in source ? source.env : `GROUNDLINE_SECRET_${source.secret}`;
		const isDefault = name === 'OPENAI_API_KEY' && origin === OPENAI_ORIGIN;
		if (!isDefault && !this.allowed.has(origin)) {
			return {
				kind: 'refused',
				message: `The key ${name} of model "${entry.name}" would go to ${origin}. If that is right, add --allow-origin ${origin}.`,
			};
		}
		const key = this.options.environment[name]?.trim();
		return key === undefined || key === ''
			? { kind: 'refused', message: `Model "${entry.name}" needs a key: set the environment variable ${name}.` }
			: { kind: 'key', key };
	}
}

function normalOrigin(text: string): string {
	try {
		return new URL(text).origin;
	} catch {
		return text;
	}
}
