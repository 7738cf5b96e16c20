import { stringify } from 'yaml';
import { derivedId } from '../documents/derived-id.ts';
import { ID_PATTERN } from '../documents/formats/common.ts';
import { cellOf, type LabelledText, placeText, textOf, textsOf } from './cells.ts';
import type { ColumnMap } from './columns.ts';
import type { RecordFile, SourceRecord } from './records.ts';

/** Records made into a question file. `loaded` = imported + left out. */
export interface ImportedQuestions {
	/** The text of the question file. */
	readonly text: string;
	readonly loaded: number;
	readonly questions: readonly ImportedQuestion[];
	readonly leftOut: readonly { readonly record: SourceRecord; readonly message: string }[];
	/** Columns with cells of imported records that hold no text, so that nothing of them is in the question file. */
	readonly emptyCells: readonly EmptyCells[];
	/** Columns that nothing of is in the question file. */
	readonly unusedColumns: readonly string[];
}

export interface ImportedQuestion {
	readonly id: string;
	readonly record: SourceRecord;
	/** Label → answer. */
	readonly answers: ReadonlyMap<string, string>;
}

export interface EmptyCells {
	readonly column: string;
	/** Empty, white space, or an empty list. */
	readonly empty: readonly SourceRecord[];
	/** Something that is no text, such as an object. */
	readonly odd: readonly SourceRecord[];
}

export interface ImportOptions {
	readonly records: RecordFile;
	readonly columns: ColumnMap;
	/** Shown in the first line: where the questions come from. */
	readonly source: string;
	/** Path of the rubric as the question file has to name it. */
	readonly rubric?: string;
}

/**
 * Makes a question file of records: question, reference, context, category and the recorded answers under their labels. A record without a
 * question, one that is none, and a second one of the same id are left out and named. Total.
 */
export function questionsOfRecords({ records, columns, source, rubric }: ImportOptions): ImportedQuestions {
	const taken = new Map<string, SourceRecord>();
	const questions: ImportedQuestion[] = [];
	const leftOut: { record: SourceRecord; message: string }[] = [];
	const items: Record<string, unknown>[] = [];
	for (const record of records.records) {
		const asked = textOf(record, columns.fields.get('question'));
		const earlier = earlierOf(record, columns, taken);
		const message =
			record.fault ??
			(asked === undefined ? 'There is no question in it.' : undefined) ??
			(earlier === undefined ? undefined : `Its id stands in ${placeText(earlier)} already.`);
		if (message !== undefined || asked === undefined) {
			leftOut.push({ record, message: message ?? '' });
			continue;
		}
		const id = idOf(record, columns, asked, taken);
		taken.set(id, record);
		const answers = answersOf(record, columns);
		questions.push({ id, record, answers });
		items.push(itemOf(record, columns, { id, question: asked, answers }));
	}
	const document = { version: 1, ...(rubric === undefined ? {} : { rubric }), questions: items };
	return {
		text: `# Imported from ${source.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ')}\n${stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })}`,
		loaded: records.records.length,
		questions,
		leftOut,
		emptyCells: emptyCells(questions, columns),
		unusedColumns: unusedColumns(records, columns),
	};
}

function itemOf(
	record: SourceRecord,
	{ fields }: ColumnMap,
	{
		id,
		question,
		answers,
	}: { readonly id: string; readonly question: string; readonly answers: ReadonlyMap<string, string> },
): Record<string, unknown> {
	const references = textsOf(record, fields.get('reference')).map(({ text }) => text);
	const context = textsOf(record, fields.get('context'));
	const category = textOf(record, fields.get('category'))?.trim();
	const answerable = textOf(record, fields.get('answerable'))?.trim().toLowerCase() ?? '';
	return {
		id,
		question,
		...(category === undefined ? {} : { category }),
		...(/^(?:false|no|0)$/.test(answerable) ? { answerable: false } : {}),
		...(references.length === 0 ? {} : { reference: references.length === 1 ? references[0] : references }),
		...(context.length === 0 ? {} : { context: context.map(passageItem) }),
		...(answers.size === 0 ? {} : { answers: Object.fromEntries(answers) }),
	};
}

