import { documentKind } from '../documents/kinds.ts';
import { parseGitHubPrompt } from './github.ts';
import { parsePrompty } from './prompty.ts';
import type { TemplateRead } from './template-read.ts';

/**
 * Reads a prompt template: GitHub's `*.prompt.yml` by its name, Prompty v1 or v2 otherwise. Always succeeds; keys that we
 * do not know are no problem. `path` is relative to the root.
 */
export function parsePromptTemplate(path: string, text: string): TemplateRead {
	const read = documentKind(path) === 'github-prompt' ? parseGitHubPrompt(path, text) : parsePrompty(path, text);
	return { template: read.template, problems: read.problems.toSorted((a, b) => a.range.start - b.range.start) };
}
