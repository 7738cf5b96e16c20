import { type Files, folderOf } from '../documents/files.ts';
import { documentKind } from '../documents/kinds.ts';
import type { Reference } from '../documents/shape.ts';
import type { Completion, CompletionPlace } from './completion-place.ts';

/** The files that a path may name, relative to the folder of the document, those nearby first. */
export async function completePaths(
	place: CompletionPlace,
	kind: PathKind,
	files: Files,
): Promise<readonly Completion[]> {
	const folder = folderOf(place.document.path);
	const typed = place.document.text.slice(place.token.start, place.token.end);
	const lead = typed.startsWith('./') ? './' : '';
	const found = await files.list(GLOBS[kind], MOST_FILES);
	return (
		found
			// Context is what answers are found in: no document of ours is.
			.filter(path => path !== place.document.path && (kind !== 'context-path' || documentKind(path) === undefined))
			.map(path => relativePath(folder, path))
			.sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))
			.map(path => ({
				label: path.startsWith('../') ? path : `${lead}${path}`,
				kind: 'file',
				edit: { range: place.token, text: quoted(path.startsWith('../') ? path : `${lead}${path}`, place) },
			}))
	);
}

type PathKind = Extract<Reference, `${string}-path`>;

/** A path seen from a folder; both relative to the root. */
export function relativePath(fromFolder: string, path: string): string {
	const from = fromFolder === '' ? [] : fromFolder.split('/');
	const to = path.split('/');
	let shared = 0;
	while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) {
		shared++;
	}
	return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

const MOST_FILES = 500;

const GLOBS: Readonly<Record<PathKind, string>> = {
	'prompt-path': '**/{*.prompty,*.prompt.yml,*.prompt.yaml}',
	'rubric-path': '**/*.rubric.{yaml,yml}',
	'context-path': '**/*.{md,markdown,txt,rst,adoc,csv,tsv,html,xml,json,jsonl,yaml,yml,log,tex,org}',
	'data-path': '**/*.{csv,tsv,jsonl,json}',
};

function depth(path: string): number {
	return path.split('/').length;
}

/** Quotes a path that YAML would read as something else; inside quotes it stays as it is. */
function quoted(path: string, place: CompletionPlace): string {
	const isQuoted = /["']/.test(place.document.text[place.token.start - 1] ?? '');
	const isPlain = /^[\p{L}\p{N}./_][\p{L}\p{N}./_ ()+@-]*$/u.test(path) && !path.endsWith(' ');
	return isQuoted || isPlain ? path : JSON.stringify(path);
}
