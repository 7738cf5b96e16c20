import * as vscode from 'vscode';
import { titleOfKey } from '../answers/addresses.ts';
import { COMMANDS } from '../ids.ts';
import type { Report, ReportFiles } from '../reports/report-files.ts';
import type { Focus } from '../results/focus.ts';
import type { LiveResults } from '../results/live-results.ts';
import type { Targets } from '../runs/targets.ts';
import type { FilePlan, Plans } from '../workspace/plans.ts';
import { isQuestionFile, questionFiles } from '../workspace/roots.ts';
import { previewText } from './preview-text.ts';

export interface JudgePreviewParts {
	readonly plans: Plans;
	readonly store: LiveResults;
	readonly focus: Focus;
	readonly targets: Targets;
	readonly reports: ReportFiles;
}

/** *Preview Judge Prompt*: what the judge would be sent for the case under the cursor, in question files and rubrics. Nothing is sent. */
export function registerJudgePreview(parts: JudgePreviewParts): vscode.Disposable {
	const { reports, store, plans } = parts;
	let timer: NodeJS.Timeout | undefined;
	const refresh = (): void => {
		clearTimeout(timer);
		timer = setTimeout(() => reports.refresh(KIND), 500);
	};
	return vscode.Disposable.from(
		vscode.commands.registerCommand(COMMANDS.previewJudgePrompt, async (argument: unknown) => {
			const found = await caseFor(argument, parts);
			if (found === undefined) {
				void vscode.window.showInformationMessage(
					vscode.l10n.t('Put the cursor into a question, or into a rubric that a question file of this folder names.'),
				);
				return;
			}
			const open = vscode.window.activeTextEditor?.document.uri;
			const title = vscode.l10n.t('Judge prompt: {0}', titleOfKey(found.key));
			await reports.show(
				KIND,
				title,
				{ file: found.file.toString(), key: found.key },
				{ of: open ?? found.file, preview: true },
			);
		}),
		plans.onDidChange(refresh),
		store.onDidChange(({ kind }) => kind === 'result' && refresh()),
		vscode.workspace.onDidChangeTextDocument(({ document }) => KINDS.test(document.uri.path) && refresh()),
		new vscode.Disposable(() => clearTimeout(timer)),
	);
}

const KIND = 'judge-preview';
const KINDS = /\.(?:questions|rubric)\.ya?ml$|\/groundline\.ya?ml$/i;

/** The preview, worked out from the documents as they are in the editor and from the newest recorded answer. */
export function judgePreviewOf(parts: {
	readonly plans: Plans;
	readonly store: LiveResults;
	/** Resolves when the run files that were there at the start have been read. */
	readonly loaded: Promise<void>;
}) {
	return async ({ file, key }: Readonly<Record<string, string>>): Promise<Report | undefined> => {
		if (file === undefined || key === undefined) {
			return undefined;
		}
		await parts.loaded;
		const questions = vscode.Uri.parse(file);
		const { byKey } = await parts.plans.load(questions);
		const { previewJudges } = await import('../../core/review/judge-preview.ts');
		const item = byKey.get(key);
		const result = parts.store.get(questions, key);
		const { t } = vscode.l10n;
		const previews =
			item &&
			previewJudges(item, {
				result,
				answerOf: earlier => parts.store.get(questions, earlier)?.answer?.text,
				placeholder: t('(there is no answer yet)'),
			});
		return { text: previewText({ item, result, previews, t }), actions: [] };
	};
}

interface FoundCase {
	readonly file: vscode.Uri;
	readonly key: string;
}

async function caseFor(argument: unknown, parts: JudgePreviewParts): Promise<FoundCase | undefined> {
	const { targets, plans, focus } = parts;
	const open = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
	if (open !== undefined && /\.rubric\.ya?ml$/i.test(open.path)) {
		return caseOfRubric(open, parts);
	}
	const target = targets.resolve(argument) ?? focus.current;
	if (target === undefined || !isQuestionFile(target.file)) {
		return undefined;
	}
	const question = 'question' in target ? target.question : undefined;
	return chosenCase(await plans.load(target.file), { key: target.key, question }, parts);
}

/** The case that was looked at last, where its file names the rubric; else one of the first file that does. */
async function caseOfRubric(rubric: vscode.Uri, parts: JudgePreviewParts): Promise<FoundCase | undefined> {
	const { plans, focus } = parts;
	const all = await questionFiles();
	const last = focus.current?.file.toString();
	const inOrder = [...all].sort((a, b) => Number(b.toString() === last) - Number(a.toString() === last));
	for (const file of inOrder) {
		const plan = await plans.load(file);
		const { rubricPath } = plan.set;
		if (rubricPath !== undefined && vscode.Uri.joinPath(plan.root, rubricPath).toString() === rubric.toString()) {
			return chosenCase(plan, { key: focus.current?.key, question: undefined }, parts);
		}
	}
	return undefined;
}

/** The case that is named; of a question, or a file, the one looked at last, else the first with an answer, else the first. */
function chosenCase(
	{ file, plan, byKey }: FilePlan,
	{ key, question }: { readonly key: string | undefined; readonly question: string | undefined },
	{ store, focus }: JudgePreviewParts,
): FoundCase | undefined {
	const cases = plan.cases.filter(item => question === undefined || item.question.id === question);
	const keys = cases.map(item => item.key);
	const named = key !== undefined && byKey.has(key) ? key : undefined;
	const last = focus.current?.file.toString() === file.toString() ? focus.current.key : undefined;
	const chosen =
		named ?? keys.find(one => one === last) ?? keys.find(one => store.get(file, one)?.answer !== undefined) ?? keys[0];
	return chosen === undefined ? undefined : { file, key: chosen };
}
