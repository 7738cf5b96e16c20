import { faultOfAnswers } from '../comparing/check-answers.ts';
import {
	type Pair,
	type PairAnswer,
	type PairFault,
	pairKey,
	plainAnswer,
	type RecordedPreference,
} from '../comparing/pair.ts';
import { recordedWinner } from '../comparing/recorded-winner.ts';
import { inlinePassage } from '../context/make-passage.ts';
import type { Passage } from '../context/passage.ts';
import { derivedId, normalisedQuestion } from '../documents/derived-id.ts';
import { shortHash } from '../text/hash.ts';
import { LineIndex } from '../text/lines.ts';
import { cellOf, numberOf, placeText, textOf, textsOf } from './cells.ts';
import type { ColumnMap } from './columns.ts';
import type { RecordFile, SourceRecord } from './records.ts';

export interface PairSource {
	/** Root-relative path of the file. */
	readonly file: string;
	readonly records: RecordFile;
	readonly columns: ColumnMap;
	readonly a: AnswerColumn;
	readonly b: AnswerColumn;
	/** Whether verdicts of the file count, and are therefore demanded. */
	readonly verdicts: 'recorded' | 'none';
	/** Further columns that the figures are given apart by. */
	readonly strata: readonly string[];
	/** The ids that records have in a question file that was made of them. */
	readonly ids?: ReadonlyMap<SourceRecord, string>;
}

/** The answers of one side: a column, and what they are called. */
export interface AnswerColumn {
	readonly label: string;
	readonly column: string;
}

/** A pair of every record of a file, those that cannot be compared with their fault. As many as there are records. */
export function pairsOfRecords(source: PairSource): readonly Pair[] {
	const seen = new Map<string, SourceRecord>();
	const repeats = new Map<string, number>();
	return source.records.records.map(record => {
		const reader = new RecordReader(record, source);
		const id = reader.id();
		const earlier = reader.hasOwnId ? seen.get(id) : undefined;
		if (earlier === undefined) {
			seen.set(id, record);
		}
		const repeat = (repeats.get(id) ?? 0) + 1;
		repeats.set(id, repeat);
		return reader.pair(id, repeat, earlier);
	});
}

class RecordReader {
	private readonly record: SourceRecord;
	private readonly source: PairSource;

	constructor(record: SourceRecord, source: PairSource) {
		this.record = record;
		this.source = source;
	}

	get hasOwnId(): boolean {
		return this.cell('id').kind === 'text';
	}

	/** As written, or derived from the question; a record without either is known by its place. */
	id(): string {
		const known = this.source.ids?.get(this.record);
		if (known !== undefined) {
			return known;
		}
		const written = textOf(this.record, this.column('id'));
		const question = textOf(this.record, this.column('question'));
		if (written !== undefined) {
			return shortened(written.normalize('NFC').replace(/\s+/gu, ' ').trim());
		}
		return question === undefined || normalisedQuestion(question) === ''
			? placeText(this.record)
			: derivedId(question, DIGITS);
	}

	pair(id: string, repeat: number, earlier: SourceRecord | undefined): Pair {
		const { a, b, file } = this.source;
		const [answerA, answerB] = [this.answer(a), this.answer(b)];
		const recorded = this.verdicts();
		return {
			key: pairKey({ file, question: id, a: a.label, b: b.label }, repeat),
			file,
			row: this.record.row,
			line: this.record.line,
			question: id,
			questionText: textOf(this.record, this.column('question')) ?? '',
			history: textOf(this.record, this.column('history')) ?? '',
			passages: this.passages(),
			reference: textsOf(this.record, this.column('reference')).map(({ text }) => text),
			strata: this.strata(),
			a: answerA,
			b: answerB,
			recorded,
			fault: this.fault({ a: answerA, b: answerB, recorded }, id, earlier),
		};
	}

	private column(
		field: 'id' | 'question' | 'history' | 'reference' | 'context' | 'category' | 'answerable' | 'verdict',
	) {
		return this.source.columns.fields.get(field);
	}

