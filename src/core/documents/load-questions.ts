import type { ChosenText } from '../context/chosen-text.ts';
import { passagesOf } from '../context/passages-of.ts';
import { LineIndex } from '../text/lines.ts';
import type { CachedFiles } from './cached-files.ts';
import { checkRepeatedContext } from './checks/repeated-context.ts';
import { loadDataSet } from './load-data-set.ts';
import type { Problem } from './problem.ts';
import type { QuestionFile } from './question-file.ts';
import type { LoadedQuestion } from './review-set.ts';

export interface QuestionSource {
	/** Root-relative path of the question file. */
	readonly path: string;
	readonly text: string;
	readonly file: QuestionFile;
	readonly files: CachedFiles;
}

export interface LoadedQuestions {
	readonly questions: readonly LoadedQuestion[];
	/** At places in the question file. */
	readonly problems: readonly Problem[];
}

/** The questions of a file or of its data set, each with its passages: those of the file first, then its own. */
export async function loadQuestions({ path, text, file, files }: QuestionSource): Promise<LoadedQuestions> {
	const chosen = new Map<string, ChosenText>();
	const source = { path, index: new LineIndex(text), files, chosen };
	const shared = await passagesOf(file.context, { ...source, firstNumber: 1 });
	const problems: Problem[] = [...shared.problems, ...checkRepeatedContext(file.context, shared.passages, path)];
	const firstNumber = shared.passages.length + 1;
	const questions: LoadedQuestion[] = [];
	for (const question of file.questions) {
		if (question.context.length === 0) {
			questions.push({ question, passages: shared.passages, row: undefined });
			continue;
		}
		const own = await passagesOf(question.context, { ...source, firstNumber });
		problems.push(...own.problems, ...checkRepeatedContext(question.context, own.passages, path));
		questions.push({ question, passages: [...shared.passages, ...own.passages], row: undefined });
	}
	if (file.dataSet !== undefined) {
		const rows = await loadDataSet(file.dataSet, { path, files, shared: shared.passages });
		questions.push(...rows.questions);
		problems.push(...rows.problems);
	}
	return { questions, problems };
}
