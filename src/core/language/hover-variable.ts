import { parsePromptTemplate } from '../prompt/parse.ts';
import { isStandardVariable } from '../prompt/variables.ts';
import type { LanguageDocument } from './document.ts';
import { type Library, namedDocuments } from './library.ts';
import { fenced, inlineCode } from './markdown.ts';
import { usersOf } from './template-variables.ts';
import { VARIABLE_DOCS } from './template-words.ts';

/** What a template variable is for and what it is given: the inputs of prompts and the `vars` of question files. */
export function hoverVariable(name: string, document: LanguageDocument, library: Library): string | undefined {
	if (isStandardVariable(name)) {
		return `Variable **${name}**\n\n${VARIABLE_DOCS[name]}`;
	}
	const isPrompt = document.kind === 'prompty' || document.kind === 'github-prompt';
	const prompts = isPrompt ? [document] : namedDocuments(document, 'prompt-path', library);
	const users = isPrompt ? usersOf(document, library) : [document];
	const found = [
		...prompts.flatMap(prompt => inputOf(name, prompt) ?? []),
		...users.flatMap(user => valuesIn(name, user)),
	];
	return found.length === 0 ? undefined : [`Variable ${inlineCode(name)}`, ...found.slice(0, MOST_SHOWN)].join('\n\n');
}

const MOST_SHOWN = 8;
const LONGEST = 500;

function inputOf(name: string, prompt: LanguageDocument): string | undefined {
	const input = parsePromptTemplate(prompt.path, prompt.text).template.inputs.get(name);
	if (input === undefined) {
		return undefined;
	}
	const type = input.type === undefined ? '' : ` · ${inlineCode(input.type)}`;
	const preset = input.default === undefined ? '' : ` · default ${shown(input.default)}`;
	const docs = input.description === undefined ? '' : `\n\n${fenced(input.description.slice(0, LONGEST))}`;
	return `Input of ${inlineCode(prompt.path)}${type}${preset}${docs}`;
}

/** What a question file gives: to all its questions, and how many of them say it otherwise. */
function valuesIn(name: string, document: LanguageDocument): readonly string[] {
	const file = document.questionFile?.file;
	const shared = file?.vars.get(name);
	const own = file?.questions.filter(({ vars }) => vars.has(name)).length ?? 0;
	return [
		...(shared === undefined ? [] : [`${shown(shared.value)} in ${inlineCode(document.path)}`]),
		...(own === 0 ? [] : [`Given by ${own} ${own === 1 ? 'question' : 'questions'} of ${inlineCode(document.path)}`]),
	];
}

function shown(value: unknown): string {
	return inlineCode((typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, LONGEST) || '""');
}
