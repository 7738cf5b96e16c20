import { inlineGrounder } from '../../core/review/inline-grounder.ts';
import type { Grounder } from '../../core/review/ports.ts';
import { CachedGroundings } from '../cache/cached-groundings.ts';
import type { ReplyCache } from '../cache/reply-cache.ts';
import { groundingVersion } from './grounding-program.ts';
import { GroundingThread } from './grounding-thread.ts';

/** So many cases are grounded sooner than a thread starts. */
const FEW_CASES = 20;

/** What grounds the answers of a run, until it is closed. */
export interface RunGrounder extends Grounder {
	close(): Promise<void>;
}

export interface GrounderOptions {
	/** What the thread runs: the bundle of `grounding-worker.ts`. */
	readonly program: URL;
	/** How many cases there may be. */
	readonly cases: number;
	readonly cache: ReplyCache | undefined;
}

/** A thread for many cases, none for few; behind the cache where there is one. */
export function openGrounder({ program, cases, cache }: GrounderOptions): RunGrounder {
	const thread = cases < FEW_CASES ? undefined : new GroundingThread(program);
	const grounder = thread ?? inlineGrounder;
	if (cache?.hasGroundings !== true) {
		thread?.prepare(); // Else most answers may be known, and no thread needed.
	}
	const version = cache === undefined ? undefined : groundingVersion(program);
	const kept = cache === undefined || version === undefined ? grounder : new CachedGroundings(grounder, cache, version);
	return {
		ground: (context, query) => kept.ground(context, query),
		close: async () => {
			await thread?.close();
		},
	};
}
