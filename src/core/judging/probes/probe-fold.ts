import type { ProbedAnswer, ProbeEnd, RunEnd, RunEvent, RunStart, TextRef } from '../../review/events.ts';

/** A probe of a run file, with every text in place of its reference. */
export type RecordedProbe = Omit<ProbeEnd, 'answer' | 'base'> & {
	readonly answer: RecordedProbeAnswer;
	readonly base:
		| (RecordedProbeAnswer & { readonly replaced: { readonly start: number; readonly end: number } })
		| undefined;
};

export type RecordedProbeAnswer = Omit<ProbedAnswer, 'text' | 'replies'> & {
	readonly text: string;
	readonly replies: readonly string[];
};

/** Folds the events of a run of probes, one at a time; others are passed over. A text that is lost resolves to the empty string. */
export class ProbeFold {
	private readonly texts = new Map<string, string>();
	private readonly byKey = new Map<string, RecordedProbe>();
	private started: RunStart | undefined;
	private ended: RunEnd | undefined;

	get start(): RunStart | undefined {
		return this.started;
	}

	/** `undefined` while the run goes on, and for one that was interrupted. */
	get end(): RunEnd | undefined {
		return this.ended;
	}

	/** In the order in which they were planned. */
	get probes(): readonly RecordedProbe[] {
		return [...this.byKey.values()].sort((a, b) => Number(a.key.slice(1)) - Number(b.key.slice(1)));
	}

	probe(key: string): RecordedProbe | undefined {
		return this.byKey.get(key);
	}

	add(event: RunEvent): void {
		switch (event.type) {
			case 'run-start':
				this.started = event;
				return;
			case 'run-end':
				this.ended = event;
				return;
			case 'text':
				this.texts.set(event.hash, event.text);
				return;
			case 'probe-end':
				this.byKey.set(event.key, {
					...event,
					answer: this.resolved(event.answer),
					base: event.base && { ...this.resolved(event.base), replaced: event.base.replaced },
				});
		}
	}

	private resolved(answer: ProbedAnswer): RecordedProbeAnswer {
		return { ...answer, text: this.text(answer.text), replies: answer.replies.map(reply => this.text(reply)) };
	}

	private text(ref: TextRef): string {
		return typeof ref === 'string' ? ref : (this.texts.get(ref.ref) ?? '');
	}
}
