import type { TextRange } from '../text/range.ts';
import type { FileRead } from './files.ts';
import { type Problem, problem } from './problem.ts';

/** The problem of a file that is named at `range` and could not be read. */
export function unreadable(read: Exclude<FileRead, { readonly kind: 'text' }>, range: TextRange): Problem {
	switch (read.kind) {
		case 'missing':
			return problem('missing-file', read.message, range);
		case 'outside':
			return problem('outside-root', read.message, range);
		default:
			return problem('unreadable-file', read.message, range);
	}
}
