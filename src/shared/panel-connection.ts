import type { PanelHandlers, PanelMessage, PanelMethod, PanelRequest, PanelRequests } from './panel.ts';

/**
 * The host's end: handles what the page sent and resolves to what goes back. Never rejects; a message that is no request
 * of the protocol gets no answer, a handler that throws fails its own request only.
 */
export async function answerRequest(handlers: PanelHandlers, message: unknown): Promise<PanelMessage | undefined> {
	if (!isRequest(message, handlers)) {
		return undefined;
	}
	const { id, method, params } = message;
	try {
		const handler = handlers[method] as (given: unknown) => Promise<unknown>;
		return { kind: 'reply', id, result: await handler(params) };
	} catch (error) {
		return { kind: 'failure', id, message: error instanceof Error ? error.message : String(error) };
	}
}

/** The page's end: numbers requests and settles each by its reply, its failure, or the end of the page. */
export class PanelClient {
	private readonly post: (message: PanelRequest) => void;
	private readonly pending = new Map<number, Pending>();
	private next = 1;
	private disposed = false;

	constructor(post: (message: PanelRequest) => void) {
		this.post = post;
	}

	request<K extends PanelMethod>(method: K, params: PanelRequests[K]['params']): Promise<PanelRequests[K]['result']> {
		if (this.disposed) {
			return Promise.reject(new Error('The panel is closed.'));
		}
		const id = this.next++;
		return new Promise((resolve, reject) => {
			this.pending.set(id, { resolve: resolve as (result: unknown) => void, reject });
			this.post({ kind: 'request', id, method, params });
		});
	}

	/** Takes a message of the host. */
	receive(message: PanelMessage): void {
		if (message.kind === 'review-changed') {
			return;
		}
		const waiting = this.pending.get(message.id);
		this.pending.delete(message.id);
		if (message.kind === 'reply') {
			waiting?.resolve(message.result);
		} else {
			waiting?.reject(new Error(message.message));
		}
	}

	dispose(): void {
		this.disposed = true;
		for (const { reject } of this.pending.values()) {
			reject(new Error('The panel is closed.'));
		}
		this.pending.clear();
	}
}

interface Pending {
	readonly resolve: (result: unknown) => void;
	readonly reject: (error: Error) => void;
}

function isRequest(message: unknown, handlers: PanelHandlers): message is PanelRequest {
	if (typeof message !== 'object' || message === null) {
		return false;
	}
	const { kind, id, method } = message as Record<string, unknown>;
	return kind === 'request' && typeof id === 'number' && typeof method === 'string' && Object.hasOwn(handlers, method);
}
