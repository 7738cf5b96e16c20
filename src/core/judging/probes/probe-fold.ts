import type { ProbedAnswer, ProbeEnd, RunEnd, RunEvent, RunStart } from '../../review/events.ts';
import { RunFrame } from '../../review/run-frame.ts';

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
	private readonly frame = new RunFrame();
	private readonly byKey = new Map<string, RecordedProbe>();

	get start(): RunStart | undefined {
		return this.frame.start;
	}

	/** `undefined` while the run goes on, and for one that was interrupted. */
	get end(): RunEnd | undefined {
		return this.frame.end;
	}

	/** In the order in which they were planned. */
	get probes(): readonly RecordedProbe[] {
		return [...this.byKey.values()].sort((a, b) => Number(a.key.slice(1)) - Number(b.key.slice(1)));
	}

	probe(key: string): RecordedProbe | undefined {
		return this.byKey.get(key);
	}

	add(event: RunEvent): void {
		this.frame.take(event);
		if (event.type === 'probe-end') {
			this.byKey.set(event.key, {
				...event,
				answer: this.resolved(event.answer),
				base: event.base && { ...this.resolved(event.base), replaced: event.base.replaced },
			});
		}
	}

	private resolved(answer: ProbedAnswer): RecordedProbeAnswer {
		const { frame } = this;
		return { ...answer, text: frame.text(answer.text), replies: answer.replies.map(reply => frame.text(reply)) };
	}
}
