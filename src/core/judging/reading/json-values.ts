/** A JSON value that remembers the order of members and those that are there twice, which `JSON.parse` forgets. */
export type JsonValue =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'number'; readonly value: number }
	| { readonly kind: 'truth'; readonly value: boolean }
	| { readonly kind: 'nothing' }
	| { readonly kind: 'list'; readonly items: readonly JsonValue[] }
	| { readonly kind: 'object'; readonly members: readonly (readonly [string, JsonValue])[] };

/** A value found in a text, with its place. `whole` is false where the text ended before the value did. */
export interface FoundJson {
	readonly value: JsonValue;
	readonly start: number;
	readonly end: number;
	readonly whole: boolean;
}

/**
 * Finds every outermost JSON object or list in a text, fenced or between words. Forgives what models get wrong without a
 * change of meaning: trailing commas, line breaks in strings, single quotes, Python's `True`, comments. Of a value that the text cuts off
 * it keeps what was complete, so a half-written rating is never read. Linear: the work is bounded by a multiple of the length.
 */
export function findJson(text: string): readonly FoundJson[] {
	const found: FoundJson[] = [];
	const scanner = new Scanner(text);
	let at = 0;
	while (scanner.budget > 0) {
		const start = nextOpening(text, at);
		if (start < 0) {
			break;
		}
		const read = scanner.readAt(start);
		if (read === undefined || isEmpty(read.value)) {
			at = start + 1;
			continue;
		}
		found.push(read);
		at = read.whole ? read.end : start + 1; // What is cut off may have begun by mistake, before the verdict.
	}
	return found;
}

function nextOpening(text: string, from: number): number {
	for (let at = from; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === 123 || code === 91) {
			return at;
		}
	}
	return -1;
}

function isEmpty(value: JsonValue): boolean {
	return (
		(value.kind === 'object' && value.members.length === 0) ||
		(value.kind === 'list' && !value.items.some(each => each.kind !== 'number'))
	);
}

