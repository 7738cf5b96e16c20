import type { Redactor } from '../../node/redactor.ts';

/**
 * Takes keys out of values before a report escapes them, because an escaped key would not be known again. A key is covered by as
 * many characters as it has: ranges of a text stay right. What holds no key comes back as it is.
 */
export class RedactedValues {
	private readonly redactor: Redactor;
	/** Results share their context: it is looked through once. */
	private known = new WeakMap<object, unknown>();
	private keys = 0;

	constructor(redactor: Redactor) {
		this.redactor = redactor;
	}

	of<T>(value: T): T {
		if (this.redactor.size === 0) {
			return value;
		}
		if (this.redactor.size !== this.keys) {
			this.keys = this.redactor.size;
			this.known = new WeakMap();
		}
		return this.walk(value) as T;
	}

	private walk(value: unknown): unknown {
		if (typeof value === 'string') {
			return this.redactor.cover(value);
		}
		if (typeof value !== 'object' || value === null) {
			return value;
		}
		const known = this.known.get(value);
		if (known !== undefined) {
			return known;
		}
		const clean = Array.isArray(value) ? this.list(value) : this.record(value as Record<string, unknown>);
		this.known.set(value, clean);
		return clean;
	}

	private list(values: readonly unknown[]): readonly unknown[] {
		const clean = values.map(each => this.walk(each));
		return clean.some((each, i) => each !== values[i]) ? clean : values;
	}

	private record(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
		const clean = Object.entries(values).map(([name, each]) => [this.redactor.cover(name), this.walk(each)] as const);
		return clean.some(([name, each]) => each !== values[name]) ? Object.fromEntries(clean) : values;
	}
}
