import { wordsOf } from '../grounding/words.ts';
import { qualityWithin } from './bands.ts';
import type { JudgeMaterial, Measurement } from './judge-material.ts';
import { repeatedShare } from './repetition.ts';

/**
 * Conciseness as the share of an answer that could go (methods S15, without the rewriting call): what it repeats, sentences about
 * the answer itself, and length beyond one and a half references. The levels' bounds are those of S15: below 0.1 the best.
 */
export function measureConciseness(material: JudgeMaterial): Measurement {
	const { answerWords, reference, scanner } = material;
	const repeated = repeatedShare(answerWords);
	const meta = metaShare(material.answer);
	const longest = Math.max(0, ...reference.map(text => wordsOf(text, scanner).length));
	const ratio = longest === 0 ? undefined : answerWords.length / longest;
	const beyond = ratio === undefined || answerWords.length < SHORT ? 0 : Math.max(0, 1 - 1.5 / Math.max(ratio, 1.5));
	const rambling = reference.length === 0 ? Math.min(0.3, Math.max(0, (answerWords.length - LONG) / 1000)) : 0;
	const excess = Math.min(1, repeated + meta + Math.max(beyond, rambling));
	const parts = [
		`${answerWords.length} words`,
		repeated < 0.005 ? 'nothing repeated' : `${percent(repeated)} repeated`,
	];
	if (meta > 0) {
		parts.push(`${percent(meta)} about the answer itself`);
	}
	if (ratio !== undefined) {
		parts.push(`${ratio.toFixed(1)} times the reference`);
	}
	return {
		quality: qualityWithin(excess, BOUNDS),
		reason: `${parts.join(', ')}; ${excess < 0.005 ? 'nothing' : `about ${percent(excess)}`} could be left out.`,
		evidence: [],
	};
}

/** Answers of up to this many words are short whatever the reference. */
const SHORT = 40;
const LONG = 200;

/** Where each fifth of the quality is lost (methods S15). */
const BOUNDS = [0, 0.1, 0.25, 0.4, 0.6, 1];

/** Share of characters in sentences that announce, sum up or offer. */
function metaShare(answer: string): number {
	const sentences = answer.split(/(?<=[.!?:。！？])\s+|\n+/u);
	const meta = sentences
		.filter(sentence => META.test(sentence.trim()))
		.reduce((sum, sentence) => sum + sentence.length, 0);
	return answer.length === 0 ? 0 : meta / answer.length;
}

const META =
	/^(?:sure|certainly|of course|great question|as an ai|in (?:conclusion|summary)|to (?:conclude|sum up|summarize)|overall,|i hope|let me know|feel free|here (?:is|are)|based on the (?:provided |given )?(?:context|information|passages?)\b[^.]{0,20}:?$|zusammenfassend|en résumé|en resumen|in sintesi|em resumo)/i;

function percent(share: number): string {
	return `${Math.round(share * 100)} %`;
}
