import type { ModelEntry, SamplingParameters } from '../documents/project.ts';
import type { Role } from '../documents/prompt-template.ts';
import type { GroundingQuery } from '../grounding/answer-reading.ts';
import type { ContextIndex } from '../grounding/context-index.ts';
import type { Grounding, GroundingUnit } from '../grounding/grounding.ts';
import type { UnscoredReason } from './state.ts';

export interface ChatMessage {
	readonly role: Role;
	readonly content: string;
}

/** One call of a model. */
export interface ModelRequest {
	readonly model: ModelEntry;
	readonly messages: readonly ChatMessage[];
	readonly parameters: SamplingParameters;
	/** Ask for JSON of this schema where the endpoint can. The name is sent along. */
	readonly schema?: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> } | undefined;
	/** Which of several samples this is, from 0. */
	readonly sample: number;
	/** What the reply is for, so that a cache can keep the two apart; default `answer`. It shapes nothing. */
	readonly purpose?: 'answer' | 'verdict';
	/** A reply that is known already is not wanted. */
	readonly fresh?: boolean;
	/**
	 * May be called by a port that will wait for long and has sent what it needs: messages and schema, which can be long, are then in nobody's
	 * memory. Whoever reads them afterwards makes them anew.
	 */
	letGo?(): void;
}

/**
 * Something that answers. A bad reply and an unreachable endpoint are outcomes; only a bug rejects. `onText` is called
 * with each new piece of the visible answer (never with thinking). Resolves soon after `signal` is aborted, with
 * what had arrived.
 */
export interface ModelPort {
	ask(request: ModelRequest, onText: (piece: string) => void, signal: AbortSignal): Promise<ModelOutcome>;
	/** A reply that is known without asking anybody, if there is one: it waits for no limit and costs nothing. */
	recall?(request: ModelRequest): Promise<ModelOutcome | undefined>;
}

export interface ModelOutcome {
	/** The visible text, whole; what had arrived where the call ended early. */
	readonly text: string;
	/** What the model thought aloud, kept apart: no part of the answer. */
	readonly thinking: string | undefined;
	/** `undefined`: a usable answer. */
	readonly failure: ModelFailure | undefined;
	readonly finish: string | undefined;
	readonly usage: Usage | undefined;
	readonly latencyMs: number;
	/** Until the first visible piece. */
	readonly firstTokenMs: number | undefined;
	readonly cached: boolean;
	/** The model id that the endpoint says it used. */
	readonly servedBy: string | undefined;
	/** Parameters that the endpoint refused and that were left out, or other words a reader should see. */
	readonly notes: readonly string[];
	/** What the endpoint said of its limits. */
	readonly limits?: RateLimits;
}

/** How much an endpoint still allows, as its reply says (`x-ratelimit-…`). */
export interface RateLimits {
	readonly requests: RateLimit | undefined;
	readonly tokens: RateLimit | undefined;
}

export interface RateLimit {
	readonly limit: number | undefined;
	readonly remaining: number;
	/** Milliseconds until it begins anew. */
	readonly resetMs: number | undefined;
}

export interface ModelFailure {
	readonly reason: UnscoredReason;
	/** What happened, at which URL, and what to do next. Never contains a key. */
	readonly message: string;
	/** True where every case at this endpoint would fail alike (bad key, unknown model, unreachable host). */
	readonly concernsAll: boolean;
	/** How far a failure that concerns all reaches: every model at this address with this key, or (default) this model. */
	readonly scope?: 'endpoint' | 'model';
	/** Present where a second try can succeed (429, 5xx, a reset connection); `afterMs` is what the endpoint asked for. */
	readonly retry?: { readonly afterMs: number | undefined };
}

export interface Usage {
	readonly input: number;
	readonly output: number;
	readonly cachedInput: number | undefined;
	/** True where the endpoint gave no count and the numbers are estimates. */
	readonly estimated: boolean;
}

/** Milliseconds since the epoch, and waiting that a test can fake. */
export interface Clock {
	now(): number;
	sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The context that answers are grounded in; one object for all answers that share it. */
export interface GroundedContext {
	readonly units: readonly GroundingUnit[];
	/** Made at the first use. */
	readonly index: () => ContextIndex;
}

/**
 * Grounds answers: at once, or somewhere that does not hold up the run. Wherever that is, the result is the same. Rejects or throws
 * only for a bug.
 */
export interface Grounder {
	ground(context: GroundedContext, query: GroundingQuery): Grounding | Promise<Grounding>;
}
