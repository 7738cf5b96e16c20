import { join } from 'node:path';
import { judgingOf } from '../../core/comparing/judging-of.ts';
import { CachedFiles } from '../../core/documents/cached-files.ts';
import type { Files } from '../../core/documents/files.ts';
import { loadReviewSet } from '../../core/documents/load.ts';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import { cellOf } from '../../core/importing/cells.ts';
import { type AnswerColumn, pairsOfRecords } from '../../core/importing/pairs-of-records.ts';
import { recordsByModel } from '../../core/importing/records-by-model.ts';
import { stateFolder } from '../../core/review/state-folder.ts';
import { nearestSpelling } from '../../core/text/spelling.ts';
import { NodeFiles } from '../../node/files.ts';
import { UsageError } from '../exit-code.ts';
import { placeOf } from '../places.ts';
import { type MappedRecords, readRecordFile } from '../read-record-file.ts';
import type { CompareSetting, ComparisonJob } from './comparison-job.ts';

/** The pairs of a file of records. Throws a {@link UsageError} where the file or the options do not say what to compare. */
export async function recordJob(file: string, setting: CompareSetting): Promise<ComparisonJob> {
	const { given, io, options } = setting;
	const place = placeOf(file, given.text('root'), io.cwd);
	const mapped = recordsByModel(readRecordFile(file, given));
	const { records, columns } = mapped;
	const [a, b] = sidesOf(file, mapped, setting);
	const strata = given.texts('by');
	for (const column of [...strata, a.column, b.column]) {
		requireColumn(file, column, records.columns);
	}
	const byVerdicts = columns.fields.has('verdict') && options.judge === undefined;
	if (!byVerdicts && !columns.fields.has('question')) {
		throw new UsageError(`${file}: no column looks like the question; name it with --map question=COLUMN.`);
	}
	const set = await setFor(place.path, place.root);
	const failures: string[] = [];
	const judging = byVerdicts
		? ({ kind: 'recorded' } as const)
		: judgingOf(set, options, (severity, message) => {
				(severity === 'error' ? failures : []).push(message);
			});
	if (judging === undefined) {
		throw new UsageError(failures.join('\n'));
	}
	const wanted = options.questions && new Set(options.questions);
	const pairs = pairsOfRecords({
		file: place.path,
		records,
		columns,
		a,
		b,
		verdicts: byVerdicts ? 'recorded' : 'none',
		strata,
	}).filter(pair => wanted?.has(pair.question) !== false);
	return {
		root: place.root,
		stateFolder: join(place.root, stateFolder({ file: place.path, project: set.projectPath, otherwise: 'beside' })),
		file: place.path,
		names: { a: a.label, b: b.label },
		pairs,
		judging,
		notes: [
			`columns: a ← ${a.column}, b ← ${b.column}, ${columns.said.filter(line => !line.startsWith('answers.')).join(', ')}`,
		],
		concurrency: given.count('concurrency', 1) ?? set.project?.defaults.concurrency,
		minute: set.project?.limits,
		maxCost: options.maxCost ?? set.project?.limits.maxCost,
		maxUnscored: set.project?.limits.maxUnscored,
	};
}

/** The two columns: those of --a and --b by column or label; else the only two there are. */
function sidesOf(
	file: string,
	{ records, columns }: MappedRecords,
	{ given }: CompareSetting,
): readonly [AnswerColumn, AnswerColumn] {
	const labels = [...columns.answers];
	const find = (name: string): AnswerColumn => {
		const labelled = labels.find(([label]) => label === name) ?? labels.find(([, column]) => column === name);
		if (labelled !== undefined) {
			return { label: labelled[0], column: labelled[1] };
		}
		requireColumn(file, name, [...records.columns, ...columns.answers.keys()]);
		return { label: name, column: name };
	};
	const [a, b] = [given.text('a'), given.text('b')];
	if (a !== undefined && b !== undefined) {
		const [first, second] = [find(a), find(b)];
		if (first.column === second.column) {
			throw new UsageError('--a and --b are the same column: there is nothing to compare.');
		}
		return [first, second];
	}
	if (a === undefined && b === undefined && labels.length === 2) {
		return [
			{ label: labels[0]![0], column: labels[0]![1] },
			{ label: labels[1]![0], column: labels[1]![1] },
		];
	}
	const there =
		labels.length > 0
			? `answers of ${labels.map(([label]) => label).join(', ')}`
			: `columns ${records.columns.slice(0, 20).join(', ')}`;
	throw new UsageError(`${file}: say what to compare with --a COLUMN --b COLUMN; there are ${there}.`);
}

function requireColumn(file: string, column: string, columns: readonly string[]): void {
	if (!columns.includes(column)) {
		const near = nearestSpelling(column, columns);
		const there = columns.length === 0 ? 'there is none' : `there are ${columns.slice(0, 20).join(', ')}`;
		const hint = near === undefined ? `${there}.` : `did you mean "${near}"?`;
		throw new UsageError(`${file} has no column "${column}"; ${hint}`);
	}
}

/** What a question file beside the records would have: the project, its judge, the built-in rubric. */
async function setFor(path: string, root: string): Promise<ReviewSet> {
	const files = new NodeFiles(root);
	const own = `${path}.questions.yaml`;
	const overlay: Files = {
		read: async wanted =>
			wanted === own ? { kind: 'text', text: 'version: 1\nquestions: [{ question: "-" }]\n' } : files.read(wanted),
		list: (glob, limit) => files.list(glob, limit),
	};
	const set = await loadReviewSet(own, new CachedFiles(overlay));
	const broken = [...set.problems].flatMap(([where, problems]) =>
		where === own
			? []
			: problems.filter(({ severity }) => severity === 'error').map(({ message }) => `${where}: ${message}`),
	);
	if (broken.length > 0) {
		throw new UsageError(broken.join('\n'));
	}
	return set;
}

/** True where any record has words in a column. */
export function hasWords({ records }: Pick<MappedRecords, 'records'>, column: string): boolean {
	return records.records.some(record => cellOf(record, column).kind === 'text');
}
