import type { EmptyCellsFinding } from './finding.ts';
import type { PassageProfile } from './passage-profile.ts';

/** Finds what empty cells of an exported sheet take of a passage. A few separators in a line of prose are nothing to mend. */
export function findEmptyCells(profile: PassageProfile, passage: number): EmptyCellsFinding | undefined {
	const units = profile.units.flatMap((unit, i) => (unit.emptyTokens > 0 ? [i] : []));
	const rows = units.filter(i => profile.units[i]!.isEmptyRow);
	const tokens = units.reduce(
		(sum, i) => sum + (profile.units[i]!.isEmptyRow ? profile.units[i]!.tokens : profile.units[i]!.emptyTokens),
		0,
	);
	return tokens < LEAST_TOKENS
		? undefined
		: { kind: 'empty-cells', passage, units, rows, tokens, ofTokens: profile.tokens };
}

const LEAST_TOKENS = 10;
