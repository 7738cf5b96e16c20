import type { Rubric } from '../documents/rubric.ts';
import type { Caller } from '../review/caller.ts';
import type { JudgeSetup } from '../review/case.ts';
import type { ComparisonEnd, NotComparedReason, PairSample, TextRef } from '../review/events.ts';
import type { Recorder } from '../review/recorder.ts';
import { TOOL_VERSION } from '../review/tool.ts';
import { shortHash, valueHash } from '../text/hash.ts';
import { askPreference, preferenceRequest, type SaidOfPair } from './ask-preference.ts';
import { combineSamples, type ReadSample } from './combine-samples.ts';
import type { PairResult } from './comparison-fold.ts';
import { lexicalPreference } from './lexical-preference.ts';
import type { Pair, PairAnswer } from './pair.ts';

/** Who says which answer is better. */
export type Judging =
	| { readonly kind: 'model'; readonly judge: JudgeSetup; readonly rubric: Rubric }
	| { readonly kind: 'lexical'; readonly rubric: Rubric }
	/** The verdicts that came with the answers. */
	| { readonly kind: 'recorded' };

export interface ComparingRun {
	readonly judging: Judging;
	readonly caller: Caller;
	readonly recorder: Recorder;
	/** A finished comparison of the same inputs, from an earlier run. */
	readonly earlier: (inputs: string) => PairResult | undefined;
}

/** What is recorded of a pair. */
export type RecordedComparison = Omit<ComparisonEnd, 'v' | 't' | 'type'>;

/** Compares one pair. A pair with a fault, an unread verdict or an unreachable judge is an outcome too. */
export async function comparePair(pair: Pair, run: ComparingRun): Promise<RecordedComparison> {
	const inputs = pair.fault === undefined ? inputsOf(pair, run.judging) : '';
	const head = headOf(pair, run.recorder, inputs);
	if (pair.fault !== undefined) {
		return { ...head, ...NOT_COMPARED, ...pair.fault, samples: [] };
	}
	const known = run.earlier(inputs);
	if (known !== undefined) {
		return takenOver(known, head, run.recorder);
	}
	switch (run.judging.kind) {
		case 'recorded':
			return { ...head, ...concluded(pair.recorded.map(recordedSample), 1) };
		case 'lexical':
			return lexical(pair, head, run.judging.rubric);
		case 'model':
			return asked(pair, head, { ...run, judging: run.judging });
	}
}

type Head = Pick<
	ComparisonEnd,
	| 'key'
	| 'file'
	| 'question'
	| 'questionText'
	| 'row'
	| 'line'
	| 'strata'
	| 'reference'
	| 'a'
	| 'b'
	| 'inputs'
	| 'cached'
>;
type Conclusion = Omit<RecordedComparison, keyof Head>;

const NOT_COMPARED = {
	state: 'not-compared',
	winner: undefined,
	margin: undefined,
	conflict: undefined,
	entropy: undefined,
} as const;

function headOf(pair: Pair, recorder: Recorder, inputs: string): Head {
	const answer = ({ text, ...rest }: PairAnswer) => ({ ...rest, text: recorder.text(text), hash: shortHash(text) });
	return {
		key: pair.key,
		file: pair.file,
		question: pair.question,
		questionText: recorder.text(pair.questionText),
		row: pair.row,
		line: pair.line,
		strata: pair.strata,
		reference: pair.reference.map(text => recorder.text(text)),
		a: answer(pair.a),
		b: answer(pair.b),
		inputs,
		cached: false,
	};
}

/** Everything that shapes the verdicts on a pair. */
function inputsOf(pair: Pair, judging: Judging): string {
	if (judging.kind === 'recorded') {
		return valueHash([pair.questionText, pair.a.text, pair.b.text, pair.recorded]);
	}
	const { messages } = preferenceRequest(pair, judging.rubric, 'ab');
	if (judging.kind === 'lexical') {
		return valueHash(['lexical', TOOL_VERSION, messages]);
	}
	const { entry, samples, parameters } = judging.judge;
	const { provider, model, baseUrl, apiVersion, select } = entry;
	return valueHash([{ provider, model, baseUrl, apiVersion, select }, parameters, samples, messages]);
}

