import type { JsonValue } from '../reading/json-values.ts';
import { fold } from '../reading/vocabulary.ts';
import { CLAIMS } from './claim-request.ts';

/** What a reply says in one place of one claim. Nothing of it is decided yet. */
export interface ClaimEntry {
	/** The claims that it names, from 0; none or several where it is no use. */
	readonly places: readonly number[];
	/** Words for a label, as they stand there. */
	readonly labels: readonly string[];
	readonly quotes: readonly string[];
	/** The claim's own words, where the entry repeats them. */
	readonly text: string | undefined;
}

/** Every list of claims in a JSON value, each as its entries. */
export function claimLists(value: JsonValue): readonly (readonly ClaimEntry[])[] {
	if (value.kind === 'list') {
		return value.items.length > 0 && value.items.every(isClaim)
			? [entriesOf(value)]
			: value.items.flatMap(item => claimLists(item));
	}
	if (value.kind !== 'object') {
		return [];
	}
	return isClaim(value)
		? [[entryOf(value.members)]]
		: value.members.flatMap(([key, member]) => (isClaimsKey(key) ? [entriesOf(member)] : claimLists(member)));
}

/** The value without all that {@link claimLists} takes out of it, so that no label is taken for a rating. */
export function withoutClaims(value: JsonValue): JsonValue {
	if (value.kind === 'list') {
		return { kind: 'list', items: value.items.filter(item => !isClaim(item)).map(withoutClaims) };
	}
	if (value.kind !== 'object') {
		return value;
	}
	const members = value.members
		.filter(([key, member]) => !isClaimsKey(key) && !isClaim(member))
		.map(([key, member]) => [key, withoutClaims(member)] as const);
	return isClaim(value) ? { kind: 'object', members: [] } : { kind: 'object', members };
}

/** `{ "claim": "C3", … }` */
function isClaim(value: JsonValue): boolean {
	return value.kind === 'object' && value.members.some(([key, member]) => fold(key) === 'claim' && named(member));
}

function isClaimsKey(key: string): boolean {
	const word = fold(key);
	return word === CLAIMS || word === 'claim labels' || word === 'claimlabels';
}

function named(value: JsonValue): boolean {
	return value.kind === 'number' || (value.kind === 'text' && claimPlace(value.text) !== undefined);
}

function entriesOf(value: JsonValue): readonly ClaimEntry[] {
	if (value.kind === 'list') {
		return value.items.flatMap(item => (item.kind === 'object' ? [entryOf(item.members)] : []));
	}
	if (value.kind !== 'object') {
		return [];
	}
	if (isClaim(value)) {
		return [entryOf(value.members)];
	}
	// A map: the key names the claim.
	return value.members.map(([key, member]) => {
		const place = claimPlace(key);
		const inner = member.kind === 'object' ? entryOf(member.members) : undefined;
		return {
			places: [...new Set([...(place === undefined ? [] : [place]), ...(inner?.places ?? [])])],
			labels: inner?.labels ?? wordsIn(member),
			quotes: inner?.quotes ?? [],
			text: inner?.text,
		};
	});
}

function entryOf(members: readonly (readonly [string, JsonValue])[]): ClaimEntry {
	const places = new Set<number>();
	const labels: { readonly words: string; readonly primary: boolean }[] = [];
	const quotes: string[] = [];
	let text: string | undefined;
	for (const [key, value] of members) {
		const word = fold(key);
		if (NAME_KEY.test(word)) {
			const place = placeOf(value);
			if (place !== undefined) {
				places.add(place);
			} else if (value.kind === 'text') {
				text = value.text;
			}
		} else if (TEXT_KEY.test(word) && value.kind === 'text') {
			text = value.text;
		} else if (LABEL_KEY.test(word)) {
			labels.push(...wordsIn(value).map(words => ({ words, primary: word === 'label' })));
		} else if (word === 'supported' && value.kind === 'truth') {
			// "Not supported" may mean that the context says nothing, or otherwise: that is no label.
			labels.push({ words: value.value ? 'supported' : 'supported: false', primary: false });
		} else if (QUOTE_KEY.test(word)) {
			quotes.push(...quotesIn(value));
		}
	}
	const primary = labels.filter(label => label.primary);
	return {
		places: [...places],
		labels: (primary.length > 0 ? primary : labels).map(label => label.words),
		quotes,
		text,
	};
}

const NAME_KEY = /^(?:claim|claim id|claim number|id|number|no|nr|index)$/;
const TEXT_KEY = /^(?:text|claim text|statement|sentence)$/;
const LABEL_KEY = /^(?:label|labels|verdict|status|judge?ment|rating|result|assessment|support)$/;
const QUOTE_KEY =
	/^(?:quotes?|quotations?|evidence|evidences|citations?|context quotes?|supporting quotes?|evidence quotes?)$/;

function placeOf(value: JsonValue): number | undefined {
	if (value.kind === 'number') {
		return Number.isInteger(value.value) ? value.value - 1 : undefined;
	}
	return value.kind === 'text' ? claimPlace(value.text) : undefined;
}

/** "C3", "claim 3", "3": the place from 0. Of "C0" it is −1, which no claim has. */
export function claimPlace(words: string): number | undefined {
	const number = /^\s*\[?(?:claim\s*)?#?c?\s*(\d{1,6})\]?\s*[.:]?\s*$/iu.exec(words)?.[1];
	return number === undefined ? undefined : Number(number) - 1;
}

function wordsIn(value: JsonValue): readonly string[] {
	switch (value.kind) {
		case 'text':
			return value.text.trim() === '' ? [] : [value.text.trim()];
		case 'number':
		case 'truth':
			return [String(value.value)];
		case 'list':
			return value.items.flatMap(wordsIn);
		default:
			return [];
	}
}

function quotesIn(value: JsonValue): readonly string[] {
	if (value.kind === 'object') {
		const inner = value.members.find(([key]) => /^(?:quote|text|quotation)$/.test(fold(key)));
		return inner === undefined ? [] : quotesIn(inner[1]);
	}
	if (value.kind === 'list') {
		return value.items.flatMap(quotesIn);
	}
	return value.kind === 'text' && !NO_QUOTE.test(value.text.trim()) ? [value.text.trim()] : [];
}

/** What judges write where they have nothing to quote. */
const NO_QUOTE = /^(?:|none|n\/a|null|nil|no quotes?|[-–—]+|…|\.\.\.)\.?$/i;