	private cell(field: Parameters<RecordReader['column']>[0]) {
		return cellOf(this.record, this.column(field));
	}

	private answer({ column, label }: AnswerColumn): PairAnswer {
		const text = textOf(this.record, column) ?? '';
		const score = numberOf(this.record, this.source.columns.scores.get(label));
		return score === undefined ? plainAnswer(text) : { ...plainAnswer(text), score };
	}

	private passages(): readonly Passage[] {
		return textsOf(this.record, this.column('context')).map(({ text, label }, i) =>
			inlinePassage(
				{ number: i + 1, label, path: this.source.file },
				{ value: text, range: { start: 0, end: 0 }, pieces: [] },
				() => new LineIndex(''),
			),
		);
	}

	private strata(): Readonly<Record<string, string>> {
		const columns = new Map<string, string | undefined>([
			['category', this.column('category')],
			['answerable', this.column('answerable')],
			...this.source.strata.map(column => [column, column] as const),
		]);
		return Object.fromEntries(
			[...columns].flatMap(([name, column]) => {
				const text = textOf(this.record, column)?.trim();
				return text === undefined ? [] : [[name, shortened(text)]];
			}),
		);
	}

	private verdicts(): readonly RecordedPreference[] {
		const column = this.column('verdict');
		if (this.source.verdicts === 'none' || column === undefined) {
			return [];
		}
		const words = textOf(this.record, column) ?? '';
		return [{ words, winner: recordedWinner(words, this.source), order: 'unknown' }];
	}

	/** The first thing that keeps the record from being compared, the gravest first. */
	private fault(
		pair: Pick<Pair, 'a' | 'b' | 'recorded'>,
		id: string,
		earlier: SourceRecord | undefined,
	): PairFault | undefined {
		const { a, b } = this.source;
		const missing = [this.column('question') ?? '', a.column, b.column].filter(
			column => column !== '' && cellOf(this.record, column).kind === 'missing',
		);
		const odd = [a.column, b.column].find(column => cellOf(this.record, column).kind === 'odd');
		if (this.record.fault !== undefined && (missing.length === 0 || this.record.cells.size === 0)) {
			return { reason: 'malformed-row', message: this.record.fault };
		}
		if (missing.length > 0) {
			const columns = missing.map(column => `"${column}"`).join(' and ');
			return { reason: 'missing-cell', message: `The row has no cell in column ${columns}.` };
		}
		if (odd !== undefined) {
			return { reason: 'malformed-row', message: `In column "${odd}" a text was expected.` };
		}
		if (this.cell('question').kind === 'empty') {
			return {
				reason: 'missing-cell',
				message: `The cell in column "${this.column('question')}" is empty: nothing was asked.`,
			};
		}
		if (earlier !== undefined) {
			return { reason: 'duplicate-id', message: `The id "${id}" stands in ${placeText(earlier)} already.` };
		}
		return (
			faultOfAnswers(pair, { a: `column "${a.column}"`, b: `column "${b.column}"` }) ?? this.verdictFault(pair.recorded)
		);
	}

	private verdictFault(recorded: readonly RecordedPreference[]): PairFault | undefined {
		const odd = recorded.find(({ winner }) => winner === undefined);
		const column = this.column('verdict');
		if (odd === undefined) {
			return undefined;
		}
		const { a, b } = this.source;
		const message =
			odd.words === ''
				? `The verdict in column "${column}" is empty.`
				: `The verdict "${odd.words.slice(0, 60)}" in column "${column}" names neither "${a.label}" nor "${b.label}" nor a tie.`;
		return { reason: 'unreadable-verdict', message };
	}
}

/** Long ids that differ only at their ends stay different. */
function shortened(text: string): string {
	return text.length <= LONGEST_ID
		? text
		: `${text.slice(0, LONGEST_ID).replace(/[\uD800-\uDBFF]$/, '')}…${shortHash(text)}`;
}

const LONGEST_ID = 100;
/** Of an id that is made from the question: enough that two questions of a large file do not share one. */
const DIGITS = 10;
