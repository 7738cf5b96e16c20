import type { Word } from '../words.ts';

/** What a clause denies. */
export interface Denials<W extends Word = Word> {
	/** The content words in order, and which of them is denied by which earlier word. */
	readonly content: readonly W[];
	readonly denied: ReadonlyMap<W, Word>;
	/** The "every" of "not every": the other side must have it too. */
	readonly quantifiers: readonly string[];
}

/** Reads the denials of a clause; `undefined` where a negation denies something that cannot be told ("not only"). */
export function readDenials<W extends Word>(clause: readonly W[]): Denials<W> | undefined {
	const denied = new Map<W, Word>();
	const quantifiers: string[] = [];
	for (let at = 0; at < clause.length; at++) {
		const word = clause[at]!;
		if (!denies(clause, at)) {
			continue;
		}
		const next = clause.slice(at + 1, at + 1 + REACH);
		const target = next.find(({ form }) => carries(form));
		const untold = next.slice(0, target === undefined ? 1 : next.indexOf(target) + 1);
		if (
			next[0] === undefined ||
			limitsNumber(clause, at) ||
			hasAny(untold, UNTOLD) ||
			target === undefined ||
			denied.has(target)
		) {
			return undefined;
		}
		denied.set(target, word);
		quantifiers.push(...(QUANTIFIER.test(next[0].form.folded) ? [next[0].form.folded] : []));
	}
	const content = clause.filter((word, at) => carries(word.form) && !denies(clause, at));
	return { content, denied, quantifiers };
}

/** "should not take more than 4" denies the more. */
function limitsNumber(clause: readonly Word[], at: number): boolean {
	return clause
		.slice(at, at + 2 * REACH)
		.some(({ form }, place) => THAN.test(form.folded) && clause[at + place + 1]?.form.kind === 'number');
}

/** "no longer open" denies "open". */
function carries({ kind, folded }: Word['form']): boolean {
	return kind !== 'stop' && folded !== 'longer';
}

/** "not", "never", and what turns a verb round: "failed to open". Not the "non" of "non-stop": that belongs to its word. */
function denies(clause: readonly Word[], at: number): boolean {
	const { form, end } = clause[at]!;
	const next = clause[at + 1];
	return (
		(form.negation && form.folded !== 'without' && !(form.folded === 'non' && next?.start === end + 1)) ||
		(TURNING.test(form.folded) && next?.form.folded === 'to')
	);
}

/** True where a text has a word that may deny something: at a glance, before its denials are read. */
export function mayDeny(words: readonly Word[]): boolean {
	return words.some(({ form }) => form.negation || TURNING.test(form.folded));
}

/** True where something else than the negations that were read denies. */
export function deniesOtherwise(clause: readonly Word[], { denied }: Denials): boolean {
	const read = new Set(denied.values());
	return clause.some(word => isDenying(word) && !read.has(word));
}

/** True for a word that denies without being a negation: "against", "hardly", "a myth", "forbidden". */
export function isDenying({ form }: Word): boolean {
	return DENYING.test(form.folded);
}

function hasAny(clause: readonly Word[], words: RegExp): boolean {
	return clause.some(({ form }) => words.test(form.folded));
}

/** How many words after a negation the word that it denies may stand. */
const REACH = 4;
/** After these a negation does not deny the statement: "not only", "not until", "no more than". */
const UNTOLD =
	/^(?:than|als|que|only|just|merely|solely|simply|yet|until|till|necessarily|other|others|doubt|matter|nur|seulement|solo)$/;
const THAN = /^(?:than|als|que|de|di)$/;
const QUANTIFIER = /^(?:all|every|always|alle|jeder|jede|jedes|tous|todos|todas|tutti|tutte)$/;
const TURNING = /^(?:fail|fails|failed|failing|unable|refuse|refuses|refused|decline|declines|declined)$/;
/** What denies without a negation, or in another place. */
const DENYING =
	/^(?:non|without|against|gegen|contre|contra|contro|tegen|zero|few|little|rather|instead|myth|misconception|fallacy|false|untrue|incorrect|wrong|den(?:y|ies|ied|ying)|forbid(?:s|den|ding)?|prohibit(?:s|ed|ing)?|banned|unlikely|hardly|barely|rarely|seldom|avoid(?:s|ed|ing)?|prevent(?:s|ed|ing)?|lack(?:s|ed|ing)?|fail(?:s|ed|ure|ing)?|unable|refus(?:e|es|ed|al|ing)|declin(?:e|es|ed|ing))$/;
