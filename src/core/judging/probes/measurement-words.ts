import type { Interval } from '../../statistics/interval.ts';
import type { JudgeMeasurement } from './judge-measurement.ts';

/** One line on a judge's measured error, for a report or a status line: `accepted 2 of 34 fakes (6 %, 2–19 %) …`. */
export function measurementLine({
	state,
	figures,
	limit,
}: Pick<JudgeMeasurement, 'state' | 'figures' | 'limit'>): string {
	const { fakesPassed, goodsPassed, balancedAccuracy, balancedInterval } = figures;
	const parts = [
		...(fakesPassed === undefined
			? []
			: [`accepted ${fakesPassed.hits} of ${fakesPassed.of} fakes (${shareWords(fakesPassed)})`]),
		...(goodsPassed === undefined
			? []
			: [`rejected ${goodsPassed.of - goodsPassed.hits} of ${goodsPassed.of} good answers`]),
		...(balancedAccuracy === undefined
			? []
			: [`balanced accuracy ${balancedAccuracy.toFixed(2)}${bounds(balancedInterval)}`]),
	];
	const head = state === 'below-limit' ? `below limit (${limit.toFixed(2)}), its scores are untrusted` : 'measured';
	return `${head}: ${parts.join(', ')}`;
}

/** `6 %, 2–19 %` */
export function shareWords(share: Interval): string {
	return `${percent(share.value)} %, ${percent(share.low)}–${percent(share.high)} %`;
}

/** `+1.2 [0.4, 2.1]` */
export function intervalWords({ value, low, high }: Interval): string {
	return `${signed(value)} [${signed(low)}, ${signed(high)}]`;
}

function bounds(interval: Interval | undefined): string {
	return interval === undefined ? '' : ` [${interval.low.toFixed(2)}, ${interval.high.toFixed(2)}]`;
}

function percent(share: number): string {
	return String(Math.round(share * 100));
}

function signed(value: number): string {
	const text = Math.abs(value).toFixed(1);
	return text === '0.0' ? text : `${value > 0 ? '+' : '−'}${text}`;
}
