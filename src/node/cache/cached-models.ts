import { plainOutcome } from '../../core/review/plain-outcome.ts';
import type { ModelOutcome, ModelPort, ModelRequest } from '../../core/review/ports.ts';
import { rememberHashes } from '../../core/review/remembered-hash.ts';
import type { Hash } from '../../core/text/hash.ts';
import { fastHash } from '../fast-hash.ts';
import type { ReplyCache, ReplyKind } from './reply-cache.ts';
import { replyKey } from './reply-key.ts';
import type { Found, StoredReply } from './shard.ts';

export { ReplyCache } from './reply-cache.ts';

/** Replies from the cache come in a row: after such a time others get their turn. */
const LONGEST_ROW = 10;

/**
 * Models behind a cache. A reply that is known is not asked for again, also where another process is just asking for it; it says
 * `cached`. A request that is `fresh` is always sent, and its reply takes the place of the known one. Only usable replies are
 * kept: what failed, was filtered, cut off or is empty is asked for again.
 */
export class CachedModels implements ModelPort {
	private readonly models: ModelPort;
	private readonly cache: ReplyCache;
	private readonly hash: Hash;
	/** A request that is not known is sent next: its address is made once. */
	private readonly keys = new WeakMap<ModelRequest, string>();
	private turnedAt = 0;

	/** `hash` is best shared with whoever records what is sent: each message is then hashed once. */
	constructor(models: ModelPort, cache: ReplyCache, hash: Hash = rememberHashes(fastHash)) {
		this.models = models;
		this.cache = cache;
		this.hash = hash;
	}

	async recall(request: ModelRequest): Promise<ModelOutcome | undefined> {
		if (request.fresh === true) {
			return undefined;
		}
		if (performance.now() - this.turnedAt > LONGEST_ROW) {
			await new Promise(resolve => setImmediate(resolve));
			this.turnedAt = performance.now();
		}
		return said(this.cache.find(kindOf(request), this.keyOf(request)));
	}

	async ask(request: ModelRequest, onText: (piece: string) => void, signal: AbortSignal): Promise<ModelOutcome> {
		const kind = kindOf(request);
		const key = this.keyOf(request);
		if (request.fresh === true) {
			return this.keep(kind, key, await this.models.ask(request, onText, signal));
		}
		if (!(await this.cache.acquire(key, signal))) {
			return plainOutcome({ failure: { reason: 'cancelled', message: 'Cancelled.', concernsAll: false } });
		}
		try {
			// Whoever asked before may have got it meanwhile.
			return said(this.cache.find(kind, key)) ?? this.keep(kind, key, await this.models.ask(request, onText, signal));
		} finally {
			this.cache.release(key);
		}
	}

	private keyOf(request: ModelRequest): string {
		const key = this.keys.get(request) ?? replyKey(request, this.hash);
		this.keys.set(request, key);
		return key;
	}

	private keep(kind: ReplyKind, key: string, outcome: ModelOutcome): ModelOutcome {
		if (isKept(outcome)) {
			const { text, thinking, finish, usage, latencyMs, firstTokenMs, servedBy, notes } = outcome;
			this.cache.put(kind, key, { text, thinking, finish, usage, latencyMs, firstTokenMs, servedBy, notes });
		}
		return outcome;
	}
}

function kindOf({ purpose }: ModelRequest): ReplyKind {
	return purpose === 'verdict' ? 'verdicts' : 'answers';
}

function isKept({ failure, text, finish }: ModelOutcome): boolean {
	return failure === undefined && text.trim() !== '' && finish !== 'length' && finish !== 'content_filter';
}

function said(found: Found<StoredReply> | undefined): ModelOutcome | undefined {
	return found && plainOutcome({ ...found.value, cached: true });
}
