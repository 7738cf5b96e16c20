import type { AnnotationFile, Review } from '../documents/annotation-file.ts';
import { sameAnswer } from '../equivalence/same-answer.ts';
import type { JudgedAnswer } from './judged-answer.ts';

/** An answer that nobody reviewed and that says the same as one that somebody did (methods S19). */
export interface SameAsReviewed {
	readonly hash: string;
	readonly key: string;
	readonly question: string;
	readonly model: string;
	/** What people decided about the other one. */
	readonly state: Exclude<Review['state'], 'uncertain'>;
	/** `words`: the very same words; `all-its-words`: all of them, framed by words of the question. */
	readonly how: 'words' | 'all-its-words';
	/** Judges that pass it although the other was rejected, or fail it although the other was accepted. */
	readonly against: readonly string[];
}

/**
 * The answers without a review that say the same as an accepted answer to the same question, or in the very same words as a rejected one. Where
 * people disagree on an answer it is left out. `questions` gives the text of a question by its id.
 */
export function sameAsReviewed(
	file: Pick<AnnotationFile, 'answers' | 'reviews'>,
	judged: readonly JudgedAnswer[],
	questions: ReadonlyMap<string, string> = new Map(),
): readonly SameAsReviewed[] {
	const states = new Map<string, Set<Review['state']>>();
	for (const { answer, state } of file.reviews) {
		states.set(answer, (states.get(answer) ?? new Set()).add(state));
	}
	const byQuestion = new Map<string, { readonly text: string; readonly state: SameAsReviewed['state'] }[]>();
	for (const [hash, said] of states) {
		const known = file.answers.get(hash);
		const [state] = said;
		if (known !== undefined && said.size === 1 && state !== undefined && state !== 'uncertain') {
			byQuestion.set(known.question, [...(byQuestion.get(known.question) ?? []), { text: known.text, state }]);
		}
	}
	const fresh = new Map<string, JudgedAnswer[]>();
	for (const answer of judged) {
		if (!states.has(answer.hash)) {
			fresh.set(answer.hash, [...(fresh.get(answer.hash) ?? []), answer]);
		}
	}
	return [...fresh].flatMap(([hash, verdicts]): readonly SameAsReviewed[] => {
		const [{ key, question, model, text }] = verdicts as [JudgedAnswer, ...JudgedAnswer[]];
		for (const { text: known, state } of byQuestion.get(question) ?? []) {
			const same = sameAnswer({ question: questions.get(question) ?? '', known, candidate: text });
			// More than a rejected answer says may be what makes it right.
			if (same.state === 'same' && (state === 'accepted' || same.how === 'words')) {
				const against = verdicts.filter(({ pass }) => pass !== undefined && pass !== (state === 'accepted'));
				return [
					{
						hash,
						key,
						question,
						model,
						state,
						how: same.how,
						against: [...new Set(against.map(({ judge }) => judge))],
					},
				];
			}
		}
		return [];
	});
}
