import * as vscode from 'vscode';
import type { ModelPort } from '../../core/review/ports.ts';
import type { Redactor } from '../../node/redactor.ts';
import { SETTINGS } from '../ids.ts';
import type { LiveResults } from '../results/live-results.ts';
import type { RunMachine } from '../runs/run-machine.ts';
import { setting } from '../settings.ts';
import type { FilePlan } from '../workspace/plans.ts';
import type { Prepared } from './prepare.ts';

export interface ComparingParts {
	readonly store: LiveResults;
	readonly machine: RunMachine;
	readonly models: ModelPort;
	/** Knows every key that was used; keeps them out of files. */
	readonly redactor: Redactor;
	/** Name and version, as run files record them. */
	readonly tool: string;
	readonly log: vscode.LogOutputChannel;
	/** Short hashes of answers that people annotated: their runs are never pruned. */
	readonly annotated: () => Promise<ReadonlySet<string>>;
}

export interface ComparingTask {
	readonly loaded: FilePlan;
	readonly prepared: Prepared;
	readonly signal: AbortSignal;
	/** What it is at, for a person, and how much further it got, in per cent. */
	readonly tell: (message: string, increment: number) => void;
}

/** Asks for the answers that are missing, compares, and writes the run file. `undefined`: cancelled before anything was compared, or the file could not be written. */
export async function runComparison(
	{ loaded, prepared, signal, tell }: ComparingTask,
	parts: ComparingParts,
): Promise<vscode.Uri | undefined> {
	const { store, models, redactor, tool } = parts;
	const { set, sides, cases, missing, judging, questions } = prepared;
	const { l10n, window } = vscode;
	const engine = await import('./engine.ts');
	if (missing.length > 0) {
		let answered = 0;
		await parts.machine.run({
			loaded: { ...loaded, set, plan: prepared.plan, byKey: new Map(cases.map(item => [item.key, item])) },
			cases: missing,
			task: 'run',
			signal,
			onResult: ({ phase }) => {
				if (phase === 'done') {
					answered++;
					tell(l10n.t('answer {0} of {1}', answered, missing.length), 50 / missing.length);
				}
			},
		});
	}
	if (signal.aborted) {
		return undefined;
	}
	const results = engine.resultsOf(store.ofFile(loaded.file));
	const pairs = engine.pairsOfSides({ set, sides, cases, results, questions });
	const folder = vscode.Uri.joinPath(
		loaded.root,
		engine.stateFolder({ file: set.path, project: set.projectPath, otherwise: 'root' }),
	).fsPath;
	const run = engine.newRunId();
	const writer = new engine.RunWriter({ stateFolder: folder, run, redactor });
	const cache = new engine.ReplyCache({ stateFolder: folder, clean: text => redactor.redact(text) });
	const runFile = vscode.Uri.file(writer.path);
	const intake = store.openRun({ root: loaded.root, prefix: '', runFile, live: true });
	const maxCost = set.project?.limits.maxCost;
	const share = (missing.length > 0 ? 50 : 100) / Math.max(1, pairs.length);
	let done = 0;
	try {
		const events = engine.comparePairs(
			pairs,
			{ model: new engine.CachedModels(models, cache), clock: engine.systemClock, hash: engine.fastHash },
			{
				run,
				tool,
				names: { a: sides.a.side.name, b: sides.b.side.name },
				judging,
				concurrency: set.project?.defaults.concurrency ?? setting(SETTINGS.runConcurrency, 8, loaded.file),
				...(set.project === undefined ? {} : { minute: set.project.limits }),
				...(maxCost === undefined ? {} : { maxCost }),
			},
			signal,
		);
		for await (const event of events) {
			writer.write(event);
			intake.add(event);
			if (event.type === 'endpoint-stop') {
				void window.showWarningMessage(l10n.t('{0} is not asked any more. {1}', event.model, event.message));
			}
			if (event.type === 'comparison-end') {
				done++;
				tell(l10n.t('pair {0} of {1}', done, pairs.length), share);
			}
		}
	} finally {
		writer.close();
		cache.close();
		intake.close();
	}
	if (writer.failure !== undefined) {
		parts.log.warn(writer.failure);
		void window.showWarningMessage(writer.failure);
		return undefined;
	}
	await engine.pruneRuns(folder, {
		runs: setting(SETTINGS.keepRuns, 50, loaded.file),
		pinned: new Set([run]),
		annotated: await parts.annotated(),
	});
	return runFile;
}
