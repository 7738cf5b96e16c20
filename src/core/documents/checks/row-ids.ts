import { normalisedQuestion } from '../derived-id.ts';
import type { LoadedQuestion } from '../review-set.ts';

/** Tells which rows share an id, ask the same without one, or follow what is not there. One sentence each, row first. */
export function* checkRowIds(questions: readonly LoadedQuestion[]): Iterable<string> {
	const first = new Map<string, LoadedQuestion>();
	for (const loaded of questions) {
		const { question, row } = loaded;
		const known = first.get(question.id);
		if (known === undefined) {
			first.set(question.id, loaded);
			continue;
		}
		const derived = question.idRange === undefined && known.question.idRange === undefined;
		if (!derived) {
			yield `row ${row?.row}, column "id": "${question.id}" is the id of row ${known.row?.row} already.`;
		} else if (normalisedQuestion(question.question.value) === normalisedQuestion(known.question.question.value)) {
			yield `row ${row?.row} asks what row ${known.row?.row} asks, and neither has an id.`;
		}
	}
	for (const { question, row } of questions) {
		if (question.follows !== undefined && !first.has(question.follows.value)) {
			yield `row ${row?.row}, column "follows": no row has the id "${question.follows.value}".`;
		}
	}
}
