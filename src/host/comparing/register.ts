import * as vscode from 'vscode';
import type { ReportTarget } from '../../shared/report.ts';
import { COMMANDS } from '../ids.ts';
import type { Outlines } from '../language/outlines.ts';
import { type ReportFiles, reportUri } from '../reports/report-files.ts';
import type { LiveResults, RunSummary } from '../results/live-results.ts';
import type { Targets } from '../runs/targets.ts';
import { showTrustNeeded } from '../runs/trust.ts';
import { isQuestionFile, questionFiles } from '../workspace/roots.ts';
import type { CompareParts } from './compare-command.ts';
import type { ComparisonRuns, LoadedComparison } from './comparison-runs.ts';
import { openDiffs } from './loss-diffs.ts';
import { openPlace, placeOfPair } from './open-place.ts';
import { ReportViews } from './report-views.ts';

export interface ComparingRegistration extends CompareParts {
	readonly targets: Targets;
	readonly outlines: Outlines;
	readonly reports: ReportFiles;
	readonly runs: ComparisonRuns;
	/** Resolves when the run files that were there at the start have been read. */
	readonly loaded: Promise<void>;
	readonly extensionUri: vscode.Uri;
}

/** *Compare…*, the Report of a comparison, and its losses as diffs. */
export function registerComparing(parts: ComparingRegistration): vscode.Disposable {
	const views = new ReportViews({
		...parts,
		open: (target, { run }) => openTarget(target, vscode.Uri.parse(run), { ...parts, views: () => views }),
	});
	let busy = false;
	const { commands } = vscode;
	return vscode.Disposable.from(
		views,
		commands.registerCommand(COMMANDS.compare, async (argument: unknown) => {
			if (!vscode.workspace.isTrusted) {
				showTrustNeeded();
				return;
			}
			if (busy) {
				void vscode.window.showInformationMessage(vscode.l10n.t('A comparison is running already.'));
				return;
			}
			busy = true;
			try {
				const target = await targetOf(argument, parts);
				const run = target && (await (await import('./compare-command.ts')).compareFile(target, parts));
				if (run !== undefined) {
					views.show(run);
				}
			} finally {
				busy = false;
			}
		}),
		commands.registerCommand(COMMANDS.openReport, async (argument: unknown) => {
			const run = runOf(argument) ?? (await chooseComparison(parts));
			if (run !== undefined) {
				views.show(run);
			}
		}),
		commands.registerCommand(COMMANDS.openLosses, (argument: unknown) => openLosses(argument, parts)),
	);
}

interface CompareTarget {
	readonly file: vscode.Uri;
	/** `undefined`: all of the file. */
	readonly question: string | undefined;
}

/** What *Compare…* is about: one question where it was said so, else a whole file. From the palette, with the cursor in a question, the person says which. */
async function targetOf(
	argument: unknown,
	{ targets, outlines }: Pick<ComparingRegistration, 'targets' | 'outlines'>,
): Promise<CompareTarget | undefined> {
	const item = testItem(argument);
	if (item !== undefined) {
		return { file: item.uri, question: item.question };
	}
	const found = targets.resolve(argument);
	if (found !== undefined && isQuestionFile(found.file)) {
		const { file, question } = found;
		const count = outlines.get(file)?.questions.length ?? 0;
		if (argument === undefined && question !== undefined && count > 1) {
			return chooseScope({ file, question, count });
		}
		const isNamed = typeof (argument as { readonly question?: unknown } | undefined)?.question === 'string';
		return { file, question: isNamed ? question : undefined };
	}
	const { l10n, window } = vscode;
	const all = await questionFiles();
	if (all.length === 0) {
		void window.showInformationMessage(l10n.t('Open a question file first.'));
	}
	if (all.length < 2) {
		return all[0] && { file: all[0], question: undefined };
	}
	const picked = await window.showQuickPick(
		all.map(file => ({ label: vscode.workspace.asRelativePath(file), file })),
		{ title: l10n.t('Compare'), placeHolder: l10n.t('The questions of which file?') },
	);
	return picked && { file: picked.file, question: undefined };
}

/** Only many questions can show much, so the file comes first; but who stands in a question may mean that one. */
async function chooseScope({
	file,
	question,
	count,
}: {
	readonly file: vscode.Uri;
	readonly question: string;
	readonly count: number;
}): Promise<CompareTarget | undefined> {
	const { l10n, window } = vscode;
	const picked = await window.showQuickPick(
		[
			{
				label: l10n.t('All {0} questions', count),
				description: file.path.slice(file.path.lastIndexOf('/') + 1),
				question: undefined as string | undefined,
			},
			{ label: l10n.t('Only “{0}”', question), description: l10n.t('the question at the cursor'), question },
		],
		{ title: l10n.t('Compare'), placeHolder: l10n.t('On which questions?') },
	);
	return picked && { file, question: picked.question };
}

