import type { Case } from '../core/review/case.ts';
import { InputHasher } from '../core/review/inputs.ts';
import { UNDONE_REASONS } from '../core/review/recovery.ts';
import type { CaseResult } from '../core/review/result.ts';
import { selectCases } from '../core/review/select.ts';
import type { Shard } from '../core/review/shard.ts';
import { staleness } from '../core/review/stale.ts';
import { UsageError } from './exit-code.ts';
import type { Given, OptionSpec } from './options.ts';

/** Options that run a part of the cases again. */
export const AGAIN_OPTIONS: Readonly<Record<string, OptionSpec>> = {
	failed: { type: 'boolean', about: 'Only what failed or was unscored last time; models are asked anew.' },
	unscored: {
		type: 'boolean',
		about: 'Only what was unscored last time; an answer that is there is only judged again.',
	},
	stale: { type: 'boolean', about: 'Only what has no result, or one that its documents have left behind.' },
};

export interface Chosen {
	readonly cases: readonly Case[];
	/** Cases whose answer still fits: they are only judged again. */
	readonly onlyJudged: ReadonlySet<string>;
	/** Cases that are tried again: a cached reply would only repeat what was wrong. */
	readonly retried: ReadonlySet<string>;
}

/** The cases that `--failed`, `--unscored` and `--stale` mean, and the earlier turns they need. */
export function chooseAgain(cases: readonly Case[], latest: ReadonlyMap<string, CaseResult>, given: Given): Chosen {
	const hasher = new InputHasher();
	const onlyJudged = new Set<string>();
	const retried = new Set<string>();
	const hasAnswer = (key: string) => {
		const answer = latest.get(key)?.answer;
		return answer !== undefined && answer.failure === undefined;
	};
	/** Cases whose answer is asked for anew. */
	const anew = new Set<string>();
	/** An earlier turn may be answered otherwise than before: cases come after the turns they follow. */
	const followsAnew = ({ turns }: Case) => turns.some(({ answer }) => answer.kind === 'case' && anew.has(answer.key));
	const isWanted = (item: Case): boolean => {
		const wanted = hasReason(item);
		if (wanted && !onlyJudged.has(item.key)) {
			anew.add(item.key);
		}
		return wanted;
	};
	const hasReason = (item: Case): boolean => {
		const result = latest.get(item.key);
		const state = result?.end?.state;
		if (result !== undefined && state === 'unscored' && (given.has('unscored') || given.has('failed'))) {
			retried.add(item.key);
			const { answer } = staleness(result, item, { resultOf: key => latest.get(key), hasher });
			if (given.has('unscored') && hasAnswer(item.key) && answer.length === 0) {
				onlyJudged.add(item.key);
			}
			return true;
		}
		if (given.has('failed') && state === 'failed') {
			retried.add(item.key);
			return true;
		}
		if (!given.has('stale')) {
			return false;
		}
		if (result === undefined || UNDONE_REASONS.has(result.end?.reason) || followsAnew(item)) {
			return true;
		}
		if (result.answer === undefined) {
			return true; // Its line cannot be read: what is left of it is no result.
		}
		const changed = staleness(result, item, { resultOf: key => latest.get(key), hasher });
		// An answer that failed cannot be judged: it has to be asked for again.
		if (changed.answer.length === 0 && changed.verdict.length > 0 && hasAnswer(item.key)) {
			onlyJudged.add(item.key);
		}
		return changed.answer.length > 0 || changed.verdict.length > 0;
	};
	return { cases: selectCases(cases, isWanted, hasAnswer), onlyJudged, retried };
}

/** True if only a part of the cases is run again. */
export function isAgain(given: Given): boolean {
	return Object.keys(AGAIN_OPTIONS).some(name => given.has(name));
}

/** What `--shard I/N` says. */
export function shardOf(given: Given): Shard | undefined {
	const text = given.text('shard');
	if (text === undefined) {
		return undefined;
	}
	const [, index, of] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
	if (index === undefined || of === undefined || index < 1 || index > of) {
		throw new UsageError(`--shard needs a part of a whole such as 2/4, not "${text}".`);
	}
	return { index, of };
}
