import { inlineGrounder } from '../core/review/inline-grounder.ts';
import type { Grounder } from '../core/review/ports.ts';
import { CachedGroundings } from '../node/cache/cached-groundings.ts';
import type { ReplyCache } from '../node/cache/reply-cache.ts';
import { groundingVersion } from '../node/grounding/grounding-program.ts';
import { GroundingThread } from '../node/grounding/grounding-thread.ts';

/** So many cases are grounded sooner than a thread starts. */
const FEW_CASES = 20;

/** What grounds the answers of a run, until it is closed. */
export interface RunGrounder extends Grounder {
	close(): Promise<void>;
}

/** A thread for many cases, none for few; behind the cache where there is one. */
export function openGrounder(cases: number, cache: ReplyCache | undefined): RunGrounder {
	const program = groundingProgram();
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

/** Beside the bundle; in the sources where nothing is bundled. */
function groundingProgram(): URL {
	const name = import.meta.url.endsWith('.ts') ? '../node/grounding/grounding-worker.ts' : './cli-grounding-worker.js';
	return new URL(name, import.meta.url);
}
