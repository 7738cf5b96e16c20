import { queryOf } from '../grounding/query.ts';
import { UnitScorer } from '../grounding/unit-scores.ts';
import { wordsOf } from '../grounding/words.ts';
import { contentTerms, type JudgeMaterial, type Measurement, usedQuotes } from './judge-material.ts';
import { repeatedShare } from './repetition.ts';

/**
 * Relevance by words (methods S6.4): how much of what is asked the answer or the lines it stands on say, and how well those
 * lines fit the question beside the ones that fit it best. An answer without new words (a parrot of the question) and one that
 * repeats itself count less. A reference, where there is one, shows what is asked in other words.
 */
export function measureRelevance(material: JudgeMaterial): Measurement {
	if (material.abstains) {
		return { quality: 0.3, reason: 'The answer only says that it cannot tell.', evidence: [] };
	}
	const named = namedShare(material);
	const fit = lineFit(material);
	const like = referenceShare(material);
	const fresh = Math.min(1, newShare(material) / 0.2);
	const repeated = repeatedShare(material.answerWords);
	const known = knownShare(material);
	const blind = material.standsOn.size > 0 ? 0.55 : 0.2;
	const basis = material.units.length === 0 ? named : known * (0.55 * named + 0.45 * fit) + (1 - known) * blind;
	const quality = Math.min(1, Math.max(basis * 1.3, like === undefined ? 0 : 1.25 * like)) * fresh * (1 - repeated);
	const parts = [`${percent(named)} of what is asked is named in the answer or in the lines it stands on`];
	if (material.units.length > 0) {
		parts.push(`these lines fit the question ${percent(fit)} as well as the best ones`);
	}
	if (like !== undefined) {
		parts.push(`it shares ${percent(like)} of the words of the reference`);
	}
	if (fresh < 1) {
		parts.push('it says hardly anything that the question does not');
	}
	return { quality, reason: `${parts.join('; ')}.`, evidence: usedQuotes(material, 1) };
}

function namedShare({ asked, answerTerms, standsOn, units, scanner }: JudgeMaterial): number {
	const behind = contentTerms(
		units.filter(unit => standsOn.has(unit.id)).flatMap(unit => wordsOf(`${unit.title ?? ''} ${unit.text}`, scanner)),
	);
	let all = 0;
	let named = 0;
	for (const [term, weight] of asked) {
		all += weight;
		named += answerTerms.has(term) ? weight : behind.has(term) ? 0.8 * weight : 0;
	}
	return all === 0 ? 0.6 : named / all; // A question of grammar alone says nothing about its subject.
}

/** Share of the question's words that the context has at all: of the others lines can say nothing, so little is concluded from them. */
function knownShare({ asked, index }: JudgeMaterial): number {
	const terms = [...asked.keys()];
	return terms.length === 0 ? 0 : terms.filter(term => index.terms.has(term)).length / terms.length;
}

/** How the best line that the answer stands on ranks for the question: 1 for the best line of all. */
function lineFit({ index, questionWords, standsOn, asked }: JudgeMaterial): number {
	const query = queryOf(index, [], questionWords);
	const terms = new Map(query.terms);
	for (const [term, weight] of asked) {
		const number = index.terms.get(term);
		if (number !== undefined && !terms.has(number)) {
			terms.set(number, weight);
		}
	}
	const candidates = new UnitScorer(index, terms).best({ ...query, terms }, 80);
	const top = candidates[0]?.score ?? 0;
	if (top <= 0) {
		return standsOn.size > 0 ? 0.6 : 0;
	}
	return Math.max(
		0,
		...candidates.filter(each => standsOn.has(index.units[each.unit]!.id)).map(each => each.score / top),
	);
}

/** Share of the best reference's content words that the answer has; `undefined` without a reference. */
function referenceShare({ reference, answerTerms, scanner }: JudgeMaterial): number | undefined {
	const shares = reference.map(text => {
		const terms = [...contentTerms(wordsOf(text, scanner))];
		return terms.length === 0 ? 0 : terms.filter(term => answerTerms.has(term)).length / terms.length;
	});
	return shares.length === 0 ? undefined : Math.max(...shares);
}

/** Share of the answer's content words that the question does not have: 0 for a parrot. */
function newShare({ answerTerms, questionWords }: JudgeMaterial): number {
	const asked = contentTerms(questionWords);
	return answerTerms.size === 0 ? 1 : [...answerTerms].filter(term => !asked.has(term)).length / answerTerms.size;
}

function percent(share: number): string {
	return `${Math.round(share * 100)} %`;
}
