import * as vscode from 'vscode';
import type { Case } from '../../core/review/case.ts';
import type { Wait } from '../../core/review/endpoint.ts';
import type { CallEstimate, Range } from '../../core/review/estimate-run.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { grouped } from '../../core/text/amounts.ts';
import { SETTINGS } from '../ids.ts';
import type { LiveResults } from '../results/live-results.ts';
import { setting } from '../settings.ts';
import type { FilePlan, Plans } from '../workspace/plans.ts';
import { blockingProblems } from './blocking-problems.ts';
import type { RunMachine } from './run-machine.ts';
import { hasAnswer, type Selection, selectCases } from './select-cases.ts';
import { showTrustNeeded } from './trust.ts';

export interface RunRequest {
	readonly file: vscode.Uri;
	/** `judge` judges recorded answers again and calls no answering model. */
	readonly task: 'run' | 'judge';
	readonly selection: Selection;
	readonly token?: vscode.CancellationToken;
	/** Who started it. A run that the Testing view started is shown there by its own request. */
	readonly origin: 'editor' | 'testing';
}

/** A run that goes on in this window. */
export interface ActiveRun {
	/** Counts the runs of this window. */
	readonly id: number;
	readonly request: RunRequest;
	readonly cases: readonly Case[];
	/** Cases that have ended. */
	readonly done: number;
	/** A limit lets no call of a model start before then; `undefined` while none is known that is longer than moments. */
	readonly waiting: WaitingModel | undefined;
	readonly onDidChange: vscode.Event<CaseResult>;
	/** Resolves when the run is over, however it ended. */
	readonly finished: Promise<void>;
	/** True once somebody cancelled it. */
	readonly isCancelled: boolean;
	cancel(): void;
}

export interface WaitingModel {
	/** Name of its entry. */
	readonly model: string;
	/** Milliseconds since 1970. */
	readonly until: number;
}

/** Shorter waits are part of the pace. */
const LONG_WAIT_MS = 3000;

/** Starts runs and knows those that go on. Nothing is started, written or sent in an untrusted workspace. */
export class Runs implements vscode.Disposable {
	private readonly plans: Plans;
	private readonly store: LiveResults;
	private readonly machine: RunMachine;
	private readonly log: vscode.LogOutputChannel;
	private readonly running = new Set<RunInProgress>();
	private count = 0;
	private readonly started = new vscode.EventEmitter<ActiveRun>();
	private readonly changed = new vscode.EventEmitter<void>();
	readonly onDidStart = this.started.event;
	/** Fires when a run starts, gets on or ends. */
	readonly onDidChange = this.changed.event;

	constructor(parts: RunParts) {
		this.log = parts.log;
		this.plans = parts.plans;
		this.store = parts.store;
		this.machine = parts.machine;
	}

	get active(): readonly ActiveRun[] {
		return [...this.running];
	}

	/** Runs what is asked for. Resolves when it is over, to `undefined` where nothing could be started (the person was told why). */
	async start(request: RunRequest): Promise<ActiveRun | undefined> {
		if (!vscode.workspace.isTrusted) {
			showTrustNeeded();
			return undefined;
		}
		const loaded = await this.plans.load(request.file);
		const chosen = this.choose(loaded, request);
		if (!(await this.mayStart(loaded, chosen, request))) {
			return undefined;
		}
		// Looked at again, because a second click may have started some of them meanwhile.
		const cases = chosen.filter(item => !this.isRunning(request.file, item.key));
		if (cases.length === 0 || request.token?.isCancellationRequested) {
			return undefined;
		}
		const run = new RunInProgress(++this.count, request, cases);
		const fromToken = request.token?.onCancellationRequested(() => run.cancel());
		this.running.add(run);
		this.started.fire(run);
		this.changed.fire();
		try {
			await run.finish(
				this.machine.run({
					loaded,
					cases,
					task: request.task,
					signal: run.signal,
					onResult: result => {
						run.note(result);
						this.changed.fire();
					},
					onWait: wait => {
						if (run.noteWait(wait)) {
							this.changed.fire();
						}
					},
				}),
			);
		} catch (error) {
			// Whatever a model or a document does is an outcome: only a bug of ours comes here.
			this.log.error('The run broke off.', error instanceof Error ? error : String(error));
			void vscode.window.showErrorMessage(
				vscode.l10n.t(
					'The run broke off because of a bug in Groundline: {0}. The log has the details.',
					error instanceof Error ? error.message : String(error),
				),
			);
		} finally {
			fromToken?.dispose();
			this.running.delete(run);
			this.changed.fire();
		}
		return run;
	}

