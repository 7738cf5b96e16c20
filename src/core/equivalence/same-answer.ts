import { answerTokens, isStopWord, type Token } from './answer-tokens.ts';

/**
 * Whether a candidate says the same as a known answer, or more of what was asked, as far as code can tell (methods S19). `undecided` is most of
 * free wording: then only somebody who reads can say.
 */
export type SameAnswer =
	| { readonly state: 'same'; readonly how: 'words' | 'all-its-words' }
	| { readonly state: 'different'; readonly how: 'number' | 'date' | 'negation' }
	| { readonly state: 'undecided' };

export interface ComparedAnswers {
	readonly question: string;
	readonly known: string;
	readonly candidate: string;
}

/**
 * Not symmetric: the candidate may add words of the question, and the known answer may not be swapped for it. The same are texts with the same
 * words once case, punctuation, articles, and the forms of numbers, units and dates are set aside; and those that hold all content words of the known answer
 * in their order, add only words of the question, and are at most twice as long. Different are those that state another number or date in place
 * of a known one, or deny what the other states.
 */
export function sameAnswer({ question, known, candidate }: ComparedAnswers): SameAnswer {
	const [wanted, given, asked] = [answerTokens(known), answerTokens(candidate), answerTokens(question)];
	if (wanted.length === 0 || given.length === 0) {
		return { state: 'undecided' };
	}
	if (wanted.map(({ text }) => text).join(' ') === given.map(({ text }) => text).join(' ')) {
		return { state: 'same', how: 'words' };
	}
	for (const kind of ['number', 'date'] as const) {
		const fits = kind === 'date' ? isCoarserDate : (one: string, other: string) => one === other;
		const known1 = valuesOf(wanted, kind);
		const inQuestion = valuesOf(asked, kind);
		const missing = known1.filter(value => !valuesOf(given, kind).some(other => fits(value, other)));
		const added = valuesOf(given, kind).filter(value => ![...known1, ...inQuestion].some(other => fits(other, value)));
		if (missing.length > 0 && added.length > 0) {
			return { state: 'different', how: kind };
		}
		if (missing.length > 0 || added.length > 0) {
			return { state: 'undecided' };
		}
	}
	const denials = (tokens: readonly Token[]) => tokens.filter(({ kind }) => kind === 'negation').length;
	const bare = (tokens: readonly Token[]) =>
		tokens.filter(({ kind, text }) => kind !== 'negation' && !isStopWord(text));
	if (denials(wanted) !== denials(given)) {
		return sameWords(bare(wanted), bare(given)) ? { state: 'different', how: 'negation' } : { state: 'undecided' };
	}
	return holdsAll({ wanted, given, asked }) ? { state: 'same', how: 'all-its-words' } : { state: 'undecided' };
}

function valuesOf(tokens: readonly Token[], kind: Token['kind']): readonly string[] {
	return tokens.filter(token => token.kind === kind).map(({ text }) => text);
}

/** `2026-11` fits `2026-11-21`: compared at the coarser of the two. */
function isCoarserDate(one: string, other: string): boolean {
	return one.startsWith(other) || other.startsWith(one);
}

function sameWords(one: readonly Token[], other: readonly Token[]): boolean {
	return one.map(({ text }) => text).join(' ') === other.map(({ text }) => text).join(' ');
}

interface Sides {
	readonly wanted: readonly Token[];
	readonly given: readonly Token[];
	readonly asked: readonly Token[];
}

/** In their order, because names that change places keep all their words. */
function holdsAll({ wanted, given, asked }: Sides): boolean {
	if (given.length > 2 * wanted.length + FRAME) {
		return false;
	}
	const known = new Set(asked.map(({ text }) => text));
	const content = wanted.filter(({ text }) => !isStopWord(text));
	let at = 0;
	for (const { text, kind } of given) {
		const next = content[at];
		if (
			next !== undefined &&
			(text === next.text || (kind === 'date' && next.kind === 'date' && isCoarserDate(text, next.text)))
		) {
			at++;
		} else if (!known.has(text) && !isStopWord(text)) {
			return false;
		}
	}
	return content.length > 0 && at === content.length;
}

/** Words that a short answer may be framed with: "The answer is". */
const FRAME = 4;
