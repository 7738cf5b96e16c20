import { documentKind } from '../../core/documents/kinds.ts';
import { EXIT, type ExitCode, gravest, UsageError } from '../exit-code.ts';
import { examineFile } from '../influence/examine.ts';
import { openInfluenceReport } from '../influence/report.ts';
import { findFiles } from '../places.ts';
import { requireFiles } from '../run-options.ts';
import type { Command } from './command.ts';

/** Measures which lines of its context a recorded answer depends on. */
export const influenceCommand: Command = {
	spec: {
		name: 'influence',
		operands: 'FILE…',
		about: 'Measure which lines an answer used: ask again, or score it, without some of them.',
		options: {
			question: { type: 'string', multiple: true, value: 'ID', about: 'The question; may be repeated.' },
			model: { type: 'string', multiple: true, value: 'NAME', about: 'Only answers of this model.' },
			ablations: {
				type: 'string',
				value: 'N',
				about: 'Contexts to compare, default 64; twice as many where the first ones leave a doubt.',
			},
			probes: {
				type: 'string',
				value: 'N',
				about: 'Values of used lines to change, to see whether the answer follows; default 3.',
			},
			'no-scores': { type: 'boolean', about: 'Ask again even where the endpoint could score the answer.' },
			yes: { type: 'boolean', about: 'Make the calls without asking.' },
			'dry-run': { type: 'boolean', about: 'Only say what it would take.' },
			'max-cost': { type: 'string', value: 'USD', about: 'No call starts once this much is spent.' },
			concurrency: { type: 'string', value: 'N', about: 'Calls at once.' },
			root: { type: 'string', value: 'FOLDER', about: 'The folder that paths of documents stay in.' },
			'allow-origin': { type: 'string', multiple: true, value: 'URL', about: 'An origin that keys may be sent to.' },
			reporter: { type: 'string', value: 'NAME', about: 'pretty (default) or json.' },
			output: { type: 'string', value: 'FILE', about: 'Where the report goes; default: stdout.' },
		},
		notes: [
			'The answer must be recorded and fit its documents: groundline run FILE --question ID first.',
			'What is found is added to the run file of the answer, and shows in the editor. Replies are kept in .groundline/influence: the same calls are not made twice.',
			'Exit code 3: too few calls succeeded to tell anything.',
		],
	},
	async run(given, io) {
		const files = await findFiles(requireFiles(given, 'influence'), io.cwd, path => documentKind(path) === 'questions');
		const odd = files.find(file => documentKind(file) !== 'questions');
		if (odd !== undefined) {
			throw new UsageError(`${odd} is no question file: its name must end in .questions.yaml or .questions.yml.`);
		}
		if (given.texts('question').length === 0) {
			throw new UsageError(
				'groundline influence needs a question: --question ID. It may take a hundred calls for each.',
			);
		}
		const report = openInfluenceReport(given, io);
		const codes: ExitCode[] = [];
		const spending = { spent: 0 };
		for (const file of files) {
			codes.push(await examineFile(file, { given, io, report, spending }));
		}
		await report.end();
		return codes.length === 0 ? EXIT.usage : gravest(codes);
	},
};
