/** Something that a context would be better without. It belongs to one passage of a list of passages. */
export type Finding = RepeatFinding | NearFinding | IrrelevantFinding | EmptyCellsFinding | WindowFinding;

interface FindingBase {
	/** Which of the passages that the question is given, from 0. */
	readonly passage: number;
	/** Positions of the units that are meant, in order. */
	readonly units: readonly number[];
	/** What leaving them out saves, estimated. */
	readonly tokens: number;
}

/** The words of an earlier passage again: of the whole passage, or of some of its lines. */
export interface RepeatFinding extends FindingBase {
	readonly kind: 'repeated';
	readonly whole: boolean;
	/** The passage that says it first. */
	readonly of: number;
}

/** Nearly the words of an earlier passage, and no number or negation more. */
export interface NearFinding extends FindingBase {
	readonly kind: 'nearly-repeated';
	readonly of: number;
}

export interface IrrelevantFinding extends FindingBase {
	readonly kind: 'irrelevant';
	readonly whole: boolean;
}

export interface EmptyCellsFinding extends FindingBase {
	readonly kind: 'empty-cells';
	/** Of the passage, estimated. */
	readonly ofTokens: number;
	/** Those of the units that hold nothing else. */
	readonly rows: readonly number[];
}

/** From the first of the units on, nothing fits the window. */
export interface WindowFinding extends FindingBase {
	readonly kind: 'beyond-window';
	readonly model: string;
	readonly window: number;
	/** Of all that is sent and may be replied, estimated. */
	readonly needed: number;
}
