import type { TextPiece } from '../documents/question-file.ts';
import type { Grounding, JudgedClaim } from '../grounding/grounding.ts';
import type { Influence } from '../influence/influence.ts';
import type { LocatedQuote, ScoreArithmetic } from '../judging/verdict.ts';
import type { TextRange } from '../text/range.ts';
import type { EffectiveParameter } from './case.ts';
import type { ChatMessage, Usage } from './ports.ts';
import type { CaseState, UnscoredReason } from './state.ts';

/** The version of the run file's format. Readers skip types they do not know. */
export const RUN_VERSION = 1;

/**
 * One line of a run file. `t` is milliseconds since the epoch. Long texts stand once, in a `text` event, and are
 * referred to by hash.
 */
export type RunEvent =
	| RunStart
	| CasesLoaded
	| EndpointStop
	| TextEvent
	| CaseStart
	| AnswerEnd
	| VerdictEnd
	| GroundingEnd
	| InfluenceEnd
	| CaseEnd
	| ComparisonEnd
	| ProbeEnd
	| RunResume
	| RunEnd;

interface EventBase {
	readonly v: typeof RUN_VERSION;
	readonly t: number;
}

/** A text, or the hash of one that an earlier `text` event holds. */
export type TextRef = string | { readonly ref: string };

export interface TextEvent extends EventBase {
	readonly type: 'text';
	/** SHA-256, 64 hex digits. */
	readonly hash: string;
	readonly text: string;
}

export interface RunStart extends EventBase {
	readonly type: 'run-start';
	/** `<UTC time>-<short id>`, the file's name without its ending. */
	readonly run: string;
	readonly tool: string;
	/** Root-relative question files. */
	readonly files: readonly string[];
	/** Keys of all cases that were loaded. */
	readonly loaded: readonly string[];
	/** `I/N`: the cases are one part of several. */
	readonly shard?: string;
	/** The runs that were put together to this one. */
	readonly merged?: readonly string[];
	/**
	 * What started it: `run` answers and judges, `judge` judges recorded answers again, `compare` compares pairs of answers, `probe`
	 * measures a judge.
	 */
	readonly task: 'run' | 'judge' | 'compare' | 'probe';
	/** Of a `compare` run only; `loaded` are then the keys of pairs. */
	readonly comparison?: ComparisonSetup;
}

/** What is compared, and how. */
export interface ComparisonSetup {
	/** Names of the two sides, as a person gave them. */
	readonly a: string;
	readonly b: string;
	readonly protocol: ComparisonProtocol;
	/** Name of the judge; `undefined` where the verdicts came with the answers. */
	readonly judge: string | undefined;
	/** Verdicts for each order of a pair. */
	readonly samples: number;
	/** Name of the rubric whose criteria the judge was told. */
	readonly rubric: string;
}

/**
 * `ranking`: a judge saw both answers at once, in both orders. `scores`: a judge that sees one answer at a time scored each; there is no
 * order. `recorded`: the verdicts came with the answers.
 */
export type ComparisonProtocol = 'ranking' | 'scores' | 'recorded';

/** Further cases of a run whose cases come as a stream: `loaded` of `run-start` is then only where the list began. */
export interface CasesLoaded extends EventBase {
	readonly type: 'cases-loaded';
	readonly keys: readonly string[];
}

/** A model, or all models of its endpoint, is not asked any more, because every case would fail alike. Told once. */
export interface EndpointStop extends EventBase {
	readonly type: 'endpoint-stop';
	/** The model that found out. */
	readonly model: string;
	readonly reason: UnscoredReason;
	readonly message: string;
}

/** What makes a result stale when it changes. Each value is a hash (12 hex digits). */
export interface InputHashes {
	readonly question: string;
	readonly prompt: string;
	readonly vars: string;
	readonly context: string;
	readonly parameters: string;
	readonly model: string;
	readonly history: string;
	readonly rubric: string;
	readonly judge: string;
	readonly expect: string;
}

export interface CaseStart extends EventBase {
	readonly type: 'case-start';
	readonly key: string;
	readonly file: string;
	readonly question: string;
	readonly questionText: TextRef;
	readonly prompt: string;
	readonly model: string;
	readonly recorded: boolean;
	readonly sample: number;
	readonly parameters: readonly EffectiveParameter[];
	readonly inputs: InputHashes;
	/** JSON of a list of {@link RecordedPassage}: cases that share their context share this text. */
	readonly passages: TextRef;
}

export interface RecordedPassage {
	readonly number: number;
	readonly label: string | undefined;
	readonly path: string;
	readonly inline: boolean;
	readonly hash: string;
	readonly text: string;
	readonly units: readonly RecordedUnit[];
}

