import { announcement } from '../../core/comparing/announcement.ts';
import type { Judging } from '../../core/comparing/compare-pair.ts';
import { type ComparisonEstimate, estimateComparison } from '../../core/comparing/estimate-comparison.ts';
import { familyNotes, judgingOf } from '../../core/comparing/judging-of.ts';
import type { Pair } from '../../core/comparing/pair.ts';
import {
	type ChosenSides,
	casesOfSides,
	modelsOfSides,
	needsAnswer,
	pairsOfSides,
} from '../../core/comparing/question-comparison.ts';
import { isOnSide } from '../../core/comparing/sides.ts';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import type { Case } from '../../core/review/case.ts';
import { type Plan, planCases } from '../../core/review/plan.ts';
import type { PlanOptions } from '../../core/review/plan-options.ts';
import type { CaseResult } from '../../core/review/result.ts';

/** A comparison that could begin. */
export interface Prepared {
	readonly set: ReviewSet;
	readonly sides: ChosenSides;
	readonly judging: Judging;
	readonly plan: Plan;
	/** The cases of both sides. */
	readonly cases: readonly Case[];
	/** Those of them that a model has to be asked for first. */
	readonly missing: readonly Case[];
	/** As they are answered now. */
	readonly pairs: readonly Pair[];
	/** Pairs that will be judged if every model answers. */
	readonly comparable: number;
	/** What is said before it begins, a line each. */
	readonly lines: readonly string[];
	readonly estimate: ComparisonEstimate;
	readonly questions: ReadonlySet<string> | undefined;
}

export interface PrepareSources {
	/** With the templates of both sides. */
	readonly set: ReviewSet;
	readonly sides: ChosenSides;
	/** Chooses the judge. */
	readonly options: PlanOptions;
	/** Newest results by case key. */
	readonly results: ReadonlyMap<string, CaseResult>;
	/** Only these; `undefined` = all. */
	readonly questions: ReadonlySet<string> | undefined;
}

/** Works out what a comparison would be, without asking anyone. A sentence says why it cannot be. */
export function prepareComparison({ set, sides, options, results, questions }: PrepareSources): Prepared | string {
	const errors: string[] = [];
	const judging = judgingOf(set, options, (severity, message) => void (severity === 'error' && errors.push(message)));
	const plan = planCases(set, {
		...modelsOfSides(sides, set),
		judging: 'none',
		...(questions === undefined ? {} : { questions: [...questions] }),
	});
	errors.push(...plan.problems.flatMap(({ severity, message }) => (severity === 'error' ? message : [])));
	if (judging === undefined || errors[0] !== undefined) {
		return errors[0] ?? set.path;
	}
	const cases = casesOfSides(plan.cases, sides);
	const unanswered = cases.filter(item => needsAnswer(item, results.get(item.key)));
	const pairs = pairsOfSides({ set, sides, cases, results, questions });
	const names = { a: sides.a.side.name, b: sides.b.side.name };
	// What waits for an answer is counted as one that will be there.
	const hoped = pairs.map(pair => (isHoped(pair, unanswered, sides) ? { ...pair, fault: undefined } : pair));
	const asked = new Set(hoped.flatMap(({ fault, question }) => (fault === undefined ? question : [])));
	const notes = familyNotes(set, judging, [sides.a.side.model, sides.b.side.model]);
	return {
		set,
		sides,
		judging,
		plan,
		cases,
		missing: withEarlierTurns(
			unanswered.filter(({ question }) => asked.has(question.id)),
			unanswered,
		),
		pairs,
		comparable: hoped.filter(({ fault }) => fault === undefined).length,
		lines: announcement({ file: set.path, names, pairs: hoped, judging, notes }),
		estimate: estimateComparison(hoped, judging),
		questions,
	};
}

/** True where both sides have an answer, or can get one. */
function isHoped(pair: Pair, unanswered: readonly Case[], sides: ChosenSides): boolean {
	const waits = (name: 'a' | 'b') =>
		sides[name].results === undefined &&
		unanswered.some(
			({ question, source, prompt }) =>
				question.id === pair.question && isOnSide(sides[name].side, { model: source.name, prompt: prompt.stem }),
		);
	const [a, b] = [waits('a'), waits('b')];
	return (a || b) && (a || pair.a.text.trim() !== '') && (b || pair.b.text.trim() !== '');
}

/** Nobody is asked in vain; but what a question follows has to be answered too. */
function withEarlierTurns(wanted: readonly Case[], unanswered: readonly Case[]): readonly Case[] {
	const byKey = new Map(unanswered.map(item => [item.key, item]));
	const keep = new Set<Case>();
	const add = (item: Case): void => {
		if (keep.has(item)) {
			return;
		}
		keep.add(item);
		for (const { answer } of item.turns) {
			const earlier = answer.kind === 'given' ? undefined : byKey.get(answer.key);
			if (earlier !== undefined) {
				add(earlier);
			}
		}
	};
	wanted.forEach(add);
	return unanswered.filter(item => keep.has(item));
}
