import { type Misfit, misfitsOf } from './detail-anchors.ts';
import { type JudgeMaterial, type Measurement, usedQuotes } from './judge-material.ts';

/**
 * Faithfulness by what the context says (methods S2, S3): the share of the answer's claims that it covers, weighted by length, and
 * hard signs against single claims: values that it gives differently, words it lacks, names and numbers that it has in another
 * place, a negation turned round. One hard sign in a short answer is enough to call it unfaithful.
 */
export function measureFaithfulness(material: JudgeMaterial): Measurement {
	const { answer, grounding } = material;
	const claims = grounding.claims.filter(claim => claim.label !== 'no-claim');
	if (claims.length === 0) {
		return {
			quality: 1,
			reason: material.abstains
				? 'The answer claims nothing: it says that it cannot tell.'
				: 'The answer makes no claim that could be unsupported.',
			evidence: [],
		};
	}
	let mass = 0;
	let good = 0;
	let hard = 0;
	const misfits: Misfit[] = [];
	const missing: string[] = [];
	for (const claim of claims) {
		const found = misfitsOf(material, claim);
		const differing = (claim as { readonly conflicts?: readonly unknown[] }).conflicts?.length ?? 0;
		const numbers = claim.unsupported
			.map(range => answer.slice(range.start, range.end))
			.filter(words => /\p{Nd}/u.test(words));
		const broken =
			claim.label === 'contradicted' ||
			claim.label === 'unsupported' ||
			differing > 0 ||
			numbers.length > 0 ||
			found.length > 0;
		const length = claim.end - claim.start;
		mass += length;
		good += length * (claim.label === 'unsupported' ? 0 : broken ? 0.2 * (1 - claim.score) : 1 - claim.score);
		hard += broken ? 1 : 0;
		misfits.push(...found);
		missing.push(...claim.unsupported.map(range => answer.slice(range.start, range.end)));
	}
	const share = good / mass;
	const quality = Math.min(share, hard === 0 ? 1 : hard / claims.length >= HARD_SHARE ? HARD : SOME_HARD);
	return {
		quality,
		reason: reasonOf({ claims: claims.length, hard, share, missing, misfits }),
		evidence: usedQuotes(material),
	};
}

/** From this share of broken claims on an answer is unfaithful as a whole. */
const HARD_SHARE = 1 / 6;
const HARD = 0.38;
const SOME_HARD = 0.58;

interface Figures {
	readonly claims: number;
	readonly hard: number;
	readonly share: number;
	readonly missing: readonly string[];
	readonly misfits: readonly Misfit[];
}

function reasonOf({ claims, hard, share, missing, misfits }: Figures): string {
	const parts = [
		`${claims - hard} of ${claims} ${claims === 1 ? 'claim' : 'claims'} ${hard === 0 ? 'without an objection' : 'without a hard objection'}; ${Math.round(share * 100)} % of the answer is covered by the context`,
	];
	if (missing.length > 0) {
		parts.push(`not in the context: ${listed(missing)}`);
	}
	const placed = misfits.filter(each => each.kind !== 'negation').map(each => each.words);
	if (placed.length > 0) {
		parts.push(`in the context, but not with the rest of its claim: ${listed(placed)}`);
	}
	if (misfits.some(each => each.kind === 'negation')) {
		parts.push('a claim and its line differ in being negated');
	}
	return `${parts.join('; ')}.`;
}

function listed(words: readonly string[]): string {
	const shown = [...new Set(words)].slice(0, 4).map(each => `"${each.length > 60 ? `${each.slice(0, 59)}…` : each}"`);
	return shown.join(', ');
}
