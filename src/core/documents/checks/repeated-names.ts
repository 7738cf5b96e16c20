import type { Located } from '../../text/range.ts';
import { baseName } from '../files.ts';
import { type Problem, problem } from '../problem.ts';
import type { ReviewSet } from '../review-set.ts';

/** Reports models that are listed twice, and templates with the same file name: their results would have the same key. */
export function* checkRepeatedNames({ file }: Omit<ReviewSet, 'problems'>): Iterable<Problem> {
	yield* repeated(file.models ?? [], name => name, 'This model is listed already.');
	const stem = (path: string) => baseName(path).replace(/\.(?:prompty|prompt\.ya?ml)$/i, '');
	yield* repeated(file.prompts, stem, 'A template of this name is listed already; results could not be told apart.');
}

function* repeated(
	names: readonly Located<string>[],
	keyOf: (name: string) => string,
	message: string,
): Iterable<Problem> {
	const seen = new Set<string>();
	for (const { value, range } of names) {
		const key = keyOf(value);
		if (seen.has(key)) {
			yield problem('duplicate-id', message, range);
		}
		seen.add(key);
	}
}