/** An item of the Testing view: a file, a question of it, or one of its cases. */
function testItem(argument: unknown): { readonly uri: vscode.Uri; readonly question: string | undefined } | undefined {
	const item = argument as vscode.TestItem | undefined;
	if (!(item?.uri instanceof vscode.Uri) || item.children === undefined || item.id === undefined) {
		return undefined;
	}
	// File → question → case.
	return {
		uri: item.uri,
		question: item.parent === undefined ? undefined : item.parent.parent === undefined ? item.label : item.parent.label,
	};
}

/** The run file that a click or a page of the history names. */
function runOf(argument: unknown): vscode.Uri | undefined {
	const { run } = (argument ?? {}) as { readonly run?: unknown };
	if (typeof run === 'string') {
		return vscode.Uri.parse(run);
	}
	const { runFile } = (run ?? {}) as Partial<RunSummary>;
	return runFile instanceof vscode.Uri ? runFile : undefined;
}

/** Comparisons, newest first; only those of a question file, or of one of its questions. */
function comparisonsIn(
	store: LiveResults,
	of?: { readonly file: vscode.Uri; readonly question: string | undefined },
): readonly RunSummary[] {
	const names = ({ root, start }: RunSummary, file: vscode.Uri) =>
		start.files.some(path => vscode.Uri.joinPath(root, path).toString() === file.toString());
	return store
		.allRuns()
		.filter(
			run =>
				run.start.comparison !== undefined &&
				(of === undefined ||
					(names(run, of.file) &&
						(of.question === undefined || run.start.loaded.some(key => key.includes(`#${of.question}@`))))),
		);
}

async function chooseComparison({ store, loaded }: ComparingRegistration): Promise<vscode.Uri | undefined> {
	const { l10n, window, commands } = vscode;
	await loaded;
	const all = comparisonsIn(store);
	if (all.length < 2) {
		if (all.length === 0) {
			const compare = l10n.t('Compare…');
			const choice = await window.showInformationMessage(l10n.t('Nothing has been compared here yet.'), compare);
			if (choice === compare) {
				await commands.executeCommand(COMMANDS.compare);
			}
		}
		return all[0]?.runFile;
	}
	const picked = await window.showQuickPick(
		all.map(({ start, runFile }) => ({
			label: `${start.comparison!.a} ↔ ${start.comparison!.b}`,
			description: `${new Date(start.t).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' })} · ${l10n.t('{0} pairs', start.loaded.length)}`,
			detail: start.files.join(', '),
			runFile,
		})),
		{ title: l10n.t('Open Comparison'), matchOnDetail: true },
	);
	return picked?.runFile;
}

/** Losses of a run, of one pair of it, or of the newest comparison of what the cursor or the panel is at. */
async function openLosses(argument: unknown, parts: ComparingRegistration): Promise<void> {
	const { l10n, window } = vscode;
	await parts.loaded;
	const { side } = (argument ?? {}) as { readonly side?: unknown };
	const target = runOf(argument) === undefined ? parts.targets.resolve(argument) : undefined;
	const question = typeof argument === 'object' && argument !== null ? questionOf(target, parts.store) : undefined;
	const [newest] = target === undefined ? [] : comparisonsIn(parts.store, { file: target.file, question });
	const run = runOf(argument) ?? newest?.runFile ?? (target === undefined ? await chooseComparison(parts) : undefined);
	if (run === undefined) {
		if (target !== undefined) {
			await offerComparison(target.file);
		}
		return;
	}
	const loaded = await parts.runs.load(run);
	if (typeof loaded === 'string') {
		void window.showErrorMessage(loaded);
		return;
	}
	if (question !== undefined) {
		const keys = [...loaded.fold.pairs.values()].filter(each => each.question === question).map(({ key }) => key);
		await openDiffs(loaded, { keys, title: l10n.t('Compared: {0}', question) });
		return;
	}
	await showLosses(loaded, side === 'a' || side === 'b' ? side : await chooseSide(loaded));
}

function questionOf(target: ReturnType<Targets['resolve']>, store: LiveResults): string | undefined {
	return target === undefined
		? undefined
		: (target.question ?? (target.key === undefined ? undefined : store.get(target.file, target.key)?.start?.question));
}

