import type { TextRef } from './events.ts';
import { Recent } from './recent.ts';
import { rememberHashes } from './remembered-hash.ts';

/** Texts longer than this many UTF-16 units stand once in a run file and are referred to by hash. */
const LONGEST_INLINE = 1024;

/**
 * Characters of the texts used last that are known to be written. One that comes again after so much else is written again, so that
 * nobody who reads along has to keep more.
 */
export const WRITTEN = 1024 * 1024;

/** Writes each long text of a run down once, or seldom more often: what it remembers is bounded, however long the run. */
export class TextLedger {
	private readonly written = new Recent<true>(WRITTEN);
	private readonly write: (text: { readonly hash: string; readonly text: string }) => void;
	private readonly hash: (text: string) => string;

	/** `write` is called with each long text before the first reference to it is handed out. */
	constructor(write: (text: { readonly hash: string; readonly text: string }) => void, hash: (text: string) => string) {
		this.write = write;
		this.hash = rememberHashes(hash);
	}

	/** The text itself where it is short, else a reference to it. */
	refer(text: string): TextRef {
		return text.length <= LONGEST_INLINE ? text : this.referAlways(text);
	}

	/** A reference even to a short text: for what stands in every case. */
	referAlways(text: string): TextRef {
		const hash = this.hash(text);
		if (this.written.get(hash) === undefined) {
			this.write({ hash, text });
			this.written.set(hash, true, text.length);
		}
		return { ref: hash };
	}
}
