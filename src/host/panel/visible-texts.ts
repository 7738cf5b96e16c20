import { showHidden } from '../results/wording.ts';

/**
 * The same state with every character that hides or reorders others made visible, in all texts but those of the members named in `kept`:
 * keys and ids are looked up again as they are, everything else is for the eye.
 */
export function visibleTexts<T>(value: T, kept: ReadonlySet<string>): T {
	if (typeof value === 'string') {
		return showHidden(value) as T;
	}
	if (Array.isArray(value)) {
		return value.map(member => visibleTexts(member as unknown, kept)) as T;
	}
	if (typeof value !== 'object' || value === null) {
		return value;
	}
	return Object.fromEntries(
		Object.entries(value).map(([key, member]) => [key, kept.has(key) ? member : visibleTexts(member as unknown, kept)]),
	) as T;
}
