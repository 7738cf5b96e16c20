import type { Rubric } from '../documents/rubric.ts';
import type { UnscoredReason } from '../review/state.ts';
import { ownMember, passes, passMarkOf, scoreRatings } from './score.ts';
import type { ScoreArithmetic, VerdictReading } from './verdict.ts';

/** Several verdicts on one answer, made one. */
export interface CombinedVerdict {
	readonly state: 'scored' | 'unscored';
	/** The most frequent reason among those that could not be read; the graver one where two are equally frequent. */
	readonly reason: UnscoredReason | undefined;
	/** The median of each criterion, the lower of the two middle ones. */
	readonly ratings: Readonly<Record<string, string>>;
	readonly arithmetic: ScoreArithmetic | undefined;
	readonly score: number | undefined;
	readonly cappedScore: number | undefined;
	/** By the rubric's own pass mark. */
	readonly pass: boolean | undefined;
	/** Highest minus lowest capped score over the verdicts that were read. */
	readonly spread: number | undefined;
	readonly parsed: number;
	readonly asked: number;
	readonly problems: readonly string[];
}

/** Combines verdicts per criterion by the median. Scored only where more than half of those asked for were read. */
export function combineVerdicts(rubric: Rubric, readings: readonly VerdictReading[]): CombinedVerdict {
	const scored = readings.filter(each => each.state === 'scored');
	const counts = { parsed: scored.length, asked: readings.length };
	const problems = [...new Set(readings.flatMap(each => each.problems))];
	if (scored.length * 2 <= readings.length) {
		return { ...UNSCORED, ...counts, reason: mainReason(readings), ratings: soleRatings(readings), problems };
	}
	const ratings = medianRatings(rubric, scored);
	const arithmetic = scoreRatings(rubric, ratings);
	if (arithmetic === undefined) {
		return { ...UNSCORED, ...counts, reason: 'unparsed', ratings, problems };
	}
	const capped = scored.map(each => each.cappedScore ?? 0);
	return {
		state: 'scored',
		reason: undefined,
		ratings,
		arithmetic,
		score: arithmetic.score,
		cappedScore: arithmetic.cappedScore,
		pass: passes(rubric, arithmetic, passMarkOf(rubric)).pass,
		spread: Math.max(...capped) - Math.min(...capped),
		...counts,
		problems,
	};
}

const UNSCORED = {
	state: 'unscored',
	arithmetic: undefined,
	score: undefined,
	cappedScore: undefined,
	pass: undefined,
	spread: undefined,
} as const;

/** Graver first. */
const READING_REASONS: readonly UnscoredReason[] = ['contradicting', 'off-scale', 'unparsed'];

function mainReason(readings: readonly VerdictReading[]): UnscoredReason {
	const reasons = readings.flatMap(each => (each.reason === undefined ? [] : [each.reason]));
	if (reasons.length === 0) {
		return 'unparsed'; // Nobody was asked.
	}
	const count = (reason: UnscoredReason) => reasons.filter(each => each === reason).length;
	return [...READING_REASONS, ...reasons].reduce((best, each) => (count(each) > count(best) ? each : best));
}

/** What one unreadable verdict did say is still worth showing; of several, none is the one. */
function soleRatings(readings: readonly VerdictReading[]): Readonly<Record<string, string>> {
	return readings.length === 1 ? readings[0]!.ratings : {};
}

function medianRatings(rubric: Rubric, scored: readonly VerdictReading[]): Record<string, string> {
	const ranked = [...rubric.levels].sort((a, b) => a.value - b.value);
	const ratings: Record<string, string> = {};
	for (const { id } of rubric.criteria) {
		const ranks = scored
			.map(each => ranked.findIndex(level => level.name === ownMember(each.ratings, id)))
			.filter(rank => rank >= 0)
			.sort((a, b) => a - b);
		const middle = ranks[(ranks.length - 1) >> 1];
		if (middle !== undefined) {
			ratings[id] = ranked[middle]!.name;
		}
	}
	return ratings;
}