const DEEPEST = 32;
/** What can stand behind a comma in JSON: a string, a list, an object, a number, a word of its own, an end, a comment. */
const GOES_ON = /^\s*(?:["'{[}\]\d/-]|(?:true|false|null|none)\b|$)/i;

class Scanner {
	budget: number;
	private readonly text: string;
	/** Without the space at its end. */
	private readonly length: number;
	private at = 0;
	private cut = false;

	constructor(text: string) {
		this.text = text;
		this.length = text.trimEnd().length;
		this.budget = 8 * text.length + 1000;
	}

	readAt(start: number): FoundJson | undefined {
		this.at = start;
		this.cut = false;
		const value = this.value(0);
		return value === undefined ? undefined : { value, start, end: this.at, whole: !this.cut };
	}

	/** `undefined`: this is no JSON. At the end of the text what was read so far counts and `cut` is set. */
	private value(depth: number): JsonValue | undefined {
		this.skipSpace();
		const sign = this.text[this.at];
		if (sign === '{') {
			return depth > DEEPEST ? undefined : this.object(depth);
		}
		if (sign === '[') {
			return depth > DEEPEST ? undefined : this.list(depth);
		}
		if (sign === '"' || sign === "'") {
			const text = this.string(sign);
			return text === undefined ? undefined : { kind: 'text', text };
		}
		return this.word();
	}

	private object(depth: number): JsonValue | undefined {
		const members: [string, JsonValue][] = [];
		this.at++;
		while (true) {
			this.skipSpace();
			const sign = this.text[this.at];
			if (sign === undefined) {
				this.cut = true;
				return { kind: 'object', members };
			}
			if (sign === '}') {
				this.at++;
				return { kind: 'object', members };
			}
			if (sign === ',' && members.length > 0) {
				this.at++;
				continue;
			}
			const key = sign === '"' || sign === "'" ? this.string(sign) : undefined;
			if (key === undefined) {
				return this.cut ? { kind: 'object', members } : undefined;
			}
			this.skipSpace();
			if (this.text[this.at] !== ':') {
				this.cut = this.at >= this.text.length;
				return this.cut ? { kind: 'object', members } : undefined;
			}
			this.at++;
			const value = this.value(depth + 1);
			if (value !== undefined) {
				members.push([key, value]);
			}
			if (this.cut) {
				return { kind: 'object', members };
			}
			if (value === undefined) {
				return undefined;
			}
		}
	}

	private list(depth: number): JsonValue | undefined {
		const items: JsonValue[] = [];
		this.at++;
		while (true) {
			this.skipSpace();
			const sign = this.text[this.at];
			if (sign === undefined) {
				this.cut = true;
				return { kind: 'list', items };
			}
			if (sign === ']') {
				this.at++;
				return { kind: 'list', items };
			}
			if (sign === ',' && items.length > 0) {
				this.at++;
				continue;
			}
			const value = this.value(depth + 1);
			if (value !== undefined) {
				items.push(value);
			}
			if (this.cut) {
				return { kind: 'list', items };
			}
			if (value === undefined) {
				return undefined;
			}
		}
	}

	/** A string to its closing quote. Cut off by the end of the text, it is no value at all. */
	private string(quote: string): string | undefined {
		let text = '';
		let from = this.at + 1;
		for (let at = from; at < this.text.length; at++) {
			this.budget--;
			const sign = this.text[at]!;
			if (sign === quote && this.closes(at + 1)) {
				this.at = at + 1;
				return text + this.text.slice(from, at);
			}
			if (sign === '\\') {
				const [meant, length] = escaped(this.text, at);
				text += this.text.slice(from, at) + meant;
				at += length - 1;
				from = at + 1;
			}
		}
		this.at = this.text.length;
		this.cut = true;
		return undefined;
	}

	/**
	 * Whether a quotation mark before `at` ends its string: the structure goes on behind it. One inside a reason, which
	 * models forget to escape, is followed by more words.
	 */
	private closes(at: number): boolean {
		let next = at;
		while (next < this.text.length && /\s/.test(this.text[next]!)) {
			next++;
			this.budget--;
		}
		const sign = this.text[next];
		if (sign === ',') {
			return GOES_ON.test(this.text.slice(next + 1, next + 200));
		}
		const nextLine = this.text.slice(at, next).includes('\n');
		return sign === undefined || ':}]/'.includes(sign) || (nextLine && (sign === '"' || sign === "'"));
	}

	private word(): JsonValue | undefined {
		const pattern = /[-+.\w]*/y;
		pattern.lastIndex = this.at;
		const word = pattern.exec(this.text)?.[0] ?? '';
		this.at += word.length;
		this.budget -= word.length + 1;
		if (this.at >= this.length) {
			this.cut = true; // `1` may have been going to be `10`; a line break behind it may be the transport's.
			return undefined;
		}
		if (/^-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(word)) {
			return { kind: 'number', value: Number(word) };
		}
		if (/^(?:true|false)$/i.test(word)) {
			return { kind: 'truth', value: word.toLowerCase() === 'true' };
		}
		return /^(?:null|none|undefined|nan)$/i.test(word) ? { kind: 'nothing' } : undefined;
	}

	private skipSpace(): void {
		const from = this.at;
		while (this.at < this.text.length) {
			const code = this.text.charCodeAt(this.at);
			if (code === 32 || (code >= 9 && code <= 13)) {
				this.at++;
				continue;
			}
			const end = code === 47 ? this.commentEnd() : undefined;
			if (end === undefined) {
				break;
			}
			this.at = end;
		}
		this.budget -= this.at - from + 1;
	}

	private commentEnd(): number | undefined {
		const next = this.text[this.at + 1];
		const close = next === '/' ? '\n' : next === '*' ? '*/' : undefined;
		if (close === undefined) {
			return undefined;
		}
		const end = this.text.indexOf(close, this.at + 2);
		return end < 0 ? this.text.length : end + close.length;
	}
}

function escaped(text: string, at: number): readonly [meant: string, length: number] {
	const sign = text[at + 1];
	if (sign === 'u') {
		const digits = /^[0-9a-f]{4}/i.exec(text.slice(at + 2, at + 6))?.[0];
		return digits === undefined ? ['u', 2] : [String.fromCharCode(Number.parseInt(digits, 16)), 6];
	}
	const meanings: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
	return [sign === undefined ? '' : (meanings[sign] ?? sign), 2];
}
