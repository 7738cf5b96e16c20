import { dirname, join, relative, resolve, sep } from 'node:path';
import { readSide, type Side } from '../../core/comparing/sides.ts';
import { CachedFiles } from '../../core/documents/cached-files.ts';
import { loadPrompts } from '../../core/documents/load-prompts.ts';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { NodeFiles } from '../../node/files.ts';
import { UsageError } from '../exit-code.ts';
import { findRun, RUN_NAME } from '../find-run.ts';
import type { CompareSetting } from './comparison-job.ts';
import { readResults } from './run-answers.ts';

export interface SidePlace {
	readonly set: ReviewSet;
	/** Absolute. */
	readonly root: string;
	/** Answers of the run file that is compared, where it is one. */
	readonly own: ReadonlyMap<string, CaseResult> | undefined;
}

/** A side of a question file as the command line names it. */
export interface FoundSide {
	readonly side: Side;
	/** Of a run file, which is then all that counts. */
	readonly results: ReadonlyMap<string, CaseResult> | undefined;
	/** Templates that the question file does not name. */
	readonly prompts: ReviewSet['prompts'];
}

/** Finds what `--a` or `--b` names. Throws a {@link UsageError} where there is no such thing. */
export async function sideOf(
	name: 'a' | 'b',
	{ set, root, own }: SidePlace,
	{ given, io }: CompareSetting,
): Promise<FoundSide> {
	const words = given.text(name) ?? defaultSide(name, set, given.text(name === 'a' ? 'b' : 'a'));
	if (words.endsWith('.jsonl') || RUN_NAME.test(words)) {
		const results = await readResults(await findRun(words, given.text('root'), io));
		return {
			side: { name: words.replace(/^.*[\\/]/, '').replace(/\.jsonl$/, ''), model: undefined, prompt: undefined },
			results,
			prompts: [],
		};
	}
	const at = words.lastIndexOf('@');
	const prompts = [
		...(await furtherPrompts(words, { set, root, cwd: io.cwd })),
		...(at < 0 ? [] : await furtherPrompts(words.slice(at + 1), { set, root, cwd: io.cwd })),
	];
	const known = [...(own?.values() ?? [])].flatMap(({ start }) => start?.model ?? []);
	const side = readSide(
		words.slice(0, at + 1) + asNamed(words.slice(at + 1), prompts),
		{ ...set, prompts: [...set.prompts, ...prompts] },
		known,
	);
	if ('problem' in side) {
		throw new UsageError(`--${name}: ${side.problem}`);
	}
	return { side: { ...side, name: words }, results: undefined, prompts };
}

/** A path from where the person is becomes the path from the root. */
function asNamed(words: string, prompts: ReviewSet['prompts']): string {
	return prompts[0]?.path ?? words;
}

/** A template that the question file does not name, by its path from where the person is. */
async function furtherPrompts(
	words: string,
	{ set, root, cwd }: Pick<SidePlace, 'set' | 'root'> & { readonly cwd: string },
): Promise<ReviewSet['prompts']> {
	if (!/\.(?:prompty|prompt\.ya?ml)$/i.test(words)) {
		return [];
	}
	const path = relative(root, resolve(cwd, words)).split(sep).join('/');
	if (path.startsWith('..') || set.prompts.some(prompt => prompt.path === path)) {
		return [];
	}
	const fromFile = relative(dirname(join(root, set.path)), join(root, path))
		.split(sep)
		.join('/');
	const named = { value: fromFile, range: { start: 0, end: 0 } };
	const use = { vars: new Set(set.file.vars.keys()), context: 'some' as const };
	const { prompts } = await loadPrompts([named], { from: set.path, files: new CachedFiles(new NodeFiles(root)), use });
	return prompts.filter(prompt => prompt.path !== undefined);
}

/** Where only one side is named, or none, a file with exactly two models, labels or prompts says what is meant. */
function defaultSide(name: 'a' | 'b', set: ReviewSet, other: string | undefined): string {
	const labels = [...new Set(set.questions.flatMap(({ question }) => [...question.answers.keys()]))];
	const models = [...new Set([...(set.file.models ?? []).map(({ value }) => value), ...labels])];
	const prompts = set.prompts.map(({ template }) => template.stem);
	const names = models.length === 2 ? models : models.length < 2 && prompts.length === 2 ? prompts : [];
	const found = other === undefined ? names[name === 'a' ? 0 : 1] : names.find(each => each !== other);
	if (found === undefined || (other !== undefined && !names.includes(other))) {
		throw new UsageError(
			`Say what to compare with --a SIDE --b SIDE; ${set.path} has the models and labels ${models.join(', ') || 'of the project'} and the prompts ${prompts.join(', ')}.`,
		);
	}
	return found;
}
