import type { LanguageDocument } from './document.ts';
import { type Library, namedDocuments } from './library.ts';

/** The variables that a template is given beside the standard ones: its own inputs, and `vars` of question files that use it. */
export function givenVariables(document: LanguageDocument, library: Library): readonly GivenVariable[] {
	const given = new Map<string, GivenVariable>();
	for (const name of definedIn(document)) {
		given.set(name, { name, docs: 'An input of this prompt.', from: 'input' });
	}
	for (const user of usersOf(document, library)) {
		for (const name of definedIn(user)) {
			if (!given.has(name)) {
				given.set(name, { name, docs: `Given in \`${user.path}\`.`, from: 'vars' });
			}
		}
	}
	return [...given.values()];
}

export interface GivenVariable {
	readonly name: string;
	/** Markdown. */
	readonly docs: string;
	readonly from: string;
}

/** The question files that use a prompt. */
export function usersOf(prompt: LanguageDocument, library: Library): readonly LanguageDocument[] {
	return library.documents.filter(
		document => document.kind === 'questions' && namedDocuments(document, 'prompt-path', library).includes(prompt),
	);
}

function definedIn(document: LanguageDocument): readonly string[] {
	return document.occurrences
		.filter(name => name.kind === 'variable' && name.role === 'definition')
		.map(name => name.name);
}
