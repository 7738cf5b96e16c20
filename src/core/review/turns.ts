import type { LoadedQuestion } from '../documents/review-set.ts';
import type { Case, EarlierTurn } from './case.ts';
import type { Report } from './plan-problem.ts';

/** A longer conversation is not planned: every turn is sent again with each later one. */
const MOST_TURNS = 200;

/**
 * The questions in an order in which each comes after the one it follows, otherwise as in the file. Those in a cycle, or
 * after a question that does not exist, are left out and reported.
 */
export function answerOrder(questions: readonly LoadedQuestion[], report: Report): readonly LoadedQuestion[] {
	if (questions.every(({ question }) => question.follows === undefined)) {
		return questions;
	}
	const byId = new Map(questions.map(loaded => [loaded.question.id, loaded]));
	/** Question → how many turns come before it; `undefined` for one that is left out. */
	const turnsBefore = new Map<LoadedQuestion, number | undefined>();
	for (const loaded of questions) {
		const chain: LoadedQuestion[] = [];
		const seen = new Set<LoadedQuestion>();
		let at: LoadedQuestion | undefined = loaded;
		let problem: string | undefined;
		while (at !== undefined && !turnsBefore.has(at) && problem === undefined) {
			chain.push(at);
			seen.add(at);
			const { id, follows }: LoadedQuestion['question'] = at.question;
			at = follows && byId.get(follows.value);
			if (follows !== undefined && at === undefined) {
				problem = `Question "${id}" follows "${follows.value}", which does not exist.`;
			} else if (at !== undefined && seen.has(at)) {
				problem = `Question "${id}" follows itself, over ${chain.length} questions.`;
			}
		}
		if (problem !== undefined) {
			report('error', problem);
		}
		let turns = problem !== undefined ? undefined : at === undefined ? -1 : turnsBefore.get(at);
		for (const one of chain.toReversed()) {
			turns = turns === undefined ? undefined : turns + 1;
			if (turns !== undefined && turns > MOST_TURNS) {
				report('error', `A conversation has more than ${MOST_TURNS} turns; the further ones are left out.`);
				turns = undefined;
			}
			turnsBefore.set(one, turns);
		}
	}
	return [...turnsBefore].flatMap(([loaded, turns]) => (turns === undefined ? [] : [loaded]));
}

const NO_TURNS: readonly EarlierTurn[] = [];

export interface TurnSources {
	readonly history: 'answers' | 'reference';
	readonly questions: ReadonlyMap<string, LoadedQuestion>;
	/** The case of an earlier question with the same prompt, model and sample. */
	readonly caseOf: (question: string) => Case | undefined;
}

/**
 * The earlier turns of a question, oldest first. Each answer is the same model's, or the reference where the file wants it;
 * where neither exists (a recorded answer whose label an earlier question lacks) the turn is left out.
 */
export function turnsOf(loaded: LoadedQuestion, sources: TurnSources): readonly EarlierTurn[] {
	const earlierId = loaded.question.follows?.value;
	if (earlierId === undefined) {
		return NO_TURNS;
	}
	const earlier = sources.questions.get(earlierId);
	const planned = sources.caseOf(earlierId);
	if (earlier === undefined) {
		return [];
	}
	const before = planned?.turns ?? turnsOf(earlier, sources);
	const reference = earlier.question.reference[0]?.value;
	const question = earlier.question.question.value;
	if (planned !== undefined && !(sources.history === 'reference' && reference !== undefined)) {
		return [...before, { question, answer: { kind: 'case', key: planned.key } }];
	}
	return reference === undefined ? before : [...before, { question, answer: { kind: 'given', text: reference } }];
}
