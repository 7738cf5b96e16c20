import type { Price } from '../documents/project.ts';
import type { Usage } from './ports.ts';

/** USD of one call; `undefined` where its price or its tokens are unknown, which is not the same as nothing. */
export function costOf(usage: Usage | undefined, price: Price | undefined): number | undefined {
	if (usage === undefined || price === undefined) {
		return undefined;
	}
	const cached = Math.min(usage.cachedInput ?? 0, usage.input);
	const input = (usage.input - cached) * price.input + cached * (price.cachedInput ?? price.input);
	return (input + usage.output * price.output) / 1_000_000;
}

/** The sum of costs; `undefined` as soon as one of them is unknown. */
export function sumCosts(costs: Iterable<number | undefined>): number | undefined {
	let sum = 0;
	for (const cost of costs) {
		if (cost === undefined) {
			return undefined;
		}
		sum += cost;
	}
	return sum;
}
