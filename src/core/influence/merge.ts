import type { Grounding, Link } from '../grounding/grounding.ts';
import type { CaseResult } from '../review/result.ts';
import { type Influence, type InfluenceTarget, linkWeight } from './influence.ts';

/**
 * A grounding with the influence links of its claims beside the others: for each line of the top set one, as strong as the line's
 * own weight, or as half of what a pair of which either suffices does together. Earlier influence links are replaced.
 */
export function withInfluence(
	grounding: Grounding,
	influence: Influence | undefined,
	result: Pick<CaseResult, 'start'>,
): Grounding {
	if (influence === undefined) {
		return grounding;
	}
	const targets = new Map(influence.targets.map(target => [`${target.kind} ${target.start} ${target.end}`, target]));
	const lengths = unitLengths(result);
	const claims = grounding.claims.map(claim => {
		const kept = claim.links.filter(link => link.kind !== 'influence');
		const target = targets.get(`claim ${claim.start} ${claim.end}`);
		const found = target === undefined ? [] : linksOf(target, influence, lengths);
		return kept.length === claim.links.length && found.length === 0 ? claim : { ...claim, links: [...kept, ...found] };
	});
	return { ...grounding, claims };
}

/** Unit id → length of its text. */
function unitLengths({ start }: Pick<CaseResult, 'start'>): ReadonlyMap<string, number> {
	return new Map((start?.passages ?? []).flatMap(({ units }) => units.map(unit => [unit.id, unit.end - unit.start])));
}

function linksOf(
	target: InfluenceTarget,
	{ outcome }: Influence,
	lengths: ReadonlyMap<string, number>,
): readonly Link[] {
	return target.top.flatMap((unit): readonly Link[] => {
		const end = lengths.get(unit);
		if (end === undefined) {
			return [];
		}
		const own = target.weights.find(weight => weight.unit === unit)?.value ?? 0;
		const shared = target.pairs
			.filter(pair => pair.kind === 'redundant' && pair.units.includes(unit))
			.map(pair => pair.value / 2);
		return [{ unit, start: 0, end, weight: linkWeight(Math.max(own, ...shared), outcome), kind: 'influence' }];
	});
}
