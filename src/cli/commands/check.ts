import { relative } from 'node:path';
import { grouped, plural } from '../amounts.ts';
import { checkDocument } from '../check-document.ts';
import { EXIT } from '../exit-code.ts';
import { findFiles } from '../places.ts';
import { requireFiles } from '../run-options.ts';
import type { Command } from './command.ts';

/** Diagnostics only. */
export const checkCommand: Command = {
	spec: {
		name: 'check',
		operands: 'FILE…',
		about: 'Say what is wrong with documents, in the form file:line:col: error|warning|information code message.',
		options: { root: { type: 'string', value: 'FOLDER', about: 'The folder that paths of documents stay in.' } },
		notes: ['FILE is a document of any kind, a glob or a folder. Exit code 2 where there are errors.'],
	},
	async run(given, io) {
		const files = await findFiles(requireFiles(given, 'check'), io.cwd);
		const said = new Set<string>();
		let errors = 0;
		let warnings = 0;
		let contextTokens = 0;
		let savedTokens = 0;
		for (const file of files) {
			const checked = await checkDocument(file, given.text('root'), io.cwd);
			if (checked === undefined) {
				io.err(`${relative(io.cwd, file)} is no document of Groundline.\n`);
				errors++;
				continue;
			}
			contextTokens += checked.context?.contextTokens ?? 0;
			savedTokens += checked.context?.savedTokens ?? 0;
			const fresh = checked.lines.filter(line => !said.has(line));
			for (const line of fresh) {
				said.add(line);
				errors += SEVERITY.exec(line)?.[1] === 'error' ? 1 : 0;
				warnings += SEVERITY.exec(line)?.[1] === 'warning' ? 1 : 0;
			}
			await io.out(fresh.map(line => `${line}\n`).join(''));
		}
		io.err(`${plural(files.length, 'file')}: ${plural(errors, 'error')}, ${plural(warnings, 'warning')}\n`);
		if (savedTokens > 0) {
			io.err(
				`context: ≈ ${grouped(savedTokens)} ${savedTokens === 1 ? 'token' : 'tokens'} of the ≈ ${grouped(contextTokens)} that one answer to each question is given could be saved\n`,
			);
		}
		return errors > 0 ? EXIT.usage : EXIT.passed;
	},
};

/** Where a line of the compiler's form says how grave it is; a path or a message may hold the same words. */
const SEVERITY = /:\d+:\d+: (error|warning) /;
