import { existsSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { LARGEST_FILE } from '../../core/documents/files.ts';
import { documentKind } from '../../core/documents/kinds.ts';
import { placeText } from '../../core/importing/cells.ts';
import {
	type EmptyCells,
	type ImportedQuestions,
	questionsOfRecords,
} from '../../core/importing/questions-of-records.ts';
import { RECORD_FILE, type SourceRecord } from '../../core/importing/records.ts';
import { recordsByModel } from '../../core/importing/records-by-model.ts';
import { plural } from '../amounts.ts';
import { EXIT, UsageError } from '../exit-code.ts';
import { importVerdicts } from '../importing/import-verdicts.ts';
import type { CommandIo } from '../io.ts';
import type { Given } from '../options.ts';
import { findFiles, shownPath } from '../places.ts';
import { type MappedRecords, readRecordFile } from '../read-record-file.ts';
import { oneLine } from '../style.ts';
import type { Command } from './command.ts';

/** Rows that are named one by one; of more only the number is told. */
const MOST_NAMED = 200;

/** Makes a question file of records of other tools, and a run file of the verdicts they carry. */
export const importCommand: Command = {
	spec: {
		name: 'import',
		operands: 'FILE',
		about: 'Make a question file of records with answers (CSV, TSV, JSONL, JSON), and a run file of their verdicts.',
		options: {
			root: { type: 'string', value: 'FOLDER', about: 'The folder that paths of documents stay in.' },
			to: {
				type: 'string',
				value: 'FILE',
				about: 'The question file; default: beside FILE, with the ending .questions.yaml.',
			},
			map: { type: 'string', multiple: true, value: 'FIELD=COLUMN', about: 'Which column of records is what.' },
			rubric: {
				type: 'string',
				value: 'FILE',
				about: 'The rubric of the question file, and of ratings that the records carry.',
			},
			force: { type: 'boolean', about: 'Write over a question file that is there.' },
			'dry-run': { type: 'boolean', about: 'Only say what would be written.' },
		},
		notes: [
			'Columns are known by the names that other tools use (Ragas, RAGChecker, AlpacaEval …); what was guessed is shown, and --map says otherwise. Fields: id, question, context, reference, category, answerable, answer, model, verdict, reply, answers.LABEL, score.LABEL, ratings.CRITERION.',
			'Records with verdicts on pairs (a column such as winner) or on single answers (ratings, or the raw reply of a judge) also become a run file.',
		],
	},
	async run(given, io) {
		const [file, ...more] = await findFiles(given.operands, io.cwd, path => RECORD_FILE.test(path));
		if (file === undefined || more.length > 0) {
			throw new UsageError('groundline import needs one file: groundline import FILE [--to FILE.questions.yaml]');
		}
		if (!RECORD_FILE.test(file)) {
			throw new UsageError(`${file} is no file of records: .csv, .tsv, .jsonl and .json are read.`);
		}
		const to = targetOf(file, given, io);
		const mapped = recordsByModel(readRecordFile(file, given));
		if (!mapped.columns.fields.has('question')) {
			throw new UsageError(`${file}: no column looks like the question; name it with --map question=COLUMN.`);
		}
		const imported = questionsOfRecords({ ...mapped, source: basename(file), ...rubricOf(to, given, io) });
		tell(imported, mapped, { file, to, io });
		if (imported.questions.length === 0) {
			throw new UsageError(`${file}: no record could be imported.`);
		}
		const bytes = Buffer.byteLength(imported.text);
		if (bytes > LARGEST_FILE) {
			throw new UsageError(
				`The question file would have ${(bytes / 1024 / 1024).toFixed(1)} MB; at most 2 MB are read. Split ${file}, or use groundline compare ${file} as it is.`,
			);
		}
		if (given.has('dry-run')) {
			return EXIT.passed;
		}
		try {
			writeFileSync(to, imported.text, { flag: given.has('force') ? 'w' : 'wx' });
		} catch (error) {
			throw new UsageError(`${to} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
		}
		const runs = await importVerdicts({ to, mapped, imported, given, io });
		await io.out(
			[shownPath('', to, io.cwd), ...runs.map(path => shownPath('', path, io.cwd))].map(path => `${path}\n`).join(''),
		);
		return EXIT.passed;
	},
};

function targetOf(file: string, given: Given, io: CommandIo): string {
	const named = given.text('to');
	const to =
		named === undefined
			? join(dirname(file), `${basename(file).replace(RECORD_FILE, '')}.questions.yaml`)
			: resolve(io.cwd, named);
	if (documentKind(to) !== 'questions') {
		throw new UsageError(`${to} is no question file: its name must end in .questions.yaml or .questions.yml.`);
	}
	if (existsSync(to) && !given.has('force') && !given.has('dry-run')) {
		throw new UsageError(`${to} is there already; --force writes over it.`);
	}
	return to;
}

function rubricOf(to: string, given: Given, io: CommandIo): { readonly rubric?: string } {
	const named = given.text('rubric');
	return named === undefined ? {} : { rubric: relative(dirname(to), resolve(io.cwd, named)).split(sep).join('/') };
}

/** What became of the columns and the records. */
function tell(
	{ loaded, questions, leftOut, emptyCells, unusedColumns }: ImportedQuestions,
	{ columns }: MappedRecords,
	{ file, to, io }: { readonly file: string; readonly to: string; readonly io: CommandIo },
): void {
	const answers = questions.reduce((sum, question) => sum + question.answers.size, 0);
	const lines = [
		`${shownPath('', file, io.cwd)}: ${loaded} loaded = ${questions.length} imported + ${leftOut.length} left out; ${plural(answers, 'answer')} → ${shownPath('', to, io.cwd)}`,
		...columns.said.map(line => `  ${line}`),
		...leftOut.slice(0, MOST_NAMED).map(({ record, message }) => `  ${placeText(record)} is left out: ${message}`),
		...(leftOut.length > MOST_NAMED ? [`  ${leftOut.length - MOST_NAMED} more rows are left out.`] : []),
		...emptyCells.map(emptyLine),
		...(unusedColumns.length === 0 ? [] : [`  not in the question file: ${unusedColumns.slice(0, 50).join(', ')}`]),
	];
	io.err(lines.map(line => `${line.startsWith('  ') ? '  ' : ''}${oneLine(line)}\n`).join(''));
}

/** Rows that are named for a column; of more only the number is told. */
const MOST_ROWS = 10;

function emptyLine({ column, empty, odd }: EmptyCells): string {
	const part = (records: readonly SourceRecord[], words: string): readonly string[] => {
		const rows = records.slice(0, MOST_ROWS).map(placeText).join(', ');
		const more = records.length > MOST_ROWS ? ` and ${records.length - MOST_ROWS} more` : '';
		return records.length === 0 ? [] : [`${plural(records.length, `${words} cell`)} (${rows}${more})`];
	};
	return `  ${column}: ${[...part(empty, 'empty'), ...part(odd, 'unreadable')].join(' and ')} left out`;
}
