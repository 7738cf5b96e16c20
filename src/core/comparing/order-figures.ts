import { meanInterval } from '../statistics/mean-interval.ts';
import { wilson } from '../statistics/proportion.ts';
import type { OrderFigures } from './comparison-report.ts';
import type { ComparedPair } from './units.ts';

/** How often the orders disagree, and how often the answer shown first won (methods S1.5). `undefined`: nothing was seen in two orders. */
export function orderFigures(pairs: readonly ComparedPair[]): OrderFigures | undefined {
	const swapped = pairs.filter(pair => pair.conflict !== undefined);
	const conflicts = wilson({ hits: swapped.filter(pair => pair.conflict === true).length, of: swapped.length });
	const shares = swapped.map(firstShare);
	const verdicts = swapped.reduce((sum, pair) => sum + readOf(pair).length, 0);
	const firstSlot = meanInterval(shares, verdicts / Math.max(1, swapped.length));
	if (conflicts === undefined || firstSlot === undefined) {
		return undefined;
	}
	const entropy = swapped.reduce((sum, pair) => sum + (pair.entropy ?? 0), 0) / swapped.length;
	return { conflicts, firstSlot, verdicts, entropy };
}

function readOf({ samples }: ComparedPair) {
	return samples.filter(({ winner, order }) => winner !== undefined && (order === 'ab' || order === 'ba'));
}

/** Each order counts alike, so that a reply lost in one of them does not look like a preference for a place. */
function firstShare(pair: ComparedPair): number {
	const share = (order: 'ab' | 'ba') => {
		const own = readOf(pair).filter(sample => sample.order === order);
		const first = order === 'ab' ? 'a' : 'b';
		const points = own.map(({ winner }) => (winner === 'tie' ? 0.5 : winner === first ? 1 : 0) as number);
		return points.reduce((sum, each) => sum + each, 0) / own.length;
	};
	return (share('ab') + share('ba')) / 2;
}
