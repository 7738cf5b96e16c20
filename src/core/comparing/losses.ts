import type { Preferred } from '../review/events.ts';
import type { PairResult } from './comparison-fold.ts';
import type { ComparisonReport } from './comparison-report.ts';

/** A pair that one side lost, with all that a person needs to see why. */
export interface Loss {
	readonly key: string;
	readonly question: string;
	readonly row: number | undefined;
	readonly questionText: string;
	readonly reference: readonly string[];
	readonly a: string;
	readonly b: string;
	readonly winner: Preferred;
	/** −1..1, see `ComparisonEnd.margin`. */
	readonly margin: number;
	readonly conflict: boolean | undefined;
	/** What the judge said, one text for each verdict. */
	readonly why: readonly string[];
}

/** The pairs that `side` lost, the clearest first, in the order of the report. */
export function lossesOf(
	report: Pick<ComparisonReport, 'lostByA' | 'lostByB'>,
	pairs: ReadonlyMap<string, PairResult>,
	side: 'a' | 'b',
): readonly Loss[] {
	return (side === 'a' ? report.lostByA : report.lostByB).flatMap(key => {
		const pair = pairs.get(key);
		if (pair?.winner === undefined) {
			return [];
		}
		const { question, row, questionText, reference, a, b, winner, margin = 0, conflict, samples } = pair;
		const why = samples.map(sample => sample.why).filter(words => words !== '');
		return [{ key, question, row, questionText, reference, a: a.text, b: b.text, winner, margin, conflict, why }];
	});
}

/** What a multi-diff of a loss shows: reference against each answer, and the answers against each other. */
export function diffsOfLoss(
	{ reference, a, b }: Pick<Loss, 'reference' | 'a' | 'b'>,
	names: { readonly a: string; readonly b: string },
): readonly { readonly title: string; readonly before: string; readonly after: string }[] {
	const [known] = reference;
	return [
		...(known === undefined
			? []
			: [
					{ title: `reference ↔ ${names.a}`, before: known, after: a },
					{ title: `reference ↔ ${names.b}`, before: known, after: b },
				]),
		{ title: `${names.a} ↔ ${names.b}`, before: a, after: b },
	];
}
