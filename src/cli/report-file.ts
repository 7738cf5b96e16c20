import { accessSync, constants, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { documentKind } from '../core/documents/kinds.ts';
import { makeFolder } from '../node/make-folder.ts';
import { Redactor } from '../node/redactor.ts';
import { UsageError } from './exit-code.ts';
import type { CommandIo } from './io.ts';
import type { Given } from './options.ts';
import { fileSink } from './reporters/file-sink.ts';

/** Writes a whole report. Rejects with a {@link UsageError} where it cannot be written. */
export type WriteReport = (text: string) => Promise<void>;

/**
 * Where a report goes that is written as a whole: the file of `--output`, else stdout. Throws a {@link UsageError} where that file cannot be
 * written, so that it is known before anything is paid for.
 */
export function reportTo(given: Given, io: CommandIo, redactor: Redactor = new Redactor()): WriteReport {
	const named = given.text('output');
	if (named === undefined) {
		return text => io.out(redactor.redact(text));
	}
	const path = resolve(io.cwd, named);
	checkFile(path);
	return async text => {
		const sink = fileSink(path, redactor);
		await sink.write(text);
		await sink.finish();
	};
}

function checkFile(path: string): void {
	if (documentKind(path) !== undefined) {
		throw new UsageError(`${path} is a document of Groundline: a report there would overwrite it.`);
	}
	try {
		if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
			throw Object.assign(new Error(path), { code: 'EISDIR' });
		}
		makeFolder(dirname(path));
		accessSync(dirname(path), constants.W_OK);
	} catch (error) {
		throw new UsageError(`${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`);
	}
}
