import type { PanelRequests } from './panel.ts';

/** What a page may ask: method → what goes there and what comes back. */
type Requests<R> = { readonly [K in keyof R]: { readonly params: unknown; readonly result: unknown } };

/** Page → host. */
interface Request {
	readonly kind: 'request';
	readonly id: number;
	readonly method: string;
	readonly params: unknown;
}

/** Host → page. Every request gets one of these, or ends with the page. */
export type Reply =
	| { readonly kind: 'reply'; readonly id: number; readonly result: unknown }
	| { readonly kind: 'failure'; readonly id: number; readonly message: string };

/** What handles the requests of a page, method by method. */
type Handlers = Readonly<Record<string, (params: never) => Promise<unknown>>>;

/**
 * The host's end: handles what the page sent and resolves to what goes back. Never rejects; a message that is no request
 * of the protocol gets no answer, a handler that throws fails its own request only.
 */
export async function answerRequest(handlers: Handlers, message: unknown): Promise<Reply | undefined> {
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
export class PanelClient<R extends Requests<R> = PanelRequests> {
	private readonly post: (message: RequestOf<R>) => void;
	private readonly pending = new Map<number, Pending>();
	/** Not what a page before counted: a reply to that one may still come. */
	private next = Date.now();
	private disposed = false;

	constructor(post: (message: RequestOf<R>) => void) {
		this.post = post;
	}

	request<K extends keyof R & string>(method: K, params: R[K]['params']): Promise<R[K]['result']> {
		if (this.disposed) {
			return Promise.reject(new Error('The panel is closed.'));
		}
		const id = this.next++;
		return new Promise((resolve, reject) => {
			this.pending.set(id, { resolve: resolve as (result: unknown) => void, reject });
			this.post({ kind: 'request', id, method, params });
		});
	}

	/** Takes a message of the host; one that answers no request is somebody else's. */
	receive(message: Reply | { readonly kind: string }): void {
		if (!isReply(message)) {
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

interface RequestOf<R extends Requests<R>> {
	readonly kind: 'request';
	readonly id: number;
	readonly method: keyof R & string;
	readonly params: R[keyof R & string]['params'];
}

interface Pending {
	readonly resolve: (result: unknown) => void;
	readonly reject: (error: Error) => void;
}

function isReply(message: Reply | { readonly kind: string }): message is Reply {
	return message.kind === 'reply' || message.kind === 'failure';
}

function isRequest(message: unknown, handlers: Handlers): message is Request {
	if (typeof message !== 'object' || message === null) {
		return false;
	}
	const { kind, id, method } = message as Record<string, unknown>;
	return kind === 'request' && typeof id === 'number' && typeof method === 'string' && Object.hasOwn(handlers, method);
}