export interface RecordedUnit {
	readonly id: string;
	/** 1-based line in `path`. */
	readonly line: number;
	/** Where the unit stands in the passage's text. */
	readonly start: number;
	readonly end: number;
	/** Back to the document, see `Unit.pieces`. */
	readonly pieces: readonly TextPiece[];
	/** False where the template left it out. */
	readonly sent: boolean;
}

export interface AnswerEnd extends EventBase {
	readonly type: 'answer-end';
	readonly key: string;
	/** The rendered messages exactly as sent. Empty for a recorded answer without a prompt. */
	readonly messages: readonly { readonly role: ChatMessage['role']; readonly content: TextRef }[];
	readonly text: TextRef;
	readonly thinking: TextRef | undefined;
	/** {@link shortHash} of the answer. */
	readonly hash: string;
	readonly failure: RecordedFailure | undefined;
	readonly finish: string | undefined;
	readonly latencyMs: number;
	readonly usage: Usage | undefined;
	/** USD; `undefined` = unknown. */
	readonly cost: number | undefined;
	readonly cached: boolean;
	readonly servedBy: string | undefined;
	readonly notes: readonly string[];
}

export interface RecordedFailure {
	readonly reason: UnscoredReason;
	readonly message: string;
}

export interface VerdictEnd extends EventBase {
	readonly type: 'verdict-end';
	readonly key: string;
	readonly judge: string;
	readonly sample: number;
	readonly messages: readonly { readonly role: ChatMessage['role']; readonly content: TextRef }[];
	/** The raw reply. A repaired verdict has the first reply in `firstReply`. */
	readonly reply: TextRef;
	readonly firstReply: TextRef | undefined;
	readonly failure: RecordedFailure | undefined;
	readonly ratings: Readonly<Record<string, string>>;
	readonly reasons: Readonly<Record<string, string>>;
	readonly evidence: Readonly<Record<string, readonly LocatedQuote[]>>;
	/** What this verdict says of single claims, in the order they were asked about; absent where none were. */
	readonly claims?: readonly (JudgedClaim & TextRange)[];
	readonly problems: readonly string[];
	readonly latencyMs: number;
	readonly usage: Usage | undefined;
	readonly cost: number | undefined;
	readonly cached: boolean;
}

export interface GroundingEnd extends EventBase {
	readonly type: 'grounding-end';
	readonly key: string;
	readonly grounding: Grounding;
}

/**
 * Which lines an answer depends on, measured on demand: mostly long after its run ended. Of several for one answer the last holds.
 */
export interface InfluenceEnd extends EventBase {
	readonly type: 'influence-end';
	readonly key: string;
	readonly influence: Influence;
}

/** One sentence of what `expect` or `answerable` demanded, and whether the answer meets it. */
export interface CheckResult {
	readonly check: 'maxWords' | 'minWords' | 'mustContain' | 'mustNotContain' | 'matches' | 'jsonSchema' | 'answerable';
	readonly met: boolean;
	readonly message: string;
}

export interface CaseEnd extends EventBase {
	readonly type: 'case-end';
	readonly key: string;
	readonly state: CaseState;
	readonly reason: UnscoredReason | undefined;
	/** One line for a person: why it is in this state. */
	readonly message: string | undefined;
	/** The median over the judge's samples. */
	readonly ratings: Readonly<Record<string, string>>;
	readonly arithmetic: ScoreArithmetic | undefined;
	readonly score: number | undefined;
	readonly cappedScore: number | undefined;
	/** Highest minus lowest capped score over the judge's samples; 0 for one. */
	readonly spread: number | undefined;
	readonly passMark: number | undefined;
	readonly checks: readonly CheckResult[];
	/** The rubric as it was applied, by hash of its text event, so that a reader needs no other file. */
	readonly rubric: TextRef;
}

/** One pair of answers to one question, compared, or not with the reason why. Every loaded pair has exactly one. */
export interface ComparisonEnd extends EventBase {
	readonly type: 'comparison-end';
	/** `<file>#<question>@<a>~<b>`, with `~<n>` behind it for a further pair of the same question. */
	readonly key: string;
	/** Root-relative file that the pair came from. */
	readonly file: string;
	/** Pairs of the same question are averaged before anything is counted. */
	readonly question: string;
	readonly questionText: TextRef;
	/** Row (from 1) and line (from 1) of a data file. */
	readonly row: number | undefined;
	readonly line: number | undefined;
	/** What the figures are also given apart by: `category`, `answerable` … → value. */
	readonly strata: Readonly<Record<string, string>>;
	readonly reference: readonly TextRef[];
	readonly a: ComparedAnswer;
	readonly b: ComparedAnswer;
	/** Hash of everything that shaped the verdicts: what another run may take over. */
	readonly inputs: string;
	readonly state: 'compared' | 'not-compared';
	readonly reason: NotComparedReason | undefined;
	/** One sentence for a person: why it was not compared. */
	readonly message: string | undefined;
	/** Over all samples of both orders. */
	readonly winner: Preferred | undefined;
	/** Mean of the samples, 1 = each says a, −1 = each says b. */
	readonly margin: number | undefined;
	/** The two orders disagree; `undefined` where there are no two. */
	readonly conflict: boolean | undefined;
	/** Balanced position diversity entropy, 0..1 (methods S1). */
	readonly entropy: number | undefined;
	readonly samples: readonly PairSample[];
	/** Taken over from an earlier run. */
	readonly cached: boolean;
}

