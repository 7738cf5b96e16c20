import { join, resolve } from 'node:path';
import { announcement } from '../../core/comparing/announcement.ts';
import { parseCounts, reportOfCounts } from '../../core/comparing/counts.ts';
import type { Pair } from '../../core/comparing/pair.ts';
import { documentKind } from '../../core/documents/kinds.ts';
import { RECORD_FILE } from '../../core/importing/records.ts';
import { isGlob } from '../../node/glob.ts';
import { Redactor } from '../../node/redactor.ts';
import { plural } from '../amounts.ts';
import { checkReporter, type Reported, writeReport } from '../comparing/compare-report.ts';
import type { CompareSetting, ComparisonJob } from '../comparing/comparison-job.ts';
import { questionJob } from '../comparing/question-job.ts';
import { recordJob } from '../comparing/record-job.ts';
import { type Compared, runComparison } from '../comparing/run-comparison.ts';
import { makeLossesFolder, writeLosses } from '../comparing/write-losses.ts';
import { EXIT, type ExitCode, gravest, UsageError } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { modelsFrom } from '../models.ts';
import type { Given } from '../options.ts';
import { findFiles, shownPath } from '../places.ts';
import { reportTo } from '../report-file.ts';
import { planOptionsOf, RUN_OPTIONS, requireFiles } from '../run-options.ts';
import { oneLine } from '../style.ts';
import type { Command } from './command.ts';

const { reporter: _, output: __, 'judge-claims': ___, ...SHARED } = RUN_OPTIONS;

/** Compares two models, prompts, sets of recorded answers or runs, pair by pair. */
export const compareCommand: Command = {
	spec: {
		name: 'compare',
		operands: 'FILE…',
		about: 'Compare two models, prompts, sets of answers or runs: both orders, win rate, tests, losses.',
		options: {
			...SHARED,
			'judge-samples': { type: 'string', value: 'N', about: 'Verdicts for each order of a pair.' },
			a: {
				type: 'string',
				value: 'SIDE',
				about: 'A model, a prompt path, model@prompt, an answers label, a run file; of records a column.',
			},
			b: { type: 'string', value: 'SIDE', about: 'What it is compared with.' },
			counts: {
				type: 'string',
				value: 'W:L[:T]',
				about: 'Only these counts of wins, losses and ties, such as 108:53; no FILE.',
			},
			map: { type: 'string', multiple: true, value: 'FIELD=COLUMN', about: 'Which column of records is what.' },
			by: {
				type: 'string',
				multiple: true,
				value: 'COLUMN',
				about: 'Give the figures apart by this column of records too.',
			},
			rate: { type: 'boolean', about: 'Also judge each answer by itself, and say whether ratings and ranking agree.' },
			'no-run': { type: 'boolean', about: 'Only what is recorded: no model answers what has no answer yet.' },
			'no-cache': { type: 'boolean', about: 'Take no verdict from the cache.' },
			resume: { type: 'boolean', about: 'Take over what earlier comparisons of the file have finished.' },
			losses: { type: 'string', value: 'FOLDER', about: 'Write the pairs that a side lost there.' },
			'losses-of': { type: 'string', value: 'a|b', about: 'Which side; default a.' },
			'dry-run': { type: 'boolean', about: 'Only say what would be compared, and what so many pairs can show.' },
			reporter: { type: 'string', value: 'NAME', about: 'pretty (default) or json.' },
			output: { type: 'string', value: 'FILE', about: 'Where the report goes; default: stdout.' },
		},
		notes: [
			'FILE is a question file (its newest results; what has no answer is asked for), a run file, or records (CSV, TSV, JSONL, JSON). Records with a column of verdicts are counted by them unless --judge names a judge.',
			'Every pair that is loaded is compared, or named with its row and the reason.',
			'Exit code 1: b is significantly better. 3: more pairs were not compared than --max-unscored allows.',
		],
	},
	async run(given, io) {
		checkReporter(given);
		const side = lossSide(given);
		if (given.has('counts')) {
			return compareCounts(given, io);
		}
		const files = await findFiles(
			requireFiles(given, 'compare'),
			io.cwd,
			// A folder is asked for its question files: any other data may lie in it. Who writes *.csv means the tables.
			path => documentKind(path) === 'questions' || (given.operands.some(isGlob) && RECORD_FILE.test(path)),
		);
		const redactor = new Redactor();
		const write = reportTo(given, io, redactor);
		const losses = given.text('losses');
		if (losses !== undefined && !given.has('dry-run')) {
			makeLossesFolder(resolve(io.cwd, losses));
		}
		const options = await planOptionsOf(given, io.cwd);
		const setting: CompareSetting = { given, io, options, models: modelsFrom(io, given, redactor), redactor };
		const jobs: ComparisonJob[] = [];
		for (const file of files) {
			jobs.push(await jobOf(file, setting));
		}
		if (jobs.every(({ pairs }) => pairs.length === 0)) {
			throw new UsageError('There is no pair of answers to compare.');
		}
		const reported: Reported[] = [];
		const codes: ExitCode[] = [];
		for (const job of jobs) {
			const lines = announcement(job).map(line => `${oneLine(line)}\n`);
			if (given.has('dry-run')) {
				await io.out(redactor.redact([...lines, ...job.pairs.flatMap(faultLine)].join('')));
				continue;
			}
			io.err(lines.join(''));
			const spent = reported.reduce((sum, { report }) => sum + (report.cost ?? 0), 0);
			const compared = await runComparison(withinRest(job, spent), setting);
			const folder = lossesFolder(job, jobs, given);
			const lost =
				folder === undefined ? undefined : writeLosses(compared, { folder: resolve(io.cwd, folder), side, redactor });
			reported.push({
				file: job.file,
				report: compared.report,
				runFile: compared.path === undefined ? undefined : shownPath('', compared.path, io.cwd),
				notes: lost === undefined ? [] : [`${plural(lost, 'pair')} that ${oneLine(job.names[side])} lost: ${folder}`],
			});
			codes.push(codeOf(compared, job, given));
		}
		if (given.has('dry-run')) {
			return EXIT.passed;
		}
		await writeReport(reported, given, write);
		return gravest(codes);
	},
};

