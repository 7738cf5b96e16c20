import type { PairResult } from '../comparing/comparison-fold.ts';
import type { AnnotationFile, Preference } from '../documents/annotation-file.ts';
import { type Agreement, agreementOf } from './confusion.ts';

/** Which of two answers a judge preferred when it saw both. */
export interface RankedPair {
	readonly judge: string;
	/** Id of the question; two questions may have the same two answers. */
	readonly question?: string;
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
			: pairs.flatMap(({ state, winner, conflict, question, a, b }) =>
					state !== 'compared' || winner === undefined
						? []
						: [{ judge, question, a: a.hash, b: b.hash, winner: conflict === true ? ('tie' as const) : winner }],
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
	for (const { judge, question, a, b, winner } of ranked) {
		const known = judges.get(judge) ?? new Map<string, Preference['winner']>();
		judges.set(judge, known);
		// With the question, and without it for a question that has another id by now.
		for (const of of question === undefined ? [''] : [`${question} `, '']) {
			if (!known.has(`${of}${a} ${b}`) && !known.has(`${of}${b} ${a}`)) {
				known.set(`${of}${a} ${b}`, winner);
				known.set(`${of}${b} ${a}`, turned(winner));
			}
		}
	}
	return [...judges].flatMap(([judge, winners]) => {
		const pairs = file.preferences.flatMap(({ question, a, b, winner }) => {
			const said = winners.get(`${question} ${a} ${b}`) ?? winners.get(`${a} ${b}`);
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
