import type { QuoteSelector } from '../documents/annotation-file.ts';
import { similarity } from './edit-distance.ts';

export interface ContextMatch {
	readonly start: number;
	/** Higher is better; comparable within one call only. */
	readonly score: number;
}

/**
 * How well prefix and suffix fit around each place of the quote. Where one fits to the last character, the lengths of the
 * agreement decide; where all were edited, and there are few, the similarity of the nearest characters does. Linear in the
 * text, however often the quote stands in it.
 */
export function contextMatches(
	{ exact, prefix, suffix }: QuoteSelector,
	text: string,
	starts: readonly number[],
): readonly ContextMatch[] {
	const before = agreementBefore(text, prefix);
	const after = agreementAfter(text, suffix);
	const matches = starts.map(start => ({ start, score: before(start) + after(start + exact.length) }));
	const whole = prefix.length + suffix.length;
	if (starts.length > MOST_COMPARED || matches.some(match => match.score === whole)) {
		return matches;
	}
	return starts.map(start => {
		const end = start + exact.length;
		const near = similarity(prefix.slice(-COMPARED), text.slice(Math.max(0, start - COMPARED), start));
		const far = similarity(suffix.slice(0, COMPARED), text.slice(end, end + COMPARED));
		// The agreement breaks ties only.
		return { start, score: near + far + (before(start) + after(end)) / (1e6 * (whole + 1)) };
	});
}

const MOST_COMPARED = 200;
const COMPARED = 32;

/** For an offset: how many characters before it agree with the end of the prefix. */
function agreementBefore(text: string, prefix: string): (offset: number) => number {
	const lengths = agreements(reversed(prefix), reversed(text));
	return offset => (offset === 0 ? 0 : lengths[text.length - offset]!);
}

/** For an offset: how many characters from it on agree with the suffix. */
function agreementAfter(text: string, suffix: string): (offset: number) => number {
	const lengths = agreements(suffix, text);
	return offset => (offset >= text.length ? 0 : lengths[offset]!);
}

/** For each place of the text, the length of the longest beginning of the pattern that stands there (Z algorithm, Gusfield 1997). */
function agreements(pattern: string, text: string): Int32Array {
	const size = pattern.length + text.length;
	const charAt = (i: number): number =>
		i < pattern.length ? pattern.charCodeAt(i) : text.charCodeAt(i - pattern.length);
	const lengths = new Int32Array(size);
	for (let i = 1, left = 0, right = 0; i < size; i++) {
		let length = i < right ? Math.min(right - i, lengths[i - left]!) : 0;
		while (i + length < size && charAt(length) === charAt(i + length)) {
			length++;
		}
		lengths[i] = length;
		if (i + length > right) {
			[left, right] = [i, i + length];
		}
	}
	// Without a separator an agreement may run past the pattern's end.
	return lengths.subarray(pattern.length).map(length => Math.min(length, pattern.length));
}

function reversed(text: string): string {
	const codes = new Array<string>(text.length);
	for (let i = 0; i < text.length; i++) {
		codes[i] = text[text.length - 1 - i]!;
	}
	return codes.join('');
}
