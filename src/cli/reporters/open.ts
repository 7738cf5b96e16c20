import { resolve } from 'node:path';
import { nearestSpelling } from '../../core/text/spelling.ts';
import type { Redactor } from '../../node/redactor.ts';
import { UsageError } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import type { Given } from '../options.ts';
import { shownPath } from '../places.ts';
import { styleFor } from '../style.ts';
import { csvReporter } from './csv.ts';
import { fileSink, type Sink } from './file-sink.ts';
import { htmlReporter } from './html/html.ts';
import { jsonLinesReporter, jsonReporter } from './json.ts';
import { junitReporter } from './junit.ts';
import { markdownReporter } from './markdown.ts';
import { prettyReporter } from './pretty.ts';
import { RedactedValues } from './redacted.ts';
import type { Reporter, Write } from './reporter.ts';
import { sarifReporter } from './sarif.ts';

/** The reporters by name, each made with what it writes to. `pretty` is made apart: it needs the terminal. */
const FOR_MACHINES: Readonly<Record<string, (write: Write) => Reporter>> = {
	json: jsonReporter,
	jsonl: jsonLinesReporter,
	csv: csvReporter,
	junit: junitReporter,
	sarif: write => sarifReporter(write),
	markdown: markdownReporter,
	html: write => htmlReporter(write),
};

/** All names that `--reporter` takes. */
export const REPORTER_NAMES = ['pretty', ...Object.keys(FOR_MACHINES)];

export interface ReporterPlaces {
	readonly io: CommandIo;
	readonly given: Given;
	readonly redactor: Redactor;
}

/**
 * The reporters that `--reporter NAME` and `--reporter NAME=FILE` name. Each `--output` takes the report of one that names no file,
 * in order, the pretty one left aside; without one a report goes to stdout, which can hold only one: the pretty table then goes
 * to stderr.
 */
export function openReporters({ io, given, redactor }: ReporterPlaces): readonly Reporter[] {
	const wanted = wantedReports(given, io.cwd);
	const stdoutTaken = wanted.some(({ name, file }) => name !== 'pretty' && file === undefined);
	const toStdout: Sink = { write: text => io.out(redactor.redact(text)), finish: async () => {} };
	const toStderr: Sink = { write: async text => io.err(redactor.redact(text)), finish: async () => {} };
	const values = new RedactedValues(redactor);
	return wanted.map(({ name, file }) => {
		const elsewhere = name === 'pretty' && stdoutTaken && file === undefined;
		// A run that only says what it would do leaves the files alone.
		const toFile = file !== undefined && !given.has('dry-run');
		const sink = toFile ? fileSink(file, redactor) : elsewhere ? toStderr : toStdout;
		const isTerminal = file === undefined && (elsewhere ? io.errIsTerminal : io.outIsTerminal);
		const make = FOR_MACHINES[name];
		const reporter =
			make === undefined ? prettyReporter(sink.write, styleFor(io, given, isTerminal)) : make(sink.write);
		return {
			caseDone: async done => reporter.caseDone?.({ ...done, result: values.of(done.result) }),
			end: async report => {
				await reporter.end(values.of(report));
				await sink.finish();
			},
		};
	});
}

interface WantedReport {
	readonly name: string;
	/** Absolute; `undefined` = stdout. */
	readonly file: string | undefined;
}

function wantedReports(given: Given, cwd: string): readonly WantedReport[] {
	const written = given.texts('reporter').length === 0 ? ['pretty'] : [...new Set(given.texts('reporter'))];
	const named = written.map(text => {
		const at = text.indexOf('=');
		const name = at < 0 ? text : text.slice(0, at);
		checkName(name);
		if (at >= 0 && text.slice(at + 1) === '') {
			throw new UsageError(`--reporter ${text} needs a file: --reporter ${name}=FILE.`);
		}
		return { name, file: at < 0 ? undefined : text.slice(at + 1) };
	});
	const open = named.filter(({ file }) => file === undefined).map(({ name }) => name);
	const forMachines = open.filter(name => name !== 'pretty');
	const outputs = given.texts('output');
	const aimed = outputs.length > 0 && forMachines.length === 0 ? open : forMachines;
	if (outputs.length > aimed.length) {
		throw new UsageError(`There are ${outputs.length} --output but only ${aimed.length} --reporter to write there.`);
	}
	if (aimed.length - outputs.length > 1) {
		throw new UsageError(`Only one report can go to stdout: give an --output for each of ${aimed.join(', ')}.`);
	}
	const reports = named.map(({ name, file }) => {
		const path = file ?? outputs[aimed.indexOf(name)];
		return { name, file: path === undefined ? undefined : resolve(cwd, path) };
	});
	const repeated = reports.find(({ file }, i) => file !== undefined && reports.findIndex(one => one.file === file) < i);
	if (repeated?.file !== undefined) {
		throw new UsageError(`Two reports cannot go to the same file ${shownPath('', repeated.file, cwd)}.`);
	}
	return reports;
}

function checkName(name: string): void {
	if (!REPORTER_NAMES.includes(name)) {
		const near = nearestSpelling(name, REPORTER_NAMES);
		const hint = near === undefined ? `There are ${REPORTER_NAMES.join(', ')}.` : `Did you mean "${near}"?`;
		throw new UsageError(`There is no reporter "${name}". ${hint}`);
	}
}
