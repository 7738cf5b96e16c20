import * as vscode from 'vscode';
import type { Case } from '../../core/review/case.ts';
import type { Wait } from '../../core/review/endpoint.ts';
import type { ModelPort } from '../../core/review/ports.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { stateFolder } from '../../core/review/state-folder.ts';
import { systemClock } from '../../node/clock.ts';
import { fastHash } from '../../node/fast-hash.ts';
import type { Redactor } from '../../node/redactor.ts';
import { newRunId } from '../../node/runs/run-id.ts';
import { pruneRuns } from '../../node/runs/run-store.ts';
import { RunWriter } from '../../node/runs/run-writer.ts';
import { SETTINGS } from '../ids.ts';
import type { LiveResults } from '../results/live-results.ts';
import { setting } from '../settings.ts';
import type { FilePlan } from '../workspace/plans.ts';
import { askedAnew } from './asked-anew.ts';
import type { LookedAt } from './looked-at.ts';

export interface MachineTask {
	readonly loaded: FilePlan;
	readonly cases: readonly Case[];
	readonly task: 'run' | 'judge';
	readonly signal: AbortSignal;
	readonly onResult: (result: CaseResult) => void;
	readonly onWait?: (wait: Wait) => void;
}

/** Drives the engine: its events go to the run file and to the store, and from there to all that shows them. */
export class RunMachine {
	private readonly parts: MachineParts;

	constructor(parts: MachineParts) {
		this.parts = parts;
	}

	/** Resolves when the run is over; rejects only for a bug. */
	async run({ loaded, cases, task, signal, onResult, onWait }: MachineTask): Promise<void> {
		const { store, models, redactor, tool, log } = this.parts;
		// Loaded with the first run, so that activation does not wait for the engine.
		const { review } = await import('../../core/review/review.ts');
		const { CachedModels, ReplyCache } = await import('../../node/cache/cached-models.ts');
		const { openGrounder } = await import('../../node/grounding/open-grounder.ts');
		const run = newRunId();
		const folder = vscode.Uri.joinPath(
			loaded.root,
			stateFolder({ file: loaded.set.path, project: loaded.set.projectPath, otherwise: 'root' }),
		).fsPath;
		// Taken now, because the run itself replaces the newest results.
		const before = new Map(store.ofFile(loaded.file).map(result => [result.key, result]));
		const anew = askedAnew(cases, before);
		const cache = new ReplyCache({ stateFolder: folder, clean: text => redactor.redact(text) });
		const writer = new RunWriter({ stateFolder: folder, run, redactor });
		const intake = store.openRun({ root: loaded.root, prefix: '', runFile: vscode.Uri.file(writer.path), live: true });
		const { file, set } = loaded;
		const grounder = openGrounder({ program: this.parts.groundingProgram, cases: cases.length, cache });
		const attention = () => {
			const question = this.parts.lookedAt.questionOf(file);
			return question === undefined ? undefined : { file: set.path, question };
		};
		let unpaid = 0;
		try {
			const events = review(
				cases,
				{ model: new CachedModels(models, cache), clock: systemClock, hash: fastHash, grounder, attention },
				{
					run,
					tool,
					task,
					concurrency: set.project?.defaults.concurrency ?? setting(SETTINGS.runConcurrency, 8, file),
					...(set.project === undefined ? {} : { minute: set.project.limits }),
					...(set.project?.limits.maxCost === undefined ? {} : { maxCost: set.project.limits.maxCost }),
					...(task === 'judge' ? { recorded: (item: Case) => before.get(item.key) } : {}),
					answerOf: key => before.get(key)?.answer?.text,
					fresh: item => anew.has(item.key),
					...(onWait === undefined ? {} : { onWait }),
				},
				signal,
			);
			for await (const event of events) {
				writer.write(event);
				if (event.type === 'endpoint-stop') {
					void vscode.window.showWarningMessage(
						vscode.l10n.t('{0} is not asked any more. {1}', event.model, event.message),
					);
				}
				if (event.type === 'case-end' && event.reason === 'over-budget') {
					unpaid++;
				}
				const result = intake.add(event);
				if (result !== undefined) {
					onResult(result);
				}
			}
		} finally {
			await grounder.close();
			writer.close();
			cache.close();
			intake.close();
			if (writer.failure !== undefined) {
				log.warn(writer.failure);
				void vscode.window.showWarningMessage(writer.failure);
			}
		}
		if (unpaid > 0) {
			void vscode.window.showWarningMessage(
				vscode.l10n.t(
					'The cost limit of {0} USD (maxCost) is reached: {1} of {2} cases are not done.',
					set.project?.limits.maxCost ?? 0,
					unpaid,
					cases.length,
				),
			);
		}
		await pruneRuns(folder, {
			runs: setting(SETTINGS.keepRuns, 50, file),
			pinned: new Set([run]),
			annotated: await this.parts.annotated(),
		});
	}
}

interface MachineParts {
	readonly store: LiveResults;
	readonly models: ModelPort;
	/** Knows every key that was used; keeps them out of run files. */
	readonly redactor: Redactor;
	/** Name and version, as run files record them. */
	readonly tool: string;
	readonly log: vscode.LogOutputChannel;
	/** What grounds the answers of long runs, in a thread of its own: the window stays quick. */
	readonly groundingProgram: URL;
	/** The question whose cases come first. */
	readonly lookedAt: LookedAt;
	/** Short hashes of answers that people annotated: their runs are never pruned. */
	readonly annotated: () => Promise<ReadonlySet<string>>;
}
