import { OFFLINE_MODEL } from '../documents/project.ts';
import type { LoadedPrompt, ReviewSet } from '../documents/review-set.ts';
import { nearestSpelling } from '../text/spelling.ts';

/** What a side of a question file is: a model or the label of recorded answers, a prompt, or both. */
export interface Side {
	/** As it is shown. */
	readonly name: string;
	readonly model: string | undefined;
	/** Stem of the template. */
	readonly prompt: string | undefined;
}

/**
 * Reads `--a` and `--b`: a model, the label of recorded answers, a prompt (path or stem), `model@prompt`. `known` are further names, those
 * of recorded results. A sentence says what is wrong with anything else.
 */
export function readSide(
	words: string,
	set: ReviewSet,
	known: Iterable<string> = [],
): Side | { readonly problem: string } {
	const models = new Set([
		OFFLINE_MODEL.name,
		...(set.project?.models.keys() ?? []),
		...set.questions.flatMap(({ question }) => [...question.answers.keys()]),
		...known,
	]);
	if (models.has(words)) {
		return { name: words, model: words, prompt: undefined };
	}
	const prompt = promptNamed(words, set);
	if (prompt !== undefined) {
		return { name: words, model: undefined, prompt: prompt.template.stem };
	}
	// A model's name may hold an @ too: every place where it could end is tried.
	for (let at = words.indexOf('@'); at >= 0; at = words.indexOf('@', at + 1)) {
		const [model, template] = [words.slice(0, at), promptNamed(words.slice(at + 1), set)];
		if (models.has(model) && template !== undefined) {
			return { name: words, model, prompt: template.template.stem };
		}
	}
	const stems = set.prompts.map(({ template }) => template.stem);
	const near = nearestSpelling(words, [...models, ...stems, ...set.prompts.flatMap(({ path }) => path ?? [])]);
	const hint =
		near === undefined
			? `There are ${[...models].join(', ')} and the prompts ${stems.join(', ')}.`
			: `Did you mean "${near}"?`;
	return { problem: `"${words}" is no model, no label of recorded answers and no prompt of ${set.path}. ${hint}` };
}

/** True where a case belongs to a side. */
export function isOnSide(side: Side, { model, prompt }: { readonly model: string; readonly prompt: string }): boolean {
	return (side.model === undefined || side.model === model) && (side.prompt === undefined || side.prompt === prompt);
}

function promptNamed(words: string, { prompts }: ReviewSet): LoadedPrompt | undefined {
	const wanted = words.replace(/^\.\//, '');
	return (
		prompts.find(({ path }) => path === wanted) ??
		prompts.find(({ template }) => template.stem === wanted) ??
		prompts.find(({ path }) => path?.endsWith(`/${wanted}`) === true)
	);
}
