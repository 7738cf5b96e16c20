import { nearestSpelling } from '../../text/spelling.ts';
import { type Problem, problem } from '../problem.ts';
import type { Question, QuestionFile } from '../question-file.ts';

/** Reports `follows` that name no question of the file, and chains that come back to where they began. */
export function* checkFollows(file: QuestionFile): Iterable<Problem> {
	const followers = file.questions.filter(question => question.follows !== undefined);
	if (followers.length === 0 || file.dataSet !== undefined) {
		return;
	}
	const byId = new Map(file.questions.map(question => [question.id, question]));
	let hints = 0;
	for (const { follows } of followers) {
		if (follows !== undefined && !byId.has(follows.value)) {
			const meant = hints++ < MOST_HINTS ? nearestSpelling(follows.value, byId.keys()) : undefined;
			const hint = meant === undefined ? '.' : `; did you mean "${meant}"?`;
			yield problem('unknown-question', `No question has the id "${follows.value}"${hint}`, follows.range, {
				fixes:
					meant === undefined
						? []
						: [{ title: `Change to "${meant}"`, edits: [{ range: follows.range, text: meant }] }],
			});
		}
	}
	yield* cycles(followers, byId);
}

/** Each hint compares with every id; behind the first few nobody reads them. */
const MOST_HINTS = 20;

/** Walks each chain once: what was walked before leads nowhere new. */
function* cycles(followers: readonly Question[], byId: ReadonlyMap<string, Question>): Iterable<Problem> {
	const done = new Set<string>();
	for (const start of followers) {
		const path: Question[] = [];
		const onPath = new Set<string>();
		let current: Question | undefined = start;
		while (current?.follows !== undefined && !done.has(current.id) && !onPath.has(current.id)) {
			path.push(current);
			onPath.add(current.id);
			current = byId.get(current.follows.value);
		}
		if (current !== undefined && onPath.has(current.id)) {
			const cycle = path.slice(path.findIndex(({ id }) => id === current?.id));
			const chain = [...cycle, cycle[0]!].map(({ id }) => id).join(' → ');
			for (const { follows } of cycle) {
				yield problem('follows-cycle', `Each of these follows the next: ${chain}.`, follows!.range);
			}
		}
		for (const { id } of path) {
			done.add(id);
		}
	}
}
