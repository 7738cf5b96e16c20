import { comparePairs, comparisonSetup } from '../../src/core/comparing/compare.ts';
import type { Judging } from '../../src/core/comparing/compare-pair.ts';
import { ComparisonFold } from '../../src/core/comparing/comparison-fold.ts';
import { makeComparisonReport } from '../../src/core/comparing/make-report.ts';
import { type Pair, pairKey, plainAnswer } from '../../src/core/comparing/pair.ts';
import { builtInRubric } from '../../src/core/documents/built-in-rubric.ts';
import { OFFLINE_MODEL } from '../../src/core/documents/project.ts';
import type { ModelPort } from '../../src/core/review/ports.ts';
import { FakeClock } from './fake-clock.ts';
import { ScriptedModel } from './scripted-model.ts';

/** A pair of two texts; `more` takes the place of what it would be. */
export function pairOf(question: string, a: string, b: string, more: Partial<Pair> = {}): Pair {
	return {
		key: pairKey({ file: 'q.csv', question, a: 'x', b: 'y' }),
		file: 'q.csv',
		row: undefined,
		line: undefined,
		question,
		questionText: `What of ${question}?`,
		history: '',
		passages: [],
		reference: [],
		strata: {},
		a: plainAnswer(a),
		b: plainAnswer(b),
		recorded: [],
		fault: undefined,
		...more,
	};
}

/** A judge by model `judge-1` with so many samples in each order. */
export function modelJudging(samples = 1): Judging & { readonly kind: 'model' } {
	const entry = { ...OFFLINE_MODEL, name: 'judge', provider: 'openai', model: 'judge-1' } as const;
	return { kind: 'model', judge: { name: 'judge', entry, samples, parameters: {} }, rubric: builtInRubric };
}

/** Which answer a request shows in a place. */
export function shownAs(messages: readonly { readonly content: string }[], place: 'A' | 'B'): string {
	const text = messages.map(({ content }) => content).join('\n');
	return (
		new RegExp(`<<<answer ${place} ([0-9a-f-]+)>>>\\n([\\s\\S]*?)\\n<<<end answer ${place} \\1>>>`).exec(text)?.[2] ??
		''
	);
}

/** A judge that decides by what stands in the two places. */
export function judgeBy(decide: (first: string, second: string, sample: number) => string): ScriptedModel {
	return new ScriptedModel(async ({ messages, sample }) => ({
		text: decide(shownAs(messages, 'A'), shownAs(messages, 'B'), sample),
	}));
}

export const winner = (which: 'A' | 'B' | 'tie') => JSON.stringify({ reason: 'So it is.', winner: which });

/** Compares, and gives the fold with the report. */
export async function compareAll(pairs: readonly Pair[], model: ModelPort, judging: Judging, signal?: AbortSignal) {
	const fold = new ComparisonFold();
	const options = { run: 'r', tool: 't', names: { a: 'x', b: 'y' }, judging };
	for await (const event of comparePairs(pairs, { model, clock: new FakeClock() }, options, signal)) {
		fold.add(event);
	}
	const report = makeComparisonReport({
		run: 'r',
		setup: comparisonSetup(options),
		lexical: judging.kind === 'lexical',
		loaded: fold.start!.loaded,
		pairs: [...fold.pairs.values()],
	});
	return { fold, report };
}
