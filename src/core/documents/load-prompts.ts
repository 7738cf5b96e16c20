import { checkTemplate, type TemplateUse } from '../prompt/check.ts';
import { loadPrompt } from '../prompt/load.ts';
import type { Located } from '../text/range.ts';
import type { CachedFiles } from './cached-files.ts';
import { resolvePath } from './files.ts';
import { compareProblems, type Problem, problem } from './problem.ts';
import { unreadable } from './read-problem.ts';
import type { LoadedPrompt } from './review-set.ts';

/** The templates that a question file names, with what they include. */
export interface LoadedPrompts {
	/** Those that could be read, in the order of the file. */
	readonly prompts: readonly LoadedPrompt[];
	/** At the names in the question file. */
	readonly atNames: readonly Problem[];
	/** Path → problems of the templates themselves. */
	readonly problems: ReadonlyMap<string, readonly Problem[]>;
}

export interface PromptSource {
	/** Root-relative path of the question file. */
	readonly from: string;
	readonly files: CachedFiles;
	/** What the question file gives to its templates. */
	readonly use: TemplateUse;
}

/** Reads the prompt templates of a question file, each once, and checks them as that file uses them. */
export async function loadPrompts(
	names: readonly Located<string>[],
	{ from, files, use }: PromptSource,
): Promise<LoadedPrompts> {
	const prompts = new Map<string, LoadedPrompt>();
	const atNames: Problem[] = [];
	const problems = new Map<string, readonly Problem[]>();
	for (const { value, range } of names) {
		const path = resolvePath(from, value);
		if (path === undefined) {
			atNames.push(problem('outside-root', `"${value}" lies outside of the workspace folder.`, range));
			continue;
		}
		const load = await loadPrompt(path, files);
		if (load.kind === 'unread') {
			atNames.push(unreadable(load.read, range));
		} else {
			const { template } = load;
			problems.set(path, [...load.problems, ...checkTemplate(template, use)].sort(compareProblems));
			prompts.set(path, { path, template, partials: template.partials ?? new Map() });
		}
	}
	return { prompts: [...prompts.values()], atNames, problems };
}