function passageItem({ text, label }: LabelledText): Record<string, string> {
	return label === undefined ? { text } : { label, text };
}

/** The answers of a record under their labels; a single one under the name of its model, else of its column. */
function answersOf(record: SourceRecord, { fields, answers }: ColumnMap): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	for (const [label, column] of answers) {
		const text = textOf(record, column);
		if (text !== undefined) {
			found.set(label, text);
		}
	}
	const column = fields.get('answer');
	const single = textOf(record, column);
	if (single !== undefined && column !== undefined) {
		found.set(textOf(record, fields.get('model'))?.trim() ?? column, single);
	}
	return found;
}

function earlierOf(
	record: SourceRecord,
	{ fields }: ColumnMap,
	taken: ReadonlyMap<string, SourceRecord>,
): SourceRecord | undefined {
	const written = textOf(record, fields.get('id'));
	return written === undefined ? undefined : taken.get(asId(written));
}

/** The id of the file in the form that ids have, else one made from the question; a question that comes again gets a number behind it. */
function idOf(
	record: SourceRecord,
	{ fields }: ColumnMap,
	asked: string,
	taken: ReadonlyMap<string, SourceRecord>,
): string {
	const written = asId(textOf(record, fields.get('id')) ?? '');
	if (written !== '') {
		return written;
	}
	const derived = derivedId(asked, DIGITS);
	let id = derived;
	for (let i = 2; taken.has(id); i++) {
		id = `${derived.slice(0, LONGEST - 6)}-${i}`;
	}
	return id;
}

const DIGITS = 8;
const LONGEST = 64;

/** Words in the form of an id; empty where nothing of them can be in one. */
function asId(words: string): string {
	const trimmed = words.normalize('NFC').trim();
	if (new RegExp(`^${ID_PATTERN}$`, 'u').test(trimmed)) {
		return trimmed;
	}
	const letters = [...trimmed.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[^\p{L}\p{N}]+|[-._]+$/gu, '')];
	return letters
		.slice(0, LONGEST)
		.join('')
		.slice(0, LONGEST)
		.replace(/[-._]+$/, '');
}

/** In the order of the mapping. A record that has no such cell at all has dropped none. */
function emptyCells(questions: readonly ImportedQuestion[], { fields, answers }: ColumnMap): readonly EmptyCells[] {
	const single = (['answer', 'reference', 'context', 'category', 'answerable'] as const).map(field =>
		fields.get(field),
	);
	const columns = [...new Set([...answers.values(), ...single])].filter(column => column !== undefined);
	return columns.flatMap((column): readonly EmptyCells[] => {
		const lists = column === fields.get('reference') || column === fields.get('context');
		const kinds = questions.map(({ record }) => ({ record, kind: dropped(record, column, lists ? 'list' : 'text') }));
		const of = (wanted: 'empty' | 'odd') => kinds.flatMap(({ record, kind }) => (kind === wanted ? [record] : []));
		const [empty, odd] = [of('empty'), of('odd')];
		return empty.length + odd.length === 0 ? [] : [{ column, empty, odd }];
	});
}

/** What became of a cell of which nothing was taken; `undefined` where there is none, or something was. */
function dropped(record: SourceRecord, column: string, holds: 'text' | 'list'): 'empty' | 'odd' | undefined {
	const value = record.cells.get(column);
	if (value === undefined || (holds === 'list' && textsOf(record, column).length > 0)) {
		return undefined;
	}
	const cell = cellOf(record, column);
	if (value === null || cell.kind === 'empty' || (Array.isArray(value) && value.every(isBlank))) {
		return 'empty';
	}
	return cell.kind === 'odd' || holds === 'list' ? 'odd' : undefined;
}

function isBlank(value: unknown): boolean {
	return value === null || (typeof value === 'string' && value.trim() === '');
}

function unusedColumns({ columns }: RecordFile, { fields, answers }: ColumnMap): readonly string[] {
	const used = new Set([
		...(['id', 'question', 'context', 'reference', 'category', 'answerable', 'answer', 'model'] as const).map(field =>
			fields.get(field),
		),
		...answers.values(),
	]);
	return columns.filter(column => !used.has(column));
}
