import { hash } from 'node:crypto';
import type { GroundingQuery } from '../../core/grounding/answer-reading.ts';
import type { Grounding } from '../../core/grounding/grounding.ts';
import type { GroundedContext, Grounder } from '../../core/review/ports.ts';
import { fastHash } from '../fast-hash.ts';
import type { ReplyCache } from './reply-cache.ts';

/** Groundings behind a cache: what was grounded once, by the same version, in the same context, is not grounded again. */
export class CachedGroundings implements Grounder {
	private readonly grounder: Grounder;
	private readonly cache: ReplyCache;
	private readonly version: string;
	private readonly contexts = new WeakMap<GroundedContext, string>();

	/** `version` names the program and the weights that ground: it changes whenever a result may. */
	constructor(grounder: Grounder, cache: ReplyCache, version: string) {
		this.grounder = grounder;
		this.cache = cache;
		this.version = version;
	}

	ground(context: GroundedContext, query: GroundingQuery): Grounding | Promise<Grounding> {
		const key = this.keyOf(context, query);
		const known = this.cache.findGrounding(key);
		if (known !== undefined) {
			return known;
		}
		const made = this.grounder.ground(context, query);
		return made instanceof Promise ? made.then(grounding => this.keep(key, grounding)) : this.keep(key, made);
	}

	private keep(key: string, grounding: Grounding): Grounding {
		this.cache.putGrounding(key, grounding);
		return grounding;
	}

	private keyOf(context: GroundedContext, { question, history = '', answer }: GroundingQuery): string {
		let contextHash = this.contexts.get(context);
		if (contextHash === undefined) {
			contextHash = fastHash(JSON.stringify(context.units.map(({ id, text, title }) => [id, text, title])));
			this.contexts.set(context, contextHash);
		}
		// As JSON even half a surrogate pair has its own bytes.
		return hash('sha256', JSON.stringify([this.version, contextHash, question, history, answer]), 'hex');
	}
}
