import * as vscode from 'vscode';
import type { ProbeRun } from '../../core/judging/probes/probe-run.ts';
import type { NamedMakers, ProbeSetup } from '../../core/judging/probes/probe-setup.ts';
import type { PlanProblem } from '../../core/review/plan-problem.ts';
import type { ModelPort } from '../../core/review/ports.ts';
import type { Redactor } from '../../node/redactor.ts';
import { amount } from '../amount.ts';
import { SETTINGS } from '../ids.ts';
import { setting } from '../settings.ts';
import type { FilePlan, Plans } from '../workspace/plans.ts';
import { chooseMakers, makingCost, textsToMake } from './choose-makers.ts';

export interface MeasuringParts {
	readonly plans: Plans;
	readonly models: ModelPort;
	/** Knows every key that was used; keeps them out of files. */
	readonly redactor: Redactor;
	readonly tool: string;
	readonly log: vscode.LogOutputChannel;
	/** Short hashes of answers that people annotated: their runs are never pruned. */
	readonly annotated: () => Promise<ReadonlySet<string>>;
	/** Told once another measurement is written. */
	readonly onMeasured: () => void;
}

/** What came of it: the run file with every probe, and how to call the report. */
export interface Measured {
	readonly runFile: vscode.Uri;
	readonly judge: string;
	readonly run: ProbeRun | undefined;
}

/**
 * Measures the judge of a question file: plans, asks where it costs much, shows progress that can be cancelled, and writes a run file and the
 * measurement. `undefined` where nothing was done; the person was told why.
 */
export async function measureJudgeOf(file: vscode.Uri, parts: MeasuringParts): Promise<Measured | undefined> {
	const { l10n, window } = vscode;
	const loaded = await parts.plans.load(file);
	const planned = await planMeasurement(loaded);
	if (planned.kind === 'refused') {
		void window.showErrorMessage(planned.message);
		return undefined;
	}
	const { setup } = planned;
	const choice = await chooseMakers(setup);
	if (choice === 'cancelled') {
		return undefined;
	}
	const known = choice === 'none' ? await knownMeasurement(loaded, setup) : undefined;
	if (known !== undefined) {
		const again = l10n.t('Measure Again');
		const show = l10n.t('Show');
		const words = l10n.t('This judge was measured with these probes on {0}.', new Date(known.at).toLocaleString());
		const chosen = await window.showInformationMessage(words, show, again);
		if (chosen !== again) {
			return chosen === show ? { runFile: known.runFile, judge: setup.judge.name, run: undefined } : undefined;
		}
	}
	if (!(await confirmCost(setup, choice === 'none' ? undefined : choice, file))) {
		return undefined;
	}
	return window.withProgress(
		{
			location: vscode.ProgressLocation.Notification,
			title: l10n.t('Measuring the judge {0}', setup.judge.name),
			cancellable: true,
		},
		(progress, token) => {
			const stop = new AbortController();
			token.onCancellationRequested(() => stop.abort());
			return run(loaded, setup, {
				parts,
				progress,
				signal: stop.signal,
				makers: choice === 'none' ? undefined : choice,
			});
		},
	);
}

type Planned =
	| { readonly kind: 'planned'; readonly setup: ProbeSetup & { readonly key: string } }
	| { readonly kind: 'refused'; readonly message: string };

async function planMeasurement(loaded: FilePlan, made?: Parameters<typeof setupOf>[2]): Promise<Planned> {
	const { set } = loaded;
	const problems = [...set.problems.values()].flat().filter(({ severity }) => severity === 'error');
	const found: PlanProblem[] = [];
	const setup = await setupOf(loaded, found, made);
	const message = problems[0]?.message ?? found.find(({ severity }) => severity === 'error')?.message;
	if (message !== undefined || setup === undefined) {
		return { kind: 'refused', message: vscode.l10n.t('The judge cannot be measured: {0}', message ?? set.path) };
	}
	const { key } = setup;
	return key === undefined
		? {
				kind: 'refused',
				message: vscode.l10n.t(
					'{0} has nothing to probe a judge with: give a question a reference or probes, or accept an answer.',
					set.path,
				),
			}
		: { kind: 'planned', setup: { ...setup, key } };
}

