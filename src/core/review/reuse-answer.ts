import type { Case } from './case.ts';
import { turnsOf } from './earlier-turns.ts';
import { NO_JUDGE } from './inputs.ts';
import type { CaseResult } from './result.ts';
import type { Answered, RunContext } from './run-context.ts';

/**
 * Records an earlier answer again, with what shaped it then: judging it again does not make it fit documents that have
 * changed since.
 */
export function reuseAnswer(item: Case, { start: before, answer, influence }: CaseResult, run: RunContext): Answered {
	const context = run.contexts.recorded(before!.passages);
	const turns = turnsOf(item.turns, run);
	const now = run.hasher.hashesOf(item, () => undefined);
	const { questionText, ...rest } = before!;
	run.recorder.record({
		...rest,
		key: item.key,
		file: item.file,
		questionText: run.recorder.text(questionText),
		inputs: { ...before!.inputs, rubric: now.rubric, judge: now.judge ?? NO_JUDGE, expect: now.expect },
		passages: run.recorder.text(context.json),
	});
	const { messages, text, thinking, ...said } = answer!;
	run.recorder.record({
		...said,
		key: item.key,
		messages: run.recorder.messages(messages),
		text: run.recorder.text(text),
		thinking: thinking === undefined ? undefined : run.recorder.text(thinking),
		cached: true,
	});
	if (influence !== undefined) {
		// It was measured of this very answer; to judge again changes nothing of it.
		run.recorder.record({ type: 'influence-end', key: item.key, influence });
	}
	return { text, failure: answer!.failure, context, turns: turns.kind === 'known' ? turns.turns : [] };
}
