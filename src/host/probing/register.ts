import * as vscode from 'vscode';
import { COMMANDS } from '../ids.ts';
import type { Outlines } from '../language/outlines.ts';
import { type ReportFiles, reportUri } from '../reports/report-files.ts';
import type { Targets } from '../runs/targets.ts';
import { showTrustNeeded } from '../runs/trust.ts';
import { isQuestionFile, questionFiles } from '../workspace/roots.ts';
import { type Measured, type MeasuringParts, measureJudgeOf } from './measure-judge.ts';

export interface ProbingParts extends MeasuringParts {
	readonly targets: Targets;
	readonly reports: ReportFiles;
	readonly outlines: Outlines;
}

/** *Measure the Judge*, and what its report opens. */
export function registerProbing(parts: ProbingParts): vscode.Disposable {
	let busy = false;
	return vscode.Disposable.from(
		vscode.commands.registerCommand(COMMANDS.measureJudge, async (argument: unknown) => {
			if (!vscode.workspace.isTrusted) {
				showTrustNeeded();
				return;
			}
			if (busy) {
				void vscode.window.showInformationMessage(vscode.l10n.t('A judge is being measured already.'));
				return;
			}
			busy = true;
			try {
				const file = await fileOf(argument, parts);
				const measured = file && (await measureJudgeOf(file, parts));
				if (measured !== undefined) {
					await showReport(measured, parts.reports);
				}
			} finally {
				busy = false;
			}
		}),
		vscode.commands.registerCommand(COMMANDS.openProbe, (argument: unknown) => openProbe(argument, parts)),
	);
}

async function showReport({ runFile }: Measured, reports: ReportFiles): Promise<void> {
	await reports.show('probes', vscode.l10n.t('Measured error of the judge'), { run: runFile.toString() });
}

/** The question file that is meant: the one that is named, or open, or of a rubric those that use it. */
async function fileOf(argument: unknown, { targets, plans }: ProbingParts): Promise<vscode.Uri | undefined> {
	const { l10n, window } = vscode;
	const rubric = argument instanceof vscode.Uri ? argument : window.activeTextEditor?.document.uri;
	const isRubric = rubric !== undefined && /\.rubric\.ya?ml$/i.test(rubric.path);
	const named = isRubric ? undefined : targets.resolve(argument)?.file;
	if (named !== undefined && isQuestionFile(named)) {
		return named;
	}
	const all = await questionFiles();
	const using: vscode.Uri[] = [];
	for (const file of all) {
		const { set, root } = await plans.load(file);
		const path = set.rubricPath;
		if (!isRubric || (path !== undefined && vscode.Uri.joinPath(root, path).toString() === rubric.toString())) {
			using.push(file);
		}
	}
	if (using.length <= 1) {
		if (using.length === 0) {
			void window.showInformationMessage(
				isRubric
					? l10n.t('No question file of this folder uses this rubric: there is nothing to measure its judge with.')
					: l10n.t('Open a question file first.'),
			);
		}
		return using[0];
	}
	const picked = await window.showQuickPick(
		using.map(file => ({ label: vscode.workspace.asRelativePath(file), file })),
		{ title: l10n.t('Measure the Judge'), placeHolder: l10n.t('With the questions of which file?') },
	);
	return picked?.file;
}

interface ProbeArgument {
	readonly run: string;
	readonly key: string;
	readonly what: 'report' | 'reply' | 'difference' | 'question';
	readonly file?: string;
	readonly question?: string;
}

async function openProbe(argument: unknown, { reports, outlines }: ProbingParts): Promise<void> {
	const { run, key, what, file, question } = (argument ?? {}) as Partial<ProbeArgument>;
	if (run !== undefined && what === 'report') {
		await reports.show('probes', vscode.l10n.t('Measured error of the judge'), { run });
	}
	if (run === undefined || key === undefined) {
		return;
	}
	const { l10n } = vscode;
	switch (what) {
		case 'difference': {
			const side = (name: 'base' | 'answer') => reportUri('probe-text', `${key}-${name}.txt`, { run, key, side: name });
			await vscode.commands.executeCommand('vscode.diff', side('base'), side('answer'), l10n.t('Probe {0}', key), {
				viewColumn: vscode.ViewColumn.Beside,
				preview: true,
			});
			return;
		}
		case 'question': {
			const uri = vscode.Uri.parse(file ?? '');
			const document = await vscode.workspace.openTextDocument(uri);
			const place = outlines.get(uri)?.questions.find(({ id }) => id === question)?.range.start;
			const at = place === undefined ? undefined : new vscode.Position(place.line, place.character);
			await vscode.window.showTextDocument(document, {
				...(at === undefined ? {} : { selection: new vscode.Range(at, at) }),
			});
			return;
		}
		default:
			await reports.show(
				'probe-reply',
				l10n.t('Probe {0}: judge’s reply', key),
				{ run, key },
				{ beside: true, preview: true },
			);
	}
}