async function setupOf(
	loaded: FilePlan,
	found: PlanProblem[],
	made?: Awaited<ReturnType<typeof makeThem>>,
): Promise<ProbeSetup | undefined> {
	const { probeSetup } = await import('../../core/judging/probes/probe-setup.ts');
	const { accepted, plan } = await shared(loaded);
	const report = (severity: PlanProblem['severity'], message: string) => void found.push({ severity, message });
	return probeSetup(loaded.set, { plan, accepted, report, made: made?.byCluster });
}

async function shared(loaded: FilePlan) {
	const { acceptedAnswers } = await import('../../core/judging/probes/probe-setup.ts');
	const { parseAnnotations } = await import('../../core/documents/parse-annotations.ts');
	const { annotationsPath } = await import('../../core/annotations/annotations-path.ts');
	const uri = loaded.file.with({ path: annotationsPath(loaded.file.path) });
	const text = await vscode.workspace.fs.readFile(uri).then(
		bytes => Buffer.from(bytes).toString('utf8'),
		() => undefined,
	);
	const accepted = text === undefined ? [] : acceptedAnswers(parseAnnotations(text).file);
	const named = loaded.set.file.judge?.model ?? loaded.set.project?.defaults.judge.model;
	const preferred = setting<string>(SETTINGS.judgeModel, '', loaded.file);
	return { accepted, plan: named === undefined && preferred !== '' ? { judge: preferred } : {} };
}

async function knownMeasurement(loaded: FilePlan, { key, probes, set }: ProbeSetup & { readonly key: string }) {
	const { readMeasurement } = await import('../../node/judges/measurements.ts');
	const { batteryHash } = await import('../../core/judging/probes/probe-run.ts');
	const folder = stateFolderOf(loaded, await stateFolder());
	const known = await readMeasurement(folder.fsPath, key);
	if (known?.run === undefined || known.battery !== batteryHash([{ path: set.path, probes }])) {
		return undefined;
	}
	const runFile = vscode.Uri.joinPath(folder, 'runs', `${known.run}.jsonl`);
	const isThere = await vscode.workspace.fs.stat(runFile).then(
		() => true,
		() => false,
	);
	return isThere ? { at: known.at, runFile } : undefined;
}

async function stateFolder() {
	return (await import('../../core/review/state-folder.ts')).stateFolder;
}

function stateFolderOf({ root, set }: FilePlan, folder: Awaited<ReturnType<typeof stateFolder>>): vscode.Uri {
	return vscode.Uri.joinPath(root, folder({ file: set.path, project: set.projectPath, otherwise: 'root' }));
}

async function confirmCost(setup: ProbeSetup, makers: NamedMakers | undefined, file: vscode.Uri): Promise<boolean> {
	const { l10n, window } = vscode;
	const limit = setting<number | null>(SETTINGS.confirmCostAbove, null, file);
	const { estimateCost } = await import('../runs/estimate.ts');
	const { cases } = setup.probes;
	const more = makers === undefined ? 0 : textsToMake(setup);
	const { cost: judging } = await estimateCost(cases, 'judge', []);
	// What is written is about as long as what is there, and judged like it.
	const share = (cases.length + more) / Math.max(1, cases.length);
	const cost = judging.low * share + (makers === undefined ? 0 : makingCost(setup, makers));
	if (limit === null || cost <= limit) {
		return true;
	}
	const go = l10n.t('Measure');
	const choice = await window.showWarningMessage(
		l10n.t(
			'Measuring asks {0} for {1} verdicts and costs about {2} USD.',
			setup.judge.name,
			(cases.length + more) * setup.judge.samples,
			amount(cost),
		),
		{
			modal: true,
			detail: [
				...(makers === undefined
					? []
					: [
							l10n.t(
								'{0} of them are of probes that {1} writes and {2} confirms first, or fewer: what is not confirmed is dropped.',
								more * setup.judge.samples,
								makers.maker,
								makers.checker,
							),
						]),
				l10n.t('An estimate from the length of the texts. Models without a price are not counted.'),
			].join('\n\n'),
		},
		go,
	);
	return choice === go;
}

interface Measuring {
	readonly parts: MeasuringParts;
	readonly progress: vscode.Progress<{ readonly message?: string; readonly increment?: number }>;
	readonly signal: AbortSignal;
	readonly makers: NamedMakers | undefined;
}

