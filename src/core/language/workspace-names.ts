import { containsInOrder } from './letters.ts';
import type { Library } from './library.ts';
import type { Place } from './name-at.ts';

/** Names given anywhere in the library that contain the letters of a query in their order, whatever the case. At most 500. */
export function workspaceNames(query: string, library: Library): readonly Place[] {
	const found: Place[] = [];
	for (const document of library.documents) {
		for (const occurrence of document.occurrences) {
			const isSearched = occurrence.role === 'definition' && occurrence.kind !== 'answer';
			if (isSearched && containsInOrder(occurrence.name, query)) {
				found.push({ document, occurrence });
				if (found.length >= MOST_NAMES) {
					return found;
				}
			}
		}
	}
	return found;
}

const MOST_NAMES = 500;
