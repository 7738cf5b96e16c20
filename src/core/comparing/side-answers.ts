import type { LoadedQuestion } from '../documents/review-set.ts';
import { historyText, type Turn } from '../prompt/variables.ts';
import type { Case } from '../review/case.ts';
import type { CaseResult } from '../review/result.ts';
import type { PairAnswer } from './pair.ts';
import type { SideAnswer } from './pairs-of-questions.ts';

export interface AnswerSources {
	/** Newest results by case key. */
	readonly results: ReadonlyMap<string, CaseResult>;
	/** The questions of the file: an earlier turn without an answer is taken from its reference. */
	readonly questions: readonly LoadedQuestion[];
}

/** What a planned case has to say: its recorded answer, or what its newest result holds. Scores come from the result of the same text. */
export function answerOfCase(item: Case, { results, questions }: AnswerSources): SideAnswer {
	const result = results.get(item.key);
	const history = historyText(
		item.turns.flatMap(({ question, answer: from }): readonly Turn[] => {
			const text =
				from.kind === 'given'
					? from.text
					: (results.get(from.key)?.answer?.text ?? referenceOf(from.key, item.file, questions));
			return [
				{ role: 'user', content: question },
				{ role: 'assistant', content: text },
			];
		}),
	);
	if (item.source.kind === 'model') {
		return result === undefined
			? {
					model: item.source.name,
					prompt: item.prompt.stem,
					question: item.question.id,
					sample: item.sample,
					answer: undefined,
					failure: undefined,
					history,
				}
			: answerOfResult(result, history);
	}
	const scored = result?.answer?.text === item.source.answer ? result : undefined;
	return {
		model: item.source.name,
		prompt: item.prompt.stem,
		question: item.question.id,
		sample: item.sample,
		answer: { text: item.source.answer, case: item.key, ...scoresOf(scored) },
		failure: undefined,
		history,
	};
}

function referenceOf(key: string, file: string, questions: readonly LoadedQuestion[]): string {
	const found = questions.find(({ question }) => key.startsWith(`${file}#${question.id}@`));
	return found?.question.reference[0]?.value ?? '';
}

/** What a result holds, whatever the documents say now. `history`: its earlier turns as one text. */
export function answerOfResult(result: CaseResult, history: string): SideAnswer {
	const { start, answer: given, key } = result;
	return {
		question: start?.question ?? '',
		prompt: start?.prompt ?? '',
		model: start?.model ?? '',
		sample: start?.sample ?? 0,
		answer: given === undefined ? undefined : { text: given.text, case: key, ...scoresOf(result) },
		failure: given?.failure,
		history,
	};
}

function scoresOf(result: CaseResult | undefined): Pick<PairAnswer, 'score' | 'values'> {
	const end = result?.end;
	const levels = new Map(end?.rubric.levels.map(({ name, value }) => [name, value]));
	const values = Object.fromEntries(
		end?.arithmetic === undefined
			? []
			: Object.entries(end.ratings).flatMap(([criterion, level]) => {
					const value = levels.get(level);
					return value === undefined ? [] : [[criterion, value] as const];
				}),
	);
	return { score: end?.cappedScore, values };
}
