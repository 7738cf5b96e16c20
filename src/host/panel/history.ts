import type { CaseResult } from '../../core/review/result.ts';
import type { CasePanel } from '../../shared/panel.ts';
import { scoreText, stateWord, type Translate } from '../results/wording.ts';

export interface HistoryOptions {
	/** Earlier results, newest first. */
	readonly earlier: readonly CaseResult[];
	readonly when: (milliseconds: number) => string;
	readonly t: Translate;
}

/** Earlier scores of the case, and which ratings differ from the run before. */
export function historyOf(result: CaseResult, { earlier, when, t }: HistoryOptions): CasePanel['history'] {
	const [last] = earlier;
	const count = earlier.length;
	return {
		summary: count === 1 ? t('1 earlier result') : t('{0} earlier results', count),
		changes: last === undefined ? [] : ratingChanges(last, result),
		rows: earlier.map(({ t: time, end }) => ({
			when: when(time),
			score: end?.cappedScore === undefined ? '–' : scoreText(end.cappedScore),
			state: end === undefined ? t('interrupted') : stateWord(end.state, t),
		})),
	};
}

/** "Faithfulness Good → Worse", for each criterion that both rated differently. */
function ratingChanges(before: CaseResult, now: CaseResult): readonly string[] {
	const old = before.end?.ratings ?? {};
	return (now.end?.rubric.criteria ?? []).flatMap(({ id, name }) => {
		const was = old[id];
		const is = now.end?.ratings[id];
		return was === undefined || is === undefined || was === is ? [] : [`${name} ${was} → ${is}`];
	});
}
