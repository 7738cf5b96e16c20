import type { Criterion, Rubric } from '../documents/rubric.ts';
import { passes, passMarkOf, scoreRatings } from '../judging/score.ts';
import type { VerdictReading } from '../judging/verdict.ts';
import { bestFirst } from '../judging/verdict-schema.ts';
import { type Dimension, dimensionOf } from './criterion-meaning.ts';
import { measureClarity } from './judge-clarity.ts';
import { measureCompleteness } from './judge-completeness.ts';
import { measureConciseness } from './judge-conciseness.ts';
import { measureFaithfulness } from './judge-faithfulness.ts';
import { type JudgeMaterial, judgeMaterial, type Measurement, type OfflineJudgeInput } from './judge-material.ts';
import { measureRelevance } from './judge-relevance.ts';

/** A verdict by local signals, with what was measured. */
export interface OfflineVerdict extends VerdictReading {
	/** criterion id → quality 0..1 before it became a level. */
	readonly qualities: Readonly<Record<string, number>>;
}

/**
 * Judges an answer by counting words, with no model: lexical, and honest about it. Each criterion is measured by what backs its
 * dimension (methods, "What backs each rubric dimension"); the quality 0..1 becomes a level by equal bands over the scale's
 * levels, best first. A criterion that no local signal speaks about, or faithfulness without a context, leaves the verdict unscored
 * with the reason `not-supported`: the others are shown. The same input gives the same verdict.
 */
export function offlineVerdict({ rubric, ...input }: OfflineJudgeInput & { readonly rubric: Rubric }): OfflineVerdict {
	if (input.answer.trim() === '') {
		return unscored('empty', 'The answer is empty.');
	}
	const material = judgeMaterial(input);
	const measured = new Map<Dimension, Measurement | string>();
	const ratings: Record<string, string> = {};
	const reasons: Record<string, string> = {};
	const evidence: Record<string, readonly string[]> = {};
	const qualities: Record<string, number> = {};
	const problems: string[] = [];
	for (const criterion of rubric.criteria) {
		const measurement = measurementFor(criterion, material, measured);
		if (typeof measurement === 'string') {
			problems.push(measurement);
			continue;
		}
		ratings[criterion.id] = levelFor(measurement.quality, rubric);
		reasons[criterion.id] = measurement.reason;
		qualities[criterion.id] = measurement.quality;
		if (measurement.evidence.length > 0) {
			evidence[criterion.id] = measurement.evidence;
		}
	}
	const arithmetic = problems.length === 0 ? scoreRatings(rubric, ratings) : undefined;
	return {
		state: arithmetic === undefined ? 'unscored' : 'scored',
		reason: arithmetic === undefined ? 'not-supported' : undefined,
		score: arithmetic?.score,
		cappedScore: arithmetic?.cappedScore,
		pass: arithmetic === undefined ? undefined : passes(rubric, arithmetic, passMarkOf(rubric)).pass,
		ratings,
		reasons,
		evidence,
		qualities,
		problems,
	};
}

/** The level of a quality: the scale's levels share 0..1 in equal bands, the highest value at the top. */
export function levelFor(quality: number, rubric: Rubric): string {
	const levels = bestFirst(rubric);
	const at = Math.floor((1 - Math.min(1, Math.max(0, quality))) * levels.length);
	return levels[Math.min(at, levels.length - 1)]?.name ?? '';
}

/** The measurement of a criterion, or the sentence that says why there is none. */
function measurementFor(
	criterion: Criterion,
	material: JudgeMaterial,
	measured: Map<Dimension, Measurement | string>,
): Measurement | string {
	const dimension = dimensionOf(criterion);
	if (dimension === undefined) {
		return `The offline judge has no signal for the criterion "${criterion.name}"; a model can judge it.`;
	}
	const known = measured.get(dimension);
	const measurement = known ?? MEASURES[dimension](material);
	measured.set(dimension, measurement);
	return measurement;
}

const MEASURES: Readonly<Record<Dimension, (material: JudgeMaterial) => Measurement | string>> = {
	relevance: measureRelevance,
	faithfulness: material =>
		material.units.some(unit => unit.text.trim() !== '')
			? measureFaithfulness(material)
			: 'Without a context the offline judge cannot say whether the answer is faithful.',
	completeness: measureCompleteness,
	correctness: material => measureCorrectness(material),
	clarity: measureClarity,
	conciseness: measureConciseness,
};

/** An answer is as correct as the weaker of what the reference and what the context say of it. */
function measureCorrectness(material: JudgeMaterial): Measurement | string {
	const context = material.units.length > 0 ? measureFaithfulness(material) : undefined;
	const reference = material.reference.length > 0 ? measureCompleteness(material) : undefined;
	const known = [reference, context].filter(each => each !== undefined);
	if (known.length === 0) {
		return 'Without a reference or a context the offline judge cannot say whether the answer is correct.';
	}
	return known.reduce((weaker, each) => (each.quality < weaker.quality ? each : weaker));
}

function unscored(reason: 'empty', problem: string): OfflineVerdict {
	return {
		state: 'unscored',
		reason,
		ratings: {},
		reasons: {},
		evidence: {},
		qualities: {},
		score: undefined,
		cappedScore: undefined,
		pass: undefined,
		problems: [problem],
	};
}
