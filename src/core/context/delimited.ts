/** One record of a CSV or TSV, header included. */
export interface DelimitedRecord {
	readonly fields: readonly DelimitedField[];
	/** Offsets in the text, without the line break that ends it. */
	readonly start: number;
	readonly end: number;
	/** The line it begins on, counted from 1. It may go on over further lines inside quotes. */
	readonly line: number;
}

export interface DelimitedField {
	readonly value: string;
	readonly start: number;
	readonly end: number;
	readonly quoted: boolean;
}

export interface DelimitedText {
	/** Empty lines are left out. */
	readonly records: readonly DelimitedRecord[];
	readonly problems: readonly DelimitedProblem[];
}

export interface DelimitedProblem {
	readonly offset: number;
	readonly line: number;
	readonly message: string;
}

/** Reads delimiter-separated records as RFC 4180 says; LF and CR end a record as CRLF does. Total. */
export function parseDelimited(text: string, delimiter: Delimiter): DelimitedText {
	const problems: DelimitedProblem[] = [];
	return { records: [...delimitedRecords(text, delimiter, problem => problems.push(problem))], problems };
}

export type Delimiter = ',' | '\t';

/** The same record by record: who reads many need not keep them. */
export function* delimitedRecords(
	text: string,
	delimiter: Delimiter,
	report: (problem: DelimitedProblem) => void,
): Iterable<DelimitedRecord> {
	yield* new DelimitedReader(text, { delimiter, report }).records();
}

/** The record that begins at a place, read again; what is wrong with it was told before. */
export function delimitedRecordAt(
	text: string,
	delimiter: Delimiter,
	{ start, line }: Pick<DelimitedRecord, 'start' | 'line'>,
): DelimitedRecord {
	return new DelimitedReader(text, { delimiter, report: () => {}, at: start, line }).record();
}

/** The delimiter of a file by its name; `undefined` for a file that is no table. */
export function delimiterOf(path: string): Delimiter | undefined {
	const name = path.toLowerCase();
	return name.endsWith('.csv') ? ',' : name.endsWith('.tsv') || name.endsWith('.tab') ? '\t' : undefined;
}

interface Reading {
	readonly delimiter: Delimiter;
	readonly report: (problem: DelimitedProblem) => void;
	/** Where reading begins; default: at the beginning. */
	readonly at?: number;
	readonly line?: number;
}

class DelimitedReader {
	private readonly text: string;
	private readonly delimiter: Delimiter;
	private readonly report: (problem: DelimitedProblem) => void;
	private at: number;
	private line: number;

	constructor(text: string, { delimiter, report, at = 0, line = 1 }: Reading) {
		this.text = text;
		this.delimiter = delimiter;
		this.report = report;
		this.at = at;
		this.line = line;
	}

	*records(): Iterable<DelimitedRecord> {
		while (this.at < this.text.length) {
			const record = this.record();
			const only = record.fields[0];
			if (record.fields.length > 1 || (only !== undefined && (only.quoted || only.value !== ''))) {
				yield record;
			}
		}
	}

	record(): DelimitedRecord {
		const start = this.at;
		const line = this.line;
		const fields = [this.field()];
		while (this.text[this.at] === this.delimiter) {
			this.at++;
			fields.push(this.field());
		}
		const end = this.at;
		this.skipBreak();
		return { fields, start, end, line };
	}

	private field(): DelimitedField {
		const start = this.at;
		if (this.text[start] === '"') {
			return this.quotedField(start);
		}
		while (this.at < this.text.length && !this.endsField(this.text[this.at]!)) {
			this.at++;
		}
		return { value: this.text.slice(start, this.at), start, end: this.at, quoted: false };
	}

	private quotedField(start: number): DelimitedField {
		const line = this.line;
		const parts: string[] = [];
		let from = start + 1;
		for (;;) {
			const quote = this.text.indexOf('"', from);
			if (quote === -1) {
				this.report({ offset: start, line, message: 'A quoted field does not end.' });
				parts.push(this.text.slice(from));
				this.leave(this.text.length);
				break;
			}
			parts.push(this.text.slice(from, quote));
			if (this.text[quote + 1] !== '"') {
				this.leave(quote + 1);
				break;
			}
			parts.push('"');
			from = quote + 2;
		}
		const end = this.at;
		if (this.at < this.text.length && !this.endsField(this.text[this.at]!)) {
			this.report({ offset: end, line: this.line, message: 'Text stands behind the closing quote of a field.' });
			while (this.at < this.text.length && !this.endsField(this.text[this.at]!)) {
				this.at++;
			}
		}
		return { value: parts.join(''), start, end, quoted: true };
	}

	/** Moves on past line breaks inside quotes, counting them. */
	private leave(to: number): void {
		for (; this.at < to; this.at++) {
			const code = this.text.charCodeAt(this.at);
			if (code === 10 || (code === 13 && this.text.charCodeAt(this.at + 1) !== 10)) {
				this.line++;
			}
		}
	}

	private skipBreak(): void {
		if (this.text[this.at] === '\r') {
			this.at += this.text[this.at + 1] === '\n' ? 2 : 1;
			this.line++;
		} else if (this.text[this.at] === '\n') {
			this.at++;
			this.line++;
		}
	}

	private endsField(character: string): boolean {
		return character === this.delimiter || character === '\n' || character === '\r';
	}
}
