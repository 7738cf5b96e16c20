import type { CountTokens } from '../../core/review/estimate-run.ts';

/**
 * Counts tokens as `o200k_base` does, the vocabulary of GPT-4o and later. Loads its table of 2.4 MB, so only where something is
 * to be counted.
 */
export async function loadTokenCounter(): Promise<CountTokens> {
	const { countTokens } = await import('./o200k-base.ts');
	const asText = { disallowedSpecial: new Set<string>() };
	return text => {
		let tokens = 0;
		for (const piece of boundedPieces(text)) {
			tokens += countTokens(piece, asText);
		}
		return tokens;
	};
}

/** Merging bytes takes quadratic time in a run without a break: letters without spaces, spaces without letters. */
const LONGEST_RUN = 128;

/** The text in pieces whose runs are bounded. Each cut costs a token at most; ordinary text is cut at spaces alone. */
function* boundedPieces(text: string): Iterable<string> {
	let start = 0;
	for (const { index, 0: run } of text.matchAll(LONG_RUNS)) {
		if (index > start) {
			yield text.slice(start, index);
		}
		for (let at = 0; at < run.length; at += LONGEST_RUN) {
			yield run.slice(at, at + LONGEST_RUN);
		}
		start = index + run.length;
	}
	if (start < text.length) {
		yield text.slice(start);
	}
}

const LONG_RUNS = new RegExp(`\\S{${LONGEST_RUN},}|\\s{${LONGEST_RUN},}`, 'g');
