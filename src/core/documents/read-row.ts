import { inlinePassage } from '../context/make-passage.ts';
import type { Passage } from '../context/passage.ts';
import type { LineIndex } from '../text/lines.ts';
import type { Located } from '../text/range.ts';
import type { DataCell, DataRow } from './data-rows.ts';
import { derivedId } from './derived-id.ts';
import { ID_PATTERN } from './formats/common.ts';
import type { DataSet, Question } from './question-file.ts';
import type { LoadedQuestion } from './review-set.ts';

export interface RowSource {
	readonly dataSet: DataSet;
	/** Root-relative path of the data file, and its lines. */
	readonly path: string;
	readonly index: LineIndex;
	readonly shared: readonly Passage[];
}

export interface RowReading {
	/** `undefined` where the row asks nothing. */
	readonly question: LoadedQuestion | undefined;
	/** One sentence each, beginning with row and column. */
	readonly problems: readonly string[];
}

/** Makes one row into a question. All its ranges are that of the data file's name in the question file. */
export function readRow(row: DataRow, source: RowSource): RowReading {
	const reader = new RowReader(row, source);
	const question = reader.question();
	return { question, problems: reader.problems };
}

class RowReader {
	readonly problems: string[] = [];
	private readonly row: DataRow;
	private readonly cells: DataRow['cells'];
	private readonly source: RowSource;

	constructor(row: DataRow, source: RowSource) {
		this.row = row;
		this.cells = row.cells;
		this.source = source;
	}

	question(): LoadedQuestion | undefined {
		const asked = this.text('question');
		if (asked === undefined || asked.trim() === '') {
			this.report('question', 'is empty');
			return undefined;
		}
		const { path, shared } = this.source;
		const { range } = this.source.dataSet.file;
		const id = this.id('id');
		const question: Question = {
			id: id?.value ?? derivedId(asked),
			idRange: id?.range,
			question: this.located(asked),
			range: this.source.dataSet.range,
			keyRange: range,
			follows: this.id('follows'),
			context: NONE,
			reference: this.references(),
			answerable: this.answerable(),
			category: this.optional('category'),
			vars: this.table('vars.', value => value),
			pass: undefined,
			expect: undefined,
			answers: this.answers(),
			probes: NONE,
		};
		const own = this.passages(shared.length + 1);
		// Rows without a context of their own share one list, which is then prepared and hashed once.
		const passages = own.length === 0 ? shared : [...shared, ...own];
		return { question, passages, row: { path, row: this.row.number } };
	}

	private cell(field: string): DataCell | undefined {
		return this.cells.get(this.source.dataSet.map.get(field)?.value ?? field);
	}

	private report(field: string, what: string): void {
		const column = this.source.dataSet.map.get(field)?.value ?? field;
		this.problems.push(`row ${this.row.number} (line ${this.row.line}), column "${column}": ${what}.`);
	}

	private text(field: string): string | undefined {
		const value = this.cell(field)?.value;
		if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
			return String(value);
		}
		if (value !== undefined && value !== null) {
			this.report(field, 'a text was expected');
		}
		return undefined;
	}

	private optional(field: string): Located<string> | undefined {
		const text = this.text(field);
		return text === undefined || text.trim() === '' ? undefined : this.located(text);
	}

	private id(field: string): Located<string> | undefined {
		const written = this.optional(field);
		if (written === undefined) {
			return undefined;
		}
		const id = written.value.trim().normalize('NFC');
		if (!new RegExp(`^${ID_PATTERN}$`, 'u').test(id)) {
			this.report(field, 'an id has up to 64 letters, digits, ".", "_" or "-"');
			return undefined;
		}
		return { value: id, range: written.range };
	}

	/** A text, or a list of them. */
	private texts(field: string): readonly string[] {
		const value = this.cell(field)?.value;
		if (!Array.isArray(value)) {
			const text = this.text(field);
			return text === undefined || text.trim() === '' ? [] : [text];
		}
		const texts = value.filter((one: unknown) => typeof one === 'string');
		if (texts.length < value.length) {
			this.report(field, 'a list of texts was expected');
		}
		return texts;
	}

	private references(): readonly Located<string>[] {
		const texts = this.texts('reference');
		return texts.length === 0 ? NONE : texts.map(text => this.located(text));
	}

	private answerable(): boolean {
		const text = this.text('answerable')?.trim().toLowerCase() ?? '';
		if (/^(?:|true|yes|1)$/.test(text)) {
			return true;
		}
		if (!/^(?:false|no|0)$/.test(text)) {
			this.report('answerable', 'true or false was expected');
			return true;
		}
		return false;
	}

	private answers(): ReadonlyMap<string, Located<string>> {
		return this.table('answers.', value => (typeof value === 'string' && value.trim() !== '' ? value : undefined));
	}

	/** The columns that `map` gives to names of a table. */
	private table<T>(prefix: string, read: (value: unknown) => T | undefined): ReadonlyMap<string, Located<T>> {
		let table: Map<string, Located<T>> | undefined;
		for (const field of this.source.dataSet.map.keys()) {
			const value = field.startsWith(prefix) ? read(this.cell(field)?.value) : undefined;
			if (value !== undefined) {
				table ??= new Map();
				table.set(field.slice(prefix.length), this.located(value));
			}
		}
		return table ?? NOTHING;
	}

	private passages(firstNumber: number): readonly Passage[] {
		const { path, index } = this.source;
		const pieces = this.cell('context')?.pieces ?? [];
		const start = index.offsetAt({ line: this.row.line - 1, column: 0 });
		return this.texts('context').map((value, i) => {
			const number = firstNumber + i;
			const range = { start, end: start };
			// Offsets in a list of texts, as in any JSON, are not known; the row's line is.
			const mapped = this.texts('context').length === 1 ? pieces : [];
			return inlinePassage({ number, label: undefined, path }, { value, range, pieces: mapped }, () => index);
		});
	}

	private located<T>(value: T): Located<T> {
		return { value, range: this.source.dataSet.file.range };
	}
}

/** What most rows have none of, once for all of them. */
const NONE: readonly never[] = [];
const NOTHING: ReadonlyMap<string, Located<never>> = new Map<string, Located<never>>();
