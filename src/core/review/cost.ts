import type { Price } from '../documents/project.ts';
import type { ModelOutcome, Usage } from './ports.ts';
import type { UnscoredReason } from './state.ts';

/** USD of one call; `undefined` where its price or its tokens are unknown, which is not the same as nothing. */
export function costOf(usage: Usage | undefined, price: Price | undefined): number | undefined {
	if (usage === undefined || price === undefined) {
		return undefined;
	}
	const cached = Math.min(usage.cachedInput ?? 0, usage.input);
	const input = (usage.input - cached) * price.input + cached * (price.cachedInput ?? price.input);
	return (input + usage.output * price.output) / 1_000_000;
}

/** USD of one outcome: nothing where the endpoint did no work, or did it for an earlier call. Otherwise as {@link costOf}. */
export function outcomeCost(
	{ failure, text, usage, cached }: ModelOutcome,
	price: Price | undefined,
): number | undefined {
	const idle = cached || (failure !== undefined && text === '' && usage === undefined && UNPAID.has(failure.reason));
	return idle ? 0 : costOf(usage, price);
}

/** Failures of which an endpoint does not bill anything. After a timeout or a cancellation nobody knows. */
const UNPAID: ReadonlySet<UnscoredReason> = new Set([
	'unreachable',
	'rate-limited',
	'earlier-turn',
	'over-budget',
	'not-supported',
	'needs-editor',
] as const);

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
