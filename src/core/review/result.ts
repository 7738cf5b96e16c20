import type { Grounding } from '../grounding/grounding.ts';
import type { Influence } from '../influence/influence.ts';
import type { AnswerEnd, CaseEnd, CaseStart, RecordedPassage, VerdictEnd } from './events.ts';
import type { ChatMessage } from './ports.ts';

/** Everything known of one case of one run, folded from its events, with every text in place of its reference. */
export interface CaseResult {
	readonly run: string;
	readonly key: string;
	readonly phase: 'waiting' | 'answering' | 'judging' | 'done';
	/** When the last event came, milliseconds since the epoch. */
	readonly t: number;
	readonly start: ResolvedStart | undefined;
	/** The answer so far while it streams, the whole answer afterwards. */
	readonly text: string;
	readonly answer: ResolvedAnswer | undefined;
	readonly verdicts: readonly ResolvedVerdict[];
	/** With the influence links of its claims, where they were measured. */
	readonly grounding: Grounding | undefined;
	/** Which lines the answer depends on; absent where nobody measured. */
	readonly influence?: Influence;
	readonly end: (Omit<CaseEnd, 'rubric'> & { readonly rubric: RecordedRubric }) | undefined;
}

export type ResolvedStart = Omit<CaseStart, 'questionText' | 'passages'> & {
	readonly questionText: string;
	readonly passages: readonly ResolvedPassage[];
};

export type ResolvedPassage = RecordedPassage;

export type ResolvedAnswer = Omit<AnswerEnd, 'messages' | 'text' | 'thinking'> & {
	readonly messages: readonly ChatMessage[];
	readonly text: string;
	readonly thinking: string | undefined;
};

export type ResolvedVerdict = Omit<VerdictEnd, 'messages' | 'reply' | 'firstReply'> & {
	readonly messages: readonly ChatMessage[];
	readonly reply: string;
	readonly firstReply: string | undefined;
};

/** The rubric of a result as plain data: what the panel and reports show without reading another file. */
export interface RecordedRubric {
	readonly name: string;
	/** Best level first. */
	readonly levels: readonly { readonly name: string; readonly value: number }[];
	readonly criteria: readonly {
		readonly id: string;
		readonly name: string;
		readonly weight: number;
		readonly description?: string;
	}[];
}
