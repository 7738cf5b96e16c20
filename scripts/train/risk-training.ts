import { indexContext } from '../../src/core/grounding/context-index.ts';
import { signalsOfAnswer } from '../../src/core/grounding/ground.ts';
import type { GroundingModel } from '../../src/core/grounding/model.ts';
import { readHistory, unitsOfText } from '../../src/core/grounding/record.ts';
import type { AnswerSignals, RiskModel } from '../../src/core/grounding/risk.ts';
import { type FaithfulnessRecord, foldOf } from './benchmark-data.ts';

/** The sources that the risk of an answer is trained on; their licences allow it. */
export const RISK_SOURCES = ['mtrag', 'expertqa', 'wice', 'begin', 'frank', 'summedits'] as const;

/** A record read once. */
export interface RiskExample {
	readonly record: FaithfulnessRecord;
	readonly fold: number;
	/** Absent where the answer states nothing: its risk is set, not learnt. */
	readonly signals: AnswerSignals | undefined;
}

/** Reads the records. The signals hang on the model of links only where a value of another line is looked for. */
export function riskExamples(records: readonly FaithfulnessRecord[], model: GroundingModel): RiskExample[] {
	return records.map(record => {
		const index = indexContext(unitsOfText(record.context));
		const query = {
			question: record.question,
			history: readHistory(record.history ?? '') ?? '',
			answer: record.answer,
		};
		return { record, fold: foldOf(record), signals: signalsOfAnswer(index, query, model) };
	});
}

/**
 * Fits the weights by Newton's method on the log loss. Faithful and unfaithful answers of every source weigh the same
 * together; mtrag, whose labels are few, half. A weight below zero is set to zero.
 */
export function trainRisk(examples: readonly RiskExample[]): RiskModel {
	const stated = examples.filter(({ signals }) => signals !== undefined);
	const cells = new Map<string, number>();
	for (const { record } of stated) {
		cells.set(cellOf(record), (cells.get(cellOf(record)) ?? 0) + 1);
	}
	const rows = stated.map(({ record, signals }) => ({
		values: [1, signals!.claims, signals!.missing],
		label: record.label === 'unfaithful' ? 1 : 0,
		weight: (record.source === 'mtrag' ? 0.5 : 1) / cells.get(cellOf(record))!,
	}));
	let weights = [0, 0, 0];
	for (let step = 0; step < STEPS; step++) {
		const gradient = weights.map((weight, at) => (at === 0 ? 0 : -RIDGE * weight));
		const curvature = weights.map((_, at) => weights.map((__, other) => (at === other ? RIDGE : 0)));
		for (const { values, label, weight } of rows) {
			const logit = values.reduce((sum, value, at) => sum + value * weights[at]!, 0);
			const chance = 1 / (1 + Math.exp(-logit));
			for (const [at, value] of values.entries()) {
				gradient[at]! += weight * (label - chance) * value;
				for (const [other, second] of values.entries()) {
					curvature[at]![other]! += weight * chance * (1 - chance) * value * second;
				}
			}
		}
		const change = solved(curvature, gradient);
		weights = weights.map((weight, at) => (at === 0 ? weight + change[at]! : Math.max(0, weight + change[at]!)));
	}
	const [bias, claims, missing] = weights.map(weight => Math.round(weight * 1e3) / 1e3) as [number, number, number];
	return { weights: { claims, missing }, bias: Math.round((bias - SURENESS) * 1e3) / 1e3 };
}

const STEPS = 20;
const RIDGE = 0.02;
/** An answer is called unfaithful only where that is a little likelier than not, in logits: a false alarm costs trust. */
const SURENESS = 0.2;

function cellOf({ source, label }: FaithfulnessRecord): string {
	return `${source} ${label}`;
}

/** Gauss–Jordan elimination; the matrix is positive definite. */
function solved(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
	const rows = matrix.map((row, at) => [...row, vector[at]!]);
	for (let pivot = 0; pivot < rows.length; pivot++) {
		const scale = rows[pivot]![pivot]!;
		rows[pivot] = rows[pivot]!.map(value => value / scale);
		for (let other = 0; other < rows.length; other++) {
			const factor = rows[other]![pivot]!;
			if (other !== pivot) {
				rows[other] = rows[other]!.map((value, at) => value - factor * rows[pivot]![at]!);
			}
		}
	}
	return rows.map(row => row.at(-1)!);
}
