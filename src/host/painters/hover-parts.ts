import type { Claim, LinkKind } from '../../core/grounding/grounding.ts';
import type { CaseResult } from '../../core/review/result.ts';
import type { Highlight } from './document-highlights.ts';
import { LINK_WORDS, weightWords } from './link-words.ts';
import type { ContextMark } from './marks.ts';
import { unitPlaces } from './unit-places.ts';

/** A part of a hover: words of the tool, or words of a model or a document, which are never read as Markdown. */
export type HoverPart =
	| {
			readonly kind: 'tool';
			readonly words: string;
			readonly link?: { readonly title: string; readonly to: RevealTarget };
	  }
	| { readonly kind: 'quote'; readonly text: string };

/** What a click goes to, in the focused result. */
export type RevealTarget =
	| { readonly claim: number }
	| { readonly unit: string; readonly start?: number; readonly end?: number };

/** What is said over a highlighted line: the kind of link, its weight, and the claims that stand on it. */
export function lineHover(highlights: readonly Highlight[], result: CaseResult): readonly HoverPart[] {
	return highlights.flatMap(({ mark, state }): HoverPart[] => {
		if (mark.kind === 'not-sent') {
			return [{ kind: 'tool', words: 'Not sent: the prompt left this line out.' }];
		}
		if (state === 'stale') {
			return [
				{ kind: 'tool', words: 'Changed since the answer. When it was given, the line said:' },
				recordedText(mark),
			];
		}
		const claims = mark.claims.flatMap(index => {
			const claim = result.grounding?.claims[index];
			return claim === undefined ? [] : claimParts(claim, index, result);
		});
		const words = `${lineWords(mark.kind, mark.claims.length, mark.criteria)} · ${weightWords(mark.weight)}`;
		return [{ kind: 'tool', words }, ...claims];
	});
}

/** What is said over a claim: its label and the lines it stands on. `undefined` outside of every claim. */
export function claimHover(result: CaseResult, offset: number): readonly HoverPart[] | undefined {
	const index = claimAt(result, offset);
	const claim = index === undefined ? undefined : result.grounding?.claims[index];
	if (claim === undefined) {
		return undefined;
	}
	const units = unitPlaces(result);
	const lines = strongestFirst(claim).flatMap((link): HoverPart[] => {
		const place = units.get(link.unit);
		const to = { unit: link.unit, start: link.start, end: link.end };
		return place === undefined
			? []
			: [
					{
						kind: 'tool',
						words: `${LINK_WORDS[link.kind]} · ${weightWords(link.weight)} ·`,
						link: { title: place.label, to },
					},
					{ kind: 'quote', text: place.text.slice(link.start, link.end) },
				];
	});
	return [{ kind: 'tool', words: CLAIM_WORDS[claim.label] }, ...lines];
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

/** A claim's links, one for each unit and kind, the strongest first. */
export function strongestFirst(claim: Claim): readonly Claim['links'][number][] {
	const seen = new Set<string>();
	return [...claim.links]
		.sort((a, b) => b.weight - a.weight)
		.filter(({ unit, kind }) => {
			const known = seen.has(`${kind} ${unit}`);
			seen.add(`${kind} ${unit}`);
			return !known;
		});
}

const CLAIM_WORDS: Readonly<Record<Claim['label'], string>> = {
	supported: 'Supported',
	partial: 'Supported in part',
	unsupported: 'No support in the context',
	contradicted: 'Contradicted by the context',
	unverified: 'Not verified',
	'no-claim': 'Claims nothing that could be checked',
};

function lineWords(kind: LinkKind, claims: number, criteria: readonly string[]): string {
	const standing = claims === 1 ? '1 claim' : `${claims} claims`;
	switch (kind) {
		case 'overlap':
			return `Supports ${standing} (words in common)`;
		case 'influence':
			return `Used for ${standing} (the answer changes without it)`;
		case 'cited':
			return criteria.length > 0 ? `Cited by the judge for ${criteria.join(', ')}` : `Cited for ${standing}`;
	}
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
