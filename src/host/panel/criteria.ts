import type { Rating } from '../../core/documents/annotation-file.ts';
import type { CaseResult, RecordedRubric, ResolvedVerdict } from '../../core/review/result.ts';
import type { CriterionRow, Evidence } from '../../shared/panel.ts';
import { isLexical } from '../painters/lexical-judge.ts';
import type { Translate } from '../results/wording.ts';
import { claimEvidence, type EvidenceOptions, quoteEvidence, wordsEvidence } from './evidence.ts';
import { valueText, weightText } from './figures.ts';

export interface CriteriaOptions extends EvidenceOptions {
	readonly ratings: readonly Rating[];
}

export interface CriteriaPart {
	readonly rows: readonly CriterionRow[];
	/** Claims without support, where no criterion speaks of faithfulness. */
	readonly grounding: readonly Evidence[];
}

/** A row for each criterion, and what the answer's own words stand on. */
export function criteriaOf(result: CaseResult, options: CriteriaOptions): CriteriaPart {
	const end = result.end;
	if (end === undefined) {
		return { rows: [], grounding: [] };
	}
	const claims = claimEvidence(result, options);
	// Without a verdict the rows would only say "not rated" five times.
	const judged = result.verdicts.length > 0 || Object.keys(end.ratings).length > 0 || options.ratings.length > 0;
	const grounded = judged ? groundedCriterion(end.rubric) : undefined;
	const rows = (judged ? criteriaInOrder(end) : []).map((criterion): CriterionRow => {
		const level = end.ratings[criterion.id];
		const verdict = verdictFor(result.verdicts, criterion.id, level);
		const own = criterion.id === grounded ? claims : [];
		const evidenceOf = verdict !== undefined && isLexical(verdict) ? wordsBeside(own, result) : quoteEvidence;
		const quotes = (verdict?.evidence[criterion.id] ?? []).flatMap(quote => evidenceOf(quote, options));
		return {
			...rowOf({ criterion, level, rubric: end.rubric, t: options.t }),
			reason: verdict?.reasons[criterion.id] || undefined,
			// What failed comes before what the judge found.
			evidence: [...own, ...quotes],
			people: peopleOf(options.ratings, criterion.id, options.t),
		};
	});
	return { rows, grounding: grounded === undefined ? claims : [] };
}

/** The criteria of a finished result as they are listed: in the order of the rubric, the lowest first where it failed. */
export function criteriaInOrder({
	rubric,
	ratings,
	state,
}: NonNullable<CaseResult['end']>): RecordedRubric['criteria'] {
	const values = new Map(rubric.levels.map(({ name, value }) => [name, value]));
	const pointsOf = (id: string): number => values.get(ratings[id] ?? '') ?? -1;
	return state === 'failed' ? [...rubric.criteria].sort((a, b) => pointsOf(a.id) - pointsOf(b.id)) : rubric.criteria;
}

/** A line that contradicts the answer is shown as that, not as its support. */
function wordsBeside(own: readonly Evidence[], { grounding }: CaseResult): typeof wordsEvidence {
	const contradicting = new Set(
		own.length === 0
			? []
			: (grounding?.claims ?? []).flatMap(({ conflicts }) => conflicts ?? []).map(({ unit }) => unit),
	);
	return (quote, options) =>
		quote.found !== 'no' && contradicting.has(quote.unit) ? [] : wordsEvidence(quote, options);
}

interface RowInput {
	readonly criterion: RecordedRubric['criteria'][number];
	readonly level: string | undefined;
	readonly rubric: RecordedRubric;
	readonly t: Translate;
}

function rowOf({ criterion, level, rubric, t }: RowInput): Omit<CriterionRow, 'reason' | 'evidence' | 'people'> {
	const index = rubric.levels.findIndex(({ name }) => name === level);
	const count = rubric.levels.length;
	const of = Math.min(count, MOST_TICKS);
	// Best level first: the lowest of five has one tick. Long scales are drawn in proportion.
	const on =
		index === -1 ? 0 : count <= MOST_TICKS ? count - index : Math.round(((count - 1 - index) / (count - 1)) * of);
	const shown = level ?? t('not rated');
	return {
		id: criterion.id,
		name: criterion.name,
		level: shown,
		weight: `× ${weightText(criterion.weight)}`,
		label: t('{0}: {1}, weight {2}', criterion.name, shown, valueText(criterion.weight)),
		ticks: { on, of },
		low: index !== -1 && isLow(rubric, index),
	};
}

/** More ticks than this cannot be told apart at the width of a side bar. */
const MOST_TICKS = 7;

/** In the lower two fifths of the scale. */
function isLow({ levels }: RecordedRubric, index: number): boolean {
	const best = levels[0]?.value ?? 0;
	const worst = levels.at(-1)?.value ?? 0;
	const value = levels[index]?.value ?? 0;
	return best > worst && (value - worst) / (best - worst) < 0.4;
}

/** Of several samples the one that gave the rating that counts: its reason fits. */
function verdictFor(
	verdicts: readonly ResolvedVerdict[],
	criterion: string,
	level: string | undefined,
): ResolvedVerdict | undefined {
	return (
		verdicts.find(({ ratings }) => level !== undefined && ratings[criterion] === level) ??
		verdicts.find(({ reasons }) => reasons[criterion] !== undefined)
	);
}

/** The criterion that asks whether the answer stands on its context, by the names that rubrics give it. */
function groundedCriterion({ criteria }: RecordedRubric): string | undefined {
	return criteria.find(({ id, name }) => /faithful|grounded|support/i.test(`${id} ${name}`))?.id;
}

function peopleOf(ratings: readonly Rating[], criterion: string, t: Translate): readonly string[] {
	return ratings
		.filter(rating => rating.criterion === criterion)
		.map(({ by, rating, reason }) => {
			const words = `${by ?? t('A person')}: ${rating}`;
			return reason === undefined ? words : `${words} · ${reason}`;
		});
}
