import type { ClaimChoice } from '../core/grounding/grounding.ts';
import type { PlanOptions } from '../core/review/plan-options.ts';
import { Redactor } from '../node/redactor.ts';
import { UsageError } from './exit-code.ts';
import type { CommandIo } from './io.ts';
import { loadRubricFile } from './load.ts';
import { modelsFrom } from './models.ts';
import type { Given, OptionSpec } from './options.ts';
import { findFiles } from './places.ts';
import { openReporters } from './reporters/open.ts';
import type { RunTools } from './run-cases.ts';

/** Options of every command that calls models. */
export const RUN_OPTIONS: Readonly<Record<string, OptionSpec>> = {
	root: { type: 'string', value: 'FOLDER', about: 'The folder that paths of documents stay in.' },
	judge: { type: 'string', value: 'NAME', about: 'The model that judges.' },
	'judge-samples': { type: 'string', value: 'N', about: 'Verdicts per answer; the median counts.' },
	'judge-claims': {
		type: 'string',
		value: 'WHICH',
		about: 'Claims that the judge labels as well: all, doubted (those that the words alone do not settle), none.',
	},
	rubric: { type: 'string', value: 'FILE', about: 'The rubric, in place of the one the question file names.' },
	question: { type: 'string', multiple: true, value: 'ID', about: 'Only this question (and the turns it follows).' },
	concurrency: { type: 'string', value: 'N', about: 'Calls at once to one endpoint.' },
	'max-cost': { type: 'string', value: 'USD', about: 'A call starts only where what it can cost still fits.' },
	'max-unscored': { type: 'string', value: 'N', about: 'Unscored cases that are no error; default 0.' },
	'allow-origin': { type: 'string', multiple: true, value: 'URL', about: 'An origin that keys may be sent to.' },
	reporter: {
		type: 'string',
		multiple: true,
		value: 'NAME',
		about: 'pretty (default), json, jsonl, csv, junit, sarif, markdown, html; NAME=FILE for a file.',
	},
	output: {
		type: 'string',
		multiple: true,
		value: 'FILE',
		about: 'Where the report of a --reporter without a file goes; default: stdout.',
	},
};

/** What the options say of the plan. */
export async function planOptionsOf(given: Given, cwd: string): Promise<PlanOptions> {
	const rubric = given.text('rubric');
	const questions = given.texts('question');
	const judge = given.text('judge');
	const judgeSamples = given.count('judge-samples', 1, MOST_VERDICTS);
	const judgeClaims = claimChoiceOf(given);
	const maxCost = given.amount('max-cost');
	const rubricFile = rubric === undefined ? undefined : (await findFiles([rubric], cwd))[0];
	return {
		...(rubricFile === undefined ? {} : { rubric: await loadRubricFile(rubricFile, given.text('root'), cwd) }),
		...(questions.length === 0 ? {} : { questions }),
		...(judge === undefined ? {} : { judge }),
		...(judgeSamples === undefined ? {} : { judgeSamples }),
		...(judgeClaims === undefined ? {} : { judgeClaims }),
		...(maxCost === undefined ? {} : { maxCost }),
	};
}

/** As many as documents may ask for. */
const MOST_VERDICTS = 100;

function claimChoiceOf(given: Given): ClaimChoice | undefined {
	const word = given.text('judge-claims');
	if (word !== undefined && word !== 'all' && word !== 'doubted' && word !== 'none') {
		throw new UsageError(`--judge-claims takes all, doubted or none, not "${word}".`);
	}
	return word;
}

/** Models, keys and reporters as the options want them. */
export function runTools(io: CommandIo, given: Given): RunTools {
	const redactor = new Redactor();
	return {
		io,
		models: modelsFrom(io, given, redactor),
		redactor,
		reporters: openReporters({ io, given, redactor }),
		maxUnscored: given.count('max-unscored', 0),
	};
}

/** Throws where a command that reads stdin was given files, which it would not read. */
export function refuseOperands(given: Given, command: string): void {
	const [first] = given.operands;
	if (first !== undefined) {
		throw new UsageError(`groundline ${command} reads stdin and takes no file: groundline ${command} < ${first}`);
	}
}

/** Throws where a command that needs files got none. */
export function requireFiles(given: Given, command: string): readonly string[] {
	if (given.operands.length === 0) {
		throw new UsageError(`groundline ${command} needs a file: groundline ${command} FILE…`);
	}
	return given.operands;
}
