import type { Located } from '../text/range.ts';
import { builtInRubric } from './built-in-rubric.ts';
import type { CachedFiles } from './cached-files.ts';
import { resolvePath } from './files.ts';
import { parseRubric } from './parse-rubric.ts';
import { type Problem, problem } from './problem.ts';
import { unreadable } from './read-problem.ts';
import type { Rubric } from './rubric.ts';

/** A rubric file with what it extends. */
export interface LoadedRubric {
	readonly path: string | undefined;
	/** `undefined` where the file that is named cannot be read. */
	readonly rubric: Rubric | undefined;
	/** Path → problems, of each rubric file in the chain. */
	readonly problems: ReadonlyMap<string, readonly Problem[]>;
	/** Path → the models that its criteria name as their judges. */
	readonly judges: ReadonlyMap<string, readonly Located<string>[]>;
	/** A problem at the place that names the rubric. */
	readonly atName: Problem | undefined;
}

/** Reads the rubric that a document names, and those it extends. The built-in one where none is named. */
export async function loadRubric(
	from: string,
	named: Located<string> | undefined,
	files: CachedFiles,
): Promise<LoadedRubric> {
	if (named === undefined || named.value === 'built-in') {
		return { path: undefined, rubric: builtInRubric, problems: new Map(), judges: new Map(), atName: undefined };
	}
	return readChain(from, named, { files, chain: [] });
}

interface Chain {
	readonly files: CachedFiles;
	/** The paths that led here. */
	readonly chain: readonly string[];
}

async function readChain(from: string, named: Located<string>, { files, chain }: Chain): Promise<LoadedRubric> {
	const nothing = { path: undefined, rubric: undefined, problems: new Map(), judges: new Map() };
	const path = resolvePath(from, named.value);
	if (path === undefined) {
		const message = `"${named.value}" lies outside of the workspace folder.`;
		return { ...nothing, atName: problem('outside-root', message, named.range) };
	}
	if (chain.includes(path)) {
		const circle = [...chain.slice(chain.indexOf(path)), path].join(' → ');
		return { ...nothing, path, atName: problem('extends-cycle', `These extend each other: ${circle}.`, named.range) };
	}
	const read = await files.read(path);
	if (read.kind !== 'text') {
		return { ...nothing, path, atName: unreadable(read, named.range) };
	}
	const alone = parseRubric(read.text);
	if (alone.extends === undefined) {
		const problems = new Map([[path, alone.problems]]);
		return { path, rubric: alone.rubric, problems, judges: new Map([[path, alone.judges]]), atName: undefined };
	}
	const base = await readChain(path, alone.extends, { files, chain: [...chain, path] });
	const reading = base.rubric === undefined ? alone : parseRubric(read.text, base.rubric);
	const own = base.atName === undefined ? reading.problems : [...reading.problems, base.atName];
	const problems = new Map([...base.problems, [path, own]]);
	const judges = new Map([...base.judges, [path, reading.judges]]);
	return { path, rubric: reading.rubric, problems, judges, atName: undefined };
}
