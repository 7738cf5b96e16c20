import { builtInRubric } from '../../../src/core/documents/built-in-rubric.ts';

/** What the measured models say: some 40 words, and another one each time. */
export function answerText(number: number): string {
	return `Reply ${number}: green tea is steamed soon after the leaves are picked, which stops them from turning brown; afterwards they are rolled and dried. Black tea is left to wither and to oxidise for some hours before it is fired, so it tastes stronger.`;
}

/** A verdict by the built-in rubric, with reasons and a quote for each criterion. */
export function verdictText(): string {
	const verdicts = builtInRubric.criteria.map(({ id }) => [
		id,
		{
			reason: 'The answer says what the context says, in its own words.',
			evidence: ['Green tea is steamed soon after picking'],
			rating: 'Good',
		},
	]);
	return JSON.stringify({ criteria: Object.fromEntries(verdicts) });
}
