/** Shorter than this, a "key" is a word that stands everywhere. */
const SHORTEST_KEY = 6;

/** Takes every key that was handed out of texts, so that none reaches a file, a log or a message. */
export class Redactor {
	private readonly keys = new Set<string>();

	add(key: string): void {
		if (key.length >= SHORTEST_KEY) {
			this.keys.add(key);
			this.keys.add(JSON.stringify(key).slice(1, -1));
			this.keys.add(encodeURIComponent(key));
		}
	}

	/** Grows whenever a further key is known. */
	get size(): number {
		return this.keys.size;
	}

	/** Covers each key by as many characters as it has, so that offsets in the text stay right. */
	cover(text: string): string {
		let clean = text;
		for (const key of this.keys) {
			clean = clean.includes(key) ? clean.replaceAll(key, '[key]'.padEnd(key.length, '*')) : clean;
		}
		return clean;
	}

	redact(text: string): string {
		let clean = text;
		for (const key of this.keys) {
			clean = clean.includes(key) ? clean.replaceAll(key, '[key]') : clean;
		}
		return clean;
	}
}
