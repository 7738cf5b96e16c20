import type { IdentifiedAnswer } from '../annotations/edit.ts';
import type { Preference } from '../documents/annotation-file.ts';
import { sameAnswer } from '../equivalence/same-answer.ts';
import type { Case } from '../review/case.ts';
import type { CaseResult } from '../review/result.ts';
import { shortHash, valueHash } from '../text/hash.ts';

/** Two answers to one question, for a person who must not know whose they are. `a` and `b` are in the order of their hashes. */
export interface BlindPair {
	readonly question: string;
	readonly questionText: string;
	readonly a: IdentifiedAnswer;
	readonly b: IdentifiedAnswer;
	/** Which of them stands on the left: drawn by lot from the pair and the person, so that it is the same again after a reload. */
	readonly left: 'a' | 'b';
}

export interface BlindOptions {
	/** Who decides. */
	readonly by: string | undefined;
	/** What was decided already. */
	readonly decided: readonly Preference[];
	/** Question ids that need a person most, first; those that are not named come behind, by lot. */
	readonly urgent?: readonly string[];
	/** Pairs that go before all others, by their {@link pairId}, first things first. */
	readonly first?: readonly string[];
	/** Answers that stand in the question file and were never run. */
	readonly recorded?: readonly BlindAnswer[];
}

/** An answer that a person may be shown. */
export interface BlindAnswer {
	readonly answer: IdentifiedAnswer;
	readonly questionText: string;
}

/** The answers that stand in a question file, one for each label and prompt. */
export function recordedAnswers(cases: readonly Case[]): readonly BlindAnswer[] {
	return cases.flatMap(({ source, question, prompt }): readonly BlindAnswer[] =>
		source.kind !== 'recorded' || source.answer.trim() === ''
			? []
			: [
					{
						answer: {
							hash: shortHash(source.answer),
							question: question.id,
							model: source.name,
							prompt: prompt.stem,
							text: source.answer,
						},
						questionText: question.question.value,
					},
				],
	);
}

/**
 * The pairs of newest answers to each question that a person has not decided yet. Answers in the same words are no pair. The order of
 * the pairs and the sides are drawn by lot, from a hash of the pair and the person: no side or model comes first more often than by chance.
 */
export function blindPairs(
	results: readonly CaseResult[],
	{ by, decided, urgent = [], first = [], recorded = [] }: BlindOptions,
): readonly BlindPair[] {
	const mine = decided.filter(each => each.by === by);
	const known = new Set(mine.map(({ question, a, b }) => `${question} ${pairId(a, b)}`));
	const questions = new Map<string, Map<string, BlindAnswer>>();
	for (const { start, answer, text, end } of results) {
		if (
			start === undefined ||
			answer === undefined ||
			end === undefined ||
			answer.failure !== undefined ||
			text.trim() === ''
		) {
			continue;
		}
		const answers = questions.get(start.question) ?? new Map();
		const { question, model, prompt, questionText } = start;
		answers.set(answer.hash, { answer: { hash: answer.hash, question, model, prompt, text }, questionText });
		questions.set(question, answers);
	}
	for (const each of recorded) {
		const answers = questions.get(each.answer.question) ?? new Map();
		if (!answers.has(each.answer.hash)) {
			answers.set(each.answer.hash, each);
		}
		questions.set(each.answer.question, answers);
	}
	const places = new Map(urgent.map((id, i) => [id, i]));
	const before = new Map(first.map((id, i) => [id, i - first.length]));
	const placeOf = ({ question, a, b }: BlindPair) =>
		before.get(pairId(a.hash, b.hash)) ?? places.get(question) ?? urgent.length;
	return [...questions]
		.flatMap(([question, answers]) => pairsOf(question, [...answers.values()], by))
		.filter(({ question, a, b }) => !known.has(`${question} ${pairId(a.hash, b.hash)}`))
		.map(pair => ({ pair, lot: valueHash([by ?? null, pair.a.hash, pair.b.hash, 'order']) }))
		.sort((x, y) => placeOf(x.pair) - placeOf(y.pair) || (x.lot < y.lot ? -1 : 1))
		.map(({ pair }) => pair);
}

/** The same two answers have the same id, in whichever order. */
export function pairId(first: string, second: string): string {
	return [first, second].sort().join('~');
}

function pairsOf(question: string, answers: readonly BlindAnswer[], by: string | undefined): readonly BlindPair[] {
	const sorted = [...answers].sort((x, y) => (x.answer.hash < y.answer.hash ? -1 : 1));
	return sorted.flatMap(({ answer: a, questionText }, i) =>
		sorted.slice(i + 1).flatMap(({ answer: b }): readonly BlindPair[] => {
			const same = sameAnswer({ question: questionText, known: a.text, candidate: b.text });
			if (same.state === 'same' && same.how === 'words') {
				return [];
			}
			const lot = Number.parseInt(shortHash(JSON.stringify([by ?? null, a.hash, b.hash, 'side'])), 16);
			return [{ question, questionText, a, b, left: lot % 2 === 0 ? 'a' : 'b' }];
		}),
	);
}

/** What a choice of a side means, once the sides are known again. */
export function winnerOf(choice: 'left' | 'right' | 'tie', { left }: Pick<BlindPair, 'left'>): Preference['winner'] {
	if (choice === 'tie') {
		return 'tie';
	}
	return (choice === 'left') === (left === 'a') ? 'a' : 'b';
}
