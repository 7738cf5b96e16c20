import type { ReviewSet } from '../documents/review-set.ts';
import type { Case } from '../review/case.ts';
import type { CaseResult } from '../review/result.ts';
import { staleness } from '../review/stale.ts';
import type { Pair } from './pair.ts';
import { pairsOfQuestions, type SideAnswers } from './pairs-of-questions.ts';
import { answerOfCase, answerOfResult } from './side-answers.ts';
import { isOnSide, type Side } from './sides.ts';

/** A side of a question file, and where its answers come from. */
export interface ChosenSide {
	readonly side: Side;
	/** Of a run, which is then all that counts. */
	readonly results: ReadonlyMap<string, CaseResult> | undefined;
}

export interface ChosenSides {
	readonly a: ChosenSide;
	readonly b: ChosenSide;
}

/** The models that two sides ask for, as an option of a plan: where only one side names a model, the other's are those of the file. */
export function modelsOfSides({ a, b }: ChosenSides, set: ReviewSet): { readonly models?: readonly string[] } {
	const named = [a.side.model, b.side.model].filter(model => model !== undefined);
	if (named.length === 0) {
		return {};
	}
	const others = named.length === 2 ? [] : (set.file.models ?? []).map(({ value }) => value);
	return { models: [...new Set([...named, ...others])] };
}

/** The cases whose answers a comparison needs: those of a run are there already. */
export function casesOfSides(cases: readonly Case[], sides: ChosenSides): readonly Case[] {
	return cases.filter(item =>
		(['a', 'b'] as const).some(name => sides[name].results === undefined && isOnSide(sides[name].side, partsOf(item))),
	);
}

/** True where a model has to be asked: there is no answer, or it failed, or no longer fits the documents. */
export function needsAnswer(item: Case, result: CaseResult | undefined): boolean {
	return (
		item.source.kind === 'model' &&
		(result?.answer === undefined || result.answer.failure !== undefined || isStaleAnswer(item, result))
	);
}

/** True where the documents have changed since a model answered. */
export function isStaleAnswer(item: Case, result: CaseResult | undefined): boolean {
	return item.source.kind === 'model' && result !== undefined && staleness(result, item).answer.length > 0;
}

export interface PairSources {
	readonly set: ReviewSet;
	readonly sides: ChosenSides;
	/** The cases of both sides, see {@link casesOfSides}. */
	readonly cases: readonly Case[];
	/** Newest results by case key. */
	readonly results: ReadonlyMap<string, CaseResult>;
	/** Results that may come from models and prompts that the question file does not name any more. */
	readonly further?: Iterable<CaseResult>;
	/** Only these questions; default all. */
	readonly questions?: ReadonlySet<string> | undefined;
}

/** The pairs of two sides of a question file, as they are answered now. */
export function pairsOfSides(sources: PairSources): readonly Pair[] {
	const { set, sides, questions } = sources;
	return pairsOfQuestions(set, { a: answersOf(sides.a, sources), b: answersOf(sides.b, sources) }, questions);
}

function answersOf(
	{ side, results: run }: ChosenSide,
	{ set, cases, results, further = [] }: PairSources,
): SideAnswers {
	if (run !== undefined) {
		const own = [...run.values()].filter(({ start }) => start?.file === set.path);
		return {
			side: { name: side.name, model: undefined, prompt: undefined },
			answers: own.map(result => answerOfResult(result, '')),
		};
	}
	const known = new Set(cases.map(({ key }) => key));
	return {
		side,
		answers: [
			...cases
				.filter(item => isOnSide(side, partsOf(item)))
				.map(item => answerOfCase(item, { results, questions: set.questions })),
			...[...further]
				.filter(({ key, start }) => !known.has(key) && start !== undefined && isOnSide(side, start))
				.map(result => answerOfResult(result, '')),
		],
	};
}

function partsOf(item: Case): { readonly model: string; readonly prompt: string } {
	return { model: item.source.name, prompt: item.prompt.stem };
}
