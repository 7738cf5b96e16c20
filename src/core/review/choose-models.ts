import { type ModelEntry, OFFLINE_MODEL } from '../documents/project.ts';
import type { LoadedPrompt, ReviewSet } from '../documents/review-set.ts';
import type { Rubric } from '../documents/rubric.ts';
import { findByWireName, findModel } from '../documents/wire-name.ts';
import { nearestSpelling } from '../text/spelling.ts';
import type { EffectiveParameter, JudgeSetup } from './case.ts';
import { effectiveParameters } from './parameters.ts';
import type { PlanOptions } from './plan-options.ts';
import type { Report } from './plan-problem.ts';

export interface ChosenModel {
	readonly name: string;
	readonly entry: ModelEntry;
	readonly parameters: readonly EffectiveParameter[];
}

interface Choice {
	readonly set: ReviewSet;
	readonly prompt: LoadedPrompt;
	readonly options: PlanOptions;
	readonly report: Report;
}

/** The models that answer with a prompt: command line > question file > front matter > project defaults > `offline`. */
export function chooseModels({ set, prompt, options, report }: Choice): readonly ChosenModel[] {
	const labels = new Set(set.questions.flatMap(loaded => [...loaded.question.answers.keys()]));
	const names = [...new Set(namedModels({ set, prompt, options, report }))];
	return names.flatMap(name => {
		const entry = findModel(set.project, name);
		if (entry === undefined) {
			if (!labels.has(name)) {
				report('error', unknownModel(set, name));
			}
			return [];
		}
		const parameters = effectiveParameters({
			entry: entry.parameters,
			frontMatter: prompt.template.parameters,
			file: set.file.parameters,
			commandLine: options.parameters,
		});
		return [{ name, entry, parameters }];
	});
}

function namedModels({ set, prompt, options }: Choice): readonly string[] {
	if (options.models !== undefined) {
		return options.models;
	}
	if (set.file.models !== undefined) {
		return set.file.models.map(model => model.value);
	}
	const wanted = prompt.template.model?.value;
	if (wanted !== undefined) {
		return [findByWireName(set.project, wanted)?.name ?? wanted];
	}
	const defaults = set.project?.defaults.models.map(model => model.value) ?? [];
	return defaults.length > 0 ? defaults : [OFFLINE_MODEL.name];
}

function unknownModel(set: ReviewSet, name: string): string {
	const known = [OFFLINE_MODEL.name, ...(set.project?.models.keys() ?? [])];
	const near = nearestSpelling(name, known);
	const place = set.projectPath ?? 'groundline.yaml';
	return near === undefined
		? `There is no model "${name}": add it under "models" in ${place}, or take one of ${known.join(', ')}.`
		: `There is no model "${name}" in ${place}: did you mean "${near}"?`;
}

interface JudgeChoiceInput {
	readonly set: ReviewSet;
	readonly rubric: Rubric;
	readonly options: PlanOptions;
	readonly report: Report;
}

/** The judge: command line > question file > project defaults > `offline`. Criteria with a judge of their own keep it. */
export function chooseJudge({ set, rubric, options, report }: JudgeChoiceInput): JudgeSetup | undefined {
	const defaults = set.project?.defaults.judge;
	const name = options.judge ?? set.file.judge?.model?.value ?? defaults?.model?.value ?? OFFLINE_MODEL.name;
	const samples = options.judgeSamples ?? set.file.judge?.samples ?? defaults?.samples ?? 1;
	const claims = options.judgeClaims ?? set.file.judge?.claims ?? rubric.claims ?? defaults?.claims ?? 'none';
	const setup = (model: string): JudgeSetup | undefined => {
		const entry = findModel(set.project, model);
		if (entry === undefined) {
			report('error', unknownModel(set, model));
			return undefined;
		}
		return { name: model, entry, samples, parameters: entry.parameters };
	};
	const main = setup(name);
	if (main === undefined) {
		return undefined;
	}
	if (claims !== 'none' && main.entry.provider === 'offline') {
		report(
			'warning',
			`The judge ${name} compares words and labels no claims: name a model as judge for "claims: ${claims}".`,
		);
	}
	const asked: JudgeSetup = claims === 'none' || main.entry.provider === 'offline' ? main : { ...main, claims };
	const apart = new Map<string, JudgeSetup>();
	for (const criterion of rubric.criteria) {
		const own = criterion.judge === undefined || criterion.judge === name ? undefined : setup(criterion.judge);
		if (own !== undefined) {
			apart.set(criterion.id, own);
		}
	}
	return apart.size === 0 ? asked : { ...asked, apart };
}