/** A limit holds for the comparisons of all files together. */
function withinRest(job: ComparisonJob, spent: number): ComparisonJob {
	return job.maxCost === undefined ? job : { ...job, maxCost: Math.max(0, job.maxCost - spent) };
}

/** Of several files, each has a folder of its own. */
function lossesFolder({ file }: ComparisonJob, jobs: readonly ComparisonJob[], given: Given): string | undefined {
	const named = given.text('losses');
	return named === undefined || jobs.length === 1 ? named : join(named, file.replace(/[^\p{L}\p{N}._-]+/gu, '-'));
}

function lossSide(given: Given): 'a' | 'b' {
	const side = given.text('losses-of') ?? 'a';
	if (side !== 'a' && side !== 'b') {
		throw new UsageError(`--losses-of takes a or b, not "${side}".`);
	}
	return side;
}

async function compareCounts(given: Given, io: CommandIo): Promise<ExitCode> {
	if (given.operands.length > 0) {
		throw new UsageError('--counts takes no file: the counts are all there is.');
	}
	const counts = parseCounts(given.text('counts')!);
	if (typeof counts === 'string') {
		throw new UsageError(counts);
	}
	const report = reportOfCounts(counts, { a: given.text('a') ?? 'a', b: given.text('b') ?? 'b' });
	await writeReport([{ file: undefined, report, runFile: undefined, notes: [] }], given, reportTo(given, io));
	return report.conclusion.winner === 'b' ? EXIT.failed : EXIT.passed;
}

function jobOf(file: string, setting: CompareSetting): Promise<ComparisonJob> {
	if (documentKind(file) === 'questions') {
		return questionJob(file, setting);
	}
	if (!RECORD_FILE.test(file)) {
		throw new UsageError(`${file} is neither a question file, a run file nor a file of records.`);
	}
	return isRunPath(file) ? questionJob(file, setting) : recordJob(file, setting);
}

/** Run files have names of their own. */
function isRunPath(file: string): boolean {
	return /(?:^|[\\/])\d{8}T\d{6}Z-[0-9a-z]+\.jsonl$/.test(file);
}

function faultLine({ row, question, fault }: Pair): readonly string[] {
	const place = row === undefined ? '' : `row ${row}  `;
	return fault === undefined ? [] : [`  ${place}${oneLine(question)}  ${fault.reason}: ${oneLine(fault.message)}\n`];
}

function codeOf({ report, outcome, failure }: Compared, job: ComparisonJob, given: Given): ExitCode {
	const allowed = given.count('max-unscored', 0) ?? job.maxUnscored ?? 0;
	return gravest([
		...(failure === undefined ? [] : [EXIT.usage]),
		...(outcome === 'cancelled' ? [EXIT.cancelled] : []),
		...(outcome === 'stopped' ? [EXIT.limit] : []),
		...(report.account.notCompared.length > allowed ? [EXIT.unscored] : []),
		...(report.conclusion.winner === 'b' ? [EXIT.failed] : []),
	]);
}
