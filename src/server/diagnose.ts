import { parseProject } from '../core/documents/parse-project.ts';
import type { Problem } from '../core/documents/problem.ts';
import type { LanguageDocument } from '../core/language/document.ts';
import { rubricReading } from '../core/language/rubric-reading.ts';
import { parsePromptTemplate } from '../core/prompt/parse.ts';
import type { Root } from './root.ts';

/**
 * Finds what is wrong with an open document: a question file with everything it names, other documents for themselves.
 * What the question files that use it say of a prompt or rubric comes from checking those.
 */
export async function diagnose(document: LanguageDocument, root: Root): Promise<Diagnosis> {
	const { path, text } = document;
	switch (document.kind) {
		case 'questions':
			return alone(path, document.questionFile?.problems ?? []);
		case 'rubric': {
			const { problems, paths } = rubricReading(document, root);
			return { problems: new Map([[path, problems]]), dependencies: new Set(paths) };
		}
		case 'project':
			return alone(path, parseProject(text).problems);
		case 'annotations':
			return alone(path, []);
		case 'prompty':
		case 'github-prompt':
			return alone(path, parsePromptTemplate(path, text).problems);
	}
}

export interface Diagnosis {
	/** Path → problems. */
	readonly problems: ReadonlyMap<string, readonly Problem[]>;
	/** Paths whose change makes the diagnosis out of date. */
	readonly dependencies: ReadonlySet<string>;
}

function alone(path: string, problems: readonly Problem[]): Diagnosis {
	return { problems: new Map([[path, problems]]), dependencies: new Set([path]) };
}
