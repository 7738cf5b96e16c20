import type { Rubric } from '../documents/rubric.ts';
import { type CombinedVerdict, combineVerdicts } from '../judging/combine.ts';
import { judgeMessages, repairMessages } from '../judging/messages.ts';
import { readVerdict } from '../judging/reading/read-verdict.ts';
import { rubricFor, scoreRatings } from '../judging/score.ts';
import type { LocatedQuote, VerdictReading } from '../judging/verdict.ts';
import { offlineVerdict } from '../offline/judge.ts';
import { historyText } from '../prompt/variables.ts';
import { sha256 } from '../text/hash.ts';
import type { Case, JudgeSetup } from './case.ts';
import { outcomeCost, sumCosts } from './cost.ts';
import type { RecordedFailure } from './events.ts';
import { locateEvidence } from './evidence.ts';
import type { ChatMessage, ModelOutcome, Usage } from './ports.ts';
import type { Answered, RunContext } from './run-context.ts';

/** What came of judging one answer. */
export interface Judged {
	/** The rubric that was applied: without what cannot be graded where the right answer is "not in the context". */
	readonly rubric: Rubric;
	readonly combined: CombinedVerdict;
	/** Why there is no verdict, where a judge could not be asked. */
	readonly failure: RecordedFailure | undefined;
	/** Every quote of every judge, looked for. */
	readonly quotes: readonly LocatedQuote[];
}

/** Asks the judge, or the judges, as often as the case wants, and records every verdict. */
export async function judgeAnswer(item: Case, answered: Answered, run: RunContext): Promise<Judged | undefined> {
	const judge = item.judge;
	if (judge === undefined) {
		return undefined;
	}
	const rubric = rubricFor(item.rubric, item.question);
	const parts = partsOf(judge, rubric);
	const samples = Array.from({ length: judge.samples }, (_, sample) => sample);
	const verdicts = await Promise.all(
		samples.map(sample => Promise.all(parts.map(part => judgeOnce({ ...part, item, answered, run, sample })))),
	);
	const failures = verdicts.flat().flatMap(verdict => (verdict.failure === undefined ? [] : [verdict.failure]));
	const combined = combineVerdicts(
		rubric,
		verdicts.map(sample =>
			mergeReadings(
				rubric,
				sample.map(verdict => verdict.reading),
			),
		),
	);
	return {
		rubric,
		combined,
		failure: combined.state === 'scored' ? undefined : failures[0],
		quotes: verdicts.flat().flatMap(verdict => verdict.quotes),
	};
}

/** A judge with the criteria that are his. */
interface Part {
	readonly judge: Omit<JudgeSetup, 'apart'>;
	readonly rubric: Rubric;
}

function partsOf(judge: JudgeSetup, rubric: Rubric): readonly Part[] {
	const apart = judge.apart ?? new Map<string, Omit<JudgeSetup, 'apart'>>();
	const byJudge = new Map<Part['judge'], Rubric['criteria'][number][]>();
	for (const criterion of rubric.criteria) {
		const one = apart.get(criterion.id) ?? judge;
		byJudge.set(one, [...(byJudge.get(one) ?? []), criterion]);
	}
	return [...byJudge].map(([one, criteria]) => ({
		judge: one,
		rubric: criteria.length === rubric.criteria.length ? rubric : { ...rubric, criteria },
	}));
}

interface Judging extends Part {
	readonly item: Case;
	readonly answered: Answered;
	readonly run: RunContext;
	readonly sample: number;
}

interface Verdict {
	readonly reading: VerdictReading;
	readonly failure: RecordedFailure | undefined;
	readonly quotes: readonly LocatedQuote[];
}

interface Said {
	readonly messages: readonly ChatMessage[];
	readonly reply: string;
	readonly firstReply: string | undefined;
	readonly failure: RecordedFailure | undefined;
	readonly reading: VerdictReading;
	readonly latencyMs: number;
	readonly usage: Usage | undefined;
	readonly cost: number | undefined;
	readonly notes: readonly string[];
}

