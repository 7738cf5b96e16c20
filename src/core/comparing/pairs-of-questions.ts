import type { LoadedQuestion, ReviewSet } from '../documents/review-set.ts';
import type { UnscoredReason } from '../review/state.ts';
import { faultOfAnswers } from './check-answers.ts';
import { type Pair, type PairAnswer, type PairFault, pairKey } from './pair.ts';
import type { Side } from './sides.ts';

/** What one side has to say to one question. */
export interface SideAnswer {
	readonly question: string;
	readonly prompt: string;
	readonly model: string;
	readonly sample: number;
	/** `undefined`: not answered yet. */
	readonly answer: PairAnswer | undefined;
	/** Why there is no answer to be compared. */
	readonly failure: { readonly reason: UnscoredReason; readonly message: string } | undefined;
	/** Earlier turns as one text. */
	readonly history: string;
}

export interface SideAnswers {
	readonly side: Pick<Side, 'name' | 'model' | 'prompt'>;
	readonly answers: readonly SideAnswer[];
}

/**
 * Pairs the answers of two sides, question by question: those of the same prompt, model and sample as far as the sides leave them open. A
 * question that only one side has answered, or neither, is a pair with a fault.
 */
export function pairsOfQuestions(
	set: ReviewSet,
	{ a, b }: { readonly a: SideAnswers; readonly b: SideAnswers },
	only?: ReadonlySet<string>,
): readonly Pair[] {
	const questions = set.questions.filter(({ question }) => only?.has(question.id) !== false);
	const [ofA, ofB] = [byQuestion(a.answers), byQuestion(b.answers)];
	return questions.flatMap(loaded => {
		const { id } = loaded.question;
		const [mine, theirs] = [ofA.get(id) ?? [], ofB.get(id) ?? []];
		const partners = mine.flatMap(first => {
			const second = partnerOf(first, theirs, { a: a.side, b: b.side });
			return second === undefined ? [] : [{ first, second }];
		});
		const matched = partners.length > 0 ? partners : [{ first: mine[0], second: theirs[0] }];
		return matched.map(({ first, second }, i) =>
			makePair({ set, loaded, names: { a: a.side.name, b: b.side.name }, repeat: i + 1 }, first, second),
		);
	});
}

function byQuestion(answers: readonly SideAnswer[]): ReadonlyMap<string, readonly SideAnswer[]> {
	const groups = new Map<string, SideAnswer[]>();
	for (const answer of answers) {
		groups.set(answer.question, [...(groups.get(answer.question) ?? []), answer]);
	}
	return groups;
}

/** The answer that differs in nothing but what the sides differ in. */
function partnerOf(
	first: SideAnswer,
	others: readonly SideAnswer[],
	sides: { readonly a: SideAnswers['side']; readonly b: SideAnswers['side'] },
): SideAnswer | undefined {
	const isFree = (name: 'model' | 'prompt') => sides.a[name] === undefined && sides.b[name] === undefined;
	const same = (second: SideAnswer, name: 'model' | 'prompt') => first[name] === second[name];
	const fitting = others.filter(
		second => first.sample === second.sample && (!isFree('model') || same(second, 'model')),
	);
	const ofPrompt = fitting.filter(second => same(second, 'prompt'));
	return sides.a.prompt === undefined || sides.b.prompt === undefined ? (ofPrompt[0] ?? lone(fitting)) : fitting[0];
}

/** Recorded answers belong to no prompt: they are the partner of each. */
function lone(answers: readonly SideAnswer[]): SideAnswer | undefined {
	return new Set(answers.map(({ prompt }) => prompt)).size === 1 ? answers[0] : undefined;
}

interface Place {
	readonly set: ReviewSet;
	readonly loaded: LoadedQuestion;
	readonly names: { readonly a: string; readonly b: string };
	readonly repeat: number;
}

function makePair(
	{ set, loaded, names, repeat }: Place,
	first: SideAnswer | undefined,
	second: SideAnswer | undefined,
): Pair {
	const { question, passages, row } = loaded;
	const answers = { a: first?.answer ?? NO_ANSWER, b: second?.answer ?? NO_ANSWER };
	const fault = faultOf(first, names.a) ?? faultOf(second, names.b) ?? faultOfAnswers(answers, names);
	const prompts = new Set([first?.prompt, second?.prompt]);
	const models = new Set([first?.model, second?.model]);
	return {
		key: pairKey({ file: set.path, question: question.id, ...names }, repeat),
		file: set.path,
		row: row?.row,
		line: undefined,
		question: question.id,
		questionText: question.question.value,
		history: first?.history ?? second?.history ?? '',
		passages,
		reference: question.reference.map(({ value }) => value),
		strata: {
			...(question.category === undefined ? {} : { category: question.category.value }),
			answerable: String(question.answerable),
			...(prompts.size === 1 && first !== undefined ? { prompt: first.prompt } : {}),
			...(models.size === 1 && first !== undefined ? { model: first.model } : {}),
		},
		...answers,
		recorded: [],
		fault,
	};
}

const NO_ANSWER: PairAnswer = { text: '', case: undefined, score: undefined, values: {} };

function faultOf(answer: SideAnswer | undefined, name: string): PairFault | undefined {
	if (answer?.failure !== undefined) {
		const { reason, message } = answer.failure;
		return { reason: 'unscored-answer', message: `${name} gave no answer (${reason}): ${message}` };
	}
	return answer?.answer === undefined
		? { reason: 'missing-answer', message: `${name} has no answer to this question yet.` }
		: undefined;
}