/** Which answer is better. */
export type Preferred = 'a' | 'b' | 'tie';

/** One of the two answers of a pair. */
export interface ComparedAnswer {
	readonly text: TextRef;
	/** `shortHash` of the text, as annotations know it. */
	readonly hash: string;
	/** Key of the case that gave it, where one did. */
	readonly case: string | undefined;
	/** Score of a verdict on this answer alone, 0..100 (or in the unit of the file it came from). */
	readonly score: number | undefined;
	/** Criterion id → value of its level, of the same verdict. */
	readonly values: Readonly<Record<string, number>>;
}

/** One verdict on a pair. */
export interface PairSample {
	/** Which answer was shown first; `none`: the judge saw one at a time; `unknown`: the file does not say. */
	readonly order: 'ab' | 'ba' | 'none' | 'unknown';
	/** From 0, in each order. */
	readonly sample: number;
	readonly messages: readonly { readonly role: ChatMessage['role']; readonly content: TextRef }[];
	readonly reply: TextRef;
	readonly firstReply: TextRef | undefined;
	readonly failure: RecordedFailure | undefined;
	/** After swapping back; `undefined`: unread. */
	readonly winner: Preferred | undefined;
	/** Points that the judge gave each, after swapping back, where it gave any. */
	readonly points: { readonly a: number; readonly b: number } | undefined;
	/** The judge's words. */
	readonly why: string;
	readonly problems: readonly string[];
	readonly latencyMs: number;
	readonly usage: Usage | undefined;
	/** USD; `undefined` = unknown. */
	readonly cost: number | undefined;
	readonly cached: boolean;
}

/** Why a pair was not compared. Closed: a new one is a change of the format. */
export type NotComparedReason = DataFault | 'unreadable-verdict' | UnscoredReason;

/** What is wrong with a pair before any judge sees it. */
export type DataFault =
	| 'malformed-row'
	| 'missing-cell'
	| 'missing-answer'
	| 'empty-answer'
	| 'duplicate-id'
	| 'identical-answers'
	| 'unscored-answer';

/** One probe of a judge: what it was shown, what it said, and what became of it. A run of probes has no cases. */
export interface ProbeEnd extends EventBase {
	readonly type: 'probe-end';
	/** `p1`, `p2` … within the run. */
	readonly key: string;
	/** `changed-number`, `good` …, see `ProbeKind`. */
	readonly kind: string;
	readonly origin: 'file' | 'code' | 'model';
	/** Root-relative question file, and the question in it. */
	readonly file: string;
	readonly question: string;
	readonly judge: string;
	/** See `ProbeFate`. */
	readonly fate: 'detected' | 'missed' | 'held' | 'broken' | 'unscored';
	/** What the judge's reason says of the planted error; `undefined` where it was not looked for. */
	readonly naming: 'right' | 'wrong' | 'silent' | undefined;
	readonly answer: ProbedAnswer;
	/** What it is compared with, and what the edit replaced there; `undefined` where the answer stands alone. */
	readonly base: (ProbedAnswer & { readonly replaced: { readonly start: number; readonly end: number } }) | undefined;
}

/** A text that a judge was shown, with what it made of it. */
export interface ProbedAnswer {
	readonly text: TextRef;
	readonly ratings: Readonly<Record<string, string>>;
	readonly reasons: Readonly<Record<string, string>>;
	readonly cappedScore: number | undefined;
	readonly pass: boolean | undefined;
	/** Why there is no verdict. */
	readonly unscored: UnscoredReason | undefined;
	/** The raw reply of each sample. */
	readonly replies: readonly TextRef[];
}

export interface RunResume extends EventBase {
	readonly type: 'run-resume';
	readonly reason: string;
}

export interface RunEnd extends EventBase {
	readonly type: 'run-end';
	readonly outcome: 'finished' | 'cancelled' | 'stopped';
	readonly message: string | undefined;
}

/**
 * What a run tells those who watch it: what is recorded, and what only streams by. `answer-restart` takes back the pieces
 * of a case, because its call is tried again.
 */
export type ReviewEvent =
	| RunEvent
	| { readonly type: 'answer-piece'; readonly key: string; readonly text: string }
	| { readonly type: 'answer-restart'; readonly key: string };
