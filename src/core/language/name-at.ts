import type { LanguageDocument } from './document.ts';
import { type Library, scopeOf, variableScope } from './library.ts';
import type { Occurrence } from './occurrences.ts';

/** The name that an offset touches. */
export function nameAt(document: LanguageDocument, offset: number): Occurrence | undefined {
	return document.occurrences.find(({ range }) => range.start <= offset && offset <= range.end);
}

/** Every place where the name means the same thing, over all documents, each document in the order of its text. */
export function placesOf(name: Occurrence, document: LanguageDocument, library: Library): readonly Place[] {
	const scope =
		name.kind === 'variable' ? variableScope(name.name, document, library) : scopeOf(name.kind, document, library);
	return scope.flatMap(member =>
		member.occurrences
			.filter(found => found.kind === name.kind && found.name === name.name)
			.map(occurrence => ({ document: member, occurrence })),
	);
}

export interface Place {
	readonly document: LanguageDocument;
	readonly occurrence: Occurrence;
}
