import { basename } from 'node:path';
import { type DiffedCase, diffRuns } from '../../core/review/diff.ts';
import { diffJson, diffText } from '../../core/review/diff-text.ts';
import { newFailures } from '../baseline.ts';
import { EXIT, UsageError } from '../exit-code.ts';
import { findRun, readDiffedRun } from '../find-run.ts';
import type { CommandIo } from '../io.ts';
import { jsonText } from '../json-text.ts';
import type { Given } from '../options.ts';
import { reportTo } from '../report-file.ts';
import type { Command } from './command.ts';

/** Compares two runs case by case. */
export const diffCommand: Command = {
	spec: {
		name: 'diff',
		operands: 'A B',
		about: 'Compare two runs: states, scores, cost, and what shaped the results.',
		options: {
			root: { type: 'string', value: 'FOLDER', about: 'The folder that paths of documents stay in.' },
			reporter: { type: 'string', value: 'NAME', about: 'pretty (default) or json.' },
			output: { type: 'string', value: 'FILE', about: 'Where the difference goes; default: stdout.' },
			'fail-on-regression': { type: 'boolean', about: 'Exit with 1 where a case fails in B that did not fail in A.' },
		},
		notes: ['A and B are run files, names of runs, or question files (their latest run).'],
	},
	async run(given, io) {
		const [first, second, ...more] = given.operands;
		if (first === undefined || second === undefined || more.length > 0) {
			throw new UsageError('groundline diff needs two runs: groundline diff A B');
		}
		const reporter = given.text('reporter') ?? 'pretty';
		if (reporter !== 'pretty' && reporter !== 'json') {
			throw new UsageError(`groundline diff has no reporter "${reporter}": pretty or json.`);
		}
		const write = reportTo(given, io);
		const before = await readSide(first, given, io);
		const after = await readSide(second, given, io);
		const diff = diffRuns(before.cases, after.cases);
		const names = { before: before.name, after: after.name };
		const text = reporter === 'json' ? `${jsonText(diffJson(diff, names), 2)}\n` : diffText(diff, names);
		await write(text);
		return given.has('fail-on-regression') && newFailures(diff) > 0 ? EXIT.failed : EXIT.passed;
	},
};

async function readSide(
	operand: string,
	given: Given,
	io: CommandIo,
): Promise<{ readonly name: string; readonly cases: readonly DiffedCase[] }> {
	const path = await findRun(operand, given.text('root'), io);
	return { name: basename(path, '.jsonl'), cases: await readDiffedRun(path, io) };
}
