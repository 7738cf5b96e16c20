import { CachedFiles } from '../core/documents/cached-files.ts';
import { checkModelNames } from '../core/documents/checks/model-names.ts';
import { findProject } from '../core/documents/find-project.ts';
import { loadReviewSet } from '../core/documents/load.ts';
import { loadRubric } from '../core/documents/load-rubric.ts';
import { parseAnnotations } from '../core/documents/parse-annotations.ts';
import { parseProject } from '../core/documents/parse-project.ts';
import { compareProblems, type Problem } from '../core/documents/problem.ts';
import type { ReviewSet } from '../core/documents/review-set.ts';
import { shiftProblem } from '../core/documents/shift-question.ts';
import type { LanguageDocument } from '../core/language/document.ts';
import { orphanQuestions } from '../core/language/orphan-questions.ts';
import { usersOf } from '../core/language/template-variables.ts';
import { checkTemplate } from '../core/prompt/check.ts';
import { loadPrompt } from '../core/prompt/load.ts';
import type { Root } from './root.ts';

/**
 * Finds what is wrong with an open document: a question file with everything it names, a prompt as each question file
 * that uses it does, other documents for themselves.
 */
export async function diagnose(document: LanguageDocument, root: Root): Promise<Diagnosis> {
	await root.load(); // Who uses a prompt, and what a rubric extends, is known then.
	const { path, text } = document;
	switch (document.kind) {
		case 'questions':
			return diagnoseQuestions(document, root);
		case 'rubric':
			return diagnoseRubric(document, root);
		case 'project':
			return alone(path, parseProject(text).problems);
		case 'annotations':
			return diagnoseAnnotations(document, root);
		case 'prompty':
		case 'github-prompt':
			return diagnosePrompt(document, root);
	}
}

export interface Diagnosis {
	/** Path → problems. */
	readonly problems: ReadonlyMap<string, readonly Problem[]>;
	/** Paths whose change makes the diagnosis out of date. */
	readonly dependencies: ReadonlySet<string>;
	/** The question file as it was loaded, where it is one. */
	readonly set?: ReviewSet;
}

function alone(path: string, problems: readonly Problem[]): Diagnosis {
	return { problems: new Map([[path, problems]]), dependencies: new Set([path]) };
}

/** A rubric with those that it extends, and with the project that has the judges it names. */
async function diagnoseRubric({ path }: LanguageDocument, root: Root): Promise<Diagnosis> {
	const files = new CachedFiles(root);
	const loaded = await loadRubric('', { value: path, range: { start: 0, end: 0 } }, files);
	const project = await findProject(path, files);
	const judges = checkModelNames(loaded.judges.get(path) ?? [], project?.names ?? []);
	const problems = [...(loaded.problems.get(path) ?? []), ...judges].sort(compareProblems);
	return { problems: behindMarks(new Map([[path, problems]]), root), dependencies: new Set(files.dependencies) };
}

function diagnoseAnnotations(document: LanguageDocument, root: Root): Diagnosis {
	const { path, text } = document;
	const problems = [...parseAnnotations(text).problems, ...orphanQuestions(document, root)].sort(compareProblems);
	const questions = path.replace(/\.annotations\.ya?ml$/i, '.questions');
	const dependencies = new Set([path, `${questions}.yaml`, `${questions}.yml`]);
	return { problems: new Map([[path, problems]]), dependencies };
}

async function diagnoseQuestions(document: LanguageDocument, root: Root): Promise<Diagnosis> {
	const reading = document.questionFile;
	const { kept } = document;
	const set = await loadReviewSet(document.path, root, reading === undefined ? { kept } : { kept, previous: reading });
	return { problems: behindMarks(set.problems, root), dependencies: new Set(set.dependencies), set };
}

/** Loading leaves byte order marks out; the texts that clients have open may begin with one. */
export function behindMarks(found: Diagnosis['problems'], root: Root): Diagnosis['problems'] {
	const isMarked = (path: string) => root.get(path)?.text.startsWith('\uFEFF') === true;
	if (![...found.keys()].some(isMarked)) {
		return found;
	}
	return new Map(
		[...found].map(([path, problems]) => [
			path,
			isMarked(path) ? problems.map(problem => shiftProblem(problem, 1)) : problems,
		]),
	);
}

/** What a variable is depends on who uses the prompt. On its own, only what it declares itself is known. */
async function diagnosePrompt(document: LanguageDocument, root: Root): Promise<Diagnosis> {
	const { path } = document;
	const users = usersOf(document, root).slice(0, MOST_USERS);
	if (users.length === 0) {
		const load = await loadPrompt(path, root);
		return alone(path, load.kind === 'unread' ? [] : [...load.problems, ...checkTemplate(load.template)]);
	}
	const problems: Problem[] = [];
	const dependencies = new Set([path]);
	for (const user of users) {
		const found = await diagnoseQuestions(user, root);
		problems.push(...(found.problems.get(path) ?? []));
		for (const dependency of found.dependencies) {
			dependencies.add(dependency);
		}
	}
	return { problems: new Map([[path, problems]]), dependencies };
}

/** More question files that use one prompt are not all asked. */
const MOST_USERS = 20;
