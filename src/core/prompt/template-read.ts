import { baseName } from '../documents/files.ts';
import type { Problem } from '../documents/problem.ts';
import type { PromptTemplate } from '../documents/prompt-template.ts';

export interface TemplateRead {
	readonly template: PromptTemplate;
	/** What is wrong with the document itself, in its order. What depends on variables is `checkTemplate`'s. */
	readonly problems: readonly Problem[];
}

/** `answer` of `prompts/answer.prompty`: the `<prompt stem>` of case keys. */
export function stemOf(path: string): string {
	return baseName(path).replace(/\.(prompty|prompt\.ya?ml)$/i, '');
}
