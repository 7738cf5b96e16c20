import { isSaid } from '../grounding/said.ts';
import type { TextRange } from '../text/range.ts';
import { qualityWithin } from './bands.ts';
import { type Misfit, misfitsOf } from './detail-anchors.ts';
import { type JudgeMaterial, type Measurement, usedQuotes, wordsWithin } from './judge-material.ts';
import { swappedNumbers } from './role-swaps.ts';

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
	const swapped = swappedNumbers(material);
	let length = 0;
	let risk = 0;
	let hard = 0;
	const misfits: Misfit[] = [];
	const missing: string[] = [];
	for (const claim of claims) {
		const found = [
			...misfitsOf(material, claim),
			...swapped
				.filter(({ start, end }) => start >= claim.start && end <= claim.end)
				.map(({ start, end }): Misfit => ({ kind: 'number', words: answer.slice(start, end) })),
		];
		const lacking = claim.unsupported.map(range => answer.slice(range.start, range.end));
		const foreignNumber = hasForeignNumber(material, claim);
		length += claim.end - claim.start;
		risk += claim.score * (claim.end - claim.start);
		hard += claim.label === 'contradicted' || foreignNumber || found.length > 0 ? 1 : 0;
		misfits.push(...found);
		missing.push(...lacking);
	}
	const fault = risk / length;
	const share = hard / claims.length;
	const most = hard === 0 ? 1 : share >= MANY_HARD ? 0.38 : share >= SOME_HARD ? 0.58 : 0.78;
	return {
		quality: Math.min(qualityWithin(fault, BOUNDS), most),
		reason: reasonOf({ claims: claims.length, hard, share: 1 - fault, missing, misfits }),
		evidence: usedQuotes(material),
	};
}

/** A number in digits that neither the context nor the question has, in no form. */
function hasForeignNumber({ answerWords, answer, index, questionWords }: JudgeMaterial, claim: TextRange): boolean {
	return wordsWithin(answerWords, claim).some(
		word =>
			word.form.kind === 'number' &&
			/\p{Nd}/u.test(answer.slice(word.start, word.end)) &&
			!index.terms.has(word.form.term) &&
			!questionWords.some(asked => asked.form.term === word.form.term) &&
			!isListNumber(answer, word.start, word.end) &&
			!isSaid(index, word, answer),
	);
}

function isListNumber(text: string, start: number, end: number): boolean {
	return (
		/(?:^|\n)[\s*#>(-]*$/.test(text.slice(Math.max(0, start - 12), start)) && /^[.)]/.test(text.slice(end, end + 1))
	);
}

/**
 * Where each fifth of the quality is lost as the mean risk of the claims grows. Set where human labels of open data part: faithful
 * answers in the context's own words lie below the first bound, free wordings below the second.
 */
const BOUNDS = [0, 0.22, 0.38, 0.52, 0.68, 1];
/** Shares of claims with a hard sign from which on an answer is at most Bad, or at most Fair, on five levels. */
const MANY_HARD = 0.25;
const SOME_HARD = 0.1;

interface Figures {
	readonly claims: number;
	readonly hard: number;
	readonly share: number;
	readonly missing: readonly string[];
	readonly misfits: readonly Misfit[];
}

function reasonOf({ claims, hard, share, missing, misfits }: Figures): string {
	const counted = `${claims} ${claims === 1 ? 'claim' : 'claims'}`;
	const parts = [
		hard > 0
			? `${hard} of ${counted} cannot be right by the context`
			: missing.length > 0
				? `By words, ${Math.round(share * 100)} % of ${counted} is supported`
				: `The context has the words of ${claims === 1 ? 'the one claim' : `all ${counted}`}; risk ${(1 - share).toFixed(2)}`,
	];
	if (missing.length > 0) {
		parts.push(`not in the context: ${listed(missing)}`);
	}
	const placed = misfits.filter(each => each.kind !== 'negation').map(each => each.words);
	if (placed.length > 0) {
		parts.push(`not in the line that says the rest of the claim: ${listed(placed)}`);
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
