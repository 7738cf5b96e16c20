import type { CaseResult } from '../../core/review/result.ts';

/**
 * The results of one question file: for each case the newest one and those before it. A case's results are one for each
 * run, ordered by when their last event came.
 */
export class ResultTable {
	private readonly byKey = new Map<string, CaseResult[]>();

	/** Takes a result; it replaces what is known of the same case and run. */
	put(result: CaseResult): void {
		const known = this.byKey.get(result.key) ?? [];
		const others = known.filter(other => other.run !== result.run);
		const at = others.findIndex(other => isNewer(result, other));
		others.splice(at < 0 ? others.length : at, 0, result);
		this.byKey.set(result.key, others.slice(0, LONGEST_HISTORY + 1));
	}

	/** Forgets what a run said, of all cases or of one. Returns the keys of which something was forgotten. */
	forget(run: string, only?: string): readonly string[] {
		const touched: string[] = [];
		for (const [key, results] of this.byKey) {
			if (only !== undefined && key !== only) {
				continue;
			}
			const rest = results.filter(result => result.run !== run);
			if (rest.length < results.length) {
				touched.push(key);
				if (rest.length === 0) {
					this.byKey.delete(key);
				} else {
					this.byKey.set(key, rest);
				}
			}
		}
		return touched;
	}

	newest(key: string): CaseResult | undefined {
		return this.byKey.get(key)?.[0];
	}

	/** Results before the newest, newest first. */
	earlier(key: string): readonly CaseResult[] {
		return this.byKey.get(key)?.slice(1) ?? [];
	}

	ofRun(key: string, run: string): CaseResult | undefined {
		return this.byKey.get(key)?.find(result => result.run === run);
	}

	/** The newest result of every case, in the order of their keys. */
	all(): readonly CaseResult[] {
		return [...this.byKey.keys()].sort().map(key => this.byKey.get(key)![0]!);
	}

	get isEmpty(): boolean {
		return this.byKey.size === 0;
	}
}

/** Earlier results that are kept of a case. */
export const LONGEST_HISTORY = 50;

/** Run ids begin with their UTC time, so they order runs even where a clock was set back within one. */
function isNewer(a: CaseResult, b: CaseResult): boolean {
	return a.run === b.run ? a.t > b.t : a.run > b.run;
}
