import * as vscode from 'vscode';
import type { ModelPort } from '../../core/review/ports.ts';
import type { Redactor } from '../../node/redactor.ts';
import { amount } from '../amount.ts';
import { COMMANDS, SETTINGS } from '../ids.ts';
import type { Focus, FocusedCase } from '../results/focus.ts';
import type { LiveResults } from '../results/live-results.ts';
import { showTrustNeeded } from '../runs/trust.ts';
import { setting } from '../settings.ts';
import type { Plans } from '../workspace/plans.ts';
import { type ChosenReviser, chooseReviser } from './choose-reviser.ts';
import { type CorrectionAddress, correctionUri } from './correction-report.ts';
import type { KeptCorrection } from './engine.ts';

export interface RevisingParts {
	readonly plans: Plans;
	readonly store: LiveResults;
	readonly focus: Focus;
	readonly models: ModelPort;
	/** Knows every key that was used; keeps them out of files. */
	readonly redactor: Redactor;
	readonly log: vscode.LogOutputChannel;
	/** Answers that are being revised: a second click does not ask a second time. */
	readonly open: Set<string>;
}

/** Lets a model revise an answer, checks what it says, and shows the difference. Resolves when there is nothing left to ask for. */
export async function suggestCorrection(focused: FocusedCase, parts: RevisingParts): Promise<void> {
	const { l10n, window } = vscode;
	const { plans, store } = parts;
	if (!vscode.workspace.isTrusted) {
		showTrustNeeded();
		return;
	}
	const result = store.get(focused.file, focused.key);
	const loaded = await plans.load(focused.file);
	const item = loaded.byKey.get(focused.key);
	if (result === undefined || item === undefined) {
		void window.showInformationMessage(
			result === undefined
				? l10n.t('There is no answer yet. Run the question first.')
				: l10n.t('This answer no longer fits its question file. Run the question again first.'),
		);
		return;
	}
	parts.focus.set(focused);
	const engine = await import('./engine.ts');
	const planned = engine.planRevision(item, result, key => store.get(focused.file, key));
	if (planned.kind === 'impossible') {
		void window.showInformationMessage(planned.message);
		return;
	}
	const { plan } = planned;
	const reviser = await chooseReviser(loaded, item, plan);
	if (reviser === undefined) {
		return;
	}
	const { set, root } = loaded;
	const folder = vscode.Uri.joinPath(
		root,
		engine.stateFolder({ file: set.path, project: set.projectPath, otherwise: 'root' }),
	);
	const id = engine.correctionId(plan, reviser.entry);
	const address: CorrectionAddress = { file: focused.file.toString(), folder: folder.toString(), id };
	const known = await engine.readCorrection(folder.fsPath, id);
	if (known !== undefined && known.state !== 'unread') {
		void showCorrection(known, { address, again: ask });
		return;
	}
	await ask();

	async function ask(): Promise<void> {
		const busy = `${focused.file} ${focused.key}`;
		if (parts.open.has(busy)) {
			return;
		}
		parts.open.add(busy);
		try {
			await askOnce();
		} finally {
			parts.open.delete(busy);
		}
	}

	async function askOnce(): Promise<void> {
		const maxCost = set.project?.limits.maxCost;
		if (!(await mayAsk(reviser!, { maxCost, file: focused.file }))) {
			return;
		}
		const { entry, doubt } = reviser!;
		const revision = await window.withProgress(
			{
				location: vscode.ProgressLocation.Notification,
				title: l10n.t('{0} revises the answer of {1}', entry.name, plan.candidate),
				cancellable: true,
			},
			async (_, token) => {
				const stop = new AbortController();
				token.onCancellationRequested(() => stop.abort());
				const ports = { model: parts.models, clock: engine.systemClock };
				const made = await engine.revise(plan, { reviser: entry, ports, signal: stop.signal, maxCost });
				return stop.signal.aborted ? undefined : made;
			},
		);
		if (revision === undefined) {
			return;
		}
		const now = engine.systemClock.now();
		const kept = engine.keptCorrection(revision, { plan, reviser: entry, question: item!.question.id, doubt, now });
		try {
			engine.writeCorrection(folder.fsPath, kept, parts.redactor);
		} catch (error) {
			const words = l10n.t('The suggestion cannot be written to {0}.', folder.fsPath);
			parts.log.warn(`${words} ${String(error)}`);
			void window.showWarningMessage(words);
			return;
		}
		void showCorrection(kept, { address, again: ask });
	}
}

