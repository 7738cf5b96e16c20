import { type FaithfulnessRecord, FOLDS, foldOf } from '../../../scripts/train/benchmark-data.ts';
import { LINK_SOURCES, type LinkExample, trainLinks } from '../../../scripts/train/link-training.ts';
import { RISK_SOURCES, riskExamples, trainRisk } from '../../../scripts/train/risk-training.ts';
import type { TrainingData } from '../../../scripts/train/training.ts';
import { MARKED_SOURCE, trainWords, wordExamples } from '../../../scripts/train/word-training.ts';
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

/** The files with marks that the model of words has trained on: only their figures need another one. */
export const MARKED_SOURCES: readonly string[] = [MARKED_SOURCE, 'summedits'];

/**
 * Models that have not seen the record they are asked for. A source that trains nothing gets the shipped model; files of one
 * collection, whose contexts are the same, are left out together. Links may be trained without some `dropped` features.
 * Words train anew only for the files with marks, since neither links nor risks hang on them. The signals of answers are read
 * once, with the shipped links: they hardly hang on them.
 */
export function measuredModels(data: TrainingData, dropped: ReadonlySet<string> = new Set()): MeasuredModels {
	const risks = riskExamples(data.risks, SHIPPED_MODEL);
	const words = lazily(() => wordExamples([...data.marked, ...data.risks]));
	const trained = (kept: (example: Example) => boolean) => {
		const links = lazily(() => trainLinks(data.links.filter(kept), dropped));
		const risk = lazily(() => trainRisk(risks.filter(kept)));
		const marks = lazily(() => trainWords(words().filter(kept)));
		return (source: string): GroundingModel => ({
			links: links(),
			risk: risk(),
			words: MARKED_SOURCES.includes(source) ? marks() : SHIPPED_MODEL.words,
		});
	};
	const sources = [...LINK_SOURCES, ...RISK_SOURCES, MARKED_SOURCE];
	const collections = new Set(sources.map(collectionOf));
	const byCollection = new Map(
		[...collections].map(left => [left, trained(({ record }) => collectionOf(record.source) !== left)]),
	);
	const byFold = Array.from({ length: FOLDS }, (_, fold) => trained(example => example.fold !== fold));
	return {
		withoutSource: ({ source }) => byCollection.get(collectionOf(source))?.(source) ?? SHIPPED_MODEL,
		outOfFold: record =>
			collections.has(collectionOf(record.source)) ? byFold[foldOf(record)]!(record.source) : SHIPPED_MODEL,
	};
}

/** What a choice of examples hangs on, whatever they train. */
interface Example {
	readonly record: { readonly source: string };
	readonly fold: number;
}

/** wice and wice-tokens are about the same pages. */
function collectionOf(source: string): string {
	return source === MARKED_SOURCE ? 'wice' : source;
}

function lazily<T>(make: () => T): () => T {
	let made: T | undefined;
	return () => {
		made ??= make();
		return made;
	};
}
