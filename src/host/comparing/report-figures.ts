import type { ComparisonReport } from '../../core/comparing/comparison-report.ts';
import { intervalText, percent } from '../../core/comparing/figures-text.ts';
import type { Interval } from '../../core/statistics/interval.ts';
import type { Figure } from '../../shared/report.ts';
import type { Translate } from '../results/wording.ts';

/** A rate with its interval, for the eye and in words. */
export function figureOf(
	label: string,
	interval: Interval,
	{ even, note = '' }: { readonly even?: number; readonly note?: string } = {},
): Figure {
	const { value, low, high } = interval;
	return { label, text: intervalText(interval), value, low, high, even, note };
}

/** Every rate that the report knows: who won, at like length, by each protocol, and how order and length mattered. */
export function figuresOf(report: ComparisonReport, t: Translate): readonly Figure[] {
	const { setup, outcome, orders, length, consistency } = report;
	const of = (label: string, interval: Interval | undefined, more: { even?: number; note?: string } = { even: 0.5 }) =>
		interval === undefined ? [] : [figureOf(label, interval, more)];
	const share = (hits: number, count: number) => t('{0} of {1}', hits, count);
	return [
		...of(t('{0} wins', setup.a), outcome.winRate),
		...of(t('{0} wins, at equal length', setup.a), length?.controlled),
		...of(t('{0} wins, answers of like length', setup.a), length?.similar?.winRate, {
			even: 0.5,
			note: t('{0} questions', length?.similar?.questions ?? 0),
		}),
		...of(t('{0} wins, by ratings', setup.a), consistency?.byRatings),
		...of(t('{0} wins, by ranking', setup.a), consistency?.byRanking),
		...of(t('the answer shown first wins'), orders?.firstSlot),
		...of(t('the orders name different winners'), orders?.conflicts, {
			note: share(orders?.conflicts.hits ?? 0, orders?.conflicts.of ?? 0),
		}),
		...of(t('the longer answer wins'), length?.longerWon, {
			even: 0.5,
			note: share(length?.longerWon?.hits ?? 0, length?.longerWon?.of ?? 0),
		}),
		...of(t('ratings and ranking agree'), consistency?.agreement, {
			note: t('kappa {0}', consistency?.kappa.kappa?.toFixed(2) ?? t('undefined')),
		}),
	];
}

/** What stands beside the rates, a sentence each. */
export function remarksOf({ setup, orders, length, lexical }: ComparisonReport, t: Translate): readonly string[] {
	return [
		...(orders === undefined && !lexical && setup.protocol === 'ranking'
			? [t('No pair was judged in both orders, so nothing is known of the order.')]
			: []),
		...(lexical ? [t('The offline judge sees one answer at a time: there is no order that could matter.')] : []),
		...(orders === undefined ? [] : [t('Mean entropy of the verdicts of a pair: {0}.', percent(orders.entropy))]),
		...(length === undefined
			? []
			: [
					t(
						'The answers of {0} have {1} characters on average, those of {2} {3}.',
						setup.a,
						length.meanA.toFixed(0),
						setup.b,
						length.meanB.toFixed(0),
					),
				]),
		...(length === undefined || length.controlled !== undefined
			? []
			: [t('No win rate at equal length: {0}.', length.without ?? '')]),
	];
}
