import type { ModelEntry, Price } from '../documents/project.ts';
import { judgeMessages } from '../judging/messages.ts';
import { rubricFor } from '../judging/score.ts';
import { estimateTokens } from '../prompt/estimate.ts';
import { historyText, type Turn, variablesOf } from '../prompt/variables.ts';
import type { Case, JudgeSetup } from './case.ts';
import type { ChatMessage } from './ports.ts';
import { RendererBook } from './renderer-book.ts';

/** Counts the tokens of a text exactly. */
export type CountTokens = (text: string) => number;

export interface Range {
	readonly low: number;
	readonly high: number;
}

/** What the calls of one model for one purpose will take. */
export interface CallEstimate {
	readonly purpose: 'answers' | 'verdicts';
	readonly model: string;
	readonly calls: number;
	/** Tokens. */
	readonly input: Range;
	readonly output: Range;
	/** USD; `undefined` = the model has no price. */
	readonly cost: Range | undefined;
	/** `counted`: every prompt was counted by the model's own vocabulary; otherwise the input is an estimate. */
	readonly basis: 'counted' | 'estimated';
}

export interface RunEstimate {
	/** The calls, answers first, in the order in which the models come. */
	readonly calls: readonly CallEstimate[];
	/** USD of the calls whose price is known. */
	readonly cost: Range;
	/** Models whose calls have no price. */
	readonly unpriced: readonly string[];
}

export interface EstimateOptions {
	/** Counts for models whose vocabulary it is, see {@link fitsO200k}. Without it all input is estimated. */
	readonly countTokens?: CountTokens | undefined;
	/** The answer that a case keeps; it is then only judged. */
	readonly keptAnswer?: (item: Case) => string | undefined;
	/** The answer of an earlier turn that is not among the cases. */
	readonly answerOf?: (key: string) => string | undefined;
	/** The mean tokens of the replies that a model gave before; `undefined` = it gave none. */
	readonly observed?: (purpose: CallEstimate['purpose'], model: string) => number | undefined;
}

/** Tokens of a reply of which nothing is known. */
const TYPICAL = { answers: 300, verdicts: 500 } as const;

/** Without a `maxTokens` a reply is taken to be so many times as long as usual at most. */
const LONGEST = 4;

/** What endpoints add to each message, and to each request. */
export const PER_MESSAGE = 4;
export const PER_REQUEST = 3;

/** Prompts that are counted by a vocabulary, for each model and purpose; further ones go by their length. */
const COUNTED = 100;

/**
 * What a run will take, before it starts: calls, tokens and price, answers and verdicts apart. Prompts are rendered as they will be
 * sent; what is not known yet, the answers, is as long as usual at the low end and as long as allowed at the high end. Nothing is
 * taken off for replies that a cache knows.
 */
export function estimateRun(cases: readonly Case[], options: EstimateOptions = {}): RunEstimate {
	const tallies = new Map<string, Tally>();
	const renderers = new RendererBook();
	const tallyOf = (purpose: CallEstimate['purpose'], entry: ModelEntry, maxTokens: number | undefined): Tally => {
		const name = `${purpose} ${entry.name} ${maxTokens}`;
		const tally = tallies.get(name) ?? new Tally({ purpose, entry, maxTokens, options, cases: cases.length });
		tallies.set(name, tally);
		return tally;
	};
	for (const item of cases) {
		const kept = item.source.kind === 'recorded' ? item.source.answer : options.keptAnswer?.(item);
		const { turns, unknown } = turnsOf(item, options);
		let answer: Range = { low: 0, high: 0 };
		if (kept === undefined && item.source.kind === 'model') {
			const { entry } = item.source;
			const limit = item.parameters.find(({ name }) => name === 'maxTokens')?.value;
			const tally = tallyOf('answers', entry, typeof limit === 'number' ? limit : undefined);
			answer = tally.output;
			if (entry.provider !== 'offline') {
				tally.add(promptOf(item, turns, renderers), { low: unknown * answer.low, high: unknown * answer.high });
			}
		}
		for (const { judge, rubric } of judgesOf(item)) {
			const tally = tallyOf('verdicts', judge.entry, judge.parameters.maxTokens);
			if (judge.entry.provider !== 'offline') {
				const messages = verdictPrompt({ item, turns, rubric, answer: kept ?? '' });
				for (let sample = 0; sample < judge.samples; sample++) {
					tally.add(messages, answer);
				}
			}
		}
	}
	const calls = [...tallies.values()].flatMap(tally => tally.estimate() ?? []).sort(answersFirst);
	const costs = calls.map(({ cost }) => cost).filter(cost => cost !== undefined);
	return {
		calls,
		cost: { low: sum(costs, ({ low }) => low), high: sum(costs, ({ high }) => high) },
		unpriced: [...new Set(calls.filter(({ cost }) => cost === undefined).map(({ model }) => model))],
	};
}