async function mayAsk(
	{ entry, cost }: ChosenReviser,
	{ maxCost, file }: { readonly maxCost: number | undefined; readonly file: vscode.Uri },
): Promise<boolean> {
	const { l10n, window } = vscode;
	if (maxCost !== undefined && cost === undefined) {
		void window.showErrorMessage(
			l10n.t(
				'The model has no price, so that the cost limit of groundline.yaml cannot be kept. Write its price there.',
			),
		);
		return false;
	}
	const limit = setting<number | null>(SETTINGS.confirmCostAbove, null, file);
	if (limit === null || cost === undefined || cost <= limit) {
		return true;
	}
	const go = l10n.t('Suggest');
	const choice = await window.showWarningMessage(
		l10n.t('Asking {0} for a correction costs about {1} USD.', entry.name, amount(cost)),
		{ modal: true, detail: l10n.t('An estimate from the length of the texts.') },
		go,
	);
	return choice === go;
}

interface Showing {
	readonly address: CorrectionAddress;
	readonly again: () => Promise<void>;
}

/** The difference where there is one, and what was found out about it. Nothing of it is taken for right by itself. */
async function showCorrection(kept: KeptCorrection, { address, again }: Showing): Promise<void> {
	const { l10n, window, commands } = vscode;
	const { state, reviser, notes } = kept;
	const retry = l10n.t('Ask Again');
	const told = notes.join(' ');
	switch (state) {
		case 'unread':
		case 'unchanged': {
			const words =
				state === 'unchanged'
					? l10n.t('{0} finds nothing to improve: it gives the answer back unchanged. {1}', reviser, told)
					: l10n.t('There is no suggestion of {0}. {1}', reviser, told);
			const show = state === 'unread' ? window.showWarningMessage : window.showInformationMessage;
			if ((await show(words.trim(), retry)) === retry) {
				await again();
			}
			return;
		}
		case 'unsupported': {
			const look = l10n.t('Show Discarded');
			const words = l10n.t('{0} found no correction that the context supports. {1}', reviser, told);
			let choice = await window.showWarningMessage(words, look, retry);
			if (choice === look) {
				await openDifference(kept, address);
				// The difference does not say why, and the click took the reason away.
				choice = await window.showWarningMessage(words, retry);
			}
			if (choice === retry) {
				await again();
			}
			return;
		}
		case 'correction': {
			await openDifference(kept, address);
			const use = l10n.t('Use as Reference');
			const words = l10n.t(
				'{0} suggests a correction: {1} of the words change. {2}',
				reviser,
				percent(kept.effort ?? 0),
				told,
			);
			const choice = await window.showInformationMessage(words.trim(), use, retry);
			if (choice === use) {
				await commands.executeCommand(COMMANDS.useAsReference, correctionUri('correction', kept, address));
			} else if (choice === retry) {
				await again();
			}
		}
	}
}

async function openDifference(kept: KeptCorrection, address: CorrectionAddress): Promise<void> {
	const { l10n, commands } = vscode;
	const side = kept.state === 'correction' ? 'correction' : 'discarded';
	const words =
		side === 'correction'
			? l10n.t('{0}: answer ↔ suggestion of {1} ({2} changed)', kept.question, kept.reviser, percent(kept.effort ?? 0))
			: l10n.t('{0}: answer ↔ discarded suggestion of {1}', kept.question, kept.reviser);
	await commands.executeCommand(
		'vscode.diff',
		correctionUri('answer', kept, address),
		correctionUri(side, kept, address),
		words,
		{ preview: true },
	);
}

/** A change is at least 1 %. */
function percent(share: number): string {
	return `${Math.max(1, Math.round(share * 100))} %`;
}
