import { derivedId, normalisedQuestion } from './derived-id.ts';
import type { Question } from './question-file.ts';

/**
 * Gives more hash digits to the derived ids that different questions share by chance (four digits collide early in
 * a generated file). Equal questions keep equal ids: those are an error that a person mends.
 */
export function withDistinctIds(questions: readonly Question[]): readonly Question[] {
	const texts = new Map<string, string>();
	const shared = new Set<string>();
	for (const { id, idRange, question } of questions) {
		if (idRange === undefined) {
			const known = texts.get(id);
			if (known === undefined) {
				texts.set(id, question.value);
			} else if (known !== question.value && normalisedQuestion(known) !== normalisedQuestion(question.value)) {
				shared.add(id);
			}
		}
	}
	if (shared.size === 0) {
		return questions;
	}
	return questions.map(question =>
		question.idRange === undefined && shared.has(question.id)
			? { ...question, id: derivedId(question.question.value, 12) }
			: question,
	);
}
