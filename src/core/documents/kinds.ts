import { baseName } from './files.ts';

/** The documents that Groundline knows, by file name. */
export type DocumentKind = 'questions' | 'rubric' | 'project' | 'annotations' | 'prompty' | 'github-prompt';

/** The kind of document that a file name stands for, or `undefined` for any other file. */
export function documentKind(path: string): DocumentKind | undefined {
	const name = baseName(path).toLowerCase();
	return KINDS.find(([pattern]) => pattern.test(name))?.[1];
}

const KINDS: readonly (readonly [RegExp, DocumentKind])[] = [
	[/\.questions\.ya?ml$/, 'questions'],
	[/\.rubric\.ya?ml$/, 'rubric'],
	[/^groundline\.ya?ml$/, 'project'],
	[/\.annotations\.ya?ml$/, 'annotations'],
	[/\.prompty$/, 'prompty'],
	[/\.prompt\.ya?ml$/, 'github-prompt'],
];
