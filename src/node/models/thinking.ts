const OPEN = '<think>';
const CLOSE = '</think>';

/** Parts what a model thinks aloud, `<think>…</think>` before its answer, from the answer, piece by piece. */
export class ThinkingSplitter {
	private state: 'start' | 'thinking' | 'after' | 'answer' = 'start';
	private held = '';
	private thought = '';

	/** All thinking so far; `undefined` where there was none. */
	get thinking(): string | undefined {
		return this.thought === '' ? undefined : this.thought;
	}

	/** Takes a piece; returns what of it belongs to the answer. */
	push(piece: string): string {
		this.held += piece;
		for (;;) {
			if (this.state === 'start' || this.state === 'after') {
				const trimmed = this.held.trimStart();
				if (trimmed.startsWith(OPEN)) {
					this.held = trimmed.slice(OPEN.length);
					this.state = 'thinking';
					continue;
				}
				if (OPEN.startsWith(trimmed)) {
					return ''; // It may still become a tag.
				}
				if (this.state === 'after') {
					this.held = trimmed;
				}
				this.state = 'answer';
			}
			if (this.state === 'answer') {
				return this.take(this.held.length);
			}
			const close = this.held.indexOf(CLOSE);
			if (close < 0) {
				this.thought += this.take(Math.max(0, this.held.length - CLOSE.length));
				return '';
			}
			this.thought += this.take(close);
			this.held = this.held.slice(CLOSE.length);
			this.state = 'after';
		}
	}

	/** The reply is over: what was held back goes where it belongs. */
	end(): string {
		if (this.state === 'thinking') {
			this.thought += this.take(this.held.length);
			return '';
		}
		return this.state === 'after' ? '' : this.take(this.held.length);
	}

	private take(length: number): string {
		const taken = this.held.slice(0, length);
		this.held = this.held.slice(length);
		return taken;
	}
}

/** Some servers send the end tag without the start tag, because the start stands in their own template. */
export function splitAtLoneEnd(text: string): { readonly thinking: string | undefined; readonly text: string } {
	const at = text.lastIndexOf(CLOSE);
	return at < 0 || text.includes(OPEN)
		? { thinking: undefined, text }
		: { thinking: text.slice(0, at).trim(), text: text.slice(at + CLOSE.length).trimStart() };
}
