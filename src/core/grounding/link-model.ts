import { LINK_FEATURES, type LinkRow } from './link-features.ts';
import type { PickedUnit } from './links.ts';
import { probability } from './risk.ts';
import { scoreOf, type Trees } from './trees.ts';

/** A trained model of which units a claim stands on. */
export interface LinkModel {
	/** Names of the features, in the order that the trees number them. */
	readonly features: readonly string[];
	readonly prior: LinkPrior;
	/** From this probability on a unit is linked. */
	readonly threshold: number;
	readonly trees: Trees;
}

/**
 * What is believed before anything is learnt, in logits: `slope` · (what the unit adds, beside the best one's score and at most
 * `most`, − `middle`). The trees correct this; where they have learnt nothing of a kind of text, it stands.
 */
export interface LinkPrior {
	readonly slope: number;
	readonly middle: number;
	readonly most: number;
}

/** The prior's logit for a row. */
export function priorOf({ slope, middle, most }: LinkPrior, values: readonly number[]): number {
	return slope * (Math.min(most, values[GAIN]!) - middle);
}

const GAIN = Object.keys(LINK_FEATURES).indexOf('gain');

/** A unit with the probability that the claim stands on it. */
export interface LikelyUnit {
	readonly unit: number;
	readonly chance: number;
}

/** The rows' chances, best first; of equal ones the earlier unit first. */
export function likelyUnits({ prior, trees }: LinkModel, rows: readonly LinkRow[]): LikelyUnit[] {
	return rows
		.map(({ unit, values }) => ({ unit, chance: probability(priorOf(prior, values) + scoreOf(trees, values)) }))
		.sort((a, b) => b.chance - a.chance || a.unit - b.unit);
}

/** The units that are likely enough, and the likeliest one in any case. `likely` comes best first. */
export function linkedUnits({ threshold }: LinkModel, likely: readonly LikelyUnit[]): PickedUnit[] {
	return likely
		.filter(({ chance }, at) => at === 0 || (chance >= threshold && at < MOST_LINKS))
		.map(({ unit, chance }) => ({ unit, share: chance / likely[0]!.chance }));
}

const MOST_LINKS = 12;
