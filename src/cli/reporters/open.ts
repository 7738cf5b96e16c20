import { appendFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { documentKind } from '../../core/documents/kinds.ts';
import { nearestSpelling } from '../../core/text/spelling.ts';
import { makeFolder } from '../../node/make-folder.ts';
import type { Redactor } from '../../node/redactor.ts';
import { UsageError } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import type { Given } from '../options.ts';
import { styleFor } from '../style.ts';
import { jsonLinesReporter, jsonReporter } from './json.ts';
import { prettyReporter } from './pretty.ts';
import type { Reporter, Write } from './reporter.ts';

const REPORTERS = ['pretty', 'json', 'jsonl'];
const LATER = ['junit', 'sarif', 'markdown', 'html', 'csv'];

export interface ReporterPlaces {
	readonly io: CommandIo;
	readonly given: Given;
	readonly redactor: Redactor;
}

/**
 * The reporters that `--reporter` names. Each `--output` takes the report of one of them, in order, the pretty one left aside;
 * without one a report goes to stdout, which can hold only one: the pretty table then goes to stderr.
 */
export function openReporters({ io, given, redactor }: ReporterPlaces): readonly Reporter[] {
	const names = given.texts('reporter').length === 0 ? ['pretty'] : [...new Set(given.texts('reporter'))];
	for (const name of names) {
		checkName(name);
	}
	const forMachines = names.filter(name => name !== 'pretty');
	const outputs = given.texts('output');
	const aimed = outputs.length > 0 && forMachines.length === 0 ? names : forMachines;
	if (outputs.length > aimed.length) {
		throw new UsageError(`There are ${outputs.length} --output but only ${aimed.length} --reporter to write there.`);
	}
	if (aimed.length - outputs.length > 1) {
		throw new UsageError(`Only one report can go to stdout: give an --output for each of ${aimed.join(', ')}.`);
	}
	const repeated = outputs.find(
		(file, i) => outputs.findIndex(one => resolve(io.cwd, one) === resolve(io.cwd, file)) < i,
	);
	if (repeated !== undefined) {
		throw new UsageError(`Two reports cannot go to the same file ${repeated}.`);
	}
	const fileOf = new Map(aimed.map((name, i) => [name, outputs[i]]));
	const stdoutTaken = aimed.some(name => name !== 'pretty' && fileOf.get(name) === undefined);
	const toStdout: Write = text => io.out(redactor.redact(text));
	// A run that only says what it would do leaves the files alone.
	const toFile = given.has('dry-run') ? () => toStdout : fileWriter;
	const toStderr: Write = async text => io.err(redactor.redact(text));
	return names.map(name => {
		const file = fileOf.get(name);
		const write = file === undefined ? toStdout : toFile(resolve(io.cwd, file), redactor);
		if (name === 'pretty') {
			const elsewhere = stdoutTaken && file === undefined;
			const isTerminal = file === undefined && (elsewhere ? io.errIsTerminal : io.outIsTerminal);
			return prettyReporter(elsewhere ? toStderr : write, styleFor(io, given, isTerminal));
		}
		return name === 'json' ? jsonReporter(write) : jsonLinesReporter(write);
	});
}

function checkName(name: string): void {
	if (LATER.includes(name)) {
		throw new UsageError(`The reporter "${name}" is not there yet; there are ${REPORTERS.join(', ')}.`);
	}
	if (!REPORTERS.includes(name)) {
		const near = nearestSpelling(name, [...REPORTERS, ...LATER]);
		const hint = near === undefined ? `There are ${REPORTERS.join(', ')}.` : `Did you mean "${near}"?`;
		throw new UsageError(`There is no reporter "${name}". ${hint}`);
	}
}

/** Empties the file at once, so that a path that cannot be written is known before anything is spent. */
function fileWriter(path: string, redactor: Redactor): Write {
	if (documentKind(path) !== undefined) {
		throw new UsageError(`${path} is a document of Groundline: a report there would overwrite it.`);
	}
	attempt(path, () => {
		makeFolder(dirname(path));
		writeFileSync(path, '');
	});
	return async text => attempt(path, () => appendFileSync(path, redactor.redact(text)));
}

function attempt(path: string, action: () => void): void {
	try {
		action();
	} catch (error) {
		throw new UsageError(`${path} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
	}
}
