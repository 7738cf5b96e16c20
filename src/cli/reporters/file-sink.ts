import { closeSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { documentKind } from '../../core/documents/kinds.ts';
import { makeFolder } from '../../node/make-folder.ts';
import type { Redactor } from '../../node/redactor.ts';
import { UsageError } from '../exit-code.ts';
import type { Write } from './reporter.ts';

/** Where a report goes. */
export interface Sink {
	readonly write: Write;
	/** The report is whole. Rejects with a {@link UsageError} where it could not be written. */
	finish(): Promise<void>;
}

/** Text that is gathered before it is written. */
const LARGEST_BATCH = 256 * 1024;

/** Bytes of UTF-8 that a UTF-16 unit takes at most. */
const WIDEST = 3;

/**
 * A file that holds the whole report or the one before: what is written goes beside it, and takes its name at the end. A path
 * that cannot be written is known at once, before anything is spent; a disk that fills up later ends the report, not the run.
 */
export function fileSink(path: string, redactor: Redactor): Sink {
	if (documentKind(path) !== undefined) {
		throw new UsageError(`${path} is a document of Groundline: a report there would overwrite it.`);
	}
	const status = statSync(path, { throwIfNoEntry: false });
	if (status?.isDirectory() === true) {
		throw new UsageError(`${path} cannot be written (EISDIR).`);
	}
	// A pipe or a device such as /dev/stderr cannot be replaced.
	const beside = status === undefined || status.isFile() ? `${path}.${process.pid}.part` : undefined;
	let failure: string | undefined;
	const attempt = (action: () => void): void => {
		try {
			action();
		} catch (error) {
			failure ??= `${path} cannot be written (${(error as NodeJS.ErrnoException).code}).`;
		}
	};
	let file: number | undefined;
	const open = () => {
		file ??= openSync(beside ?? path, 'w');
	};
	let pending = '';
	let bytes = Buffer.alloc(0);
	const flush = () => {
		const text = redactor.redact(pending);
		pending = '';
		if (bytes.length < text.length * WIDEST) {
			bytes = Buffer.allocUnsafeSlow(text.length * WIDEST); // One for all: each would wait long to be collected.
		}
		const length = bytes.write(text);
		open();
		for (let at = 0; at < length && file !== undefined; ) {
			at += writeSync(file, bytes, at, length - at);
		}
	};
	attempt(() => {
		makeFolder(dirname(path));
		open();
		if (beside !== undefined && file !== undefined) {
			closeSync(file); // It was only tried: what ends before anything is run leaves nothing behind.
			file = undefined;
			rmSync(beside);
		}
	});
	if (failure !== undefined) {
		throw new UsageError(failure);
	}
	return {
		write: async text => {
			if (failure !== undefined) {
				return;
			}
			pending += text;
			if (pending.length >= LARGEST_BATCH) {
				attempt(flush);
			}
		},
		finish: async () => {
			attempt(flush);
			attempt(() => file !== undefined && closeSync(file));
			if (failure === undefined && beside !== undefined) {
				attempt(() => renameSync(beside, path));
			}
			if (failure !== undefined) {
				rmSync(beside ?? '', { force: true });
				throw new UsageError(failure);
			}
		},
	};
}
