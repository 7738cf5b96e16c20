import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Influence, InfluenceTarget } from '../../core/influence/influence.ts';
import type { InfluencePlan } from '../../core/influence/plan-influence.ts';
import { RUN_VERSION } from '../../core/review/events.ts';
import type { ModelPort } from '../../core/review/ports.ts';
import type { CaseResult } from '../../core/review/result.ts';
import type { Keys } from '../../node/keys.ts';
import type { Redactor } from '../../node/redactor.ts';
import { COMMANDS, SETTINGS } from '../ids.ts';
import { claimAt } from '../painters/hover-parts.ts';
import type { AnswerDocuments } from '../panel/collaborators.ts';
import type { Focus, FocusedCase } from '../results/focus.ts';
import type { LiveResults, RunSummary } from '../results/live-results.ts';
import { showTrustNeeded } from '../runs/trust.ts';
import { setting } from '../settings.ts';
import type { FilePlan, Plans } from '../workspace/plans.ts';

export interface InfluenceParts {
	readonly plans: Plans;
	readonly store: LiveResults;
	readonly focus: Focus;
	readonly answers: AnswerDocuments;
	readonly models: ModelPort;
	readonly keys: Keys;
	/** Knows every key that was used; keeps them out of files. */
	readonly redactor: Redactor;
}

/** Measures which lines an answer used, when a person asks for it, and shows them. */
export class InfluenceRuns {
	private readonly parts: InfluenceParts;
	/** Answers that are being examined: a second click waits for the first. */
	private readonly open = new Set<string>();

	constructor(parts: InfluenceParts) {
		this.parts = parts;
	}

	/** Resolves when the person was shown what there is, or why there is nothing. `fresh`: measures again. */
	async show(focused: FocusedCase, how: 'known' | 'fresh'): Promise<void> {
		const { l10n, window } = vscode;
		const result = this.parts.store.get(focused.file, focused.key);
		if (result === undefined) {
			void window.showInformationMessage(l10n.t('There is no answer yet. Run the question first.'));
			return;
		}
		const offset = this.cursorIn(focused);
		this.parts.focus.set(focused);
		const known = result.influence;
		if (known?.state === 'measured' && how === 'known') {
			await this.reveal(focused, known, offset);
			return;
		}
		if (!vscode.workspace.isTrusted) {
			showTrustNeeded();
			return;
		}
		const id = `${focused.file} ${focused.key}`;
		if (this.open.has(id)) {
			return;
		}
		this.open.add(id);
		try {
			await this.measure(focused, result, offset);
		} finally {
			this.open.delete(id);
		}
	}

	/** Where the cursor stands in the answer, if it does. */
	private cursorIn(focused: FocusedCase): number | undefined {
		const editor = vscode.window.activeTextEditor;
		const shown = editor && this.parts.answers.caseOf(editor.document.uri);
		const isThis = shown?.key === focused.key && shown.file.toString() === focused.file.toString();
		return editor !== undefined && isThis ? editor.document.offsetAt(editor.selection.active) : undefined;
	}

	private async measure(focused: FocusedCase, result: CaseResult, offset: number | undefined): Promise<void> {
		const { l10n, window } = vscode;
		const run = this.parts.store.allRuns().find(({ id }) => id === result.run);
		const loaded = await this.parts.plans.load(focused.file);
		const item = loaded.byKey.get(focused.key);
		if (run === undefined || item === undefined) {
			void window.showInformationMessage(
				l10n.t('This answer no longer fits its question file. Run the question again first.'),
			);
			return;
		}
		// Loaded with the first use, so that activation does not wait for it.
		const engine = await import('./engine.ts');
		const stateFolder = dirname(dirname(run.runFile.fsPath));
		const { keys, redactor } = this.parts;
		const memory = new engine.ScoringNotes(stateFolder);
		const scoring = new engine.ScoringEndpoints({ keys, redactor, memory });
		const planned = engine.planInfluence(item, result, {
			scoring: item.source.kind === 'model' ? await scoring.knows(item.source.entry) : 'cannot',
			resultOf: key => this.parts.store.get(focused.file, key),
		});
		if (planned.kind === 'impossible') {
			void window.showInformationMessage(planned.message);
			return;
		}
		const { plan } = planned;
		const maxCost = loaded.set.project?.limits.maxCost;
		if (!(await this.mayStart(plan, maxCost, engine.estimateText(plan.estimate)))) {
			return;
		}
		const cache = new engine.InfluenceReplies(stateFolder, focused.key, redactor);
		const influence = await this.withProgress(plan, (signal, onProgress) =>
			engine.measureInfluence(
				plan,
				{ model: this.parts.models, scoring, clock: engine.systemClock, cache },
				{
					signal,
					onProgress,
					concurrency: concurrencyOf(loaded),
					...(maxCost === undefined ? {} : { maxCost }),
				},
			),
		);
		if (influence.state === 'unscored') {
			const again = l10n.t('Try Again');
			const choice = await window.showWarningMessage(
				l10n.t('Which lines were used is not known. {0}', influence.messages[0] ?? ''),
				again,
			);
			if (choice === again) {
				await this.measure(focused, result, offset);
			}
			return;
		}
		const event = { key: keyIn(run, focused.key), influence };
		const failure = engine.appendInfluence(event, { stateFolder, run: run.id, redactor });
		if (failure !== undefined) {
			void window.showWarningMessage(failure);
		}
		this.parts.store.addLater(run.runFile, { v: RUN_VERSION, t: result.t, type: 'influence-end', ...event });
		await this.reveal(focused, influence, offset);
	}

