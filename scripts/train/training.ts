import type { GroundingModel } from '../../src/core/grounding/model.ts';
import { type AttributionRecord, type FaithfulnessRecord, readBenchmark } from './benchmark-data.ts';
import { LINK_SOURCES, type LinkExample, linkExamples, trainLinks } from './link-training.ts';
import { RISK_SOURCES, riskExamples, trainRisk } from './risk-training.ts';
import { MARKED_SOURCE, trainWords, wordExamples } from './word-training.ts';

/** What the shipped model is trained on, read; `undefined` where a file is absent. */
export interface TrainingData {
	readonly links: readonly LinkExample[];
	readonly risks: readonly FaithfulnessRecord[];
	/** Answers in which people marked words. */
	readonly marked: readonly FaithfulnessRecord[];
}

export function readTrainingData(directory: string): TrainingData | undefined {
	const links = LINK_SOURCES.map(source => readBenchmark<AttributionRecord>(directory, `attribution.${source}`));
	const risks = RISK_SOURCES.map(source => readBenchmark<FaithfulnessRecord>(directory, `faithfulness.${source}`));
	const marked = readBenchmark<FaithfulnessRecord>(directory, `faithfulness.${MARKED_SOURCE}`);
	return marked === undefined || [...links, ...risks].some(records => records === undefined)
		? undefined
		: {
				links: linkExamples(links.flatMap(records => records ?? [])),
				risks: risks.flatMap(records => records ?? []),
				marked,
			};
}

/** Trains the model of links, on top of it the risk of answers, and the model of words. */
export function train({ links, risks, marked }: TrainingData): GroundingModel {
	const model = { links: trainLinks(links), risk: UNTRAINED, words: trainWords(wordExamples([...marked, ...risks])) };
	return { ...model, risk: trainRisk(riskExamples(risks, model)) };
}

/** Not looked at while signals are read. */
const UNTRAINED = { weights: { claims: 1, missing: 0 }, bias: 0 };
