import { spanText } from '../../core/context/choose-lines.ts';
import { isChoiceOf, movedSpans, PresentLines } from '../../core/context/moved-lines.ts';
import { type Files, resolvePath } from '../../core/documents/files.ts';
import type { LineSpan } from '../../core/documents/question-file.ts';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import type { CaseResult, ResolvedPassage } from '../../core/review/result.ts';
import type { Located, TextRange } from '../../core/text/range.ts';

/** A `lines:` value of a question file whose text stands elsewhere since it was last given to a model. */
export interface MovedEntry {
	/** The value in the question file. */
	readonly range: TextRange;
	/** The value as written. */
	readonly written: string;
	/** `14-46`, as a person would say it. */
	readonly spans: string;
	/** What to write instead, quoted where YAML needs it. */
	readonly replacement: string;
}

export interface MovedSource {
	readonly set: Pick<ReviewSet, 'path' | 'text' | 'file'>;
	/** The newest result of each case of the file. */
	readonly results: readonly CaseResult[];
	readonly files: Pick<Files, 'read'>;
}

/**
 * The entries whose lines have moved. What counts is the newest result that was given the lines that the entry asks for: once
 * a run has taken what stands there now, that is what was wanted.
 */
export async function movedEntries({ set, results, files }: MovedSource): Promise<readonly MovedEntry[]> {
	const given = givenPassages(results);
	const read = new Map<string, PresentLines | undefined>();
	const found: MovedEntry[] = [];
	for (const { file, lines, question } of entriesOf(set)) {
		const path = resolvePath(set.path, file.value);
		const passages = path === undefined ? undefined : given.get(givenKey(path, question));
		if (path === undefined || passages === undefined) {
			continue;
		}
		if (!read.has(path)) {
			const now = await files.read(path);
			read.set(path, now.kind === 'text' ? new PresentLines(now.text) : undefined);
		}
		const present = read.get(path);
		const spans = present && movedOf(passages, lines.value, present);
		if (spans !== undefined) {
			const written = set.text.slice(lines.range.start, lines.range.end);
			found.push({ range: lines.range, written, spans, replacement: inYaml(spans, written) });
		}
	}
	return found;
}

/** The passages that each question was given of a file, and that any was given: newest first. */
function givenPassages(results: readonly CaseResult[]): ReadonlyMap<string, readonly ResolvedPassage[]> {
	const given = new Map<string, ResolvedPassage[]>();
	const newestFirst = [...results].sort((a, b) => b.t - a.t);
	for (const start of newestFirst.flatMap(result => result.start ?? [])) {
		for (const passage of start.passages.filter(({ inline }) => !inline)) {
			for (const key of [givenKey(passage.path, undefined), givenKey(passage.path, start.question)]) {
				const list = given.get(key) ?? [];
				given.set(key, list);
				list.push(passage);
			}
		}
	}
	return given;
}

function givenKey(path: string, question: string | undefined): string {
	return JSON.stringify([path, question]);
}

interface EntryWithLines {
	readonly file: Located<string>;
	readonly lines: Located<readonly LineSpan[]>;
	/** `undefined`: every question is given it. */
	readonly question: string | undefined;
}

function* entriesOf({ file }: Pick<ReviewSet, 'file'>): Iterable<EntryWithLines> {
	const lists = [{ context: file.context, id: undefined }, ...file.questions];
	for (const { context, id } of lists) {
		for (const entry of context) {
			if (entry.kind === 'file' && entry.lines !== undefined) {
				yield { file: entry.file, lines: entry.lines, question: id };
			}
		}
	}
}

function movedOf(
	passages: readonly ResolvedPassage[],
	asked: readonly LineSpan[],
	present: PresentLines,
): string | undefined {
	for (const { units, text } of passages) {
		const lines = units.map(({ line }) => line);
		if (isChoiceOf(asked, lines)) {
			return movedSpans({ lines, text }, asked, present)?.map(spanText).join(', ');
		}
	}
	return undefined;
}

/** A comma would end the value in a flow mapping. */
function inYaml(spans: string, written: string): string {
	const quote = /^["']/.exec(written)?.[0] ?? (spans.includes(',') ? '"' : '');
	return `${quote}${spans}${quote}`;
}
