import type { TextRange } from '../../text/range.ts';
import type { GeneratedKind } from './probe.ts';

/**
 * What a judge's reason says of the kind of error it saw: the right one, another one, or nothing that could be told. The right grade
 * for a wrong reason is no finding (methods S5, COMPLEX).
 */
export type Naming = 'right' | 'wrong' | 'silent';

export interface PlantedError {
	readonly kind: GeneratedKind;
	readonly base: string;
	readonly replaced: TextRange;
	readonly by: string;
}

/**
 * Reads what a reason names. It is right where it repeats words that the edit put in or took out, or names the planted kind; wrong where
 * it names only other kinds; else silent. English and German words; nothing is guessed of other reasons.
 */
export function namingOf(reason: string, error: PlantedError): Naming {
	if (quotesEdit(reason, error)) {
		return 'right';
	}
	const named = FAMILIES.filter(([, pattern]) => pattern.test(reason)).map(([family]) => family);
	if (named.length === 0) {
		return 'silent';
	}
	const planted = FAMILY[error.kind];
	return planted !== undefined && named.includes(planted) ? 'right' : 'wrong';
}

type Family =
	| 'number'
	| 'name'
	| 'negation'
	| 'quantity'
	| 'addition'
	| 'gap'
	| 'topic'
	| 'echo'
	| 'length'
	| 'silence';

const FAMILY: Readonly<Partial<Record<GeneratedKind, Family>>> = {
	'changed-number': 'number',
	'swapped-name': 'name',
	negation: 'negation',
	quantifier: 'quantity',
	insertion: 'addition',
	omission: 'gap',
	'off-topic': 'topic',
	parrot: 'echo',
	stuffing: 'echo',
	padding: 'length',
	'dont-know': 'silence',
};

const FAMILIES: readonly (readonly [Family, RegExp])[] = [
	[
		'number',
		/\b(?:numbers?|figures?|years?|dates?|amounts?|digits?|numerical|values?|zahl(?:en)?|jahr(?:e|eszahl)?)\b/i,
	],
	['name', /\b(?:names?|entit(?:y|ies)|wrong (?:person|place|party|organi[sz]ation)|swapp\w+|namen?|verwechselt)\b/i],
	['negation', /\b(?:negat\w+|opposite|denies|reversed?|inverts?|gegenteil|verneint)\b/i],
	[
		'quantity',
		/\b(?:quantif\w+|over-?generali[sz]\w+|scope|at (?:least|most)|before (?:and|instead of) after|order of events|einschränkung)\b/i,
	],
	[
		'addition',
		/\b(?:fabricat\w+|invent\w+|hallucinat\w+|made up|extraneous|adds?|added|additional (?:claim|statement|sentence)|unsupported (?:claim|statement|sentence)|erfunden|hinzugefügt)\b/i,
	],
	[
		'gap',
		/\b(?:omit\w*|omission|leaves? out|left out|missing|incomplete|lacks?|does not (?:mention|cover|include)|fehlt|unvollständig)\b/i,
	],
	[
		'topic',
		/\b(?:off[- ]topic|irrelevant|another question|different question|unrelated|not address|themaverfehlung)\b/i,
	],
	[
		'echo',
		/\b(?:restat\w+|repeats the question|echo\w*|parrot\w*|keywords?|key words|list of (?:words|terms)|stichwort\w*)\b/i,
	],
	['length', /\b(?:verbos\w+|padd(?:ed|ing)|repetiti\w+|redundan\w+|wordy|too long|filler|weitschweifig)\b/i],
	['silence', /\b(?:does(?: not|n't) (?:answer|know)|refus\w+|abstain\w*|no answer|declin\w+|weiß es nicht)\b/i],
];

/** Only words that stand on one side of the edit tell of it, and only those that are not small change. */
function quotesEdit(reason: string, { base, replaced, by }: PlantedError): boolean {
	const removed = base.slice(replaced.start, replaced.end);
	const [old, fresh] = [tellingWords(removed), tellingWords(by)];
	const kept = tellingWords(base.slice(0, replaced.start) + base.slice(replaced.end));
	const said = tellingWords(reason);
	const only = (words: ReadonlySet<string>, others: ReadonlySet<string>) =>
		[...words].some(word => !others.has(word) && !kept.has(word) && said.has(word));
	// Where the whole answer was replaced, its words are quoted by anyone who speaks of it.
	return removed.length === base.length ? false : only(fresh, old) || only(old, fresh);
}

function tellingWords(text: string): ReadonlySet<string> {
	const words = text.toLowerCase().match(/\d+(?:[.,]\d+)*|[\p{L}\p{N}]+/gu) ?? [];
	return new Set(words.filter(word => word.length > 3 || /\d/.test(word)));
}
