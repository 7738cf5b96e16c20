import type { Rubric } from '../documents/rubric.ts';
import type { ChosenClaims } from '../judging/claims/choose-claims.ts';
import { type ClaimReading, readClaims, speaksOfClaims } from '../judging/claims/read-claims.ts';
import { type JudgeInput, type JudgeRequest, judgeMessages, repairMessages } from '../judging/messages.ts';
import { readAbstains } from '../judging/reading/abstains.ts';
import type { VerdictReading } from '../judging/verdict.ts';
import { asksForClaims, asksWhetherAbstains } from '../judging/verdict-schema.ts';
import { offlineVerdict } from '../offline/judge.ts';
import { historyText } from '../prompt/variables.ts';
import { type Hash, sha256 } from '../text/hash.ts';
import type { Case, JudgeSetup } from './case.ts';
import { outcomeCost, sumCosts } from './cost.ts';
import type { RecordedFailure } from './events.ts';
import type { ChatMessage, ModelOutcome, Usage } from './ports.ts';
import { Remade } from './remade.ts';
import { RemadeRequest, type RequestWords } from './remade-request.ts';
import type { Answered, Grounded, RunContext } from './run-context.ts';

/** A judge with the criteria that are his. */
export interface Part {
	readonly judge: Omit<JudgeSetup, 'apart'>;
	readonly rubric: Rubric;
	/** The claims that it labels as well; `undefined` for none. */
	readonly claims?: ChosenClaims | undefined;
}

/** One verdict that is wanted. */
export interface Judging extends Part {
	readonly item: Case;
	readonly answered: Answered & { readonly grounded: Grounded };
	readonly run: RunContext;
	readonly sample: number;
}

/** What a judge said, and what was read in it. */
export interface Said {
	readonly messages: readonly ChatMessage[];
	readonly reply: string;
	readonly firstReply: string | undefined;
	readonly failure: RecordedFailure | undefined;
	readonly reading: VerdictReading;
	/** Whether the answer abstains; `undefined` where the judge was not asked, or did not say so beyond doubt. */
	readonly abstains: boolean | undefined;
	/** What the reply says of the claims, in the order they were asked about; `undefined` where none were. */
	readonly claims: readonly ClaimReading[] | undefined;
	readonly latencyMs: number;
	readonly usage: Usage | undefined;
	readonly cost: number | undefined;
	/** True where every reply came from a cache. */
	readonly cached: boolean;
	readonly notes: readonly string[];
}

/** Asks a model, and once more where its reply cannot be read. */
export function askJudge(judging: Judging): Promise<Said> {
	const sent = new Remade(() => sentTo(judging));
	return ask(judging, sent).then(first => readReply(judging, sent.value, first));
}

/** The words of a request, and what they ask about. */
interface Sent extends JudgeRequest {
	readonly asked: Omit<JudgeInput, 'nonce'>;
}

function sentTo(judging: Judging): Sent {
	const { asked, request } = judgeRequest(judging, judging.run.hash);
	return { ...request, asked };
}

async function readReply(judging: Judging, { asked, ...request }: Sent, first: ModelOutcome): Promise<Said> {
	const { judge } = judging;
	const abstains = (outcome: ModelOutcome) =>
		asksWhetherAbstains(asked) && outcome.failure === undefined ? readAbstains(outcome.text) : undefined;
	const labels = (...outcomes: readonly ModelOutcome[]) =>
		asksForClaims(asked) ? claimsIn(outcomes, asked.claims ?? []) : undefined;
	const read = (outcome: ModelOutcome) =>
		readOutcome(outcome, text =>
			judging.run.readVerdict(text, judging.rubric, asksForClaims(asked) ? 'ratings-and-claims' : 'ratings'),
		);
	const firstReading = read(first);
	const repair = first.failure === undefined ? repairMessages(request, first.text, firstReading) : undefined;
	if (repair === undefined) {
		return {
			...outcomeOf([first], judge),
			messages: request.messages,
			firstReply: undefined,
			reading: firstReading,
			abstains: abstains(first),
			claims: labels(first),
		};
	}
	const second = await ask(judging, new Remade(() => ({ ...request, messages: repair })));
	const reading = second.failure === undefined ? read(second) : firstReading;
	return {
		...outcomeOf([first, second], judge),
		messages: repair,
		firstReply: first.text,
		reading,
		abstains: abstains(second) ?? abstains(first),
		claims: labels(second, first),
	};
}

function ask({ item, judge, sample, run }: Judging, words: Remade<RequestWords>): Promise<ModelOutcome> {
	const fresh = run.options.fresh?.(item) === true;
	const frame = { model: judge.entry, parameters: judge.parameters, sample, purpose: 'verdict', fresh } as const;
	return run.caller.ask(new RemadeRequest(frame, words), SILENT);
}

