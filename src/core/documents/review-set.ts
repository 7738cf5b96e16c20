import type { Passage } from '../context/passage.ts';
import type { Problem } from './problem.ts';
import type { Project } from './project.ts';
import type { PromptTemplate } from './prompt-template.ts';
import type { Question, QuestionFile } from './question-file.ts';
import type { Rubric } from './rubric.ts';

/** A question file with everything it names, read and linked. What is wrong with any of it is in `problems`. */
export interface ReviewSet {
	/** Root-relative path of the question file. */
	readonly path: string;
	readonly text: string;
	readonly file: QuestionFile;
	readonly projectPath: string | undefined;
	readonly project: Project | undefined;
	/** At least one: the built-in template where the file names none. Those that could not be read are left out. */
	readonly prompts: readonly LoadedPrompt[];
	readonly rubricPath: string | undefined;
	/** The built-in rubric where the file names none; `undefined` where the one it names cannot be read. */
	readonly rubric: Rubric | undefined;
	/** The passages of the file's own `context`, which every question is given first. */
	readonly shared: readonly Passage[];
	/** The questions of the file, or of its data set, in order. */
	readonly questions: readonly LoadedQuestion[];
	/** Path → problems, for the question file and every file it names that is a document of ours. */
	readonly problems: ReadonlyMap<string, readonly Problem[]>;
	/** Every path that was read or looked for: a change to one of them makes the set out of date. */
	readonly dependencies: readonly string[];
}

export interface LoadedPrompt {
	readonly path: string | undefined;
	readonly template: PromptTemplate;
	/** Included templates by root-relative path. */
	readonly partials: ReadonlyMap<string, string>;
}

export interface LoadedQuestion {
	readonly question: Question;
	/** File context first, then the question's own. */
	readonly passages: readonly Passage[];
	/** 1-based row and file where it comes from a data set. */
	readonly row: { readonly path: string; readonly row: number } | undefined;
}
