import type { GroundingUnit } from '../../../src/core/grounding/grounding.ts';

interface Asked {
	readonly id: string;
	readonly question?: string;
	readonly answer: string;
}

/**
 * BM25 (k1 = 1.2, b = 0.75) of every line for the answer, with the question in front of it or without: for each of a row of
 * cut-offs the lines that reach that share of the best one. The best cut-off is for the reader of the figures to choose.
 */
export function bm25Predictions(
	records: readonly (Asked & { readonly context: readonly GroundingUnit[] })[],
	query: 'answer' | 'question and answer',
): Map<unknown, unknown>[] {
	const scored = records.map(({ id, question = '', answer, context }) => ({
		id,
		context,
		scores: bm25(context, query === 'answer' ? answer : `${question} ${answer}`),
	}));
	return CUT_OFFS.map(
		cutOff =>
			new Map(
				scored.map(({ id, context, scores }) => {
					const least = cutOff * Math.max(...scores);
					return [
						id,
						{ id, used: context.filter((_, at) => scores[at]! > 0 && scores[at]! >= least).map(unit => unit.id) },
					];
				}),
			),
	);
}

/** 1 − K-Precision: the share of the answer's tokens that the context lacks (Adlakha et al., 2023). */
export function precisionPredictions(
	records: readonly (Asked & { readonly context: string })[],
): Map<unknown, unknown> {
	return new Map(
		records.map(({ id, answer, context }) => {
			const known = new Set(tokens(context));
			const said = tokens(answer);
			const score = said.length === 0 ? 0.5 : said.filter(token => !known.has(token)).length / said.length;
			return [id, { id, label: 'faithful', score }];
		}),
	);
}

const CUT_OFFS = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];

function bm25(units: readonly GroundingUnit[], query: string): number[] {
	const texts = units.map(({ title = '', text }) => tokens(`${title} ${text}`));
	const mean = texts.reduce((sum, { length }) => sum + length, 0) / Math.max(1, texts.length);
	const holders = new Map<string, number>();
	for (const token of texts.flatMap(text => [...new Set(text)])) {
		holders.set(token, (holders.get(token) ?? 0) + 1);
	}
	const wanted = [...new Set(tokens(query))];
	return texts.map(text => {
		const counts = new Map<string, number>();
		for (const token of text) {
			counts.set(token, (counts.get(token) ?? 0) + 1);
		}
		const norm = 1.2 * (0.25 + (0.75 * text.length) / Math.max(1, mean));
		return wanted.reduce((sum, token) => {
			const count = counts.get(token) ?? 0;
			const held = holders.get(token) ?? 0;
			const rarity = Math.log(1 + (texts.length - held + 0.5) / (held + 0.5));
			return sum + (rarity * count * 2.2) / (count + norm);
		}, 0);
	});
}

function tokens(text: string): string[] {
	return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
