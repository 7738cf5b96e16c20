import type { NewForm, WordForm } from './word-form.ts';

/**
 * Written form → what it means. An open-addressing hash table that is asked by a stretch of a text, so that a word met
 * before costs neither a substring nor a string hash: that is what indexing a large context spends its time on.
 */
export class FormTable {
	private readonly keys: string[] = [];
	private readonly forms: WordForm[] = [];
	/** Serial + 1, or 0 where empty; the size is a power of two. */
	private slots = new Int32Array(2048);

	get size(): number {
		return this.forms.length;
	}

	/** The form stored for `text.slice(start, end)`. */
	at(text: string, start: number, end: number): WordForm | undefined {
		const serial = this.slots[this.slotOf(text, start, end)]! - 1;
		return serial < 0 ? undefined : this.forms[serial];
	}

	/** Stores a form under a key that is not there yet. */
	add(key: string, form: NewForm): WordForm {
		if ((this.forms.length + 1) * 2 > this.slots.length) {
			this.grow();
		}
		const stored = { ...form, serial: this.forms.length };
		this.keys.push(key);
		this.forms.push(stored);
		this.slots[this.slotOf(key, 0, key.length)] = this.forms.length;
		return stored;
	}

	private slotOf(text: string, start: number, end: number): number {
		const mask = this.slots.length - 1;
		let slot = hashOf(text, start, end) & mask;
		for (;;) {
			const serial = this.slots[slot]! - 1;
			if (serial < 0 || isSame(this.keys[serial]!, text, start, end)) {
				return slot;
			}
			slot = (slot + 1) & mask;
		}
	}

	private grow(): void {
		this.slots = new Int32Array(this.slots.length * 2);
		for (const [serial, key] of this.keys.entries()) {
			this.slots[this.slotOf(key, 0, key.length)] = serial + 1;
		}
	}
}

/** FNV-1a over UTF-16 units, its high bits mixed in. */
function hashOf(text: string, start: number, end: number): number {
	let hash = 0x811c9dc5;
	for (let at = start; at < end; at++) {
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	}
	return hash ^ (hash >>> 15);
}

function isSame(key: string, text: string, start: number, end: number): boolean {
	if (key.length !== end - start) {
		return false;
	}
	for (let at = 0; at < key.length; at++) {
		if (key.charCodeAt(at) !== text.charCodeAt(start + at)) {
			return false;
		}
	}
	return true;
}
