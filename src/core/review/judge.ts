import type { Rubric } from '../documents/rubric.ts';
import type { Grounding, JudgedClaim } from '../grounding/grounding.ts';
import { type ChosenClaims, chooseClaims } from '../judging/claims/choose-claims.ts';
import { combineClaims } from '../judging/claims/combine-claims.ts';
import { verifyClaims } from '../judging/claims/verify-claims.ts';
import { type CombinedVerdict, combineVerdicts } from '../judging/combine.ts';
import { rubricFor, scoreRatings } from '../judging/score.ts';
import type { LocatedQuote, VerdictReading } from '../judging/verdict.ts';
import type { TextRange } from '../text/range.ts';
import { askJudge, type Judging, judgeOffline, type Part, type Said } from './ask-judge.ts';
import type { Case, JudgeSetup } from './case.ts';
import { judgedPart, rateByChecks } from './checked-criteria.ts';
import type { RecordedFailure } from './events.ts';
import { type ClaimVerdicts, locateEvidence } from './evidence.ts';
import type { Answered, Grounded, RunContext } from './run-context.ts';

/** What came of judging one answer. */
export interface Judged {
	/** The rubric that was applied: without what cannot be graded where the right answer is "not in the context". */
	readonly rubric: Rubric;
	readonly combined: CombinedVerdict;
	/** Why there is no verdict, where a judge could not be asked. */
	readonly failure: RecordedFailure | undefined;
	/** Every quote of every judge, looked for. */
	readonly quotes: readonly LocatedQuote[];
	/** What the judge says of single claims; `undefined` where it was not asked about any. */
	readonly claims: ClaimVerdicts | undefined;
	/** What most of those judges say who were asked whether the answer abstains; a tie, or nobody: `undefined`. */
	readonly abstains: boolean | undefined;
}

/**
 * Asks the judge, or the judges, as often as the case wants, and records every verdict. A judge who is asked about claims is asked
 * once they are known, others meanwhile; verdicts are recorded after the grounding.
 */
export function judgeAnswer(
	item: Case,
	answered: Answered & { readonly grounded: Grounded },
	run: RunContext,
): Promise<Judged | undefined> {
	const { judge } = item;
	if (judge === undefined) {
		return Promise.resolve(undefined);
	}
	const asking = { item, judge, answered, run };
	const choice = judge.claims ?? 'none';
	// No function waits here for the verdicts: a batch takes hours, and it would be in memory once for each case.
	return choice === 'none'
		? judgeParts({ ...asking, claims: undefined })
		: Promise.resolve(answered.grounded).then(grounded =>
				judgeParts({ ...asking, claims: chooseClaims(grounded?.value, answered.text, choice) }),
			);
}

interface Asking {
	readonly item: Case;
	readonly judge: JudgeSetup;
	readonly answered: Judging['answered'];
	readonly run: RunContext;
	readonly claims: ChosenClaims | undefined;
}

function judgeParts({ item, judge, answered, run, claims }: Asking): Promise<Judged> {
	const rubric = rubricFor(item.rubric, item.question);
	const checked = rateByChecks(rubric, answered.text);
	const parts = partsOf(judge, judgedPart(rubric), claims);
	const asked: Promise<Verdict>[] = [];
	for (let sample = 0; sample < judge.samples; sample++) {
		for (const [i, part] of parts.entries()) {
			asked.push(judgeOnce({ ...part, item, answered, run, sample }, i === 0 ? checked : undefined));
		}
	}
	if (parts.length === 0) {
		recordChecked(item, checked, run);
	}
	const count = parts.length;
	const conclude = (verdicts: readonly Verdict[]) =>
		judgedBy(
			Array.from({ length: judge.samples }, (_, i) => verdicts.slice(i * count, (i + 1) * count)),
			{ rubric, checked, claims },
		);
	return asked.length === 1 ? asked[0]!.then(only => conclude([only])) : Promise.all(asked).then(conclude);
}

interface Applied {
	readonly rubric: Rubric;
	/** The ratings that code gives. */
	readonly checked: VerdictReading | undefined;
	readonly claims: ChosenClaims | undefined;
}

/** What the verdicts of all samples come to; of each sample those of all judges. */
function judgedBy(verdicts: readonly (readonly Verdict[])[], { rubric, checked, claims }: Applied): Judged {
	const failures = verdicts.flat().flatMap(verdict => (verdict.failure === undefined ? [] : [verdict.failure]));
	const combined = combineVerdicts(
		rubric,
		verdicts.map(sample =>
			mergeReadings(rubric, [...sample.map(verdict => verdict.reading), ...(checked === undefined ? [] : [checked])]),
		),
	);
	return {
		rubric,
		combined,
		failure: combined.state === 'scored' ? undefined : failures[0],
		quotes: verdicts.flat().flatMap(verdict => verdict.quotes),
		claims: judgedClaims(claims, verdicts),
		abstains: majority(verdicts.flat().flatMap(verdict => verdict.abstains ?? [])),
	};
}