	/** Cancels what runs: everything, one file's runs, or the runs that are at work on a case or a question. */
	cancel({ file, key, question }: CancelTarget = {}): void {
		for (const run of file === undefined ? this.running : this.ofFile(file)) {
			if ((key === undefined || run.isOpen(key)) && (question === undefined || run.isAsking(question))) {
				run.cancel();
			}
		}
	}

	isRunning(file: vscode.Uri, key: string): boolean {
		return this.ofFile(file).some(run => run.isOpen(key));
	}

	/** Ids of the questions that are being asked. */
	openQuestions(file: vscode.Uri): ReadonlySet<string> {
		return new Set(
			this.ofFile(file).flatMap(run =>
				run.cases.filter(({ key }) => run.isOpen(key)).map(({ question }) => question.id),
			),
		);
	}

	isFileRunning(file: vscode.Uri): boolean {
		return this.ofFile(file).length > 0;
	}

	dispose(): void {
		this.cancel();
		this.started.dispose();
		this.changed.dispose();
	}

	private ofFile(file: vscode.Uri): readonly RunInProgress[] {
		return [...this.running].filter(({ request }) => request.file.toString() === file.toString());
	}

	private choose({ file, plan }: FilePlan, { selection, task }: RunRequest): readonly Case[] {
		const chosen = selectCases(plan.cases, selection, {
			resultOf: key => this.store.get(file, key),
			isStale: key => this.store.staleness(file, key).length > 0,
		}).filter(item => !this.isRunning(file, item.key));
		return task === 'judge' ? chosen.filter(item => hasAnswer(this.store.get(file, item.key))) : chosen;
	}

	private async mayStart(loaded: FilePlan, cases: readonly Case[], request: RunRequest): Promise<boolean> {
		const { l10n, window } = vscode;
		const blocking = blockingProblems(loaded.set, cases);
		const [planProblem] = loaded.plan.problems.filter(problem => problem.severity === 'error');
		if (blocking.length > 0 || (cases.length === 0 && planProblem !== undefined)) {
			const [first] = blocking;
			const message =
				first === undefined
					? planProblem!.message
					: l10n.t('{0} cannot run: {1}', first.path, first.problem.message) +
						(blocking.length > 1 ? ` ${l10n.t('({0} more)', blocking.length - 1)}` : '');
			const show = l10n.t('Show Problems');
			void window.showErrorMessage(message, show).then(async choice => {
				if (choice === show) {
					await vscode.commands.executeCommand('workbench.actions.view.problems');
				}
			});
			return false;
		}
		if (cases.length === 0) {
			const { selection } = request;
			if (selection.kind !== 'stale' || (selection.except?.size ?? 0) === 0) {
				void window.showInformationMessage(nothingToDo(request));
			}
			return false;
		}
		return this.confirmCost(loaded, cases, request);
	}

	private async confirmCost({ set }: FilePlan, cases: readonly Case[], { task, file }: RunRequest): Promise<boolean> {
		const limit = setting<number | null>(SETTINGS.confirmCostAbove, null, file);
		if (limit === null || !cases.some(hasPrice)) {
			return true;
		}
		const { estimateCost } = await import('./estimate.ts');
		const { calls, cost, unpriced } = await estimateCost(cases, task, this.store.ofFile(file));
		if (cost.high <= limit) {
			return true;
		}
		const { l10n, window } = vscode;
		const go = l10n.t('Run');
		const count = calls.reduce((sum, one) => sum + one.calls, 0);
		const price = rangeText(cost, dollars);
		const maxCost = set.project?.limits.maxCost;
		const choice = await window.showWarningMessage(
			count === 1
				? l10n.t('This run makes one call and costs {0} USD.', price)
				: l10n.t('This run makes {0} calls and costs {1} USD.', grouped(count), price),
			{
				modal: true,
				detail: [
					...calls.map(callsText),
					l10n.t('From replies of the usual length to the longest that are allowed.'),
					...(maxCost === undefined || maxCost >= cost.high
						? []
						: [l10n.t('It ends at the cost limit of the project, {0} USD (maxCost).', dollars(maxCost))]),
					...(unpriced.length === 0
						? []
						: [l10n.t('Not counted, because no price is known: {0}.', unpriced.join(', '))]),
				].join('\n'),
			},
			go,
		);
		return choice === go;
	}
}

