import type { GroundingModel } from '../../src/core/grounding/model.ts';
import { type AttributionRecord, type FaithfulnessRecord, readBenchmark } from './benchmark-data.ts';
import { LINK_SOURCES, type LinkExample, linkExamples, trainLinks } from './link-training.ts';
import { RISK_SOURCES, riskExamples, trainRisk } from './risk-training.ts';

/** What the shipped model is trained on, read; `undefined` where a file is absent. */
export interface TrainingData {
	readonly links: readonly LinkExample[];
	readonly risks: readonly FaithfulnessRecord[];
}

export function readTrainingData(directory: string): TrainingData | undefined {
	const links = LINK_SOURCES.map(source => readBenchmark<AttributionRecord>(directory, `attribution.${source}`));
	const risks = RISK_SOURCES.map(source => readBenchmark<FaithfulnessRecord>(directory, `faithfulness.${source}`));
	return [...links, ...risks].some(records => records === undefined)
		? undefined
		: { links: linkExamples(links.flatMap(records => records ?? [])), risks: risks.flatMap(records => records ?? []) };
}

/** Trains the model of links, and on top of it the risk of answers. */
export function train({ links, risks }: TrainingData): GroundingModel {
	const model = { links: trainLinks(links), risk: UNTRAINED };
	return { ...model, risk: trainRisk(riskExamples(risks, model)) };
}

/** Not looked at while signals are read. */
const UNTRAINED = { weights: { claims: 1, missing: 0 }, bias: 0 };
