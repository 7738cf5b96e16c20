import { insertKey } from '../insert-key.ts';
import { type Fix, type Problem, problem } from '../problem.ts';
import type { Question, QuestionFile } from '../question-file.ts';

/** Reports questions without ids that ask the same: nothing could tell their results apart. The fix writes ids. */
export function* checkEqualQuestions(file: QuestionFile, text: string): Iterable<Problem> {
	const groups = new Map<string, Question[]>();
	const taken = new Set<string>();
	let equals = 0;
	for (const question of file.questions) {
		taken.add(question.id);
		if (question.idRange === undefined) {
			const group = groups.get(question.id);
			if (group === undefined) {
				groups.set(question.id, [question]);
			} else {
				group.push(question);
				equals++;
			}
		}
	}
	if (equals === 0) {
		return;
	}
	for (const [id, group] of groups) {
		if (group.length > 1) {
			const fixes = [addIds(id, group, { taken, text })];
			for (const { keyRange } of group) {
				const message = `${group.length} questions ask this and have no id; give each its own.`;
				yield problem('equal-questions', message, keyRange, { fixes });
			}
		}
	}
}

function addIds(
	id: string,
	group: readonly Question[],
	{ taken, text }: { readonly taken: ReadonlySet<string>; readonly text: string },
): Fix {
	let number = 1;
	const edits = group.map((question, i) => {
		let own = id;
		while (i > 0 && (own === id || taken.has(own))) {
			number++;
			own = `${[...id].slice(0, 58).join('')}-${number}`;
		}
		return insertKey(question.range, text, `id: ${own}`);
	});
	return { title: 'Add ids', edits };
}
