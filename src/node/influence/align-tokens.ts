import type { ScoredToken } from '../../core/influence/scoring.ts';

/** A token as an endpoint gives it. */
export interface TokenPiece {
	readonly text: string;
	readonly logProbability: number;
}

/**
 * The tokens that are the answer, with their places in it: the last run of tokens whose texts together are the answer, whatever
 * comes before and behind it. Tokens that are parts of a character (shown as U+FFFD) take the place between their neighbours.
 * `undefined` where no run fits: then these are not the scores of this answer.
 */
export function alignTokens(pieces: readonly TokenPiece[], answer: string): readonly ScoredToken[] | undefined {
	const lead = answer.length - answer.trimStart().length;
	const wanted = answer.trim();
	const isPart = (i: number) => pieces[i]?.text.includes('\ufffd') === true;
	const starts = wanted === '' ? [] : [...pieces.keys()].reverse();
	// A run that begins inside a character is a last resort, and takes all parts of it.
	for (const first of [...starts.filter(i => !isPart(i)), ...starts.filter(i => isPart(i) && !isPart(i - 1))]) {
		const tokens = runFrom(pieces, first, wanted);
		if (tokens !== undefined) {
			return tokens.map(token => ({ ...token, start: token.start + lead, end: token.end + lead }));
		}
	}
	return undefined;
}

/** Characters that parts of one character, or of a few in a row, can stand for. */
const LONGEST_GAP = 24;

function runFrom(pieces: readonly TokenPiece[], first: number, wanted: string): readonly ScoredToken[] | undefined {
	const tokens: ScoredToken[] = [];
	let gap: number | undefined;
	let at = 0;
	for (let i = first; i < pieces.length && at < wanted.length; i++) {
		const { text: written, logProbability } = pieces[i]!;
		const text = i === first ? written.trimStart() : written;
		if (text.includes('\ufffd')) {
			gap ??= at;
			tokens.push({ start: gap, end: gap, logProbability });
			continue;
		}
		if (text === '') {
			if (i === first) {
				return undefined;
			}
			continue;
		}
		const rest = wanted.slice(at);
		const found =
			gap === undefined
				? fits(rest, text)
					? 0
					: -1
				: rest.slice(0, LONGEST_GAP + text.length).indexOf(text.trimEnd());
		if (found < 0) {
			return undefined;
		}
		if (gap !== undefined) {
			closeGap(tokens, gap, at + found);
			gap = undefined;
		}
		const end = Math.min(wanted.length, at + found + text.length);
		tokens.push({ start: at + found, end, logProbability });
		at = end;
	}
	if (gap !== undefined && wanted.length - gap <= LONGEST_GAP) {
		closeGap(tokens, gap, wanted.length);
		at = wanted.length;
	}
	return at === wanted.length ? tokens : undefined;
}

/** The last token may bring white space that the answer does not end with. */
function fits(rest: string, text: string): boolean {
	return rest.startsWith(text) || (text.trimEnd().length === rest.length && text.startsWith(rest));
}

function closeGap(tokens: ScoredToken[], from: number, to: number): void {
	for (const [i, token] of tokens.entries()) {
		if (token.start === from && token.end === from) {
			tokens[i] = { ...token, end: to };
		}
	}
}
