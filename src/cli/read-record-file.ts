import { readFileSync, statSync } from 'node:fs';
import { type ColumnMap, mapColumns } from '../core/importing/columns.ts';
import { type RecordFile, readRecords } from '../core/importing/records.ts';
import { UsageError } from './exit-code.ts';
import type { Given } from './options.ts';
import { oneLine } from './style.ts';

/** A larger file of records is not read into memory. */
const LARGEST = 256 * 1024 * 1024;

export interface MappedRecords {
	readonly records: RecordFile;
	readonly columns: ColumnMap;
}

/** Reads a file of records with the columns that `--map` names or that are guessed. Throws a {@link UsageError} with what is wrong. */
export function readRecordFile(file: string, given: Given): MappedRecords {
	const records = readRecords(file, readText(file));
	if (records.problems.length > 0) {
		throw new UsageError(records.problems.map(problem => `${file}: ${oneLine(problem)}`).join('\n'));
	}
	const columns = mapColumns(records.columns, givenMap(given));
	if ('problem' in columns) {
		throw new UsageError(`${file}: ${oneLine(columns.problem)}`);
	}
	return { records, columns };
}

function givenMap(given: Given): ReadonlyMap<string, string> {
	return new Map(
		given.texts('map').map(text => {
			const at = text.indexOf('=');
			if (at < 1 || at === text.length - 1) {
				throw new UsageError(`--map takes FIELD=COLUMN, such as question=user_input, not "${oneLine(text)}".`);
			}
			return [text.slice(0, at).trim(), text.slice(at + 1)];
		}),
	);
}

function readText(file: string): string {
	try {
		const { size } = statSync(file);
		if (size > LARGEST) {
			throw new UsageError(`${file} has ${(size / 1024 / 1024).toFixed(0)} MB; at most 256 MB are read. Split it.`);
		}
		return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
	} catch (error) {
		if (error instanceof UsageError) {
			throw error;
		}
		const code = (error as NodeJS.ErrnoException).code;
		const why = code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is no text in UTF-8' : (code ?? 'unknown error');
		throw new UsageError(`${file} cannot be read (${why}).`);
	}
}
