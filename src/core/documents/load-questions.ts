import type { ChosenText } from '../context/chosen-text.ts';
import type { Passage } from '../context/passage.ts';
import { type PassageSource, passagesOf } from '../context/passages-of.ts';
import type { CachedFiles } from './cached-files.ts';
import { canBeKept, KeptPassages, type OwnPassages } from './kept-passages.ts';
import { loadDataSet } from './load-data-set.ts';
import type { Problem } from './problem.ts';
import type { QuestionFile } from './question-file.ts';
import type { LoadedQuestion } from './review-set.ts';

export interface QuestionSource {
	/** Root-relative path of the question file. */
	readonly path: string;
	readonly text: string;
	readonly file: QuestionFile;
	readonly files: CachedFiles;
	/** What an earlier loading of the same file left, for speed. */
	readonly kept?: KeptPassages;
	/** Bytes of a data set that are read. */
	readonly largestDataSet?: number;
}

export interface LoadedQuestions {
	/** The passages of the file's own `context`. */
	readonly shared: readonly Passage[];
	readonly questions: readonly LoadedQuestion[];
	/** At places in the question file. */
	readonly problems: readonly Problem[];
}

/** The questions of a file or of its data set, each with its passages: those of the file first, then its own. */
export async function loadQuestions(from: QuestionSource): Promise<LoadedQuestions> {
	const { path, file, files } = from;
	const source = { path, lines: () => files.lines(path, from.text), files, chosen: new Map<string, ChosenText>() };
	const shared = await passagesOf(file.context, { ...source, firstNumber: 1 });
	const problems: Problem[] = [...shared.problems];
	const own = await ownPassages(from, { ...source, firstNumber: shared.passages.length + 1 });
	problems.push(...own.problems);
	const questions = file.questions.map((question, i): LoadedQuestion => {
		const passages = own.passages[i]!;
		return { question, passages: joined(shared.passages, passages), row: undefined };
	});
	if (file.dataSet !== undefined) {
		const rows = await loadDataSet(file.dataSet, {
			path,
			files,
			shared: shared.passages,
			largest: from.largestDataSet,
		});
		questions.push(...rows.questions);
		problems.push(...rows.problems);
	}
	return { shared: shared.passages, questions, problems };
}

/** What each question is given beside the shared passages: what was kept of it, where that still holds. */
async function ownPassages(
	{ file, files, kept = new KeptPassages() }: QuestionSource,
	source: PassageSource,
): Promise<{ readonly passages: readonly (readonly Passage[])[]; readonly problems: readonly Problem[] }> {
	const { firstNumber } = source;
	const reuse = await kept.reusable(files, { firstNumber, count: file.questions.length });
	const passages: (readonly Passage[])[] = [];
	const problems: Problem[] = [];
	const own: (OwnPassages | undefined)[] = [];
	const paths = new Set<string>();
	for (const [i, { context: entries }] of file.questions.entries()) {
		let given = entries.length === 0 ? NONE : reuse(i, entries);
		let isClean = true;
		if (given === undefined) {
			const fresh = await passagesOf(entries, source);
			given = fresh.passages;
			isClean = fresh.problems.length === 0;
			problems.push(...fresh.problems);
		}
		passages.push(given);
		const candidate = { entries, passages: given };
		own.push(isClean && given.length > 0 && canBeKept(candidate) ? candidate : undefined);
		for (const passage of own[i]?.passages ?? NONE) {
			paths.add(passage.path);
		}
	}
	kept.keep({ firstNumber, own, texts: await textsOf(paths, files) });
	return { passages, problems };
}

async function textsOf(paths: ReadonlySet<string>, files: CachedFiles): Promise<ReadonlyMap<string, string>> {
	const texts = new Map<string, string>();
	for (const path of paths) {
		const read = await files.read(path);
		if (read.kind === 'text') {
			texts.set(path, read.text);
		}
	}
	return texts;
}

function joined(shared: readonly Passage[], own: readonly Passage[]): readonly Passage[] {
	return own.length === 0 ? shared : shared.length === 0 ? own : [...shared, ...own];
}

const NONE: readonly Passage[] = [];
