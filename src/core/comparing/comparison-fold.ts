import type { ComparedAnswer, ComparisonEnd, PairSample, ReviewEvent, RunEnd, RunStart } from '../review/events.ts';
import type { ChatMessage } from '../review/ports.ts';
import { RunFrame } from '../review/run-frame.ts';

/** A pair of a run, with every text in place of its reference. */
export type PairResult = Omit<ComparisonEnd, 'questionText' | 'reference' | 'a' | 'b' | 'samples'> & {
	readonly questionText: string;
	readonly reference: readonly string[];
	readonly a: ResolvedAnswerOfPair;
	readonly b: ResolvedAnswerOfPair;
	readonly samples: readonly ResolvedPairSample[];
};

export type ResolvedAnswerOfPair = Omit<ComparedAnswer, 'text'> & { readonly text: string };

export type ResolvedPairSample = Omit<PairSample, 'messages' | 'reply' | 'firstReply'> & {
	readonly messages: readonly ChatMessage[];
	readonly reply: string;
	readonly firstReply: string | undefined;
};

/**
 * Folds the events of a comparison, one at a time; those of cases are passed over. A text that no `text` event holds resolves to the
 * empty string.
 */
export class ComparisonFold {
	private readonly frame = new RunFrame();
	private readonly byKey = new Map<string, PairResult>();

	get start(): RunStart | undefined {
		return this.frame.start;
	}

	/** `undefined` while the run goes on, and for one that was interrupted. */
	get end(): RunEnd | undefined {
		return this.frame.end;
	}

	/** By key, in the order in which the pairs were done. */
	get pairs(): ReadonlyMap<string, PairResult> {
		return this.byKey;
	}

	/** Takes one event; returns the pair that it completes, if it does. */
	add(event: ReviewEvent): PairResult | undefined {
		this.frame.take(event);
		if (event.type !== 'comparison-end') {
			return undefined;
		}
		const pair = this.resolved(event);
		this.byKey.set(event.key, pair);
		return pair;
	}

	private resolved(event: ComparisonEnd): PairResult {
		const { frame } = this;
		return {
			...event,
			questionText: frame.text(event.questionText),
			reference: event.reference.map(text => frame.text(text)),
			a: { ...event.a, text: frame.text(event.a.text) },
			b: { ...event.b, text: frame.text(event.b.text) },
			samples: event.samples.map(sample => ({
				...sample,
				messages: sample.messages.map(({ role, content }) => ({ role, content: frame.text(content) })),
				reply: frame.text(sample.reply),
				firstReply: sample.firstReply === undefined ? undefined : frame.text(sample.firstReply),
			})),
		};
	}
}