/** What a judge is asked, exactly as it is sent. */
export function judgeRequest(
	{
		item,
		rubric,
		answered,
		claims,
	}: Omit<Judging, 'run' | 'sample' | 'judge' | 'answered'> & { readonly answered: Answered },
	hash: Hash = sha256,
): {
	readonly asked: Omit<JudgeInput, 'nonce'>;
	readonly request: JudgeRequest;
} {
	const asked = {
		question: item.question.question.value,
		passages: answered.context.judged,
		history: historyText(answered.turns),
		reference: item.question.reference.map(text => text.value),
		answerable: item.question.answerable,
		answer: answered.text,
		rubric,
		...(claims === undefined ? {} : { claims: claims.texts }),
	};
	return { asked, request: judgeMessages({ ...asked, nonce: nonceOf(asked, hash) }) };
}

/** The labels of the first of these replies that speaks of claims at all. */
function claimsIn(outcomes: readonly ModelOutcome[], texts: readonly string[]): readonly ClaimReading[] {
	const told = outcomes.find(({ failure, text }) => failure === undefined && speaksOfClaims(text));
	const silent = outcomes.every(({ failure }) => failure !== undefined);
	return told === undefined
		? texts.map(() => ({ problem: silent ? 'The judge gave no reply.' : 'The reply labels no claims.', quotes: [] }))
		: readClaims(told.text, texts);
}

const SILENT = { started: () => {}, piece: () => {}, restart: () => {} };

function readOutcome(outcome: ModelOutcome, read: (text: string) => VerdictReading): VerdictReading {
	if (outcome.failure !== undefined) {
		return unread(outcome.failure.reason, outcome.failure.message);
	}
	if (outcome.finish === 'content_filter') {
		return unread('refused', 'The endpoint filtered the reply of the judge.');
	}
	if (outcome.text.trim() === '' && outcome.finish !== 'length') {
		return unread('empty', 'The reply of the judge is empty.');
	}
	const reading = read(outcome.text);
	return reading.state === 'unscored' && outcome.finish === 'length'
		? { ...reading, reason: 'cut-off', problems: ['The judge was cut off by the token limit.', ...reading.problems] }
		: reading;
}

function unread(reason: VerdictReading['reason'], problem: string): VerdictReading {
	return {
		state: 'unscored',
		reason,
		ratings: {},
		reasons: {},
		evidence: {},
		score: undefined,
		cappedScore: undefined,
		pass: undefined,
		problems: [problem],
	};
}

function outcomeOf(
	outcomes: readonly ModelOutcome[],
	judge: Part['judge'],
): Omit<Said, 'messages' | 'firstReply' | 'reading' | 'abstains' | 'claims'> {
	const last = outcomes.at(-1)!;
	const usages = outcomes.map(outcome => outcome.usage);
	return {
		reply: last.text,
		failure: last.failure && {
			reason: last.failure.reason,
			message: `The judge ${judge.name}: ${last.failure.message}`,
		},
		latencyMs: outcomes.reduce((sum, outcome) => sum + outcome.latencyMs, 0),
		usage: usages.every(usage => usage !== undefined) ? usages.reduce(addUsage) : undefined,
		cost: sumCosts(outcomes.map(outcome => outcomeCost(outcome, judge.entry.price))),
		cached: outcomes.every(outcome => outcome.cached),
		notes: last.notes,
	};
}

function addUsage(a: Usage, b: Usage): Usage {
	return {
		input: a.input + b.input,
		output: a.output + b.output,
		cachedInput: a.cachedInput === undefined ? b.cachedInput : a.cachedInput + (b.cachedInput ?? 0),
		estimated: a.estimated || b.estimated,
	};
}

/** Judges by counting words, without a model. */
export async function judgeOffline({ item, rubric, run, answered }: Judging): Promise<Said> {
	const before = run.clock.now();
	const verdict = offlineVerdict({
		question: item.question.question.value,
		history: historyText(answered.turns),
		units: answered.context.units,
		reference: item.question.reference.map(text => text.value),
		answer: answered.text,
		rubric,
	});
	const latencyMs = run.clock.now() - before;
	await run.clock.sleep(0, run.signal);
	return {
		messages: [],
		reply: JSON.stringify(
			{ ratings: verdict.ratings, reasons: verdict.reasons, evidence: verdict.evidence },
			undefined,
			2,
		),
		firstReply: undefined,
		failure: undefined,
		reading: verdict,
		abstains: undefined,
		claims: undefined,
		latencyMs,
		usage: { input: 0, output: 0, cachedInput: undefined, estimated: false },
		cost: 0,
		cached: false,
		notes: [],
	};
}

/**
 * The mark of the fences. It depends on all that stands between them, so that no text can contain its own; and the same
 * request gets the same mark, so that a cache can know it again.
 */
function nonceOf(
	asked: { readonly question: string; readonly answer: string; readonly history: string },
	hash: Hash,
): string {
	return hash(JSON.stringify([asked.question, asked.answer, asked.history])).slice(0, 16);
}