async function judgeOnce(judging: Judging): Promise<Verdict> {
	const { item, judge, sample, run, answered } = judging;
	const said = judge.entry.provider === 'offline' ? await judgeOffline(judging) : await askJudge(judging);
	const evidence = locateEvidence(said.reading.evidence, answered.context.units);
	const { recorder } = run;
	recorder.record({
		type: 'verdict-end',
		key: item.key,
		judge: judge.name,
		sample,
		messages: recorder.messages(said.messages),
		reply: recorder.text(said.reply),
		firstReply: said.firstReply === undefined ? undefined : recorder.text(said.firstReply),
		failure: said.failure,
		ratings: said.reading.ratings,
		reasons: said.reading.reasons,
		evidence,
		problems: [...said.reading.problems, ...said.notes],
		latencyMs: said.latencyMs,
		usage: said.usage,
		cost: said.cost,
		cached: false,
	});
	return { reading: said.reading, failure: said.failure, quotes: Object.values(evidence).flat() };
}

async function askJudge(judging: Judging): Promise<Said> {
	const { item, judge, rubric, sample, run, answered } = judging;
	const asked = {
		question: item.question.question.value,
		passages: answered.context.judged,
		history: historyText(answered.turns),
		reference: item.question.reference.map(text => text.value),
		answerable: item.question.answerable,
		answer: answered.text,
		rubric,
	};
	const request = judgeMessages({ ...asked, nonce: nonceOf(asked) });
	const { messages, schema } = request;
	const ask = (turns: readonly ChatMessage[]) =>
		run.caller.ask({ model: judge.entry, messages: turns, parameters: judge.parameters, schema, sample }, SILENT);
	const first = await ask(messages);
	const firstReading = read(first, rubric);
	const repair = first.failure === undefined ? repairMessages(request, first.text, firstReading) : undefined;
	if (repair === undefined) {
		return { ...outcomeOf([first], judge), messages, firstReply: undefined, reading: firstReading };
	}
	const second = await ask(repair);
	const reading = second.failure === undefined ? read(second, rubric) : firstReading;
	return { ...outcomeOf([first, second], judge), messages: repair, firstReply: first.text, reading };
}

const SILENT = { started: () => {}, piece: () => {}, restart: () => {} };

function read(outcome: ModelOutcome, rubric: Rubric): VerdictReading {
	if (outcome.failure !== undefined) {
		return unread(outcome.failure.reason, outcome.failure.message);
	}
	const reading = readVerdict(outcome.text, rubric);
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
): Omit<Said, 'messages' | 'firstReply' | 'reading'> {
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

async function judgeOffline({ item, rubric, run, answered }: Judging): Promise<Said> {
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
		latencyMs,
		usage: { input: 0, output: 0, cachedInput: undefined, estimated: false },
		cost: 0,
		notes: [],
	};
}

/** Verdicts of several judges on their own criteria, put together to one on all of them. */
function mergeReadings(rubric: Rubric, readings: readonly VerdictReading[]): VerdictReading {
	const [only] = readings;
	if (only !== undefined && readings.length === 1) {
		return only;
	}
	const failed = readings.find(reading => reading.state === 'unscored');
	const ratings: Readonly<Record<string, string>> = Object.assign({}, ...readings.map(reading => reading.ratings));
	const arithmetic = failed === undefined ? scoreRatings(rubric, ratings) : undefined;
	return {
		state: failed === undefined ? 'scored' : 'unscored',
		reason: failed?.reason,
		ratings,
		reasons: Object.assign({}, ...readings.map(reading => reading.reasons)),
		evidence: Object.assign({}, ...readings.map(reading => reading.evidence)),
		score: arithmetic?.score,
		cappedScore: arithmetic?.cappedScore,
		pass: undefined,
		problems: readings.flatMap(reading => reading.problems),
	};
}

/**
 * The mark of the fences. It depends on all that stands between them, so that no text can contain its own; and the same
 * request gets the same mark, so that a cache can know it again.
 */
function nonceOf(asked: { readonly question: string; readonly answer: string; readonly history: string }): string {
	return sha256(JSON.stringify([asked.question, asked.answer, asked.history])).slice(0, 16);
}
