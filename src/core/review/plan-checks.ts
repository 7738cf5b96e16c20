import type { ModelEntry } from '../documents/project.ts';
import type { ReviewSet } from '../documents/review-set.ts';
import type { Case } from './case.ts';
import type { Report } from './plan-problem.ts';

export interface PlanCheckInput {
	readonly set: ReviewSet;
	/** USD */
	readonly maxCost: number | undefined;
	readonly report: Report;
}

/** Reports what makes a plan doubtful or impossible although each document is right. */
export function checkPlan(cases: readonly Case[], { set, maxCost, report }: PlanCheckInput): void {
	const stems = new Map<string, string | undefined>();
	for (const { template, path } of set.prompts) {
		if (stems.has(template.stem)) {
			report(
				'error',
				`The prompts ${stems.get(template.stem)} and ${path} have the same name "${template.stem}", so their cases could not be told apart.`,
			);
		}
		stems.set(template.stem, path);
	}
	const entries = new Set<ModelEntry>();
	for (const { source, judge } of cases) {
		const candidate = source.kind === 'model' ? source.entry : undefined;
		const judges = judge === undefined ? [] : [judge, ...(judge.apart?.values() ?? [])];
		for (const { entry } of judges) {
			entries.add(entry);
			if (entry.family !== undefined && entry.family === candidate?.family) {
				report(
					'warning',
					`The judge "${entry.name}" is of the same family (${entry.family}) as the model "${candidate.name}": judges favour their own kind.`,
				);
			}
		}
		if (candidate !== undefined) {
			entries.add(candidate);
		}
	}
	for (const entry of maxCost === undefined ? [] : entries) {
		if (entry.price === undefined) {
			report(
				'error',
				`The cost limit of ${maxCost} USD cannot be kept: model "${entry.name}" has no "price". Add its price, or remove "maxCost".`,
			);
		}
	}
}
