import { queryOf } from '../grounding/query.ts';
import { UnitScorer } from '../grounding/unit-scores.ts';
import { wordsOf } from '../grounding/words.ts';
import { contentTerms, type JudgeMaterial, type Measurement, weightOf } from './judge-material.ts';

/**
 * Completeness: with a reference the weighted share of its content that the answer has (recall, methods S2), its numbers counting
 * double; without one the share of the lines that fit the question best, which is weaker and says so.
 */
export function measureCompleteness(material: JudgeMaterial): Measurement {
	if (material.abstains) {
		return { quality: 0, reason: 'The answer says that it cannot tell, so nothing is answered.', evidence: [] };
	}
	return material.reference.length > 0 ? againstReference(material) : againstBestLines(material);
}

interface Recall {
	readonly share: number;
	readonly missing: readonly string[];
	readonly missingNumbers: number;
}

function againstReference(material: JudgeMaterial): Measurement {
	const recalls = material.reference.map(text => recallOf(material, text));
	const best = recalls.reduce((most, each) => (each.share > most.share ? each : most));
	const quality = Math.min(best.missingNumbers > 0 ? 0.58 : 1, best.share * 1.15);
	const missing = best.missing.slice(0, 5).map(word => `"${word}"`);
	return {
		quality,
		reason: `The answer has ${Math.round(best.share * 100)} % of the content of the reference${missing.length === 0 ? '' : `; missing: ${missing.join(', ')}`}.`,
		evidence: [],
	};
}

function recallOf(material: JudgeMaterial, reference: string): Recall {
	const words = wordsOf(reference, material.scanner);
	const asked = contentTerms(material.questionWords);
	const missing: string[] = [];
	let all = 0;
	let had = 0;
	let missingNumbers = 0;
	for (const term of contentTerms(words)) {
		const word = words.find(each => each.form.term === term)!;
		const number = word.form.kind === 'number';
		const weight = weightOf(material.index, term) * (number ? 2 : asked.has(term) ? 0.5 : 1);
		all += weight;
		if (material.answerTerms.has(term)) {
			had += weight;
		} else {
			missing.push(reference.slice(word.start, word.end));
			missingNumbers += number ? 1 : 0;
		}
	}
	return { share: all === 0 ? 1 : had / all, missing, missingNumbers };
}

/** The lines that fit the question best stand in for the reference that is not there. */
function againstBestLines({ index, units, questionWords, asked, answerTerms, scanner }: JudgeMaterial): Measurement {
	const query = queryOf(index, [], questionWords);
	const candidates = new UnitScorer(index, query.terms).best(query, 12);
	const top = candidates[0]?.score ?? 0;
	const best = candidates.filter(each => each.score >= ALIKE * top).slice(0, 3);
	if (best.length === 0) {
		return {
			quality: 0.5,
			reason: 'No line of the context fits the question, so there is nothing to compare with.',
			evidence: [],
		};
	}
	const shares = best.map(({ unit }) => {
		const terms = [...contentTerms(wordsOf(units[unit]!.text, scanner))].filter(term => !asked.has(term));
		return terms.length === 0 ? 1 : terms.filter(term => answerTerms.has(term)).length / terms.length;
	});
	const share = Math.max(...shares);
	return {
		quality: Math.min(1, 0.35 + share),
		reason: `No reference; the answer has ${Math.round(share * 100)} % of the content words of a line that fits the question best.`,
		evidence: [units[best[shares.indexOf(share)]!.unit]!.text.trim()].filter(
			text => text.length > 0 && text.length < 400,
		),
	};
}

const ALIKE = 0.8;
