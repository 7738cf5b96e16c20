import type { JudgedWord } from './statement.ts';
import type { Support } from './support.ts';

/**
 * How strongly the signals speak against a claim, in logits. A sign-constrained sum: each signal can only raise the risk.
 * The weights are set by hand, after what non-negative fits on open data agreed on, and kept few so that they transfer. `misplaced` counts values
 * that the context says of something else.
 */
export function claimLogit(support: Support, misplaced: number): number {
	return (
		-2.6 +
		MISPLACED * Math.log1p(Math.min(4, misplaced)) +
		1.7 * (1 - support.cover) +
		1.25 * (1 - support.pairs) +
		0.85 * Math.log1p(Math.min(4, support.novelNames)) +
		4 * Math.log1p(Math.min(4, support.novelNumbers)) +
		0.35 * Math.log1p(support.longestNovel) +
		(support.negation === 'alike' ? 0 : support.negation === 'added' ? 0.5 : 0.3)
	);
}

/** A value of another line weighs as much as one of none. */
const MISPLACED = 4;

/** A claim's logit as a probability. */
export function probability(logit: number): number {
	return 1 / (1 + Math.exp(-logit));
}

/** One part of an answer for {@link answerRisk}. */
export interface RiskPart {
	readonly logit: number;
	/** Content words: longer parts weigh more in the mean. */
	readonly count: number;
}

/** What speaks against an answer as a whole. Each can only raise its risk. */
export interface AnswerSignals {
	/**
	 * What its claims come to, in logits. Three readings are added: one bad claim spoils the answer (noisy or, Σ ln(1 + e^z)),
	 * many doubtful ones do (mean z), and words that the context lacks do (1 − K-Precision: Adlakha et al., "Evaluating
	 * Correctness and Faithfulness of Instruction-Following Models for Question Answering", 2023).
	 */
	readonly claims: number;
	/** Share of all its different words, those that claim nothing included, that the context lacks, 0..1. */
	readonly missing: number;
}

/** Reads the signals of an answer that states something. */
export function answerSignals(
	parts: readonly RiskPart[],
	claims: readonly JudgedWord[],
	all: readonly JudgedWord[],
): AnswerSignals {
	const any = Math.log(parts.reduce((sum, { logit }) => sum + Math.log1p(Math.exp(logit)), 0));
	const weight = parts.reduce((sum, { count }) => sum + count + 1, 0);
	const mean = parts.reduce((sum, { logit, count }) => sum + logit * (count + 1), 0) / weight;
	const different = [...new Map(all.map(word => [word.form.term, word])).values()];
	const known = different.filter(isKnown).length / Math.max(1, different.length);
	return { claims: any + mean + 3 * (1 - knowledgePrecision(claims)), missing: 1 - known };
}

/** A trained weighting of {@link AnswerSignals}: a logistic regression whose weights cannot be negative. */
export interface RiskModel {
	readonly weights: AnswerSignals;
	readonly bias: number;
}

/** Risk that an answer is unfaithful, 0..1. */
export function answerRisk({ weights, bias }: RiskModel, { claims, missing }: AnswerSignals): number {
	return probability(weights.claims * claims + weights.missing * missing + bias);
}

/** K-Precision over word stems: the share of the answer's words that the context has, in these words or related ones. 1 where nothing is stated. */
export function knowledgePrecision(words: readonly JudgedWord[]): number {
	const counted = words.filter(word => word.standing !== 'meta');
	return counted.length === 0 ? 1 : counted.filter(isKnown).length / counted.length;
}

function isKnown(word: JudgedWord): boolean {
	return word.standing === 'said' || word.term >= 0 || word.related >= 0;
}
