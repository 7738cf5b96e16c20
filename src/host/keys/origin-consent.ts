/** Asks the person once for each key and origin whether the key may go there, and remembers a yes outside the workspace. */
export class OriginConsent {
	private readonly ports: ConsentPorts;
	private readonly asking = new Map<string, Promise<boolean>>();

	constructor(ports: ConsentPorts) {
		this.ports = ports;
	}

	/** Whether the key of this name may be sent to this origin. Questions about the same pair are asked once at a time. */
	async allows(keyName: string, origin: string): Promise<ConsentAnswer> {
		if (isPlainHttp(origin) && !this.ports.allowPlainHttp()) {
			return 'plain-http';
		}
		if (this.ports.allowedOrigins().some(allowed => sameOrigin(allowed, origin))) {
			return 'allowed';
		}
		const pair = `${keyName} ${origin}`;
		if (this.ports.remembered().includes(pair)) {
			return 'allowed';
		}
		const question = this.asking.get(pair) ?? this.ask(keyName, origin, pair);
		return (await question) ? 'allowed' : 'refused';
	}

	/** Forgets every yes. */
	async forget(): Promise<void> {
		await this.ports.remember([]);
	}

	private ask(keyName: string, origin: string, pair: string): Promise<boolean> {
		const answer = this.ports
			.ask(keyName, origin)
			.then(async yes => {
				if (yes) {
					await this.ports.remember([...this.ports.remembered(), pair]);
				}
				return yes;
			})
			.finally(() => this.asking.delete(pair));
		this.asking.set(pair, answer);
		return answer;
	}
}

export type ConsentAnswer = 'allowed' | 'refused' | 'plain-http';

export interface ConsentPorts {
	/** Shows a modal question that names both. */
	ask(keyName: string, origin: string): Promise<boolean>;
	remembered(): readonly string[];
	remember(pairs: readonly string[]): Promise<void>;
	/** From the application's settings, never from a workspace. */
	allowedOrigins(): readonly string[];
	allowPlainHttp(): boolean;
}

/** True where a key would travel unencrypted to another computer. */
export function isPlainHttp(origin: string): boolean {
	const url = parse(origin);
	return url?.protocol === 'http:' && !LOOPBACK.test(url.hostname);
}

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

function sameOrigin(a: string, b: string): boolean {
	const first = parse(a);
	return first !== undefined && first.origin === parse(b)?.origin;
}

function parse(address: string): URL | undefined {
	return URL.canParse(address) ? new URL(address) : undefined;
}
