import { CachedFiles } from '../core/documents/cached-files.ts';
import { type Files, LARGEST_DATA_SET } from '../core/documents/files.ts';
import { loadReviewSet } from '../core/documents/load.ts';
import { loadRubric } from '../core/documents/load-rubric.ts';
import type { Problem } from '../core/documents/problem.ts';
import type { ReviewSet } from '../core/documents/review-set.ts';
import type { Rubric } from '../core/documents/rubric.ts';
import type { PlanProblem } from '../core/review/plan-problem.ts';
import { LineIndex } from '../core/text/lines.ts';
import { NodeFiles } from '../node/files.ts';
import { growHeapSlowly, settleHeap } from '../node/small-heap.ts';
import { UsageError } from './exit-code.ts';
import { placeOf, shownPath } from './places.ts';
import { oneLine } from './style.ts';

/** A question file with everything it names, and where its paths start. */
export interface LoadedSet {
	/** Absolute. */
	readonly root: string;
	readonly set: ReviewSet;
	/** In the compiler's form, errors and warnings of all its documents. */
	readonly lines: readonly string[];
	readonly errors: number;
}

/** Reads a question file, given by its absolute path. */
export async function loadSet(file: string, root: string | undefined, cwd: string): Promise<LoadedSet> {
	const place = placeOf(file, root, cwd);
	const files = sparing(new NodeFiles(place.root));
	const set = await loadReviewSet(place.path, files, { largestDataSet: LARGEST_DATA_SET });
	const lines: string[] = [];
	let errors = 0;
	for (const [path, problems] of set.problems) {
		const shown = problems.filter(isTold);
		errors += shown.filter(problem => problem.severity === 'error').length;
		if (shown.length > 0) {
			const read = path === set.path ? undefined : await files.read(path);
			const text = read === undefined ? set.text : read.kind === 'text' ? read.text : '';
			lines.push(...problemLines(shownPath(place.root, path, cwd), text, shown));
		}
	}
	return { root: place.root, set, lines, errors };
}

/** From so many characters on, some 20,000 questions, memory counts more than a quarter of the speed. */
const LARGE_TEXT = 1_500_000;

/** The same files; where one of them is large, the process holds less garbage from then on. */
function sparing(files: Files): Files {
	return {
		list: (glob, limit) => files.list(glob, limit),
		read: async (path, largest) => {
			const read = await files.read(path, largest);
			if (read.kind === 'text' && read.text.length > LARGE_TEXT) {
				settleHeap();
				growHeapSlowly();
			}
			return read;
		},
	};
}

/** Hints and information are for an editor; a compiler tells errors and warnings. */
export function isTold(problem: Problem): boolean {
	return problem.severity === 'error' || problem.severity === 'warning';
}

/** `file:line:col: error|warning code message`, lines and columns from 1. */
export function problemLines(path: string, text: string, problems: readonly Problem[]): readonly string[] {
	const index = new LineIndex(text);
	return problems.map(({ range, severity, code, message }) => {
		const { line, column } = index.positionAt(range.start);
		return `${oneLine(path)}:${line + 1}:${column + 1}: ${severity} ${code} ${oneLine(message)}`;
	});
}

/** What planning says of a question file; names of models and labels are written by others. */
export function planProblemLines(path: string, problems: readonly PlanProblem[]): readonly string[] {
	return problems.map(({ severity, message }) => `${oneLine(path)}: ${severity}: ${oneLine(message)}`);
}

/** The rubric that `--rubric` names. Throws a {@link UsageError} that lists what is wrong with it. */
export async function loadRubricFile(file: string, root: string | undefined, cwd: string): Promise<Rubric> {
	const place = placeOf(file, root, cwd);
	const files = new NodeFiles(place.root);
	const range = { start: 0, end: 0 };
	const { rubric, problems, atName } = await loadRubric('', { value: place.path, range }, new CachedFiles(files));
	const lines: string[] = [];
	for (const [path, found] of problems) {
		const read = await files.read(path);
		const errors = found.filter(problem => problem.severity === 'error');
		lines.push(...problemLines(shownPath(place.root, path, cwd), read.kind === 'text' ? read.text : '', errors));
	}
	if (rubric === undefined || lines.length > 0) {
		throw new UsageError(
			[...lines, `The rubric ${file} cannot be used${atName ? `: ${atName.message}` : '.'}`].join('\n'),
		);
	}
	return rubric;
}
