import type { ClaimLabel, JudgedClaim } from '../../grounding/grounding.ts';

/** Several verdicts on the same claims, made one: of each claim the label that more than half of them give, else unverified. */
export function combineClaims(samples: readonly (readonly JudgedClaim[])[]): readonly JudgedClaim[] {
	const [first] = samples;
	if (first === undefined || samples.length === 1) {
		return first ?? [];
	}
	return first.map((_, place) => combined(samples.map(sample => sample[place]!)));
}

function combined(votes: readonly JudgedClaim[]): JudgedClaim {
	const counts = new Map<ClaimLabel, number>();
	for (const { label } of votes) {
		counts.set(label, (counts.get(label) ?? 0) + 1);
	}
	const winner = [...counts].find(([, count]) => count * 2 > votes.length)?.[0];
	if (winner === undefined) {
		const said = [...counts].map(([label, count]) => `${count} ${label}`).join(', ');
		return { label: 'unverified', problem: `The verdicts differ: ${said}.`, quotes: quotesOf(votes) };
	}
	const agreeing = votes.filter(vote => vote.label === winner);
	return { ...agreeing[0]!, quotes: quotesOf(agreeing) };
}

/** Each quote once. */
function quotesOf(votes: readonly JudgedClaim[]): JudgedClaim['quotes'] {
	return [...new Map(votes.flatMap(vote => vote.quotes).map(quote => [quote.quote, quote])).values()];
}
