import type { ReviewEvent, RunEnd, RunEvent, RunStart, TextRef } from './events.ts';

/** What every fold of a run keeps: its start, its end, and the texts that later events refer to. */
export class RunFrame {
	private readonly texts = new Map<string, string>();
	private started: RunStart | undefined;
	private ended: RunEnd | undefined;

	get start(): RunStart | undefined {
		return this.started;
	}

	/** `undefined` while the run goes on, and for one that was interrupted. */
	get end(): RunEnd | undefined {
		return this.ended;
	}

	/** Takes the events of the frame; the others are for the fold. */
	take(event: ReviewEvent | RunEvent): void {
		if (event.type === 'run-start') {
			this.started = event;
			this.ended = undefined;
		} else if (event.type === 'run-resume') {
			this.ended = undefined;
		} else if (event.type === 'run-end') {
			this.ended = event;
		} else if (event.type === 'text') {
			this.texts.set(event.hash, event.text);
		}
	}

	/** A text that no `text` event holds resolves to the empty string. */
	text(ref: TextRef): string {
		return typeof ref === 'string' ? ref : (this.texts.get(ref.ref) ?? '');
	}
}
