import type { Word } from '../words.ts';

/** Longer sentences are lists, and what lies further apart is no relation of the two. */
const LONGEST_SENTENCE = 60;
const MOST_BETWEEN = 8;

/** Something that is spoken of: a name of one or several words, or another content word. */
export interface Mention {
	readonly term: string;
	/** Its written form without the s of a plural: "player" and "played" are no mentions of the same. */
	readonly written: string;
	readonly name: boolean;
	readonly start: number;
	readonly end: number;
}

/** `core` says what the agent does to the patient. */
export interface Relation {
	readonly agent: Mention;
	readonly patient: Mention;
	readonly core: string;
}

/** What a sentence says of two mentions, of those that `counts` asks for. */
export function relationsOf(parts: readonly Part[], counts: (first: Mention, second: Mention) => boolean): Relation[] {
	const relations: Relation[] = [];
	for (let at = 0; at < parts.length; at++) {
		const first = parts[at]!;
		const last = first.kind === 'content' ? Math.min(parts.length - 1, at + 1 + MOST_BETWEEN) : -1;
		for (let other = at + 2; other <= last; other++) {
			const second = parts[other]!;
			const relation = second.kind === 'content' && counts(first, second) ? relationOf(parts, at, other) : undefined;
			if (relation !== undefined) {
				relations.push(relation);
			}
		}
	}
	return relations;
}

/** A mention, or a small word between mentions. */
export interface Part extends Mention {
	readonly kind: 'content' | 'stop';
	/** A comma or the like stands before it. */
	readonly apart: boolean;
}

/**
 * The words without articles and helping verbs; capitalised words in a row are one name, "Los" in front of it included. None of a
 * sentence that is so long that it is a list.
 */
export function partsOf(words: readonly Word[], text: string): Part[] {
	const parts: Part[] = [];
	if (words.length > LONGEST_SENTENCE) {
		return parts;
	}
	let before = 0;
	let joins: Part | undefined;
	for (const { form, start, end } of words) {
		const gap = text.slice(before, start);
		before = end;
		const kind = form.kind === 'stop' ? 'stop' : 'content';
		const name = form.capital && form.kind !== 'number' && !/^(?:the|an?)$/.test(form.folded);
		const written = form.folded.replace(/s$/, '');
		const part = { kind, term: form.term, written, start, end, name, apart: APART.test(gap) } as const;
		const skipped = kind === 'stop' && SKIPPED.test(form.folded);
		if (name && kind === 'content' && joins !== undefined && /^[ \u00a0-]$/.test(gap)) {
			const whole = { term: `${joins.term} ${form.term}`, written: `${joins.written} ${written}`, end };
			const last = parts.at(-1) === joins ? parts.pop() : joins;
			parts.push({ ...last!, ...whole, kind });
		} else if (!skipped) {
			parts.push(part);
		}
		joins = !name
			? undefined
			: kind === 'content'
				? parts.at(-1)
				: ARTICLE_OF_NAMES.test(form.folded)
					? part
					: undefined;
	}
	return parts;
}

function relationOf(parts: readonly Part[], from: number, to: number): Relation | undefined {
	const [first, second] = [parts[from]!, parts[to]!];
	if (first.written === second.written || !areTogether(parts, from, to)) {
		return undefined;
	}
	const between = parts.slice(from + 1, to);
	if (!isDirected(between, { first, second, before: parts.slice(0, from) })) {
		return undefined;
	}
	const terms = between.map(({ term }) => term);
	const be = terms.findIndex(term => BE.test(term));
	if (be >= 0 && terms.at(-1) === 'by') {
		const core = terms.filter((_, at) => at !== be && at !== terms.length - 1).join(' ');
		return { agent: second, patient: first, core };
	}
	return { agent: first, patient: second, core: terms.join(' ') };
}

/** No comma or the like stands between them. */
function areTogether(parts: readonly Part[], from: number, to: number): boolean {
	for (let at = from + 1; at <= to; at++) {
		if (parts[at]!.apart && !JOINING.test(parts[at]!.term)) {
			return false;
		}
	}
	return true;
}

/** True where the words between two mentions say something of the one that they do not say of the other. */
function isDirected(
	between: readonly Part[],
	{ first, second, before }: { readonly first: Part; readonly second: Part; readonly before: readonly Part[] },
): boolean {
	const content = between.filter(({ kind }) => kind === 'content');
	const small = between.filter(({ kind }) => kind === 'stop').map(({ term }) => term);
	if (small.some(term => COMPARING.test(term))) {
		return true;
	}
	if (small.includes('to') && before.at(-1)?.term === 'from') {
		return !before.some(({ term }) => BOTH_WAYS.test(term));
	}
	if (
		small.length > 0 &&
		small.every(term => WITH.test(term) || BE.test(term)) &&
		small.some(term => WITH.test(term))
	) {
		// "Alice danced with Bob", "France played against Spain".
		return false;
	}
	if (
		content.length === 0 ||
		content.some(({ term }) => MUTUAL.test(term)) ||
		small.filter(term => term === 'as').length > 1
	) {
		return false;
	}
	if (small.length === 0) {
		// "Google acquired Fitbit" says who did it, "professional soccer player" is one thing.
		return first.name && second.name;
	}
	// "red, green and blue" is a list; "signed by France and ratified by Spain" is none.
	return !small.some(term => JOINING.test(term)) || small.some(term => !JOINING.test(term) && !BE.test(term));
}

/** Not "der", "den", "dem": they tell who does it, wherever it stands. */
const SKIPPED =
	/^(?:a|an|the|has|have|had|did|does|do|die|das|ein|eine|le|la|les|un|une|el|los|las|una|il|lo|gli|het|een)$/;
const ARTICLE_OF_NAMES = /^(?:le|la|les|el|los|las|il|lo)$/;
const APART = /[,;:()–—]/;
const BE = /^(?:is|are|was|were|be|been|being)$/;
const JOINING = /^(?:and|or|nor|und|oder|et|ou|y|o|e|en)$/;
const COMPARING = /^(?:before|after|than|above|below|under|over|beneath|behind|beyond)$/;
const WITH = /^(?:with|against|mit|gegen|avec|contre|con|contra|contro|com|met|tegen)$/;
/** Stems of what leads from one end to the other, and back. */
const BOTH_WAYS =
	/^(?:distanc|road|rout|line|railwai|railroad|path|track|street|stretch|flight|trip|journei|extend|rang|span|way)/;
/** Stems of what holds both ways. */
const MUTUAL =
	/^(?:meet|marri|marry|bord|divorc|separat|neighbo|equal|diff|resembl|cooperat|collaborat|correlat|shar|overlap|agr|similar|identical|adjac|adjoin|compar|relat|connect|link|combin|mix|togeth|partn|friend|sist|broth|sibling|cousin|spous|alli|rival|parallel|interact|alternat|coincid|next|near|besid|opposit|engag|unlik|alik|same)/;
