import { nearestSpelling } from '../../text/spelling.ts';
import { keyText } from '../flow-text.ts';
import { type Problem, problem } from '../problem.ts';
import type { Question, QuestionFile } from '../question-file.ts';

/** Reports `follows` that name no question of the file, and chains that come back to where they began. */
export function* checkFollows(file: QuestionFile): Iterable<Problem> {
	const followers = file.questions.filter(question => question.follows !== undefined);
	if (followers.length === 0 || file.dataSet !== undefined) {
		return;
	}
	// Where two questions share an id (which is told elsewhere), the first is meant.
	const byId = new Map<string, Question>();
	for (const question of file.questions) {
		if (!byId.has(question.id)) {
			byId.set(question.id, question);
		}
	}
	let hints = 0;
	for (const { follows } of followers) {
		if (follows !== undefined && !byId.has(follows.value)) {
			const meant = hints++ < MOST_HINTS ? nearestSpelling(follows.value, byId.keys()) : undefined;
			const hint = meant === undefined ? '.' : `; did you mean "${meant}"?`;
			yield problem('unknown-question', `No question has the id "${follows.value}"${hint}`, follows.range, {
				fixes:
					meant === undefined
						? []
						: [{ title: `Change to "${meant}"`, edits: [{ range: follows.range, text: keyText(meant) }] }],
			});
		}
	}
	yield* cycles(followers, byId);
}

/** Each hint compares with every id; behind the first few nobody reads them. */
const MOST_HINTS = 20;

/** Walks each chain once: what was walked before leads nowhere new. */
function* cycles(followers: readonly Question[], byId: ReadonlyMap<string, Question>): Iterable<Problem> {
	const walks = new Map<string, Question>();
	for (const start of followers) {
		let current: Question | undefined = start;
		while (current?.follows !== undefined && !walks.has(current.id)) {
			walks.set(current.id, start);
			current = byId.get(current.follows.value);
		}
		// Back on a question of the same walk: from there on it goes round.
		if (current?.follows !== undefined && walks.get(current.id) === start) {
			yield* cycleAt(current, byId);
		}
	}
}

function* cycleAt(start: Question, byId: ReadonlyMap<string, Question>): Iterable<Problem> {
	const cycle = [start];
	for (let next = following(start, byId); next !== undefined && next.id !== start.id; next = following(next, byId)) {
		cycle.push(next);
	}
	const chain = [...cycle, start].map(({ id }) => id).join(' → ');
	for (const { follows } of cycle) {
		yield problem('follows-cycle', `Each of these follows the next: ${chain}.`, follows!.range);
	}
}

function following({ follows }: Question, byId: ReadonlyMap<string, Question>): Question | undefined {
	return follows === undefined ? undefined : byId.get(follows.value);
}
