import type { Rubric } from '../documents/rubric.ts';
import type { GroundingUnit } from '../grounding/grounding.ts';
import { offlineVerdict } from '../offline/judge.ts';
import type { Preferred } from '../review/events.ts';

export interface LexicalPair {
	readonly question: string;
	readonly history: string;
	readonly units: readonly GroundingUnit[];
	readonly reference: readonly string[];
	readonly a: string;
	readonly b: string;
	readonly rubric: Rubric;
}

/** What counting words makes of two answers. */
export type LexicalPreference =
	| {
			readonly state: 'read';
			readonly winner: Preferred;
			/** 0..100 each, over the criteria that could be measured for both. */
			readonly points: { readonly a: number; readonly b: number };
			/** Criterion id → 0..100. */
			readonly values: { readonly a: Readonly<Record<string, number>>; readonly b: Readonly<Record<string, number>> };
			readonly why: string;
	  }
	| { readonly state: 'unread'; readonly problem: string };

/** Points that differ by less are a tie. */
const TIE = 1;

/**
 * Compares two answers by what the offline judge measures of each alone, before it becomes a level: lexical, and blind to what words mean.
 * Criteria without a signal for both answers (faithfulness without a context) are left out. As each answer is seen by itself there is no
 * order that could matter.
 */
export function lexicalPreference({ a, b, rubric, ...given }: LexicalPair): LexicalPreference {
	const [first, second] = [a, b].map(answer => offlineVerdict({ ...given, answer, rubric }));
	const criteria = rubric.criteria.filter(
		({ id, weight }) => weight > 0 && first!.qualities[id] !== undefined && second!.qualities[id] !== undefined,
	);
	const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
	if (criteria.length === 0 || !(weights > 0)) {
		const problem = first!.problems[0] ?? second!.problems[0] ?? 'No criterion of the rubric can be measured.';
		return { state: 'unread', problem: `The offline judge cannot compare these answers. ${problem}` };
	}
	const valuesOf = (qualities: Readonly<Record<string, number>>) =>
		Object.fromEntries(criteria.map(({ id }) => [id, qualities[id]! * 100]));
	const pointsOf = (values: Readonly<Record<string, number>>) =>
		criteria.reduce((sum, { id, weight }) => sum + weight * values[id]!, 0) / weights;
	const values = { a: valuesOf(first!.qualities), b: valuesOf(second!.qualities) };
	const points = { a: pointsOf(values.a), b: pointsOf(values.b) };
	const difference = points.a - points.b;
	const winner = Math.abs(difference) < TIE ? 'tie' : difference > 0 ? 'a' : 'b';
	const why = criteria
		.map(({ id, name }) => `${name} ${values.a[id]!.toFixed(0)} against ${values.b[id]!.toFixed(0)}`)
		.join(', ');
	return { state: 'read', winner, points, values, why: `Lexical: ${why}.` };
}
