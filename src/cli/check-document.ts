import { CachedFiles } from '../core/documents/cached-files.ts';
import { documentKind } from '../core/documents/kinds.ts';
import { loadRubric } from '../core/documents/load-rubric.ts';
import { parseAnnotations } from '../core/documents/parse-annotations.ts';
import { parseProject } from '../core/documents/parse-project.ts';
import type { Problem } from '../core/documents/problem.ts';
import { HygieneBook, type HygieneReport } from '../core/hygiene/hygiene-book.ts';
import { checkTemplate } from '../core/prompt/check.ts';
import { parsePromptTemplate } from '../core/prompt/parse.ts';
import { NodeFiles } from '../node/files.ts';
import { isTold, loadSet, problemLines } from './load.ts';
import { placeOf, shownPath } from './places.ts';

export interface CheckedDocument {
	/** In the compiler's form. */
	readonly lines: readonly string[];
	readonly errors: number;
	/** Of the contexts of a question file; absent for other documents. */
	readonly context?: Pick<HygieneReport, 'contextTokens' | 'savedTokens'>;
}

/** What is wrong with a document of any kind; `undefined` for a file of no kind of ours. */
export async function checkDocument(
	file: string,
	root: string | undefined,
	cwd: string,
): Promise<CheckedDocument | undefined> {
	const place = placeOf(file, root, cwd);
	const kind = documentKind(place.path);
	if (kind === undefined) {
		return undefined;
	}
	if (kind === 'questions') {
		const loaded = await loadSet(file, root, cwd);
		const { problems, contextTokens, savedTokens } = new HygieneBook().all(loaded.set);
		const path = shownPath(loaded.root, loaded.set.path, cwd);
		const own = problemLines(
			path,
			loaded.set.text,
			problems.map(one => one.problem),
		);
		return { lines: [...loaded.lines, ...own], errors: loaded.errors, context: { contextTokens, savedTokens } };
	}
	const files = new NodeFiles(place.root);
	const shown = shownPath(place.root, place.path, cwd);
	const read = await files.read(place.path);
	if (read.kind !== 'text') {
		return { lines: [`${shown}:1:1: error missing-file ${read.message}`], errors: 1 };
	}
	const found = await problemsOf(kind, { path: place.path, text: read.text, files });
	const told = found.filter(isTold);
	return {
		lines: problemLines(shown, read.text, told),
		errors: told.filter(problem => problem.severity === 'error').length,
	};
}

interface Document {
	readonly path: string;
	readonly text: string;
	readonly files: NodeFiles;
}

async function problemsOf(
	kind: 'rubric' | 'project' | 'annotations' | 'prompty' | 'github-prompt',
	{ path, text, files }: Document,
): Promise<readonly Problem[]> {
	switch (kind) {
		case 'rubric': {
			const rubric = await loadRubric('', { value: path, range: { start: 0, end: 0 } }, new CachedFiles(files));
			return rubric.problems.get(path) ?? [];
		}
		case 'project':
			return parseProject(text).problems;
		case 'annotations':
			return parseAnnotations(text).problems;
		case 'prompty':
		case 'github-prompt': {
			const { template, problems } = parsePromptTemplate(path, text);
			return [...problems, ...checkTemplate(template)];
		}
	}
}