/** What one model is asked for: calls, tokens and price. */
function callsText({ purpose, model, calls, input, output, cost, basis }: CallEstimate): string {
	const { t } = vscode.l10n;
	const tokensIn = `${basis === 'counted' ? '' : '≈ '}${rangeText(input, tokens)}`;
	const tokensOut = `≈ ${rangeText(output, tokens)}`;
	const price = cost === undefined ? t('price unknown') : `${rangeText(cost, dollars)} USD`;
	return purpose === 'answers'
		? t('Answers by {0} ({1}): {2} tokens in, {3} out, {4}', model, grouped(calls), tokensIn, tokensOut, price)
		: t('Verdicts by {0} ({1}): {2} tokens in, {3} out, {4}', model, grouped(calls), tokensIn, tokensOut, price);
}

function rangeText({ low, high }: Range, text: (value: number) => string): string {
	return text(low) === text(high) ? text(low) : `${text(low)}–${text(high)}`;
}

function tokens(count: number): string {
	return grouped(Math.round(count));
}

function dollars(value: number): string {
	return value.toFixed(value < 0.1 ? 4 : 2);
}

export interface CancelTarget {
	readonly file?: vscode.Uri;
	readonly key?: string | undefined;
	readonly question?: string | undefined;
}

interface RunParts {
	readonly plans: Plans;
	readonly store: LiveResults;
	readonly machine: RunMachine;
	readonly log: vscode.LogOutputChannel;
}

class RunInProgress implements ActiveRun {
	readonly id: number;
	readonly request: RunRequest;
	readonly cases: readonly Case[];
	private readonly controller = new AbortController();
	private readonly open: Set<string>;
	private wait: WaitingModel | undefined;
	private readonly changed = new vscode.EventEmitter<CaseResult>();
	private settle: () => void = () => {};
	readonly finished = new Promise<void>(resolve => {
		this.settle = resolve;
	});
	readonly onDidChange = this.changed.event;

	constructor(id: number, request: RunRequest, cases: readonly Case[]) {
		this.id = id;
		this.request = request;
		this.cases = cases;
		this.open = new Set(cases.map(item => item.key));
	}

	get signal(): AbortSignal {
		return this.controller.signal;
	}

	get isCancelled(): boolean {
		return this.controller.signal.aborted;
	}

	get done(): number {
		return this.cases.length - this.open.size;
	}

	get waiting(): WaitingModel | undefined {
		return this.wait !== undefined && this.wait.until > Date.now() ? this.wait : undefined;
	}

	/** True where somebody may want to know of it. */
	noteWait({ model, milliseconds }: Wait): boolean {
		if (milliseconds < LONG_WAIT_MS) {
			return false;
		}
		this.wait = { model, until: Date.now() + milliseconds };
		return true;
	}

	isOpen(key: string): boolean {
		return this.open.has(key);
	}

	/** True while a case of this question is open. */
	isAsking(question: string): boolean {
		return this.cases.some(item => item.question.id === question && this.open.has(item.key));
	}

	note(result: CaseResult): void {
		if (result.phase === 'done') {
			this.open.delete(result.key);
		}
		this.changed.fire(result);
	}

	async finish(work: Promise<void>): Promise<void> {
		try {
			await work;
		} finally {
			this.settle();
			this.changed.dispose();
		}
	}

	cancel(): void {
		this.controller.abort();
	}
}

/** Where nobody asks for money there is nothing to confirm. */
function hasPrice({ source, judge }: Case): boolean {
	const entries = [
		source.kind === 'model' ? source.entry : undefined,
		judge?.entry,
		...[...(judge?.apart?.values() ?? [])].map(one => one.entry),
	];
	return entries.some(entry => entry?.price !== undefined && entry.price.input + entry.price.output > 0);
}

function nothingToDo({ selection, task }: RunRequest): string {
	const { l10n } = vscode;
	if (selection.kind === 'stale') {
		return l10n.t('Nothing is stale: every answer fits its prompt, context and rubric.');
	}
	if (selection.kind === 'failed') {
		return l10n.t('Nothing failed, and nothing is unscored.');
	}
	return task === 'judge'
		? l10n.t('There is no answer to judge yet. Run the question first.')
		: l10n.t('There is nothing to run here, or it runs already.');
}