/** What is known of the claims after all verdicts: nothing where none was given. */
function judgedClaims(
	claims: ChosenClaims | undefined,
	verdicts: readonly (readonly Verdict[])[],
): ClaimVerdicts | undefined {
	if (claims === undefined) {
		return undefined;
	}
	const samples = verdicts.flatMap(sample =>
		sample.flatMap(verdict => (verdict.claims === undefined ? [] : [verdict])),
	);
	const silent = samples.every(({ failure }) => failure !== undefined);
	const { savedTokens } = claims.saving;
	return silent && claims.places.length > 0
		? undefined
		: {
				places: claims.places,
				judged: combineClaims(samples.map(verdict => verdict.claims ?? [])),
				saving: { ...claims.saving, savedTokens: savedTokens * verdicts.length },
			};
}

function majority(votes: readonly boolean[]): boolean | undefined {
	const yes = votes.filter(vote => vote).length;
	return yes * 2 === votes.length ? undefined : yes * 2 > votes.length;
}

/** Claims go to the judge of the answer; where criteria have judges of their own throughout, to the first that reads. */
export function partsOf(judge: JudgeSetup, rubric: Rubric, claims: ChosenClaims | undefined): readonly Part[] {
	const apart = judge.apart ?? new Map<string, Omit<JudgeSetup, 'apart'>>();
	const byJudge = new Map<Part['judge'], Rubric['criteria'][number][]>();
	for (const criterion of rubric.criteria) {
		const one = apart.get(criterion.id) ?? judge;
		byJudge.set(one, [...(byJudge.get(one) ?? []), criterion]);
	}
	const reader = byJudge.has(judge) ? judge : [...byJudge.keys()].find(one => one.entry.provider !== 'offline');
	return [...byJudge].map(([one, criteria]) => ({
		judge: one,
		rubric: criteria.length === rubric.criteria.length ? rubric : { ...rubric, criteria },
		...(claims !== undefined && claims.texts.length > 0 && one === reader ? { claims } : {}),
	}));
}

interface Verdict {
	readonly reading: VerdictReading;
	readonly failure: RecordedFailure | undefined;
	readonly quotes: readonly LocatedQuote[];
	readonly abstains: boolean | undefined;
	readonly claims: readonly JudgedClaim[] | undefined;
}

/** One verdict. What code says of its own criteria is recorded with it, so that a reader finds every reason in one place. */
function judgeOnce(judging: Judging, checked: VerdictReading | undefined): Promise<Verdict> {
	const asked = judging.judge.entry.provider === 'offline' ? judgeOffline(judging) : askJudge(judging);
	return asked.then(said => recordVerdict(judging, said, checked));
}

async function recordVerdict(judging: Judging, said: Said, checked: VerdictReading | undefined): Promise<Verdict> {
	const { item, judge, sample, run, answered } = judging;
	const { grounded } = answered;
	const grounding = grounded instanceof Promise ? await grounded : grounded;
	const evidence = locateEvidence(said.reading.evidence, answered.context.locator());
	const claims = said.claims && verifyClaims(said.claims, answered.context.units);
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
		ratings: { ...said.reading.ratings, ...checked?.ratings },
		reasons: { ...said.reading.reasons, ...checked?.reasons },
		evidence,
		...(claims === undefined ? {} : { claims: withRanges(claims, grounding?.value, judging) }),
		problems: [...said.reading.problems, ...said.notes],
		latencyMs: said.latencyMs,
		usage: said.usage,
		cost: said.cost,
		cached: said.cached,
	});
	return {
		reading: said.reading,
		failure: said.failure,
		quotes: Object.values(evidence).flat(),
		abstains: said.abstains,
		claims,
	};
}

/** A record that says where each claim stands needs no other event to be read. */
function withRanges(
	judged: readonly JudgedClaim[],
	grounding: Grounding | undefined,
	{ claims }: Judging,
): readonly (JudgedClaim & TextRange)[] {
	return judged.flatMap((one, i) => {
		const claim = grounding?.claims[claims?.places[i] ?? -1];
		return claim === undefined ? [] : [{ start: claim.start, end: claim.end, ...one }];
	});
}

/** The verdict of code alone, where no criterion is left for a judge. */
function recordChecked(item: Case, checked: VerdictReading | undefined, { recorder }: RunContext): void {
	recorder.record({
		type: 'verdict-end',
		key: item.key,
		judge: 'code',
		sample: 0,
		messages: [],
		reply: '',
		firstReply: undefined,
		failure: undefined,
		ratings: checked?.ratings ?? {},
		reasons: checked?.reasons ?? {},
		evidence: {},
		problems: [],
		latencyMs: 0,
		usage: undefined,
		cost: 0,
		cached: false,
	});
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
