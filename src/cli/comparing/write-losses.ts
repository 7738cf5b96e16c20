import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Loss, lossesOf } from '../../core/comparing/losses.ts';
import { makeFolder } from '../../node/make-folder.ts';
import type { Redactor } from '../../node/redactor.ts';
import { UsageError } from '../exit-code.ts';
import type { Compared } from './run-comparison.ts';

/** Folders that are written at most: the clearest losses come first, and `losses.jsonl` has all of them. */
const MOST_FOLDERS = 1000;

export interface LossesPlace {
	/** Absolute. */
	readonly folder: string;
	readonly side: 'a' | 'b';
	readonly redactor: Redactor;
}

/**
 * Writes the pairs that a side lost: `losses.jsonl`, and a folder for each with `question.txt`, `reference.txt`, `a.txt`, `b.txt` and
 * `why.txt`, for any tool that shows differences. Returns how many. Throws a {@link UsageError} where they cannot be written.
 */
export function writeLosses({ report, pairs }: Compared, { folder, side, redactor }: LossesPlace): number {
	const losses = lossesOf(report, pairs, side);
	const write = (path: string, text: string) => writeFileSync(path, redactor.redact(text));
	try {
		mkdirSync(folder, { recursive: true });
		removeEarlier(folder);
		write(join(folder, 'losses.jsonl'), losses.map(loss => `${JSON.stringify(loss)}\n`).join(''));
		for (const [i, loss] of losses.slice(0, MOST_FOLDERS).entries()) {
			const own = resolve(folder, folderName(loss, i));
			mkdirSync(own, { recursive: true });
			for (const [name, text] of textsOf(loss)) {
				write(join(own, `${name}.txt`), `${text}\n`);
			}
		}
	} catch (error) {
		throw new UsageError(`The losses cannot be written to ${folder} (${(error as NodeJS.ErrnoException).code}).`);
	}
	return losses.length;
}

/** Makes the folder before anything is paid for. Throws a {@link UsageError} where it cannot be made. */
export function makeLossesFolder(folder: string): void {
	try {
		makeFolder(folder);
	} catch (error) {
		throw new UsageError(`The losses cannot be written to ${folder} (${(error as NodeJS.ErrnoException).code}).`);
	}
}

/** The folders of losses that an earlier comparison wrote: beside its list, and named as ours are. */
function removeEarlier(folder: string): void {
	const names = existsSync(join(folder, 'losses.jsonl')) ? readdirSync(folder) : [];
	for (const name of names.filter(
		each => /^\d{3,4}(?:-|$)/.test(each) && existsSync(join(folder, each, 'question.txt')),
	)) {
		rmSync(join(folder, name), { recursive: true });
	}
}

function textsOf({ questionText, reference, a, b, why }: Loss): readonly (readonly [string, string])[] {
	return [
		['question', questionText],
		...(reference.length === 0 ? [] : [['reference', reference.join('\n\n')] as const]),
		['a', a],
		['b', b],
		...(why.length === 0 ? [] : [['why', why.join('\n\n')] as const]),
	];
}

/** A name for any file system, whatever the question's id holds. */
function folderName({ question }: Loss, index: number): string {
	const slug = question
		.normalize('NFC')
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.slice(0, 60)
		.replace(/^-+|-+$/g, '');
	return `${String(index + 1).padStart(3, '0')}${slug === '' ? '' : `-${slug}`}`;
}
