import { builtInTemplate } from '../prompt/built-in.ts';
import type { TemplateUse } from '../prompt/check.ts';
import { CachedFiles } from './cached-files.ts';
import { checkReviewSet } from './check-review-set.ts';
import { checkModelNames } from './checks/model-names.ts';
import { checkPromptModel } from './checks/prompt-model.ts';
import type { Files } from './files.ts';
import { findProject } from './find-project.ts';
import type { KeptPassages } from './kept-passages.ts';
import { loadPrompts } from './load-prompts.ts';
import { loadQuestions } from './load-questions.ts';
import { loadRubric } from './load-rubric.ts';
import { parseQuestionFile, type QuestionFileReading } from './parse-question-file.ts';
import { compareProblems, type Problem } from './problem.ts';
import type { QuestionFile } from './question-file.ts';
import { unreadable } from './read-problem.ts';
import type { LoadedQuestion, ReviewSet } from './review-set.ts';

export interface LoadOptions {
	/** An earlier reading of nearly the same text, for speed. */
	readonly previous?: QuestionFileReading;
	/** What an earlier loading of the same file left, for speed. One for each file. */
	readonly kept?: KeptPassages;
	/** Bytes of a data set that are read; default: as of any file. */
	readonly largestDataSet?: number;
}

/**
 * Reads a question file with everything it names: templates and what they include, rubric and what it extends, the
 * nearest project file, context, data set. Never rejects: what is wrong with any of them is in `problems`.
 *
 * @param path Root-relative path of the question file.
 */
export async function loadReviewSet(path: string, files: Files, options: LoadOptions = {}): Promise<ReviewSet> {
	const cached = new CachedFiles(files);
	const read = await cached.read(path);
	const text = read.kind === 'text' ? read.text : '';
	const reading = parseQuestionFile(text, options.previous);
	const { file } = reading;
	const project = await findProject(path, cached);
	const rubric = await loadRubric(path, file.rubric, cached);
	const keep = options.kept === undefined ? {} : { kept: options.kept };
	const largest = options.largestDataSet === undefined ? {} : { largestDataSet: options.largestDataSet };
	const questions = await loadQuestions({ path, text, file, files: cached, ...keep, ...largest });
	const use = templateUse(file, questions.questions);
	const prompts = await loadPrompts(file.prompts, { from: path, files: cached, use });
	const problems = new Map<string, readonly Problem[]>([...prompts.problems, ...rubric.problems]);
	for (const [rubricPath, judges] of rubric.judges) {
		const unknown = [...checkModelNames(judges, project?.names ?? [])];
		problems.set(rubricPath, [...(problems.get(rubricPath) ?? []), ...unknown].sort(compareProblems));
	}
	if (project !== undefined) {
		problems.set(project.path, project.problems);
	}
	const set: Omit<ReviewSet, 'problems'> = {
		path,
		text,
		file,
		projectPath: project?.path,
		project: project?.project,
		prompts:
			file.prompts.length === 0
				? [{ path: undefined, template: builtInTemplate, partials: new Map() }]
				: prompts.prompts,
		rubricPath: rubric.path,
		rubric: rubric.rubric,
		shared: questions.shared,
		questions: questions.questions,
		dependencies: cached.dependencies,
	};
	for (const { path: promptPath, template } of prompts.prompts) {
		const unknown = [...checkPromptModel(template, { set, modelNames: project?.names ?? [] })];
		if (promptPath !== undefined && unknown.length > 0) {
			problems.set(promptPath, [...(problems.get(promptPath) ?? []), ...unknown].sort(compareProblems));
		}
	}
	const own = [
		...(read.kind === 'text' ? reading.problems : [unreadable(read, { start: 0, end: 0 })]),
		...prompts.atNames,
		...(rubric.atName === undefined ? [] : [rubric.atName]),
		...questions.problems,
		...checkReviewSet({ set, modelNames: project?.names ?? [] }),
	];
	return { ...set, problems: problems.set(path, own.sort(compareProblems)) };
}

/** What templates are given: the variables of the file and of any question, and whether there is context at all. */
function templateUse(file: QuestionFile, questions: readonly LoadedQuestion[]): TemplateUse {
	const vars = new Set(file.vars.keys());
	for (const { question } of questions) {
		if (question.vars.size > 0) {
			for (const name of question.vars.keys()) {
				vars.add(name);
			}
		}
	}
	return { vars, context: questions.some(({ passages }) => passages.length > 0) ? 'some' : 'none' };
}
