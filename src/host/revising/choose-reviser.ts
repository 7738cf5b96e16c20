import * as vscode from 'vscode';
import type { ModelEntry } from '../../core/documents/project.ts';
import type { RevisionPlan } from '../../core/judging/revision/plan-revision.ts';
import type { Case } from '../../core/review/case.ts';
import { amount } from '../amount.ts';
import type { FilePlan } from '../workspace/plans.ts';

export interface ChosenReviser {
	readonly entry: ModelEntry;
	/** What is known against it, one sentence. */
	readonly doubt: string | undefined;
	/** USD; `undefined` = it has no price. */
	readonly cost: number | undefined;
}

/** Asks which model shall revise an answer, the judge's first, with what the call costs and what is known against it. */
export async function chooseReviser(
	{ set }: FilePlan,
	{ source, judge, prompt }: Case,
	plan: RevisionPlan,
): Promise<ChosenReviser | undefined> {
	const { l10n, window } = vscode;
	const { estimateRevision, reviserDoubt } = await import('./engine.ts');
	const models = [...(set.project?.models.values() ?? [])].filter(({ provider }) => provider !== 'offline');
	if (models.length === 0) {
		void window.showInformationMessage(
			l10n.t('There is no model that could revise an answer: “offline” only copies. Add one to groundline.yaml.'),
		);
		return undefined;
	}
	const candidate = source.kind === 'model' ? source.entry : undefined;
	const isJudge = ({ name }: ModelEntry) => judge?.entry.name === name;
	const items = [...models]
		.sort((a, b) => rank(a) - rank(b))
		.map(entry => {
			const { input, output, cost } = estimateRevision(plan, entry);
			const doubt = reviserDoubt(entry, candidate);
			const paid = cost === undefined ? l10n.t('no price') : l10n.t('≈ {0} USD', amount(cost));
			const tokens = l10n.t('1 call, ≈ {0} tokens in and {1} out, {2}', input, output, paid);
			return {
				label: entry.name,
				description: isJudge(entry) ? `${l10n.t('judge')} · ${tokens}` : tokens,
				...(doubt === undefined ? {} : { detail: `$(warning) ${doubt}` }),
				chosen: { entry, doubt, cost },
			};
		});
	function rank(entry: ModelEntry): number {
		return isJudge(entry) ? 0 : reviserDoubt(entry, candidate) === undefined ? 1 : 2;
	}
	const picked = await window.showQuickPick(items, {
		title: l10n.t('Suggest Correction'),
		placeHolder: l10n.t(
			'Which model shall revise the answer of {0}?',
			set.prompts.length > 1 ? `${source.name}@${prompt.stem}` : source.name,
		),
	});
	return picked?.chosen;
}