async function offerComparison(file: vscode.Uri): Promise<void> {
	const { l10n, window, commands } = vscode;
	const compare = l10n.t('Compare…');
	const choice = await window.showInformationMessage(l10n.t('No comparison of these questions is recorded.'), compare);
	if (choice === compare) {
		await commands.executeCommand(COMMANDS.compare, file);
	}
}

async function chooseSide({ report }: LoadedComparison): Promise<'a' | 'b' | undefined> {
	const { l10n, window } = vscode;
	const sides = (['a', 'b'] as const)
		.map(side => ({ side, count: (side === 'a' ? report.lostByA : report.lostByB).length }))
		.filter(({ count }) => count > 0);
	if (sides.length < 2) {
		return sides[0]?.side ?? 'a';
	}
	const picked = await window.showQuickPick(
		sides.map(({ side, count }) => ({
			label: l10n.t('{0} lost', report.setup[side]),
			description: l10n.t('{0} pairs', count),
			side,
		})),
		{ title: l10n.t('Open Losses as Diffs') },
	);
	return picked?.side;
}

async function showLosses(loaded: LoadedComparison, side: 'a' | 'b' | undefined): Promise<void> {
	if (side === undefined) {
		return;
	}
	const { report } = loaded;
	const keys = side === 'a' ? report.lostByA : report.lostByB;
	if (keys.length === 0) {
		void vscode.window.showInformationMessage(vscode.l10n.t('Neither side lost a pair of this comparison.'));
		return;
	}
	await openDiffs(loaded, { keys, title: vscode.l10n.t('Lost by {0}', report.setup[side]) });
}

/** Does what a click in a report asks for. Rejects with a sentence where that cannot be. */
async function openTarget(
	target: ReportTarget,
	runFile: vscode.Uri,
	parts: ComparingRegistration & { readonly views: () => ReportViews },
): Promise<void> {
	const { l10n, commands } = vscode;
	if (target.kind === 'run-file') {
		await vscode.window.showTextDocument(runFile);
		return;
	}
	const loaded = await parts.runs.load(runFile);
	if (typeof loaded === 'string') {
		if (target.kind !== 'compare') {
			throw new Error(loaded);
		}
		await commands.executeCommand(COMMANDS.compare);
		return;
	}
	const { fold } = loaded;
	const files = fold.start?.files ?? [];
	const root = parts.store.allRuns().find(run => run.runFile.toString() === runFile.toString())?.root;
	const placeOf = (key: string) => root && placeOfPair(key, { pair: fold.pairs.get(key), files, root });
	switch (target.kind) {
		case 'place': {
			const place = placeOf(target.key);
			if (place === undefined) {
				throw new Error(l10n.t('Nobody knows any more where this pair came from.'));
			}
			await openPlace(place, parts.plans);
			return;
		}
		case 'losses':
			await showLosses(loaded, target.side);
			return;
		case 'pair-diff': {
			const question = fold.pairs.get(target.key)?.question ?? '';
			await openDiffs(loaded, { keys: [target.key], title: l10n.t('Compared: {0}', question) });
			return;
		}
		case 'reply': {
			const { key, verdict } = target;
			const question = fold.pairs.get(key)?.question ?? '';
			const uri = reportUri('comparison-reply', l10n.t('{0}: verdict {1}', question, verdict + 1), {
				run: runFile.toString(),
				key,
				verdict: String(verdict),
			});
			const document = await vscode.workspace.openTextDocument(uri);
			await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
			return;
		}
		case 'blind': {
			const queue = loaded.report.queue.map(({ key }) => key);
			const keys = target.key === undefined ? queue : [target.key, ...queue];
			const pairs = keys.flatMap(key => fold.pairs.get(key) ?? []);
			const place = placeOf(keys[0] ?? [...fold.pairs.keys()][0] ?? '');
			if (place !== undefined) {
				await commands.executeCommand(COMMANDS.compareBlind, {
					file: place.file,
					first: pairs.map(({ question, a, b }) => ({ question, a: a.hash, b: b.hash })),
				});
			}
			return;
		}
		case 'compare': {
			const file = placeOf([...fold.pairs.keys()][0] ?? fold.start?.loaded[0] ?? '')?.file;
			await commands.executeCommand(
				COMMANDS.compare,
				file !== undefined && isQuestionFile(file) ? { file } : undefined,
			);
		}
	}
}
