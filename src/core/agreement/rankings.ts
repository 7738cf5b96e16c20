import type { PairResult } from '../comparing/comparison-fold.ts';
import type { AnnotationFile, Preference } from '../documents/annotation-file.ts';
import { type Agreement, agreementOf } from './confusion.ts';

/** Which of two answers a judge preferred when it saw both. */
export interface RankedPair {
	readonly judge: string;
	/** Short hashes of the answers. */
	readonly a: string;
	readonly b: string;
	readonly winner: Preference['winner'];
}

/** People's preferences (rows) against what a judge preferred of the same two answers (columns). */
export interface RankingAgreement {
	readonly judge: string;
	readonly agreement: Agreement;
	/** Preferences of people on pairs that this judge did not compare. */
	readonly without: number;
}

const SIDES = ['a', 'tie', 'b'] as const;

/** The compared pairs of recorded comparisons, newest first; orders that disagree are a tie. Without a judge there is none to hold people against. */
export function rankedPairsOf(
	comparisons: Iterable<{ readonly judge: string | undefined; readonly pairs: readonly PairResult[] }>,
): readonly RankedPair[] {
	return [...comparisons].flatMap(({ judge, pairs }) =>
		judge === undefined
			? []
			: pairs.flatMap(({ state, winner, conflict, a, b }) =>
					state !== 'compared' || winner === undefined
						? []
						: [{ judge, a: a.hash, b: b.hash, winner: conflict === true ? ('tie' as const) : winner }],
				),
	);
}

/** One entry for each judge that compared answers; of several verdicts on one pair the first counts. */
export function rankingAgreements(
	file: Pick<AnnotationFile, 'preferences'>,
	ranked: readonly RankedPair[],
	resamples?: number,
): readonly RankingAgreement[] {
	const judges = new Map<string, Map<string, Preference['winner']>>();
	for (const { judge, a, b, winner } of ranked) {
		const known = judges.get(judge) ?? new Map<string, Preference['winner']>();
		judges.set(judge, known);
		if (!known.has(`${a} ${b}`) && !known.has(`${b} ${a}`)) {
			known.set(`${a} ${b}`, winner);
			known.set(`${b} ${a}`, turned(winner));
		}
	}
	return [...judges].flatMap(([judge, winners]) => {
		const pairs = file.preferences.flatMap(({ question, a, b, winner }) => {
			const said = winners.get(`${a} ${b}`);
			return said === undefined
				? []
				: [{ cluster: question, first: SIDES.indexOf(winner), second: SIDES.indexOf(said) }];
		});
		const agreement = agreementOf(pairs, { levels: SIDES, ...(resamples === undefined ? {} : { resamples }) });
		return agreement === undefined ? [] : [{ judge, agreement, without: file.preferences.length - pairs.length }];
	});
}

function turned(winner: Preference['winner']): Preference['winner'] {
	return winner === 'tie' ? 'tie' : winner === 'a' ? 'b' : 'a';
}
