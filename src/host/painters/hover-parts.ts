import type { Claim, LinkKind } from '../../core/grounding/grounding.ts';
import type { CaseResult } from '../../core/review/result.ts';
import type { TextRange } from '../../core/text/range.ts';
import { usedWords } from '../influence/influence-hover.ts';
import { contextValues } from './context-value.ts';
import type { Highlight } from './document-highlights.ts';
import { LINK_WORDS, weightWords } from './link-words.ts';
import type { ContextMark, LinkMark } from './marks.ts';
import { type UnitPlace, unitPlaces } from './unit-places.ts';

/** A part of a hover: words of the tool, or words of a model or a document, which are never read as Markdown. */
export type HoverPart =
	| {
			readonly kind: 'tool';
			readonly words: string;
			readonly link?: { readonly title: string; readonly to: RevealTarget };
			/** What stands behind the link. */
			readonly after?: string;
	  }
	| { readonly kind: 'quote'; readonly text: string };

/** What a click goes to, in the focused result. */
export type RevealTarget =
	| { readonly claim: number }
	| { readonly unit: string; readonly start?: number; readonly end?: number };

/**
 * What is said over a highlighted line: what the answer says against it, each kind of link with its weight, then the claims
 * that stand on it, each once; of a line that was not sent or has changed since, that.
 */
export function lineHover(highlights: readonly Highlight[], result: CaseResult): readonly HoverPart[] {
	const claims = new Set<number>();
	const against = new Set<string>();
	const changed = new Set<string>();
	const said = highlights.flatMap(({ mark, state }): HoverPart[] => {
		if (mark.kind === 'not-sent') {
			return [{ kind: 'tool', words: 'Not sent: the prompt left this line out.' }];
		}
		if (state === 'stale') {
			const known = changed.has(mark.unit);
			changed.add(mark.unit);
			return known
				? []
				: [{ kind: 'tool', words: 'Changed since the answer. When it was given, the line said:' }, recordedText(mark)];
		}
		for (const index of mark.claims) {
			claims.add(index);
		}
		if (mark.kind === 'against') {
			return [{ kind: 'tool', words: `By the judge this contradicts ${counted(mark.claims.length)}.` }];
		}
		for (const words of contradictionWords(result, mark)) {
			against.add(words);
		}
		const words = lineWords(mark, result);
		// What was measured brings its own figures, with their intervals.
		const weight = mark.kind === 'influence' && result.influence !== undefined ? '' : ` · ${weightWords(mark.weight)}`;
		return [{ kind: 'tool', words: `${words}${weight}` }];
	});
	const standing = [...claims].flatMap(index => {
		const claim = result.grounding?.claims[index];
		return claim === undefined ? [] : claimParts(claim, index, result);
	});
	return [...[...against].map((words): HoverPart => ({ kind: 'tool', words })), ...said, ...standing];
}

/** What is said over a claim: its label and the lines it stands on. `undefined` outside of every claim. */
export function claimHover(result: CaseResult, offset: number): readonly HoverPart[] | undefined {
	const index = claimAt(result, offset);
	const claim = index === undefined ? undefined : result.grounding?.claims[index];
	if (claim === undefined) {
		return undefined;
	}
	const units = unitPlaces(result);
	const lines = linesOf(claim).flatMap((line): HoverPart[] => {
		const place = units.get(line.unit);
		const to = { unit: line.unit, start: line.start, end: line.end };
		return place === undefined
			? []
			: [
					{ kind: 'tool', words: relationWords(line), link: { title: place.label, to }, after: afterWords(line) },
					{ kind: 'quote', text: place.text.slice(line.start, line.end) },
				];
	});
	const words = CLAIM_WORDS[claim.label];
	const said = judgedParts(claim, units);
	return [{ kind: 'tool', words: said.length === 0 ? words : `By its words: ${lowered(words)}` }, ...said, ...lines];
}

/** What the judge says of the claim, told apart from what the words alone tell, with every quote and where it stands. */
function judgedParts({ judged }: Claim, units: ReadonlyMap<string, UnitPlace>): readonly HoverPart[] {
	if (judged === undefined) {
		return [];
	}
	const { label, said, problem, quotes } = judged;
	const doubt = problem === undefined ? '' : `. ${problem}`;
	const words =
		label === 'unverified' && said !== undefined ? `not verified (said: ${said})` : lowered(CLAIM_WORDS[label]);
	const relation = label === 'contradicted' ? 'quoted against it' : 'quoted';
	return [
		{ kind: 'tool', words: `By the judge: ${words}${doubt}` },
		...quotes.flatMap((quote): HoverPart[] => {
			const place = quote.found === 'no' ? undefined : units.get(quote.unit);
			const found: HoverPart =
				quote.found === 'no' || place === undefined
					? { kind: 'tool', words: `${relation}, not found in the context` }
					: {
							kind: 'tool',
							words: relation,
							link: { title: place.label, to: { unit: quote.unit, start: quote.start, end: quote.end } },
						};
			return [found, { kind: 'quote', text: quote.quote }];
		}),
	];
}

