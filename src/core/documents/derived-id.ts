import { contentHash } from '../text/hash.ts';

/**
 * The id of a question that has none: its first six words as a slug, `-`, and hex digits of the SHA-256 of its
 * normalised text (NFC, lower case, runs of white space as one space). Stable under edits of anything but the question.
 *
 * @param digits Hex digits; 4 unless two different questions would share an id.
 */
export function derivedId(question: string, digits = 4): string {
	const normalised = normalisedQuestion(question);
	const words = normalised.match(/[\p{L}\p{M}\p{N}]+/gu)?.slice(0, 6) ?? [];
	// The form of an id allows 64 characters and no combining marks.
	const letters = [...words.join('-').replace(/\p{M}/gu, '')];
	const slug = letters
		.slice(0, 63 - digits)
		.join('')
		.replace(/^-+|-+$/g, '');
	return `${slug === '' ? 'q' : slug}-${contentHash(normalised).slice(0, digits)}`;
}

/** What two questions must share to count as the same one. */
export function normalisedQuestion(question: string): string {
	return question.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
}
