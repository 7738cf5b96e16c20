import type { Case } from './case.ts';

/**
 * The wanted cases, and of the earlier turns they need those whose answer is not at hand. The order is kept.
 */
export function selectCases(
	cases: readonly Case[],
	isWanted: (item: Case) => boolean,
	hasAnswer: (key: string) => boolean,
): readonly Case[] {
	const byKey = new Map(cases.map(item => [item.key, item]));
	const chosen = new Set<string>();
	for (const item of cases) {
		if (isWanted(item)) {
			chosen.add(item.key);
			for (const { answer } of item.turns) {
				if (answer.kind === 'case' && byKey.has(answer.key) && !hasAnswer(answer.key)) {
					chosen.add(answer.key);
				}
			}
		}
	}
	return cases.filter(item => chosen.has(item.key));
}
