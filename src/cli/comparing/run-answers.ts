import { dirname, join, resolve } from 'node:path';
import type { CaseResult } from '../../core/review/result.ts';
import { foldRun } from '../../node/runs/run-store.ts';
import { plural } from '../amounts.ts';
import { UsageError } from '../exit-code.ts';
import { placeOf } from '../places.ts';

/** The answers of a run file by case key. Throws a {@link UsageError} where it holds none. */
export async function readResults(path: string): Promise<ReadonlyMap<string, CaseResult>> {
	try {
		const { results, start } = await foldRun(path);
		if (start === undefined) {
			throw new UsageError(`${path} is no run file.`);
		}
		if (results.size === 0) {
			throw new UsageError(`${path} holds no answers${start.task === 'compare' ? ': it is a comparison itself' : ''}.`);
		}
		return results;
	} catch (error) {
		throw error instanceof UsageError
			? error
			: new UsageError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`);
	}
}

/** The question file of a run file: results name it relative to the root, which `.groundline` lies in. */
export function questionFileOf(
	path: string,
	results: ReadonlyMap<string, CaseResult>,
	root: string | undefined,
): string {
	const files = [...new Set([...results.values()].flatMap(({ start }) => start?.file ?? []))];
	if (files.length !== 1) {
		throw new UsageError(
			`${path} holds the answers of ${plural(files.length, 'question file')}; name one of them, and the run with --a and --b.`,
		);
	}
	const beside = resolve(dirname(path), '..', '..');
	return join(root ?? placeOf(join(beside, files[0]!), undefined, beside).root, files[0]!);
}
