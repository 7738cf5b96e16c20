import { relative } from 'node:path';
import { plural } from '../amounts.ts';
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
		about: 'Say what is wrong with documents, in the form file:line:col: error|warning code message.',
		options: { root: { type: 'string', value: 'FOLDER', about: 'The folder that paths of documents stay in.' } },
		notes: ['FILE is a document of any kind, a glob or a folder. Exit code 2 where there are errors.'],
	},
	async run(given, io) {
		const files = await findFiles(requireFiles(given, 'check'), io.cwd);
		const said = new Set<string>();
		let errors = 0;
		for (const file of files) {
			const checked = await checkDocument(file, given.text('root'), io.cwd);
			if (checked === undefined) {
				io.err(`${relative(io.cwd, file)} is no document of Groundline.\n`);
				errors++;
				continue;
			}
			errors += checked.errors;
			const fresh = checked.lines.filter(line => !said.has(line));
			for (const line of fresh) {
				said.add(line);
			}
			await io.out(fresh.map(line => `${line}\n`).join(''));
		}
		const count = [...said].filter(line => / warning /.test(line)).length;
		io.err(`${plural(files.length, 'file')}: ${plural(errors, 'error')}, ${plural(count, 'warning')}\n`);
		return errors > 0 ? EXIT.usage : EXIT.passed;
	},
};
