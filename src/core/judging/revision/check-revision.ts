import type { ContextIndex } from '../../grounding/context-index.ts';
import { groundAnswer } from '../../grounding/ground.ts';
import type { Claim } from '../../grounding/grounding.ts';
import { WordScanner, wordsOf } from '../../grounding/words.ts';
import type { TextRange } from '../../text/range.ts';
import { isAbstention } from '../abstention.ts';
import { type ComparedClaim, compareClaims } from './compare-claims.ts';
import { revisionEffort } from './effort.ts';

/** What code found out about a revised answer. */
export type RevisionCheck =
	/** The same words: there is nothing to improve. */
	| { readonly state: 'unchanged'; readonly effort: 0 }
	/** It states what the words of the context do not hold, so it is no correction. */
	| {
			readonly state: 'unsupported';
			readonly effort: number;
			/** One sentence. */
			readonly reason: string;
			/** In the revision. */
			readonly unsupported: readonly TextRange[];
	  }
	| {
			readonly state: 'correction';
			/** 0..1, see `revisionEffort`. */
			readonly effort: number;
			/** What became of the claims of the answer (offsets in it). */
			readonly claims: readonly ComparedClaim[];
			/** What a person should know before taking it over, a sentence each. */
			readonly notes: readonly string[];
	  };

export interface RevisionToCheck {
	readonly question: string;
	readonly history: string;
	readonly answer: string;
	readonly revision: string;
	readonly context: ContextIndex;
}

/**
 * Checks a revised answer before anybody may take it for a correction (methods S12, step 2 and its guards): every statement must stand in the
 * context as far as words tell, and what it drops or turns round is reported.
 */
export function checkRevision({ question, history, answer, revision, context }: RevisionToCheck): RevisionCheck {
	const effort = revisionEffort(answer, revision);
	if (effort === 0) {
		return { state: 'unchanged', effort: 0 };
	}
	const claims = groundAnswer(context, { question, history, answer: revision }).claims;
	const unsupported = claims.filter(claim => !isSupported(claim, { context, revision }));
	if (unsupported.length > 0) {
		const words = unsupported.map(({ start, end }) => quote(revision, { start, end }));
		return {
			state: 'unsupported',
			effort,
			reason: `The context does not support ${words.slice(0, MOST_QUOTED).join(' and ')}${words.length > MOST_QUOTED ? ` and ${words.length - MOST_QUOTED} more` : ''}.`,
			unsupported: unsupported.map(({ start, end }) => ({ start, end })),
		};
	}
	const compared = compareClaims(question, answer, revision);
	const before = groundAnswer(context, { question, history, answer }).claims;
	const notes = [
		...(isAbstention(revision) ? ['It says that the context does not tell.'] : []),
		...told('It says something else in place of', 'turned', compared, { answer, before }),
		...told('It leaves out', 'dropped', compared, { answer, before }),
		...unverified(claims, revision),
		...(revision.length > LONG * answer.length && revision.length > LONG_ENOUGH
			? [`It is ${(revision.length / answer.length).toFixed(1)} times as long as the answer.`]
			: []),
	];
	return { state: 'correction', effort, claims: compared, notes };
}

const MOST_QUOTED = 2;
/** From this many times the answer's length on a revision is not only a correction. */
const LONG = 1.5;
/** Characters; the ratio of two short answers says nothing. */
const LONG_ENOUGH = 120;
const LONGEST_QUOTE = 160;
/** Up to this risk a claim is partial only because it denies what the context states, or the other way round. */
const DOUBTFUL = 0.3;

/**
 * Stricter than the labels alone, because a person is about to take it over as right: a number or a name that the context lacks, and a denial of
 * what it says, are no support either.
 */
function isSupported(
	claim: Claim,
	{ context, revision }: { readonly context: ContextIndex; readonly revision: string },
): boolean {
	switch (claim.label) {
		case 'unsupported':
		case 'contradicted':
			return false;
		case 'partial': {
			const denies = claim.unsupported.length === 0 && claim.score < DOUBTFUL;
			return !denies && !claim.unsupported.some(range => isTelling(revision, range, claim)) && context.units.length > 0;
		}
		default:
			return true;
	}
}

/** Words with a number, or with a name that does not only begin the claim. */
function isTelling(revision: string, { start, end }: TextRange, claim: TextRange): boolean {
	return wordsOf(revision.slice(start, end), new WordScanner()).some(
		({ form, start: at }) => form.kind === 'number' || (form.capital && start + at > claim.start),
	);
}

interface Told {
	readonly answer: string;
	readonly before: readonly Claim[];
}

function told(
	words: string,
	fate: ComparedClaim['fate'],
	compared: readonly ComparedClaim[],
	{ answer, before }: Told,
): readonly string[] {
	const of = compared.filter(claim => claim.fate === fate);
	if (of.length === 0) {
		return [];
	}
	const supported = of.filter(({ start, end }) =>
		before.some(claim => claim.start === start && claim.end === end && claim.label === 'supported'),
	).length;
	const count = of.length === 1 ? quote(answer, of[0]!) : `${of.length} statements, ${quote(answer, of[0]!)} the first`;
	const stand =
		supported === 0
			? ''
			: of.length === 1
				? ', which the words of the context support'
				: `; the words of the context support ${supported} of them`;
	return [`${words} ${count}${stand}.`];
}

/** What was let through and is worth a look all the same. */
function unverified(claims: readonly Claim[], revision: string): readonly string[] {
	const partial = claims.find(({ label }) => label === 'partial');
	const silent = claims.find(({ label }) => label === 'unverified');
	return [
		...(partial === undefined ? [] : [`The words of the context support ${quote(revision, partial)} only in part.`]),
		...(silent === undefined ? [] : [`Words alone cannot check ${quote(revision, silent)}.`]),
	];
}

function quote(text: string, { start, end }: TextRange): string {
	// Without its full stop, because the sentence around it has one.
	const words = text.slice(start, end).replace(/\s+/g, ' ').trim().replace(/\.$/, '');
	return `“${words.length > LONGEST_QUOTE ? `${words.slice(0, LONGEST_QUOTE).trimEnd()}…` : words}”`;
}
