import type {
	Counterfactual,
	Influence,
	InfluenceOutcome,
	InfluenceTarget,
	UnitPair,
	UnitWeight,
} from './influence.ts';
import type { InfluenceEstimate } from './plan-influence.ts';

/** "0.48 [0.31, 0.66]"; with log-odds "5.8 nats [5.1, 6.5]": what keeping a line changes, with its 95 % interval. */
export function weightText(
	{ value, low, high }: Pick<UnitWeight, 'value' | 'low' | 'high'>,
	outcome: InfluenceOutcome,
): string {
	const digits = outcome === 'equivalence' ? 2 : 1;
	const bounded = (each: number) => (outcome === 'equivalence' ? Math.max(-1, Math.min(1, each)) : each);
	const text = (each: number) =>
		bounded(each)
			.toFixed(digits)
			.replace(/^-(0\.0+)$/, '$1')
			.replace('-', '−');
	const unit = outcome === 'equivalence' ? '' : ' nats';
	const range = Number.isFinite(low) && Number.isFinite(high) ? ` [${text(low)}, ${text(high)}]` : '';
	return `${text(value)}${unit}${range}`;
}

/** What the weights of an influence are, in a sentence. */
export function scaleText({ method, outcome }: Pick<Influence, 'method' | 'outcome'>): string {
	const what =
		outcome === 'equivalence' ? 'the share of answers that say the same' : "the log-odds of the answer's words";
	return method === 'leave-one-out'
		? `A weight is what leaving out the line takes from ${what}.`
		: `A weight is what keeping the line adds to ${what}, while each other line is kept half of the time.`;
}

/** "asked again 68 times with random halves of the lines, 2 times with a changed value (3 failed, 12 cached)" */
export function callsText({
	calls,
	method,
	outcome,
	counterfactuals,
}: Pick<Influence, 'calls' | 'method' | 'outcome' | 'counterfactuals'>): string {
	const asides = [
		...(calls.failed > 0 ? [`${calls.failed} failed`] : []),
		...(calls.cached > 0 ? [`${calls.cached} cached`] : []),
	];
	const how = outcome === 'equivalence' ? 'asked again' : 'scored';
	const which = method === 'leave-one-out' ? 'without each line and each pair' : 'with random halves of the lines';
	const probes = counterfactuals.length;
	return [
		`${how} ${times(calls.planned - probes)} ${which}`,
		probes === 0 ? '' : `, ${times(probes)} with a changed value`,
		asides.length === 0 ? '' : ` (${asides.join(', ')})`,
	].join('');
}

function times(count: number): string {
	return count === 1 ? 'once' : `${count} times`;
}

/** Of a claim, or the whole answer, without used lines: why. */
export function stateText({ state, kind }: Pick<InfluenceTarget, 'state' | 'kind'>): string {
	const what = kind === 'answer' ? 'answer' : 'claim';
	switch (state) {
		case 'used':
			return 'uses lines of the context';
		case 'independent':
			return `the ${what} comes without any line of the context as well`;
		case 'not-repeated':
			return `the model does not give this ${what} again, even with the whole context`;
		case 'unclear':
			return 'no line stands out';
	}
}

/** "either of the two suffices" or "only both together", for a pair that a line belongs to. */
export function pairText({ kind }: Pick<UnitPair, 'kind'>): string {
	return kind === 'redundant' ? 'either of the two suffices' : 'only both together';
}

/** "10 → 20: the answer follows" */
export function counterfactualText({ from, to, said }: Pick<Counterfactual, 'from' | 'to' | 'said'>): string {
	return `${from} → ${to}: ${SAID[said]}`;
}

const SAID: Readonly<Record<Counterfactual['said'], string>> = {
	follows: 'the answer follows',
	sticks: 'the answer sticks to the old value, which stands nowhere any more: it comes from memory',
	abstains: 'the model abstains',
	other: 'the model says something else',
	unscored: 'unscored',
};

/** "at most 139 calls, ≈ 41,000 tokens in and 9,000 out, ≈ $0.012" */
export function estimateText({ calls, input, output, cost }: InfluenceEstimate): string {
	const count = (value: number) => Math.round(value).toLocaleString('en-US');
	const dollars =
		cost === undefined
			? 'cost unknown (the model has no price)'
			: `≈ $${cost < 1 ? cost.toPrecision(2) : cost.toFixed(2)}`;
	return `at most ${count(calls)} calls, ≈ ${count(input)} tokens in and ${count(output)} out, ${cost === 0 ? 'free' : dollars}`;
}
