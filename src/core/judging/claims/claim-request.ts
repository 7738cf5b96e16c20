import type { ClaimLabel } from '../../grounding/grounding.ts';

/** The member of a verdict in which a judge labels claims. */
export const CLAIMS = 'claims';

/** The labels that a judge may give; `unverified` is ours alone. */
export const JUDGE_LABELS = [
	'supported',
	'partial',
	'unsupported',
	'contradicted',
	'no-claim',
] as const satisfies readonly ClaimLabel[];

/** The name of a claim towards the judge, by its place from 0. */
export function claimName(place: number): string {
	return `C${place + 1}`;
}

/** The claims as the judge reads them, one a line. */
export function claimLines(texts: readonly string[]): string {
	return texts.map((text, place) => `${claimName(place)}: ${text}`).join('\n');
}

/** What is asked of the claims. It comes after the criteria, so that ratings are given as they are without it. */
export function claimInstructions(): string {
	return [
		`After the criteria label in "${CLAIMS}" each of the claims listed after the answer, every one once, by its name: first quotes, then the label.`,
		'Quotes are copied word for word from the context lines that support or contradict the claim, as evidence is; a claim that is supported, partial or contradicted needs at least one.',
		'Labels: "supported" where the context says it; "partial" where it says only a part of it; "unsupported" where it does not say it; "contradicted" where it says otherwise; "no-claim" where nothing is stated that could be checked.',
		'The list repeats words of the answer and adds nothing to it: what is not in the list may be right or wrong all the same.',
	].join(' ');
}

/** The part of the form of a reply. */
export function claimExample(): string {
	const labels = JUDGE_LABELS.join('|');
	return `"${CLAIMS}": [{"claim": "C1", "quotes": ["…"], "label": "<${labels}>"}]`;
}

/** The part of the schema of a verdict. */
export function claimSchema(count: number): Readonly<Record<string, unknown>> {
	return {
		type: 'array',
		items: {
			type: 'object',
			properties: {
				claim: { type: 'string', enum: Array.from({ length: count }, (_, place) => claimName(place)) },
				quotes: {
					type: 'array',
					items: { type: 'string' },
					description: 'Quotes copied word for word from the context.',
				},
				label: { type: 'string', enum: [...JUDGE_LABELS] },
			},
			required: ['claim', 'quotes', 'label'],
			additionalProperties: false,
		},
		description: 'Every claim of the list once.',
	};
}