async function asked(
	pair: Pair,
	head: Head,
	{
		judging: { judge, rubric },
		caller,
		recorder,
	}: ComparingRun & { readonly judging: { readonly kind: 'model' } & Judging },
): Promise<RecordedComparison> {
	const wanted = (['ab', 'ba'] as const).flatMap(order =>
		Array.from({ length: judge.samples }, (_, sample) => ({ order, sample })),
	);
	const samples = await Promise.all(
		wanted.map(
			async ({ order, sample }): Promise<PairSample> => ({
				order,
				sample,
				...recordedSaid(await askPreference({ pair, judge, rubric, order, sample, caller }), recorder),
			}),
		),
	);
	return { ...head, ...concluded(samples, judge.samples) };
}

function recordedSaid(said: SaidOfPair, recorder: Recorder): Omit<PairSample, 'order' | 'sample'> {
	return {
		...said,
		messages: recorder.messages(said.messages),
		reply: recorder.text(said.reply),
		firstReply: said.firstReply === undefined ? undefined : recorder.text(said.firstReply),
	};
}

/** What the verdicts of a pair amount to: compared only where more than half of those of every order were read. */
function concluded(samples: readonly PairSample[], perOrder: number): Conclusion {
	const read = samples.flatMap(({ order, points, winner }): readonly ReadSample[] =>
		winner === undefined ? [] : [{ order, points, winner }],
	);
	const orders = [...new Set(samples.map(({ order }) => order))];
	const enough = orders.every(order => read.filter(sample => sample.order === order).length * 2 > perOrder);
	const combined = enough ? combineSamples(read) : undefined;
	return combined === undefined
		? { ...NOT_COMPARED, ...reasonOf(samples, read.length), samples }
		: { state: 'compared', reason: undefined, message: undefined, ...combined, samples };
}

function reasonOf(
	samples: readonly PairSample[],
	read: number,
): { readonly reason: NotComparedReason; readonly message: string } {
	const failure = samples.find(sample => sample.failure !== undefined)?.failure;
	if (failure !== undefined) {
		return failure;
	}
	const problem = samples.find(({ winner }) => winner === undefined)?.problems[0] ?? 'There is no verdict.';
	const share = samples.length > 1 ? `${samples.length - read} of ${samples.length} verdicts could not be read: ` : '';
	return { reason: 'unreadable-verdict', message: `${share}${problem}` };
}

const WITHOUT_CALL = {
	messages: [],
	firstReply: undefined,
	failure: undefined,
	problems: [],
	latencyMs: 0,
	usage: undefined,
	cost: 0,
	cached: false,
} as const;

function recordedSample({ words, winner, order }: Pair['recorded'][number]): PairSample {
	return { ...WITHOUT_CALL, order, sample: 0, reply: words, winner, points: undefined, why: '' };
}

function lexical(pair: Pair, head: Head, rubric: Rubric): RecordedComparison {
	const units = pair.passages.flatMap(passage => passage.units.map(({ id, text }) => ({ id, text })));
	const { questionText: question, history, reference } = pair;
	const said = lexicalPreference({
		question,
		history,
		reference,
		units,
		a: pair.a.text,
		b: pair.b.text,
		rubric,
	});
	const sample = { ...WITHOUT_CALL, order: 'none', sample: 0 } as const;
	if (said.state === 'unread') {
		const unread: PairSample = {
			...sample,
			reply: '',
			winner: undefined,
			points: undefined,
			why: '',
			problems: [said.problem],
		};
		return { ...head, ...NOT_COMPARED, reason: 'not-supported', message: said.problem, samples: [unread] };
	}
	const { winner, points, values, why } = said;
	const reply: TextRef = JSON.stringify({ winner, points, values });
	const measured = (side: 'a' | 'b') => ({
		...head[side],
		values: Object.keys(pair[side].values).length > 0 ? pair[side].values : values[side],
	});
	return {
		...head,
		a: measured('a'),
		b: measured('b'),
		...concluded([{ ...sample, reply, winner, points, why }], 1),
	};
}

/** A comparison that an earlier run made of the same inputs: its verdicts with this pair's own name and place. */
function takenOver(known: PairResult, head: Head, recorder: Recorder): RecordedComparison {
	const { state, reason, message, winner, margin, conflict, entropy, samples } = known;
	return {
		...head,
		state,
		reason,
		message,
		winner,
		margin,
		conflict,
		entropy,
		samples: samples.map(sample => ({
			...sample,
			messages: recorder.messages(sample.messages),
			reply: recorder.text(sample.reply),
			firstReply: sample.firstReply === undefined ? undefined : recorder.text(sample.firstReply),
			cached: true,
		})),
		cached: true,
	};
}
