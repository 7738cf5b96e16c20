import type { ModelOutcome } from '../../core/review/ports.ts';
import type { chatBody } from '../models/chat-body.ts';

/** A request that somebody waits for. */
export interface Waiting {
	readonly id: string;
	/** Of what stands in the file: the line itself would be in memory for hours. */
	readonly bytes: number;
	/** What may be left out of it. */
	readonly sent: Pick<ReturnType<typeof chatBody>, 'optional' | 'format'>;
	readonly signal: AbortSignal;
	settle(outcome: ModelOutcome): void;
}

type MakeOutcome = (waiting: Waiting) => ModelOutcome;

/** Brings those who wait together with the replies, whoever comes first. Each reply is handed over once. */
export class OpenPart {
	private readonly waiting = new Map<string, Waiting>();
	private readonly replies = new Map<string, MakeOutcome>();
	private readonly given = new Set<string>();
	private ended: ModelOutcome | undefined;

	want(waiting: Waiting): void {
		const reply = this.replies.get(waiting.id);
		if (reply !== undefined) {
			this.replies.delete(waiting.id);
			waiting.settle(reply(waiting));
		} else if (this.ended !== undefined) {
			waiting.settle(this.ended);
		} else {
			this.waiting.set(waiting.id, waiting);
		}
	}

	/** A second reply to the same request is left out. */
	give(id: string, make: MakeOutcome): void {
		if (this.given.has(id)) {
			return;
		}
		this.given.add(id);
		const waiting = this.waiting.get(id);
		if (waiting === undefined) {
			this.replies.set(id, make);
			return;
		}
		this.waiting.delete(id);
		waiting.settle(make(waiting));
	}

	/** Nothing more comes: who still waits gets this. */
	end(outcome: ModelOutcome): void {
		this.ended = outcome;
		for (const waiting of this.waiting.values()) {
			waiting.settle(outcome);
		}
		this.waiting.clear();
	}
}
