import type { TextPiece } from '../documents/question-file.ts';
import type { Grounding } from '../grounding/grounding.ts';
import type { LocatedQuote, ScoreArithmetic } from '../judging/verdict.ts';
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
	| TextEvent
	| CaseStart
	| AnswerEnd
	| VerdictEnd
	| GroundingEnd
	| CaseEnd
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
	/** What started it: `run` answers and judges, `judge` judges recorded answers again. */
	readonly task: 'run' | 'judge';
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
