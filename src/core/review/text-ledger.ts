import { sha256 } from '../text/hash.ts';
import type { TextRef } from './events.ts';

/** Texts longer than this many UTF-16 units stand once in a run file and are referred to by hash. */
const LONGEST_INLINE = 1024;

/** The newest texts whose hash is remembered, so that a context shared by all cases is hashed once. */
const REMEMBERED = 256;

/** Writes each long text of a run down once. */
export class TextLedger {
	private readonly written = new Set<string>();
	private readonly remembered = new Map<string, string>();
	private readonly write: (text: { readonly hash: string; readonly text: string }) => void;

	/** `write` is called with each long text before the first reference to it is handed out. */
	constructor(write: (text: { readonly hash: string; readonly text: string }) => void) {
		this.write = write;
	}

	/** The text itself where it is short, else a reference to it. */
	refer(text: string): TextRef {
		return text.length <= LONGEST_INLINE ? text : this.referAlways(text);
	}

	/** A reference even to a short text: for what stands in every case. */
	referAlways(text: string): TextRef {
		const hash = this.hashOf(text);
		if (!this.written.has(hash)) {
			this.written.add(hash);
			this.write({ hash, text });
		}
		return { ref: hash };
	}

	private hashOf(text: string): string {
		const known = this.remembered.get(text);
		if (known !== undefined) {
			return known;
		}
		const hash = sha256(text);
		if (this.remembered.size >= REMEMBERED) {
			this.remembered.delete(this.remembered.keys().next().value!);
		}
		this.remembered.set(text, hash);
		return hash;
	}
}