/** Whether a model's vocabulary is `o200k_base`: GPT-4o and what OpenAI made after it. */
export function fitsO200k({ model, name, provider }: ModelEntry): boolean {
	const id = (model ?? name).replace(/^.*\//, '').replace(/^ft:/, '');
	return provider !== 'offline' && /^(?:chatgpt-)?(?:gpt-4o|gpt-4\.[1-9]|gpt-[5-9]|gpt-oss|o[1-9](?:$|-))/i.test(id);
}

interface TallyOptions {
	readonly purpose: CallEstimate['purpose'];
	readonly entry: ModelEntry;
	readonly maxTokens: number | undefined;
	readonly options: EstimateOptions;
	readonly cases: number;
}

/** Adds up the calls of one model. */
class Tally {
	/** Tokens of one reply. */
	readonly output: Range;
	private readonly given: TallyOptions;
	private readonly count: CountTokens | undefined;
	private readonly every: number;
	private calls = 0;
	private characters = 0;
	private countedCharacters = 0;
	private tokens = 0;
	private messages = 0;
	private counted = 0;
	private unknown = { low: 0, high: 0 };

	constructor(given: TallyOptions) {
		this.given = given;
		const { purpose, entry, maxTokens = Number.POSITIVE_INFINITY, options, cases } = given;
		const usual = options.observed?.(purpose, entry.name) ?? TYPICAL[purpose];
		const low = Math.min(usual, maxTokens);
		this.output = { low, high: given.maxTokens ?? usual * LONGEST };
		this.count = fitsO200k(entry) ? options.countTokens : undefined;
		this.every = Math.max(1, Math.ceil(cases / COUNTED));
	}

	/** `unknown`: tokens of what will stand in the prompt and is not there yet. */
	add(messages: readonly ChatMessage[], unknown: Range): void {
		if (this.calls % this.every === 0) {
			for (const { content } of messages) {
				this.tokens += (this.count ?? estimateTokens)(content);
				this.countedCharacters += content.length;
			}
			this.counted++;
		}
		this.characters += sum(messages, ({ content }) => content.length);
		this.messages += messages.length;
		this.calls++;
		this.unknown = { low: this.unknown.low + unknown.low, high: this.unknown.high + unknown.high };
	}

	estimate(): CallEstimate | undefined {
		const { calls } = this;
		if (calls === 0) {
			return undefined;
		}
		const { purpose, entry } = this.given;
		const written = this.countedCharacters === 0 ? 0 : (this.tokens / this.countedCharacters) * this.characters;
		const known = written + this.messages * PER_MESSAGE + calls * PER_REQUEST;
		const input = { low: Math.round(known + this.unknown.low), high: Math.round(known + this.unknown.high) };
		const output = { low: Math.round(calls * this.output.low), high: Math.round(calls * this.output.high) };
		const exact =
			this.count !== undefined && this.counted === calls && this.unknown.high === 0 && purpose === 'answers';
		const cost = entry.price && {
			low: costOf(entry.price, input.low, output.low),
			high: costOf(entry.price, input.high, output.high),
		};
		return { purpose, model: entry.name, calls, input, output, cost, basis: exact ? 'counted' : 'estimated' };
	}
}

function costOf(price: Price, input: number, output: number): number {
	return (price.input * input + price.output * output) / 1_000_000;
}

/** The earlier turns, and how many of their answers are not known yet. */
function turnsOf(
	item: Case,
	{ answerOf }: EstimateOptions,
): { readonly turns: readonly Turn[]; readonly unknown: number } {
	let unknown = 0;
	const turns = item.turns.flatMap(({ question, answer }): readonly Turn[] => {
		const text = answer.kind === 'given' ? answer.text : answerOf?.(answer.key);
		unknown += text === undefined ? 1 : 0;
		return [
			{ role: 'user', content: question },
			{ role: 'assistant', content: text ?? '' },
		];
	});
	return { turns, unknown };
}

function promptOf(item: Case, turns: readonly Turn[], renderers: RendererBook): readonly ChatMessage[] {
	const { question, passages, vars, prompt } = item;
	const given = { question: question.question.value, passages, turns, vars, inputs: prompt.inputs };
	const rendered = renderers.of(item)(variablesOf(given));
	return rendered.kind === 'failed' ? [] : rendered.messages;
}

type Judging = { readonly judge: Omit<JudgeSetup, 'apart'>; readonly rubric: Case['rubric'] };

/** The judges of a case with the criteria that are theirs; those that code checks have none. */
function judgesOf({ judge, rubric, question }: Case): readonly Judging[] {
	if (judge === undefined) {
		return [];
	}
	const whole = rubricFor(rubric, question);
	const byJudge = new Map<Judging['judge'], Case['rubric']['criteria'][number][]>();
	for (const criterion of whole.criteria.filter(({ check }) => check === undefined)) {
		const one = judge.apart?.get(criterion.id) ?? judge;
		byJudge.set(one, [...(byJudge.get(one) ?? []), criterion]);
	}
	return [...byJudge].map(([one, criteria]) => ({
		judge: { ...one, samples: judge.samples },
		rubric: { ...whole, criteria },
	}));
}

const NONCE = '0123456789abcdef';

interface VerdictPrompt {
	readonly item: Case;
	readonly turns: readonly Turn[];
	readonly rubric: Case['rubric'];
	readonly answer: string;
}

function verdictPrompt({ item, turns, rubric, answer }: VerdictPrompt): readonly ChatMessage[] {
	const { question, passages } = item;
	const { messages, schema } = judgeMessages({
		question: question.question.value,
		passages,
		history: historyText(turns),
		reference: question.reference.map(({ value }) => value),
		answerable: question.answerable,
		answer,
		rubric,
		nonce: NONCE,
	});
	// The schema goes along and is paid for.
	return [...messages, { role: 'system', content: JSON.stringify(schema.schema) }];
}

function answersFirst(a: CallEstimate, b: CallEstimate): number {
	return a.purpose === b.purpose ? 0 : a.purpose === 'answers' ? -1 : 1;
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
	return values.reduce((total, value) => total + of(value), 0);
}
