import { parseAnnotations } from '../documents/parse-annotations.ts';
import type { ModelEntry } from '../documents/project.ts';
import type { LanguageDocument } from './document.ts';
import { hoverVariable } from './hover-variable.ts';
import { modelsFor, rubricOf } from './known-names.ts';
import { type Library, projectFor, rubricFor } from './library.ts';
import { fenced, inlineCode } from './markdown.ts';
import type { Occurrence } from './occurrences.ts';
import { questionById } from './question-list.ts';

/** What a name stands for: a model with its settings, a question with its text, a criterion, a level, a variable. */
export function hoverName(name: Occurrence, document: LanguageDocument, library: Library): string | undefined {
	switch (name.kind) {
		case 'model':
			return hoverModel(name.name, document, library);
		case 'question': {
			const found = questionById(name.name, document, library);
			return (
				found &&
				`Question ${inlineCode(name.name)}\n\n${fenced(found.question.question.value.slice(0, LONGEST).trim())}`
			);
		}
		case 'criterion': {
			const criterion = rubricOf(document, library).criteria.find(({ id }) => id === name.name);
			const words =
				criterion?.description === undefined ? '' : `\n\n${fenced(criterion.description.slice(0, LONGEST))}`;
			return (
				criterion &&
				`**${inlineCode(criterion.name)}** · weight ${criterion.weight}${words}${rubricNote(document, library)}`
			);
		}
		case 'level': {
			const level = rubricOf(document, library).levels.find(one => one.name === name.name);
			return level && `Level ${inlineCode(level.name)} · ${level.value} of 100${rubricNote(document, library)}`;
		}
		case 'variable':
			return hoverVariable(name.name, document, library);
		case 'answer':
			return hoverAnswer(name.name, document);
		default:
			return undefined;
	}
}

const LONGEST = 2_000;

function hoverModel(name: string, document: LanguageDocument, library: Library): string | undefined {
	const model = modelsFor(document, library).find(one => one.name === name);
	if (model === undefined) {
		return undefined;
	}
	if (model.provider === 'offline') {
		return `Model ${inlineCode(name)} · built in\n\nAnswers with the best supported sentences of the context. Needs no key and no network; as a judge it is *lexical*.`;
	}
	const project = projectFor(document.path, library);
	const where = project === undefined ? '' : `\n\nDefined in ${inlineCode(project.path)}`;
	return `Model ${inlineCode(name)} · ${model.provider}\n\n${fenced(settingsOf(model).join('\n'))}${where}`;
}

/** The settings of a model, one a line, without the parts that are not set. Keys are named, never shown. */
function settingsOf(model: ModelEntry): readonly string[] {
	const key = model.apiKey;
	const settings: Readonly<Record<string, unknown>> = {
		model: model.model,
		baseUrl: model.baseUrl,
		apiVersion: model.apiVersion,
		apiKey: key === undefined ? undefined : 'env' in key ? `environment ${key.env}` : `secret ${key.secret}`,
		select: model.select,
		family: model.family,
		contextWindow: model.contextWindow,
		concurrency: model.concurrency,
		price: model.price && `${model.price.input} in, ${model.price.output} out (USD per million tokens)`,
		...model.parameters,
	};
	return Object.entries(settings).flatMap(([setting, value]) =>
		value === undefined ? [] : [`${setting}: ${typeof value === 'string' ? value : JSON.stringify(value)}`],
	);
}

/** The annotated answer, and what it answers. */
function hoverAnswer(hash: string, document: LanguageDocument): string | undefined {
	const answer = parseAnnotations(document.text).file.answers.get(hash);
	return (
		answer &&
		`Answer of ${inlineCode(answer.model)} to ${inlineCode(answer.question)}\n\n${fenced(answer.text.slice(0, LONGEST))}`
	);
}

function rubricNote(document: LanguageDocument, library: Library): string {
	const rubric = rubricFor(document, library);
	return rubric === document
		? ''
		: `\n\n${rubric === undefined ? 'Built-in rubric' : `Rubric ${inlineCode(rubric.path)}`}`;
}
