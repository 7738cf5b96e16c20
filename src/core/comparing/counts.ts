import { COMPARISON_REPORT_VERSION, type ComparisonReport } from './comparison-report.ts';
import { conclude } from './conclude.ts';
import { outcomeOf } from './outcome.ts';
import { powerNote } from './power-note.ts';

/** Wins, losses and ties of a comparison that somebody else made. */
export interface Counts {
	readonly wins: number;
	readonly losses: number;
	readonly ties: number;
}

/** More than this is no count of comparisons. */
const LARGEST_COUNT = 100_000;

/** Reads `108:53` or `108:53:4` (wins, losses, ties). A sentence says what is wrong with anything else. */
export function parseCounts(text: string): Counts | string {
	const match = /^\s*(\d{1,9})\s*:\s*(\d{1,9})\s*(?::\s*(\d{1,9})\s*)?$/.exec(text);
	if (match === null) {
		return `"${text}" is no count: write wins:losses or wins:losses:ties, such as 108:53.`;
	}
	const [wins, losses, ties] = match.slice(1).map(each => Number(each ?? 0)) as [number, number, number];
	const all = wins + losses + ties;
	return all === 0 || all > LARGEST_COUNT
		? `The counts of "${text}" add up to ${all}; between 1 and ${LARGEST_COUNT} are needed.`
		: { wins, losses, ties };
}

/** The report of counts alone: rate, interval, tests, power. */
export function reportOfCounts(
	{ wins, losses, ties }: Counts,
	names: { readonly a: string; readonly b: string },
): ComparisonReport {
	const questions = [
		...Array.from({ length: wins }, () => ({ won: 1, margin: 1 })),
		...Array.from({ length: ties }, () => ({ won: 0.5, margin: 0 })),
		...Array.from({ length: losses }, () => ({ won: 0, margin: -1 })),
	];
	const setup = { ...names, protocol: 'recorded', judge: undefined, samples: 1, rubric: '' } as const;
	const outcome = outcomeOf(questions);
	const nothing = { orders: undefined, length: undefined, consistency: undefined };
	const { kind, winner, sentence } = conclude({ setup, lexical: false, outcome, ...nothing });
	return {
		version: COMPARISON_REPORT_VERSION,
		run: undefined,
		setup,
		lexical: false,
		account: { loaded: questions.length, compared: questions.length, notCompared: [], reasons: {} },
		outcome,
		conclusion: {
			kind,
			winner,
			sentence,
			cautions: ['Counts alone: nothing is known of order, length or ties within a question.'],
		},
		power: powerNote(questions.length),
		...nothing,
		strata: [],
		criteria: [],
		queue: [],
		lostByA: [],
		lostByB: [],
		cost: 0,
		verdicts: 0,
	};
}
