import type { CachedFiles } from '../documents/cached-files.ts';
import { resolvePath } from '../documents/files.ts';
import { type Problem, problem } from '../documents/problem.ts';
import type { ContextEntry, LineSpan } from '../documents/question-file.ts';
import { unreadable } from '../documents/read-problem.ts';
import type { LineIndex } from '../text/lines.ts';
import { spanText } from './choose-lines.ts';
import { type ChosenText, chosenText } from './chosen-text.ts';
import { filePassage, inlinePassage } from './make-passage.ts';
import type { Passage } from './passage.ts';
import type { UnitPlace } from './units.ts';

/** The most files that a glob may stand for. */
export const MOST_FILES = 200;

export interface PassageSource {
	/** Root-relative path of the document that holds the entries. */
	readonly path: string;
	/** Lines of that document; asked for only where a text stands in it. */
	readonly lines: () => LineIndex;
	readonly files: CachedFiles;
	/** The number of the first passage. */
	readonly firstNumber: number;
	/** What was chosen of files before: many questions share the same lines, and then the same units. */
	readonly chosen: Map<string, ChosenText>;
}

export interface Passages {
	readonly passages: readonly Passage[];
	/** At places in the document that holds the entries. */
	readonly problems: readonly Problem[];
}

/**
 * Reads the passages that `context:` entries ask for: lines of files, rows of tables, texts. What cannot be read is
 * left out and reported; what is there of a range that goes too far is taken.
 */
export async function passagesOf(entries: readonly ContextEntry[], source: PassageSource): Promise<Passages> {
	const passages: Passage[] = [];
	const problems: Problem[] = [];
	for (const entry of entries) {
		const number = () => source.firstNumber + passages.length;
		if (entry.kind === 'text') {
			const head = { number: number(), label: entry.label, path: source.path };
			passages.push(inlinePassage(head, entry.text, source.lines));
			if (entry.text.value.trim() === '') {
				problems.push(problem('empty-context', 'This passage is empty.', entry.text.range));
			}
			continue;
		}
		const paths = await pathsOf(entry, source);
		problems.push(...paths.problems);
		for (const path of paths.paths) {
			const chosen = await chosenOf(entry, source, { passage: number(), path });
			if ('kind' in chosen) {
				problems.push(...checkChosen(entry, chosen, path));
				passages.push(filePassage({ number: number(), label: entry.label, path }, chosen.units));
			} else {
				problems.push(chosen.problem);
			}
		}
	}
	return { passages, problems };
}

type FileEntry = Extract<ContextEntry, { readonly kind: 'file' }>;

/** The files that an entry names: one, or those that match its glob. */
async function pathsOf(
	{ file }: FileEntry,
	source: PassageSource,
): Promise<{ readonly paths: readonly string[]; readonly problems: readonly Problem[] }> {
	const { value, range } = file;
	const path = resolvePath(source.path, value);
	if (path === undefined) {
		const message = /^[a-z][a-z0-9+.-]*:\/\//i.test(value)
			? 'Context is read from files, not from URLs.'
			: `"${value}" lies outside of the workspace folder.`;
		return { paths: [], problems: [problem('outside-root', message, range)] };
	}
	// A file may really be called like a glob.
	if (!isGlob(path) || (await source.files.read(path)).kind === 'text') {
		return { paths: [path], problems: [] };
	}
	const found = await source.files.list(path, MOST_FILES + 1);
	if (found.length > 0 && found.length <= MOST_FILES) {
		return { paths: found, problems: [] };
	}
	return found.length === 0
		? { paths: [], problems: [problem('missing-file', `No file matches "${value}".`, range)] }
		: {
				paths: found.slice(0, MOST_FILES),
				problems: [problem('too-many-files', `More than ${MOST_FILES} files match "${value}"; narrow it.`, range)],
			};
}

/** True for a path that may stand for several files. */
export function isGlob(path: string): boolean {
	return /[*?[\]{}]/.test(path);
}

async function chosenOf(
	entry: FileEntry,
	{ files, chosen }: PassageSource,
	at: UnitPlace,
): Promise<ChosenText | { readonly problem: Problem }> {
	const spans = { lines: entry.lines?.value, rows: entry.rows?.value };
	const key = JSON.stringify([at.passage, at.path, spans.lines, spans.rows]);
	const known = chosen.get(key);
	if (known !== undefined) {
		return known;
	}
	const read = await files.read(at.path);
	if (read.kind !== 'text') {
		return { problem: unreadable(read, entry.file.range) };
	}
	const fresh = chosenText(files.lines(at.path, read.text), spans, at);
	chosen.set(key, fresh);
	return fresh;
}

/** Reports what an entry asks of a file that the file does not have. */
function* checkChosen(entry: FileEntry, chosen: ChosenText, path: string): Iterable<Problem> {
	const { file, lines, rows } = entry;
	const { count, outside, broken } = chosen;
	const has = `${path} has ${count} ${chosen.kind === 'lines' ? 'line' : 'row'}${count === 1 ? '' : 's'}.`;
	if (broken !== undefined) {
		yield problem('data-syntax', `${path}, line ${broken.line}: ${broken.message}`, file.range);
	}
	if (chosen.kind === 'lines' && rows !== undefined) {
		yield problem('rows-without-table', `"${file.value}" is no CSV or TSV; choose \`lines\`.`, rows.range);
	}
	if (chosen.kind === 'rows' && lines !== undefined && rows === undefined) {
		const message = 'Of a CSV or TSV, choose `rows` (1 = the first below the header).';
		yield problem('lines-of-table', message, lines.range);
	}
	const asked = chosen.kind === 'lines' ? lines : rows;
	if (outside !== undefined && asked !== undefined) {
		const code = chosen.kind === 'lines' ? 'lines-out-of-range' : 'rows-out-of-range';
		yield problem(code, `${spanText(outside)} goes past the end: ${has}`, asked.range);
	} else if (chosen.blank && !isMisread(asked?.value)) {
		const message = chosen.kind === 'rows' ? `${path} has no rows.` : `Nothing is written there in ${path}.`;
		yield problem('empty-context', message, asked?.range ?? file.range);
	}
}

/** Spans that cannot be read, or end before they begin, are reported at their place: that nothing is chosen says it again. */
function isMisread(spans: readonly LineSpan[] | undefined): boolean {
	return (
		spans !== undefined && (spans.length === 0 || spans.some(({ first, last }) => last !== undefined && last < first))
	);
}
