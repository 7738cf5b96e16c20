import type { Rubric } from '../documents/rubric.ts';
import type { Caller } from '../review/caller.ts';
import type { JudgeSetup } from '../review/case.ts';
import { outcomeCost, sumCosts } from '../review/cost.ts';
import type { Preferred, RecordedFailure } from '../review/events.ts';
import type { ChatMessage, ModelOutcome, Usage } from '../review/ports.ts';
import { sha256 } from '../text/hash.ts';
import type { Pair } from './pair.ts';
import { preferenceMessages, preferenceRepair } from './preference-messages.ts';
import type { Slot } from './preference-words.ts';
import { type PreferenceReading, readPreference } from './read-preference.ts';

export interface Asking {
	readonly pair: Pair;
	readonly judge: JudgeSetup;
	readonly rubric: Rubric;
	readonly order: 'ab' | 'ba';
	readonly sample: number;
	readonly caller: Caller;
}

/** What a judge said of a pair in one order, after swapping back. */
export interface SaidOfPair {
	readonly messages: readonly ChatMessage[];
	readonly reply: string;
	readonly firstReply: string | undefined;
	readonly failure: RecordedFailure | undefined;
	readonly winner: Preferred | undefined;
	readonly points: { readonly a: number; readonly b: number } | undefined;
	readonly why: string;
	readonly problems: readonly string[];
	readonly latencyMs: number;
	readonly usage: Usage | undefined;
	readonly cost: number | undefined;
	readonly cached: boolean;
}

/** The request for one order. The answers are swapped here, and only here. */
export function preferenceRequest(pair: Pair, rubric: Rubric, order: 'ab' | 'ba') {
	const answers = order === 'ab' ? ([pair.a.text, pair.b.text] as const) : ([pair.b.text, pair.a.text] as const);
	return preferenceMessages({
		question: pair.questionText,
		passages: pair.passages,
		history: pair.history,
		reference: pair.reference,
		answers,
		rubric,
		// By the content, so that the same request is the same again.
		nonce: sha256(JSON.stringify([pair.questionText, ...answers])).slice(0, 16),
	});
}

/** Asks a judge for one verdict, and once more where its reply cannot be read. */
export async function askPreference({ pair, judge, rubric, order, sample, caller }: Asking): Promise<SaidOfPair> {
	const request = preferenceRequest(pair, rubric, order);
	const ask = (messages: readonly ChatMessage[]) =>
		caller.ask({ model: judge.entry, messages, parameters: judge.parameters, schema: request.schema, sample }, SILENT);
	const first = await ask(request.messages);
	const firstReading = readOutcome(first);
	const mendable = first.failure === undefined && first.finish !== 'content_filter';
	const repair = mendable ? preferenceRepair(request, first.text, firstReading) : undefined;
	if (repair === undefined) {
		return said({ outcomes: [first], reading: firstReading, messages: request.messages, order, judge });
	}
	const second = await ask(repair);
	const reading = second.failure === undefined ? readOutcome(second) : firstReading;
	return { ...said({ outcomes: [first, second], reading, messages: repair, order, judge }), firstReply: first.text };
}

const SILENT = { started: () => {}, piece: () => {}, restart: () => {} };

function readOutcome({ text, finish, failure }: ModelOutcome): PreferenceReading {
	const unread = (problem: string): PreferenceReading => ({ state: 'unread', reason: 'unparsed', problem, why: '' });
	if (failure !== undefined) {
		return unread(failure.message);
	}
	if (finish === 'content_filter') {
		return unread('The endpoint filtered the reply of the judge.');
	}
	if (text.trim() === '' && finish !== 'length') {
		return unread('The reply of the judge is empty.');
	}
	const reading = readPreference(text);
	return reading.state === 'unread' && finish === 'length'
		? { ...reading, problem: `The judge was cut off by the token limit. ${reading.problem}` }
		: reading;
}

interface Heard {
	readonly outcomes: readonly ModelOutcome[];
	readonly reading: PreferenceReading;
	readonly messages: readonly ChatMessage[];
	readonly order: 'ab' | 'ba';
	readonly judge: JudgeSetup;
}

function said({ outcomes, reading, messages, order, judge }: Heard): SaidOfPair {
	const last = outcomes.at(-1)!;
	const read = reading.state === 'read' ? reading : undefined;
	return {
		messages,
		reply: last.text,
		firstReply: undefined,
		failure: last.failure && {
			reason: last.failure.reason,
			message: `The judge ${judge.name}: ${last.failure.message}`,
		},
		winner: read && sideOf(read.winner, order),
		points: read?.points && pointsOf(read.points, order),
		why: reading.why,
		problems: [...(reading.state === 'unread' ? [reading.problem] : []), ...last.notes],
		latencyMs: outcomes.reduce((sum, { latencyMs }) => sum + latencyMs, 0),
		usage: outcomes.length === 1 ? last.usage : sumOf(outcomes.map(({ usage }) => usage)),
		cost: sumCosts(outcomes.map(outcome => outcomeCost(outcome, judge.entry.price))),
		cached: outcomes.every(({ cached }) => cached),
	};
}

/** From the place in a request back to the side. */
function sideOf(slot: Slot, order: 'ab' | 'ba'): Preferred {
	return slot === 'tie' ? 'tie' : (slot === 'first') === (order === 'ab') ? 'a' : 'b';
}

function pointsOf({ first, second }: { readonly first: number; readonly second: number }, order: 'ab' | 'ba') {
	return order === 'ab' ? { a: first, b: second } : { a: second, b: first };
}

function sumOf(usages: readonly (Usage | undefined)[]): Usage | undefined {
	return usages.reduce((sum, usage) =>
		sum === undefined || usage === undefined
			? undefined
			: {
					input: sum.input + usage.input,
					output: sum.output + usage.output,
					cachedInput: sum.cachedInput === undefined ? usage.cachedInput : sum.cachedInput + (usage.cachedInput ?? 0),
					estimated: sum.estimated || usage.estimated,
				},
	);
}