async function run(
	loaded: FilePlan,
	first: ProbeSetup & { readonly key: string },
	measuring: Measuring,
): Promise<Measured | undefined> {
	const { parts, progress, signal, makers } = measuring;
	const { probeJudge } = await import('../../core/judging/probes/probe-run.ts');
	const { DEFAULT_LIMIT } = await import('../../core/judging/probes/measurement.ts');
	const { systemClock, newRunId, RunWriter, pruneRuns, writeMeasurement } = await engine();
	const folder = stateFolderOf(loaded, await stateFolder()).fsPath;
	const made = makers === undefined ? undefined : await makeThem(loaded, { folder, measuring, makers });
	if (signal.aborted || (makers !== undefined && made === undefined)) {
		return undefined;
	}
	const again = made === undefined ? undefined : await planMeasurement(loaded, made);
	const setup = again?.kind === 'planned' ? again.setup : first;
	const { judge, rubric, key, probes, set } = setup;
	const id = newRunId();
	const writer = new RunWriter({ stateFolder: folder, run: id, redactor: parts.redactor });
	const total = probes.cases.length;
	const maxCost = set.project?.limits.maxCost;
	let done = 0;
	const events = probeJudge(
		[{ path: set.path, probes }],
		{ model: parts.models, clock: systemClock },
		{
			...{ judge, rubric, key, limit: DEFAULT_LIMIT, run: id, tool: parts.tool },
			concurrency: set.project?.defaults.concurrency ?? setting(SETTINGS.runConcurrency, 8, loaded.file),
			...(set.project === undefined ? {} : { minute: set.project.limits }),
			...(maxCost === undefined ? {} : { maxCost: Math.max(0, maxCost - (made?.cost ?? 0)) }),
			...(made === undefined || makers === undefined ? {} : { made: { ...makers, tally: made.tally } }),
			onJudged: () => {
				done++;
				progress.report({ message: vscode.l10n.t('{0} of {1}', done, total), increment: 100 / total });
			},
		},
		signal,
	);
	let result: ProbeRun | undefined;
	try {
		while (result === undefined) {
			const step = await events.next();
			if (step.done === true) {
				result = step.value;
			} else {
				writer.write(step.value);
			}
		}
	} finally {
		writer.close();
	}
	if (writer.failure !== undefined) {
		void vscode.window.showWarningMessage(writer.failure);
		return undefined;
	}
	// What is not whole, or says too little, must not stand beside scores later.
	if (result.stopped === undefined && result.standing.state !== 'not-measured') {
		try {
			writeMeasurement(folder, result.measurement, parts.redactor);
			parts.onMeasured();
		} catch (error) {
			const words = vscode.l10n.t('The measurement cannot be written to {0}.', folder);
			parts.log.warn(`${words} ${String(error)}`);
			void vscode.window.showWarningMessage(words);
		}
	}
	await pruneRuns(folder, {
		runs: setting(SETTINGS.keepRuns, 50, loaded.file),
		pinned: new Set([id]),
		annotated: await parts.annotated(),
	});
	return { runFile: vscode.Uri.file(writer.path), judge: judge.name, run: result };
}

async function makeThem(
	loaded: FilePlan,
	{
		folder,
		measuring,
		makers,
	}: { readonly folder: string; readonly measuring: Measuring; readonly makers: NamedMakers },
) {
	const { madeProbes } = await import('../../node/judges/made-probes.ts');
	const { systemClock } = await import('../../node/clock.ts');
	const found: PlanProblem[] = [];
	const { accepted, plan } = await shared(loaded);
	const made = await madeProbes(loaded.set, {
		ports: { model: measuring.parts.models, clock: systemClock },
		options: {
			...{ plan, accepted, makers, signal: measuring.signal },
			report: (severity, message) => void found.push({ severity, message }),
			onDone: (done, of) =>
				measuring.progress.report({ message: vscode.l10n.t('{0} makes probes: {1} of {2}', makers.maker, done, of) }),
		},
		folder,
		fresh: false,
		redactor: measuring.parts.redactor,
	});
	const error = found.find(({ severity }) => severity === 'error');
	if (error !== undefined) {
		void vscode.window.showErrorMessage(error.message);
	}
	return made;
}

/** Loaded with the first measurement, so that activation does not wait for it. */
async function engine() {
	const { systemClock } = await import('../../node/clock.ts');
	const { newRunId } = await import('../../node/runs/run-id.ts');
	const { RunWriter } = await import('../../node/runs/run-writer.ts');
	const { pruneRuns } = await import('../../node/runs/run-store.ts');
	const { writeMeasurement } = await import('../../node/judges/measurements.ts');
	return { systemClock, newRunId, RunWriter, pruneRuns, writeMeasurement };
}
