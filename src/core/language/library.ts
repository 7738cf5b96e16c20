import { folderOf, resolvePath } from '../documents/files.ts';
import type { LanguageDocument } from './document.ts';
import type { NameKind } from './occurrences.ts';

/** The documents of one root, as far as they are known: what is open in its edited form, the rest from the disk. */
export interface Library {
	/** The document at a root-relative path. */
	get(path: string): LanguageDocument | undefined;
	/** All of them, sorted by path. */
	readonly documents: readonly LanguageDocument[];
}

/** The project file that holds for a path: the nearest one upwards. */
export function projectFor(path: string, library: Library): LanguageDocument | undefined {
	for (let folder = folderOf(path); ; folder = folderOf(folder)) {
		for (const name of ['groundline.yaml', 'groundline.yml']) {
			const found = library.get(folder === '' ? name : `${folder}/${name}`);
			if (found !== undefined) {
				return found;
			}
		}
		if (folder === '') {
			return undefined;
		}
	}
}

/** The question file that a question file or an annotation file is about. */
export function questionFileFor(document: LanguageDocument, library: Library): LanguageDocument | undefined {
	if (document.kind === 'questions') {
		return document;
	}
	const stem = /^(.*)\.annotations\.(ya?ml)$/i.exec(document.path);
	if (stem === null) {
		return undefined;
	}
	return library.get(`${stem[1]}.questions.${stem[2]}`) ?? library.get(`${stem[1]}.questions.${other(stem[2]!)}`);
}

/** The documents that a document names by path: its prompts, or its rubrics. */
export function namedDocuments(
	document: LanguageDocument,
	kind: 'prompt-path' | 'rubric-path',
	library: Library,
): readonly LanguageDocument[] {
	return document.linksOf(kind).flatMap(written => {
		const path = resolvePath(document.path, written);
		const found = path === undefined ? undefined : library.get(path);
		return found === undefined ? [] : [found];
	});
}

/** The rubric that holds for a document: itself, the one that its question file names; `undefined` = the built-in one. */
export function rubricFor(document: LanguageDocument, library: Library): LanguageDocument | undefined {
	if (document.kind === 'rubric') {
		return document;
	}
	const questions = questionFileFor(document, library);
	return questions === undefined ? undefined : namedDocuments(questions, 'rubric-path', library)[0];
}

/** The documents in which a name of this kind means the same as in `document`, that one included. */
export function scopeOf(kind: NameKind, document: LanguageDocument, library: Library): readonly LanguageDocument[] {
	switch (kind) {
		case 'question':
			return withAnnotations(questionFileFor(document, library) ?? document, library);
		case 'model': {
			const project = projectFor(document.path, library);
			return library.documents.filter(other => projectFor(other.path, library) === project);
		}
		case 'criterion':
		case 'level':
			return rubricScope(document, library);
		default:
			return [document];
	}
}

/** The prompts and question files that share a template variable with `document`, directly or through each other. */
export function variableScope(name: string, document: LanguageDocument, library: Library): readonly LanguageDocument[] {
	const links = new Map<LanguageDocument, Set<LanguageDocument>>();
	for (const questions of library.documents.filter(({ kind }) => kind === 'questions')) {
		for (const prompt of namedDocuments(questions, 'prompt-path', library)) {
			link(links, questions, prompt);
			link(links, prompt, questions);
		}
	}
	const scope = new Set([document]);
	for (const member of scope) {
		for (const next of links.get(member) ?? []) {
			if (next.occurrences.some(found => found.kind === 'variable' && found.name === name)) {
				scope.add(next);
			}
		}
	}
	return [...scope];
}

function link(links: Map<LanguageDocument, Set<LanguageDocument>>, from: LanguageDocument, to: LanguageDocument): void {
	const known = links.get(from) ?? new Set();
	links.set(from, known.add(to));
}

function rubricScope(document: LanguageDocument, library: Library): readonly LanguageDocument[] {
	const rubric = rubricFor(document, library);
	if (rubric === undefined) {
		return withAnnotations(questionFileFor(document, library) ?? document, library);
	}
	const family = new Set([rubric]);
	const rubrics = library.documents.filter(({ kind }) => kind === 'rubric');
	for (const member of family) {
		for (const other of rubrics) {
			const related = namedDocuments(other, 'rubric-path', library).includes(member);
			if (related || namedDocuments(member, 'rubric-path', library).includes(other)) {
				family.add(other);
			}
		}
	}
	const users = library.documents.filter(other => {
		const used = other.kind === 'questions' ? rubricFor(other, library) : undefined;
		return used !== undefined && family.has(used);
	});
	return [...family, ...users.flatMap(user => withAnnotations(user, library))];
}

function withAnnotations(questions: LanguageDocument, library: Library): readonly LanguageDocument[] {
	const stem = /^(.*)\.questions\.ya?ml$/i.exec(questions.path)?.[1];
	if (stem === undefined) {
		return [questions];
	}
	const found = ['yaml', 'yml'].map(ending => library.get(`${stem}.annotations.${ending}`));
	return [questions, ...found.filter(document => document !== undefined)];
}

function other(ending: string): string {
	return ending.toLowerCase() === 'yaml' ? 'yml' : 'yaml';
}
