import { type FaithfulnessRecord, FOLDS, foldOf } from '../../../scripts/train/benchmark-data.ts';
import { LINK_SOURCES, type LinkExample, trainLinks } from '../../../scripts/train/link-training.ts';
import { RISK_SOURCES, type RiskExample, riskExamples, trainRisk } from '../../../scripts/train/risk-training.ts';
import type { TrainingData } from '../../../scripts/train/training.ts';
import type { GroundingModel } from '../../../src/core/grounding/model.ts';
import { SHIPPED_MODEL } from '../../../src/core/grounding/model.ts';

/** A record of any file, as far as choosing its model needs it. */
export interface AnyRecord {
	readonly source: string;
	readonly context: FaithfulnessRecord['context'] | LinkExample['record']['context'];
	readonly used?: readonly string[];
}

/** Which model grounds a record. */
export type ModelOf = (record: AnyRecord) => GroundingModel;

export interface MeasuredModels {
	/** Trained without any record of the same source. */
	readonly withoutSource: ModelOf;
	/** Trained without the fifth of the documents that the record's own belongs to. */
	readonly outOfFold: ModelOf;
}

/**
 * Models that have not seen the record they are asked for. A source that trains nothing gets the shipped model. Links may be
 * trained without some `dropped` features. The signals of answers are read once, with the shipped links: they hardly hang on them.
 * Words are the shipped ones': neither links nor risks hang on them.
 */
export function measuredModels(data: TrainingData, dropped: ReadonlySet<string> = new Set()): MeasuredModels {
	const risks = riskExamples(data.risks, SHIPPED_MODEL);
	const all = { links: data.links, risks };
	const full = lazily(() => trainLinks(data.links, dropped));
	const bySource = new Map(
		[...new Set([...LINK_SOURCES, ...RISK_SOURCES])].map(source => [
			source as string,
			lazily(() => ({
				links: (LINK_SOURCES as readonly string[]).includes(source)
					? trainLinks(
							all.links.filter(({ record }) => record.source !== source),
							dropped,
						)
					: full(),
				risk: trainRisk(without(all.risks, source)),
				words: SHIPPED_MODEL.words,
			})),
		]),
	);
	const byFold = Array.from({ length: FOLDS }, (_, fold) =>
		lazily(() => ({
			links: trainLinks(
				all.links.filter(example => example.fold !== fold),
				dropped,
			),
			risk: trainRisk(all.risks.filter(example => example.fold !== fold)),
			words: SHIPPED_MODEL.words,
		})),
	);
	return {
		withoutSource: ({ source }) => bySource.get(source)?.() ?? SHIPPED_MODEL,
		outOfFold: record => (bySource.has(record.source) ? byFold[foldOf(record)]!() : SHIPPED_MODEL),
	};
}

function without(examples: readonly RiskExample[], source: string): RiskExample[] {
	return examples.filter(({ record }) => record.source !== source);
}

function lazily<T>(make: () => T): () => T {
	let made: T | undefined;
	return () => {
		made ??= make();
		return made;
	};
}
