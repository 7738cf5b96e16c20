import { type Problem, problem } from '../problem.ts';
import type { QuestionFile } from '../question-file.ts';

/** Warns of ids that differ only in upper and lower case: they name different questions, and look like one. */
export function* checkCase(file: QuestionFile): Iterable<Problem> {
	const first = new Map<string, string>();
	for (const { id, idRange, keyRange } of file.questions) {
		const folded = id.toLowerCase();
		const known = first.get(folded);
		if (known === undefined) {
			first.set(folded, id);
		} else if (known !== id) {
			yield problem('ids-differ-in-case', `"${id}" differs from "${known}" only in case.`, idRange ?? keyRange);
		}
	}
}