function lowered(words: string): string {
	return words.charAt(0).toLowerCase() + words.slice(1);
}

/** The index of the claim at an offset of the answer; of nested ones the shortest. */
export function claimAt(result: CaseResult, offset: number): number | undefined {
	let best: number | undefined;
	const claims = result.grounding?.claims ?? [];
	claims.forEach(({ start, end }, index) => {
		const known = best === undefined ? undefined : claims[best];
		if (start <= offset && offset <= end && (known === undefined || end - start < known.end - known.start)) {
			best = index;
		}
	});
	return best;
}

/** A line that a claim stands on, with every kind of link to it. */
export interface ClaimLine extends TextRange {
	readonly unit: string;
	readonly kinds: readonly LinkKind[];
	/** What the line is to the claim: overlap alone supports nothing where the label says so. */
	readonly relation: 'supports' | 'contradicts' | 'resembles';
	/** The strongest link's, as is the range in the unit's text. */
	readonly weight: number;
}

/** The lines of a claim, each once, the strongest first. */
export function linesOf(claim: Claim): readonly ClaimLine[] {
	const lines = new Map<string, ClaimLine>();
	const against = new Set((claim.conflicts ?? []).map(({ unit }) => unit));
	const other = claim.label === 'contradicted' || claim.label === 'unsupported' ? 'resembles' : 'supports';
	for (const { unit, start, end, weight, kind } of [...claim.links].sort((a, b) => b.weight - a.weight)) {
		const known = lines.get(unit) ?? {
			...{ unit, start, end, weight, kinds: [] },
			relation: against.has(unit) ? 'contradicts' : other,
		};
		lines.set(unit, known.kinds.includes(kind) ? known : { ...known, kinds: [...known.kinds, kind] });
	}
	return [...lines.values()];
}

/** "supported by, cited · weight 0.91" */
export function lineLinkWords(line: ClaimLine): string {
	return `${relationWords(line)}${afterWords(line) ?? ''}`;
}

function relationWords({ kinds, relation }: ClaimLine): string {
	if (relation === 'contradicts') {
		return 'contradicted by';
	}
	const overlap = relation === 'resembles' ? 'words in common with' : LINK_WORDS.overlap;
	return kinds.map(kind => (kind === 'overlap' ? overlap : LINK_WORDS[kind])).join(', ');
}

/** How much of a contradicted claim the line has says nothing. */
function afterWords({ relation, weight }: ClaimLine): string | undefined {
	return relation === 'contradicts' ? undefined : ` · ${weightWords(weight)}`;
}

const CLAIM_WORDS: Readonly<Record<Claim['label'], string>> = {
	supported: 'Supported',
	partial: 'Supported in part',
	unsupported: 'No support in the context',
	contradicted: 'Contradicted by the context',
	unverified: 'Not verified',
	'no-claim': 'Claims nothing that could be checked',
};

function lineWords({ kind, unit, claims, criteria }: LinkMark, result: CaseResult): string {
	const labels = claims.map(index => result.grounding?.claims[index]?.label);
	const supported = labels.filter(label => label !== 'contradicted' && label !== 'unsupported').length;
	switch (kind) {
		case 'overlap':
			return supported === 0
				? `Words in common with ${counted(claims.length)}`
				: `Supports ${counted(supported)} (words in common)`;
		case 'influence':
			return usedWords(unit, claims.length, result);
		case 'cited':
			return criteria.length > 0
				? `Cited by the judge for ${criteria.join(', ')}`
				: `Cited by the judge for ${counted(claims.length)}`;
	}
}

function counted(claims: number): string {
	return claims === 1 ? '1 claim' : `${claims} claims`;
}

/** What the claims on a line say against it, a sentence for each value. */
function contradictionWords(result: CaseResult, { unit, claims }: LinkMark): readonly string[] {
	const units = unitPlaces(result);
	return claims.flatMap(index => {
		const claim = result.grounding?.claims[index];
		const values = claim === undefined ? [] : contextValues(result.text, claim, units);
		return values
			.filter(({ place }) => place.unit.id === unit)
			.map(({ text, answer }) => `Contradicted: the answer says “${answer}”, this line says “${text}”.`);
	});
}

function claimParts(claim: Claim, index: number, result: CaseResult): readonly HoverPart[] {
	return [
		{ kind: 'tool', words: '', link: { title: 'Go to claim', to: { claim: index } } },
		{ kind: 'quote', text: result.text.slice(claim.start, claim.end) },
	];
}

function recordedText(mark: ContextMark): HoverPart {
	return { kind: 'quote', text: mark.segments.map(({ text }) => text).join(' ') };
}
