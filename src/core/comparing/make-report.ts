import { sumCosts } from '../review/cost.ts';
import type { ComparisonSetup, NotComparedReason } from '../review/events.ts';
import type { PairResult } from './comparison-fold.ts';
import {
	COMPARISON_REPORT_VERSION,
	type ComparisonAccount,
	type ComparisonReport,
	type NotCompared,
} from './comparison-report.ts';
import { conclude } from './conclude.ts';
import { consistencyOf } from './consistency.ts';
import { criterionDifferences } from './criterion-differences.ts';
import { lengthFigures } from './length-figures.ts';
import { orderFigures } from './order-figures.ts';
import { outcomeOf } from './outcome.ts';
import { powerNote } from './power-note.ts';
import { queueOf } from './queue.ts';
import { strataOf } from './strata.ts';
import { type ComparedPair, isCompared, lengthOf, unitsOf } from './units.ts';

export interface ReportSource {
	readonly run: string | undefined;
	readonly setup: ComparisonSetup;
	/** The judge counts words. */
	readonly lexical: boolean;
	/** Keys of all pairs that were loaded. */
	readonly loaded: readonly string[];
	/** Those that are done. What is missing was cancelled, or a limit stopped it. */
	readonly pairs: readonly PairResult[];
	/** Why pairs are missing. */
	readonly missing?: 'cancelled' | 'over-budget';
	/** Seed of what is drawn; default 1. */
	readonly seed?: number;
}

/** The report of a comparison. The same source gives the same report. */
export function makeComparisonReport(source: ReportSource): ComparisonReport {
	const { setup, lexical, pairs, seed = 1 } = source;
	const compared = pairs.filter(isCompared);
	const units = unitsOf(compared);
	const outcome = outcomeOf(units, { pairs: compared.length, seed });
	const orders = orderFigures(compared);
	const length = lengthFigures(units);
	const consistency = consistencyOf(compared);
	const samples = pairs.flatMap(pair => (pair.cached ? [] : pair.samples));
	return {
		version: COMPARISON_REPORT_VERSION,
		run: source.run,
		setup,
		lexical,
		account: accountOf(source),
		outcome,
		conclusion: conclude({ setup, lexical, outcome, orders, length, consistency }),
		power: powerNote(units.length),
		orders,
		length,
		strata: strataOf(units, seed),
		consistency,
		criteria: criterionDifferences(units, seed),
		queue: queueOf(compared),
		lostByA: lost(compared, 'b'),
		lostByB: lost(compared, 'a'),
		cost: sumCosts(samples.map(({ cost }) => cost)),
		verdicts: pairs.reduce((sum, pair) => sum + pair.samples.length, 0),
	};
}

function accountOf({ loaded, pairs, missing = 'cancelled' }: ReportSource): ComparisonAccount {
	const done = new Map(pairs.map(pair => [pair.key, pair]));
	const notCompared = loaded.flatMap((key): readonly NotCompared[] => {
		const pair = done.get(key);
		if (pair === undefined) {
			return [
				{ key, file: '', question: key, row: undefined, line: undefined, reason: missing, message: MISSING[missing] },
			];
		}
		const { file, question, row, line, reason, message } = pair;
		return isCompared(pair)
			? []
			: [{ key, file, question, row, line, reason: reason ?? 'unreadable-verdict', message: message ?? '' }];
	});
	const reasons: Partial<Record<NotComparedReason, number>> = {};
	for (const { reason } of notCompared) {
		reasons[reason] = (reasons[reason] ?? 0) + 1;
	}
	const compared = pairs.filter(isCompared).length;
	if (loaded.length !== compared + notCompared.length) {
		// No figure is to be believed then: two pairs share a key, or one came from nowhere.
		throw new Error(`${loaded.length} pairs were loaded, but ${compared + notCompared.length} are accounted for.`);
	}
	return { loaded: loaded.length, compared, notCompared, reasons };
}

const MISSING = {
	cancelled: 'The comparison was cancelled before it came to this pair.',
	'over-budget': 'The cost limit stopped the comparison before this pair.',
} as const;

/** The clearest first: by margin, then by how much longer the winner is not. */
function lost(pairs: readonly ComparedPair[], winner: 'a' | 'b'): readonly string[] {
	const loser = winner === 'a' ? 'b' : 'a';
	return pairs
		.filter(pair => pair.winner === winner)
		.map(pair => ({
			key: pair.key,
			clear: Math.abs(pair.margin),
			shorter: lengthOf(pair[loser].text) / lengthOf(pair[winner].text),
		}))
		.sort((x, y) => y.clear - x.clear || y.shorter - x.shorter)
		.map(({ key }) => key);
}
