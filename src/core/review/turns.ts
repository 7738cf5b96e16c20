import type { LoadedQuestion } from '../documents/review-set.ts';
import type { Case, EarlierTurn } from './case.ts';
import type { Report } from './plan.ts';

/**
 * The questions in an order in which each comes after the one it follows, otherwise as in the file. Those in a cycle, or
 * after a question that does not exist, are left out and reported.
 */
export function answerOrder(questions: readonly LoadedQuestion[], report: Report): readonly LoadedQuestion[] {
	const byId = new Map(questions.map(loaded => [loaded.question.id, loaded]));
	const ordered = new Set<LoadedQuestion>();
	for (const loaded of questions) {
		const chain: LoadedQuestion[] = [];
		const inChain = new Set<LoadedQuestion>();
		let at: LoadedQuestion | undefined = loaded;
		while (at !== undefined && !ordered.has(at) && !inChain.has(at)) {
			chain.push(at);
			inChain.add(at);
			const earlier: string | undefined = at.question.follows?.value;
			at = earlier === undefined ? undefined : byId.get(earlier);
			if (earlier !== undefined && at === undefined) {
				report('error', `Question "${chain.at(-1)!.question.id}" follows "${earlier}", which does not exist.`);
				chain.length = 0;
			}
		}
		if (at !== undefined && inChain.has(at)) {
			report('error', `Question "${loaded.question.id}" follows itself, over ${chain.length} questions.`);
			continue;
		}
		for (const one of chain.toReversed()) {
			ordered.add(one);
		}
	}
	return [...ordered];
}

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
		return [];
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
