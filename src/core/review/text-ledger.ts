import type { TextRef } from './events.ts';

/** Texts longer than this many UTF-16 units stand once in a run file and are referred to by hash. */
const LONGEST_INLINE = 1024;

/** The texts used last, whose hash is remembered: a context shared by all cases is hashed once. */
const REMEMBERED = 64;

/** The hashes used last, which are known to be written. A text that comes again after so many others is written again. */
const WRITTEN = 4096;

/** Writes each long text of a run down once, or seldom more often: what it remembers is bounded, however long the run. */
export class TextLedger {
	private readonly written = new Recent<string>(WRITTEN);
	private readonly remembered = new Recent<string>(REMEMBERED);
	private readonly write: (text: { readonly hash: string; readonly text: string }) => void;

	private readonly hash: (text: string) => string;

	/** `write` is called with each long text before the first reference to it is handed out. */
	constructor(write: (text: { readonly hash: string; readonly text: string }) => void, hash: (text: string) => string) {
		this.write = write;
		this.hash = hash;
	}

	/** The text itself where it is short, else a reference to it. */
	refer(text: string): TextRef {
		return text.length <= LONGEST_INLINE ? text : this.referAlways(text);
	}

	/** A reference even to a short text: for what stands in every case. */
	referAlways(text: string): TextRef {
		const hash = this.hashOf(text);
		if (this.written.get(hash) === undefined) {
			this.write({ hash, text });
			this.written.set(hash, hash);
		}
		return { ref: hash };
	}

	private hashOf(text: string): string {
		const known = this.remembered.get(text);
		if (known !== undefined) {
			return known;
		}
		const hash = this.hash(text);
		this.remembered.set(text, hash);
		return hash;
	}
}

/** What was used last, at least `size` and at most twice as many: two generations, of which the older one is dropped whole. */
class Recent<T> {
	private readonly size: number;
	private young = new Map<string, T>();
	private old = new Map<string, T>();

	constructor(size: number) {
		this.size = size;
	}

	get(key: string): T | undefined {
		const young = this.young.get(key);
		if (young !== undefined) {
			return young;
		}
		const old = this.old.get(key);
		if (old !== undefined) {
			this.set(key, old);
		}
		return old;
	}

	set(key: string, value: T): void {
		if (this.young.size >= this.size) {
			this.old = this.young;
			this.young = new Map();
		}
		this.young.set(key, value);
	}
}
