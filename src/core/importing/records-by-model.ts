import { textOf } from './cells.ts';
import type { ColumnMap } from './columns.ts';
import type { RecordFile, SourceRecord } from './records.ts';

interface Mapped {
	readonly records: RecordFile;
	readonly columns: ColumnMap;
}

/** More names than this in a column of models are no models. */
const MOST_MODELS = 50;

/**
 * Records that hold one answer each, with the model beside it (as AlpacaEval writes them), made into one record for each question with an
 * answer for each model. Other records stay as they are. A record whose model or question is missing stays by itself, and so does a second
 * answer of a model to the same question: neither vanishes.
 */
export function recordsByModel(mapped: Mapped): Mapped {
	const { records, columns } = mapped;
	const [answer, model, question] = [
		columns.fields.get('answer'),
		columns.fields.get('model'),
		columns.fields.get('question'),
	];
	if (answer === undefined || model === undefined || question === undefined || columns.answers.size > 0) {
		return mapped;
	}
	const models = [...new Set(records.records.flatMap(record => textOf(record, model)?.trim() ?? []))];
	if (models.length < 2 || models.length > MOST_MODELS) {
		return mapped;
	}
	const id = columns.fields.get('id');
	const groups = new Map<string, Map<string, unknown>>();
	const grouped: SourceRecord[] = [];
	for (const record of records.records) {
		const [name, asked] = [textOf(record, model)?.trim(), textOf(record, question)];
		// An id numbers the rows in many files; only what was asked says which answers belong together.
		const group = asked === undefined ? undefined : groups.get(asked);
		const column = `answer of ${name}`;
		const value = record.cells.get(answer);
		if (record.fault === undefined && name !== undefined && group !== undefined && !group.has(column)) {
			group.set(column, value);
			continue;
		}
		const cells = new Map(record.cells);
		cells.delete(answer);
		cells.delete(model);
		if (id !== undefined) {
			cells.delete(id);
		}
		if (name !== undefined) {
			cells.set(column, value);
		}
		grouped.push({ ...record, cells });
		if (asked !== undefined && group === undefined) {
			groups.set(asked, cells);
		}
	}
	const fields = new Map(
		[...columns.fields].filter(([field]) => field !== 'answer' && field !== 'model' && field !== 'id'),
	);
	const answers = new Map(models.map(name => [name, `answer of ${name}`]));
	return {
		records: { ...records, columns: [...records.columns, ...answers.values()], records: grouped },
		columns: {
			...columns,
			fields,
			answers,
			said: [...columns.said, `answers of ${models.join(', ')} ← ${answer} by ${model}`],
		},
	};
}
