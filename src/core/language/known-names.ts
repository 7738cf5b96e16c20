import { builtInRubric } from '../documents/built-in-rubric.ts';
import { keyText } from '../documents/flow-text.ts';
import { parseProject } from '../documents/parse-project.ts';
import { type ModelEntry, OFFLINE_MODEL } from '../documents/project.ts';
import type { Rubric } from '../documents/rubric.ts';
import { isStandardVariable } from '../prompt/variables.ts';
import type { Completion, CompletionPlace } from './completion-place.ts';
import type { LanguageDocument } from './document.ts';
import { type Library, namedDocuments, projectFor, questionFileFor, rubricFor } from './library.ts';
import type { NameKind } from './occurrences.ts';
import { oneLine } from './one-line.ts';
import { rubricReading } from './rubric-reading.ts';

/** The names of a kind that a document can use, for completion. Made one by one: a file may have thousands of questions. */
export function namesFor(kind: NameKind, document: LanguageDocument, library: Library): Iterable<KnownName> {
	switch (kind) {
		case 'model':
			return modelsFor(document, library).map(model =>
				known(model.name, 'model', { detail: [model.provider, model.model].filter(Boolean).join(' ') }),
			);
		case 'question':
			return questionNames(questionFileFor(document, library));
		case 'criterion':
			return rubricOf(document, library).criteria.map(({ id, name, weight, description }) =>
				known(id, 'criterion', { detail: `${name}, weight ${weight}`, docs: description }),
			);
		case 'level':
			return rubricOf(document, library).levels.map(({ name, value }) => known(name, 'level', { detail: `${value}` }));
		case 'answer':
			return document.occurrences
				.filter(name => name.kind === 'answer' && name.role === 'definition')
				.map(({ name }) => known(name, 'word', {}));
		case 'variable':
			return variablesRead(document, library).map(name => known(name, 'variable', {}));
		default:
			return [];
	}
}

/** A name as it is put at a place: with the quotes that YAML needs, unless it stands in some already. */
export function writtenName(name: string, { document, token }: CompletionPlace): string {
	return /["']/.test(document.text[token.start - 1] ?? '') ? name : keyText(name);
}

export interface KnownName {
	readonly name: string;
	readonly completion: Omit<Completion, 'edit'>;
}

function* questionNames(file: LanguageDocument | undefined): Iterable<KnownName> {
	for (const { id, question } of file?.questionFile?.file.questions ?? []) {
		yield { name: id, completion: { label: id, kind: 'question', detail: file?.digestOf(question.value).title ?? '' } };
	}
}

/** The models that a document can name: those of its project file, and `offline`. */
export function modelsFor(document: LanguageDocument, library: Library): readonly ModelEntry[] {
	const project = document.kind === 'project' ? document : projectFor(document.path, library);
	const models = project === undefined ? [] : [...parseProject(project.text).project.models.values()];
	return [OFFLINE_MODEL, ...models.filter(model => model.name !== OFFLINE_MODEL.name)];
}

/** The rubric that a document is about, or uses; the built-in one where it names none. */
export function rubricOf(document: LanguageDocument, library: Library): Rubric {
	const file = rubricFor(document, library);
	return file === undefined ? builtInRubric : rubricReading(file, library).rubric;
}

/** Variables that the templates of a document read, beside those that every template has. */
function variablesRead(document: LanguageDocument, library: Library): readonly string[] {
	const templates = document.kind === 'questions' ? namedDocuments(document, 'prompt-path', library) : [document];
	const read = new Set<string>();
	for (const { occurrences } of templates) {
		for (const { kind, role, name } of occurrences) {
			if (kind === 'variable' && role === 'reference' && !isStandardVariable(name)) {
				read.add(name);
			}
		}
	}
	return [...read].sort();
}

function known(
	name: string,
	kind: Completion['kind'],
	more: { readonly detail?: string | undefined; readonly docs?: string | undefined },
): KnownName {
	const detail = more.detail === undefined ? {} : { detail: oneLine(more.detail, 120) };
	const docs = more.docs === undefined ? {} : { docs: more.docs };
	return { name, completion: { label: name, kind, ...detail, ...docs } };
}