	/** The calls and what they cost are shown before any is made. */
	private async mayStart(plan: InfluencePlan, maxCost: number | undefined, estimate: string): Promise<boolean> {
		const { l10n, window } = vscode;
		if (plan.estimate.calls === 0) {
			return true;
		}
		if (maxCost !== undefined && plan.estimate.cost === undefined) {
			void window.showErrorMessage(
				l10n.t(
					'The model has no price, so that the cost limit of groundline.yaml cannot be kept. Write its price there.',
				),
			);
			return false;
		}
		const go = l10n.t('Measure');
		const choice = await window.showWarningMessage(
			l10n.t(
				'Ask {0} again without some of the {1} lines, to see which ones the answer used?',
				plan.item.source.name,
				plan.sources.length,
			),
			{
				modal: true,
				detail: l10n.t(
					'This takes {0}. Calls that were made before are not made again.{1}',
					estimate,
					maxCost === undefined ? '' : l10n.t(' No call starts once {0} USD are spent.', maxCost),
				),
			},
			go,
		);
		return choice === go;
	}

	private async withProgress(
		plan: InfluencePlan,
		work: (
			signal: AbortSignal,
			onProgress: (progress: { done: number; total: number; failed: number }) => void,
		) => Promise<Influence>,
	): Promise<Influence> {
		const { l10n, window } = vscode;
		const title = l10n.t('Which lines {0} used', plan.item.source.name);
		return window.withProgress(
			{ location: vscode.ProgressLocation.Notification, title, cancellable: true },
			async (progress, token) => {
				const controller = new AbortController();
				token.onCancellationRequested(() => controller.abort());
				let shown = 0;
				return work(controller.signal, ({ done, total, failed }) => {
					const share = total === 0 ? 0 : (100 * done) / total;
					const words =
						failed > 0
							? l10n.t('{0} of {1} calls, {2} failed', done, total, failed)
							: l10n.t('{0} of {1} calls', done, total);
					progress.report({ message: words, increment: Math.max(0, share - shown) });
					shown = Math.max(shown, share);
				});
			},
		);
	}

	/** Goes to the strongest line of the claim under the cursor, else of the first claim with a line; says so where there is none. */
	private async reveal(focused: FocusedCase, influence: Influence, offset: number | undefined): Promise<void> {
		const { l10n, window, commands } = vscode;
		const result = this.parts.store.get(focused.file, focused.key);
		const claim = result === undefined || offset === undefined ? undefined : claimAt(result, offset);
		const range = claim === undefined ? undefined : result?.grounding?.claims[claim];
		const { stateText } = await import('./engine.ts');
		const claims = influence.targets.filter(({ kind }) => kind === 'claim');
		const wanted: InfluenceTarget | undefined =
			claims.find(target => target.start === range?.start && target.end === range.end) ??
			claims.find(({ top }) => top.length > 0) ??
			influence.targets[0];
		const [unit] = wanted?.top ?? [];
		if (unit !== undefined) {
			await commands.executeCommand(COMMANDS.revealLink, { unit });
			return;
		}
		const words = wanted === undefined ? '' : stateText(wanted);
		const again = l10n.t('Measure Again');
		const choice = await window.showInformationMessage(l10n.t('No used line is known: {0}.', words), again);
		if (choice === again) {
			await this.show(focused, 'fresh');
		}
	}
}

function concurrencyOf({ set, file }: FilePlan): number {
	return set.project?.defaults.concurrency ?? setting(SETTINGS.runConcurrency, 8, file);
}

/** The key as the run file has it: of a folder below, the store knows it with the way to that folder. */
function keyIn({ prefix }: RunSummary, key: string): string {
	return prefix !== '' && key.startsWith(`${prefix}/`) ? key.slice(prefix.length + 1) : key;
}
