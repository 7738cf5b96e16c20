import { callsText, pairText, weightText } from '../../core/influence/wording.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { unitPlaces } from '../painters/unit-places.ts';

/**
 * What was measured of a line: for how many claims it was used, the strongest weight with its interval, the line that it acts together
 * with, and the calls that it took.
 */
export function usedWords(unit: string, claims: number, result: Pick<CaseResult, 'influence' | 'start'>): string {
	const head = `Used for ${claims === 1 ? '1 claim' : `${claims} claims`} (the answer changes without it)`;
	const { influence } = result;
	if (influence === undefined) {
		return head;
	}
	const targets = influence.targets.filter(target => target.kind === 'claim' && target.top.includes(unit));
	const weights = targets.flatMap(target => target.weights.find(weight => weight.unit === unit) ?? []);
	const strongest = weights.reduce<(typeof weights)[number] | undefined>(
		(best, weight) => (best === undefined || weight.value > best.value ? weight : best),
		undefined,
	);
	const places = unitPlaces(result as CaseResult);
	const partners = new Map(
		targets
			.flatMap(({ pairs }) => pairs.filter(pair => pair.units.includes(unit)))
			.map(pair => [pair.units.find(other => other !== unit) ?? unit, pairText(pair)]),
	);
	const alone = partners.size > 0 ? 'alone ' : '';
	return [
		head,
		...(strongest === undefined ? [] : [`${alone}${weightText(strongest, influence.outcome)}`]),
		...[...partners].map(([other, words]) => `with ${places.get(other)?.label ?? other}: ${words}`),
		callsText(influence),
	].join(' · ');
}
