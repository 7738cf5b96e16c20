import type {
	ComparedAnswer,
	ComparisonEnd,
	PairSample,
	ReviewEvent,
	RunEnd,
	RunStart,
	TextRef,
} from '../review/events.ts';
import type { ChatMessage } from '../review/ports.ts';

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
	private readonly texts = new Map<string, string>();
	private readonly byKey = new Map<string, PairResult>();
	private started: RunStart | undefined;
	private ended: RunEnd | undefined;

	get start(): RunStart | undefined {
		return this.started;
	}

	/** `undefined` while the run goes on, and for one that was interrupted. */
	get end(): RunEnd | undefined {
		return this.ended;
	}

	/** By key, in the order in which the pairs were done. */
	get pairs(): ReadonlyMap<string, PairResult> {
		return this.byKey;
	}

	/** Takes one event; returns the pair that it completes, if it does. */
	add(event: ReviewEvent): PairResult | undefined {
		switch (event.type) {
			case 'run-start':
				this.started = event;
				this.ended = undefined;
				return undefined;
			case 'run-resume':
				this.ended = undefined;
				return undefined;
			case 'run-end':
				this.ended = event;
				return undefined;
			case 'text':
				this.texts.set(event.hash, event.text);
				return undefined;
			case 'comparison-end': {
				const pair = this.resolved(event);
				this.byKey.set(event.key, pair);
				return pair;
			}
			default:
				return undefined;
		}
	}

	private resolved(event: ComparisonEnd): PairResult {
		return {
			...event,
			questionText: this.text(event.questionText),
			reference: event.reference.map(text => this.text(text)),
			a: { ...event.a, text: this.text(event.a.text) },
			b: { ...event.b, text: this.text(event.b.text) },
			samples: event.samples.map(sample => ({
				...sample,
				messages: sample.messages.map(({ role, content }) => ({ role, content: this.text(content) })),
				reply: this.text(sample.reply),
				firstReply: sample.firstReply === undefined ? undefined : this.text(sample.firstReply),
			})),
		};
	}

	private text(ref: TextRef): string {
		return typeof ref === 'string' ? ref : (this.texts.get(ref.ref) ?? '');
	}
}
