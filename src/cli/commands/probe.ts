import { documentKind } from '../../core/documents/kinds.ts';
import { EXIT, gravest, UsageError } from '../exit-code.ts';
import { findFiles } from '../places.ts';
import { measureJudges } from '../probing/measure-judges.ts';
import { openProbeReport } from '../probing/report.ts';
import { runRubricTests } from '../probing/rubric-tests.ts';
import { planOptionsOf, RUN_OPTIONS, requireFiles } from '../run-options.ts';
import type { Command } from './command.ts';

const { reporter: _, output: __, ...SHARED } = RUN_OPTIONS;

/** Measures judges: with fakes and good answers of question files, and with the tests of rubrics. */
export const probeCommand: Command = {
	spec: {
		name: 'probe',
		operands: 'FILE…',
		about: 'Measure the judge with answers that are known to be bad or good.',
		options: {
			...SHARED,
			'per-kind': { type: 'string', value: 'N', about: 'Generated probes of a kind for each good answer; default 2.' },
			maker: {
				type: 'string',
				value: 'NAME',
				about: 'A model that also writes paraphrases, false details and tones; needs --checker.',
			},
			checker: { type: 'string', value: 'NAME', about: 'The other model that confirms each of them.' },
			pairs: { type: 'boolean', about: 'Also show the judge each original beside its fake, in both orders.' },
			limit: { type: 'string', value: 'X', about: 'The balanced accuracy that the judge needs; default 0.8.' },
			fresh: { type: 'boolean', about: 'Judge again even where the same probes were judged before.' },
			'dry-run': { type: 'boolean', about: 'Only say what would be judged.' },
			reporter: { type: 'string', value: 'NAME', about: 'pretty (default) or json.' },
			output: { type: 'string', value: 'FILE', about: 'Where the report goes; default: stdout.' },
		},
		notes: [
			'FILE is a question file (its own probes, and those made from its references, good probes and accepted answers) or a rubric, whose tests are then run.',
			'The measured error is kept in .groundline/judges and stands beside the scores of later runs; each probe with the judge’s reply is in a run file.',
			'Exit code 1: a judge is below the limit, passes a fake of the file, or fails a test of the rubric.',
		],
	},
	async run(given, io) {
		const files = await findFiles(requireFiles(given, 'probe'), io.cwd, path => documentKind(path) === 'questions');
		const odd = files.find(file => documentKind(file) !== 'questions' && documentKind(file) !== 'rubric');
		if (odd !== undefined) {
			throw new UsageError(`${odd} is neither a question file nor a rubric.`);
		}
		const options = await planOptionsOf(given, io.cwd);
		const tools = openProbeReport(given, io);
		const setting = { given, io, options, tools };
		const questions = files.filter(file => documentKind(file) === 'questions');
		const codes = questions.length === 0 ? [] : [await measureJudges(questions, setting)];
		for (const file of files.filter(each => documentKind(each) === 'rubric')) {
			codes.push(await runRubricTests(file, setting));
		}
		await tools.end();
		return codes.length === 0 ? EXIT.usage : gravest(codes);
	},
};
