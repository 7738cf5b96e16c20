import type { Turn } from '../prompt/variables.ts';
import type { EarlierTurn } from './case.ts';
import type { Answered, RunContext } from './run-context.ts';

/** The earlier turns as messages, or why there are none. */
export type Turns =
	| { readonly kind: 'known'; readonly turns: Answered['turns'] }
	| { readonly kind: 'missing'; readonly message: string };

/** What was said before: each earlier answer from this run, else from what the options know. */
export function turnsOf(earlier: readonly EarlierTurn[], run: RunContext): Turns {
	const turns: Turn[] = [];
	const add = (question: string, answer: string) => {
		turns.push({ role: 'user', content: question }, { role: 'assistant', content: answer });
	};
	for (const { question, answer } of earlier) {
		if (answer.kind === 'given') {
			add(question, answer.text);
			continue;
		}
		const known = run.answers.get(answer.key);
		const text = known === undefined ? run.options.answerOf?.(answer.key) : known.text;
		if (known?.failure !== undefined || text === undefined) {
			const why = known?.failure === undefined ? 'has no answer' : `is ${known.failure.reason}`;
			return { kind: 'missing', message: `The earlier turn ${answer.key} ${why}.` };
		}
		add(question, text);
	}
	return { kind: 'known', turns };
}
