import { readAnswer } from '../../src/core/grounding/answer-reading.ts';
import { indexContext } from '../../src/core/grounding/context-index.ts';
import { LINK_FEATURES, type LinkFeature, type LinkRow, linkRows } from '../../src/core/grounding/link-features.ts';
import { type LinkModel, priorOf } from '../../src/core/grounding/link-model.ts';
import { augmented } from './augment.ts';
import { type AttributionRecord, foldOf } from './benchmark-data.ts';
import { boost } from './boosting.ts';

/** The sources that the model of links is trained on; their licences allow it. */
export const LINK_SOURCES = ['clapnq', 'wice', 'quotesum', 'hotpotqa'] as const;

/** A record read once; features do not change between trainings. */
export interface LinkExample {
	readonly record: AttributionRecord;
	readonly fold: number;
	/** A changed copy of a record: it trains, and is never measured on. */
	readonly copy: boolean;
	/** Per claim. */
	readonly rows: readonly (readonly LinkRow[])[];
}

/** Reads the records and their changed copies. */
export function linkExamples(records: readonly AttributionRecord[]): LinkExample[] {
	return [
		...records.map(record => exampleOf(record, { copy: false })),
		...augmented(records).map(record => exampleOf(record, { copy: true })),
	];
}

function exampleOf(record: AttributionRecord, { copy }: { readonly copy: boolean }): LinkExample {
	const index = indexContext(record.context);
	const { question, statements, readings } = readAnswer(index, record);
	const claims = statements
		.filter(({ statement }) => statement.kind === 'claim')
		.map(({ statement, query, candidates }) => ({ words: statement.words, query, candidates }));
	return { record, fold: foldOf(record), copy, rows: linkRows(index, { question, claims, terms: readings.terms }) };
}

const SETTINGS = { trees: 120, leaves: 10, rate: 0.08, l2: 30, leastInLeaf: 40 } as const;
/** A unit is linked where it adds half of what the best one has: what a setting by hand came to. */
const PRIOR = { slope: 6, middle: 0.5, most: 1.2 } as const;
const COPY_WEIGHT = 0.5;

/** Fits the model of links; without `dropped` features, for the ablation table. */
export function trainLinks(examples: readonly LinkExample[], dropped: ReadonlySet<string> = new Set()): LinkModel {
	const sizes = new Map<string, number>();
	for (const { record, copy, rows } of examples) {
		if (!copy) {
			sizes.set(record.source, (sizes.get(record.source) ?? 0) + bestRows(rows).size);
		}
	}
	const values: (readonly number[])[] = [];
	const labels: number[] = [];
	const weights: number[] = [];
	for (const { record, copy, rows } of examples) {
		// Larger sources weigh more, but not in proportion.
		const weight = Math.sqrt(10_000 / sizes.get(record.source)!) * (copy ? COPY_WEIGHT : 1);
		for (const [unit, row] of bestRows(rows)) {
			const share = shareOfSets(record, record.context[unit]!.id);
			for (const [label, part] of [
				[1, share],
				[0, 1 - share],
			] as const) {
				if (part > 0) {
					values.push(row.values);
					labels.push(label);
					weights.push(Math.round(weight * part * 1024) / 1024);
				}
			}
		}
	}
	const names = (Object.keys(LINK_FEATURES) as LinkFeature[]).filter(name => !dropped.has(name));
	const places = names.map(name => Object.keys(LINK_FEATURES).indexOf(name));
	const trees = boost(
		{
			columns: places.map(place => Float64Array.from(values, each => each[place]!)),
			labels: Float64Array.from(labels),
			weights: Float64Array.from(weights),
			start: Float64Array.from(values, each => priorOf(PRIOR, each)),
		},
		{ ...SETTINGS, signs: names.map(name => LINK_FEATURES[name]) },
	);
	return {
		features: Object.keys(LINK_FEATURES),
		prior: PRIOR,
		threshold: THRESHOLD,
		trees: trees.map(nodes => nodes.map((value, at) => (at % 4 === 0 && value >= 0 ? places[value]! : value))),
	};
}

/** From this probability on a unit is linked. One value for all sources, chosen for being near the middle of a flat top. */
const THRESHOLD = 0.4;

/** Unit → its row for the claim that it fits best. */
function bestRows(rows: readonly (readonly LinkRow[])[]): Map<number, LinkRow> {
	const best = new Map<number, LinkRow>();
	for (const row of rows.flat()) {
		const known = best.get(row.unit);
		if (known === undefined || row.values[0]! > known.values[0]!) {
			best.set(row.unit, row);
		}
	}
	return best;
}

/** Share of the sets of evidence that hold the unit. */
function shareOfSets({ used, used_alternatives = [] }: AttributionRecord, id: string): number {
	const sets = used_alternatives.length > 0 ? used_alternatives : [used];
	return sets.filter(set => set.includes(id)).length / sets.length;
}
