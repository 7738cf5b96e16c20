import * as vscode from 'vscode';
import type { Annotations } from '../annotating/annotations.ts';
import { COMMANDS } from '../ids.ts';
import type { Report, ReportFiles } from '../reports/report-files.ts';
import type { LiveResults } from '../results/live-results.ts';
import type { Targets } from '../runs/targets.ts';
import type { Plans } from '../workspace/plans.ts';
import { allResults } from './judged-results.ts';
import { comparisonsOf } from './recorded-comparisons.ts';

export interface AgreementParts {
	readonly store: LiveResults;
	readonly annotations: Annotations;
	readonly reports: ReportFiles;
	readonly targets: Targets;
}

/** *Agreement with People*: the judges of a question file beside what people said of the same answers. */
export function registerAgreement({ store, annotations, reports, targets }: AgreementParts): vscode.Disposable {
	return vscode.Disposable.from(
		vscode.commands.registerCommand(COMMANDS.showAgreement, async (argument: unknown) => {
			const file = targets.resolve(argument)?.file;
			if (file === undefined) {
				void vscode.window.showInformationMessage(vscode.l10n.t('Open a question file first.'));
				return;
			}
			const name = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/(?:\.questions)?\.ya?ml$/i, '');
			await reports.show('agreement', vscode.l10n.t('Agreement with people: {0}', name), { file: file.toString() });
		}),
		annotations.onDidChange(() => reports.refresh('agreement')),
		store.onDidChange(({ kind }) => kind === 'result' && reports.refresh('agreement')),
	);
}

/** The report, worked out from the annotations and from all recorded runs. */
export function agreementReportOf(parts: {
	readonly store: LiveResults;
	readonly annotations: Annotations;
	readonly plans: Plans;
	/** Resolves when the run files that were there at the start have been read. */
	readonly loaded: Promise<void>;
}) {
	return async ({ file }: Readonly<Record<string, string>>): Promise<Report | undefined> => {
		if (file === undefined) {
			return undefined;
		}
		await parts.loaded;
		const questions = vscode.Uri.parse(file);
		const { agreementReport } = await import('../../core/agreement/agreement.ts');
		const { agreementDocument } = await import('../../core/agreement/agreement-text.ts');
		const { familiesOf } = await import('../../core/agreement/families.ts');
		const { rankedPairsOf } = await import('../../core/agreement/rankings.ts');
		const loaded = await parts.plans.load(questions);
		const { judgedAnswersOf } = await import('../../core/agreement/judged-answer.ts');
		const { categoriesOf } = await import('../../core/agreement/by-category.ts');
		const { heardAnswersOf } = await import('../../core/review/abstentions.ts');
		const results = allResults(parts.store, questions);
		const report = agreementReport({
			file: await parts.annotations.fileOf(questions),
			judged: judgedAnswersOf(results),
			heard: heardAnswersOf(results),
			ranked: rankedPairsOf(await comparisonsOf(loaded)),
			families: familiesOf(loaded.set.project),
			categories: categoriesOf(loaded.set),
			questions: new Map(loaded.set.questions.map(({ question }) => [question.id, question.question.value])),
		});
		const { lines, places } = agreementDocument(report);
		return {
			text: `${lines.join('\n')}\n`,
			actions: places.map(({ line, key }) => ({
				line,
				command: {
					title: vscode.l10n.t('Review this answer'),
					command: COMMANDS.openResult,
					arguments: [{ file, key }],
				},
			})),
		};
	};
}
