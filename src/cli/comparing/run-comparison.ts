import { type CompareOptions, comparePairs } from '../../core/comparing/compare.ts';
import { ComparisonFold, type PairResult } from '../../core/comparing/comparison-fold.ts';
import type { ComparisonReport } from '../../core/comparing/comparison-report.ts';
import { reportOfRun } from '../../core/comparing/report-of-run.ts';
import type { ModelPort } from '../../core/review/ports.ts';
import { TOOL_VERSION } from '../../core/review/tool.ts';
import { CachedModels } from '../../node/cache/cached-models.ts';
import { ReplyCache } from '../../node/cache/reply-cache.ts';
import { systemClock } from '../../node/clock.ts';
import { fastHash } from '../../node/fast-hash.ts';
import { annotatedAnswers } from '../../node/runs/annotated-answers.ts';
import { newRunId } from '../../node/runs/run-id.ts';
import { listRuns, pruneRuns, readRun } from '../../node/runs/run-store.ts';
import { RunWriter } from '../../node/runs/run-writer.ts';
import { Progress } from '../progress.ts';
import { oneLine } from '../style.ts';
import type { CompareSetting, ComparisonJob } from './comparison-job.ts';

export interface Compared {
	readonly report: ComparisonReport;
	readonly pairs: ReadonlyMap<string, PairResult>;
	/** Absolute path of the run file; `undefined` where it could not be written. */
	readonly path: string | undefined;
	/** Why the run file could not be written. */
	readonly failure: string | undefined;
	readonly outcome: 'finished' | 'cancelled' | 'stopped';
	readonly message: string | undefined;
}

/** Compares the pairs of a job and writes the run file. */
export async function runComparison(job: ComparisonJob, setting: CompareSetting): Promise<Compared> {
	const { io, given, redactor } = setting;
	const run = newRunId();
	const writer = new RunWriter({ stateFolder: job.stateFolder, run, redactor });
	const cache =
		job.judging.kind !== 'model' || given.has('no-cache')
			? undefined
			: new ReplyCache({ stateFolder: job.stateFolder, clean: text => redactor.redact(text) });
	const model: ModelPort = cache === undefined ? setting.models : new CachedModels(setting.models, cache);
	const earlier = given.has('resume') ? await earlierPairs(job) : undefined;
	const options: CompareOptions = {
		run,
		tool: `groundline ${TOOL_VERSION}`,
		names: job.names,
		judging: job.judging,
		...(job.concurrency === undefined ? {} : { concurrency: job.concurrency }),
		...(job.minute === undefined ? {} : { minute: job.minute }),
		...(job.maxCost === undefined ? {} : { maxCost: job.maxCost }),
		...(earlier === undefined ? {} : { earlier: inputs => earlier.get(inputs) }),
	};
	const fold = new ComparisonFold();
	const progress = new Progress(io, job.pairs.length);
	progress.begin();
	let failure: string | undefined;
	try {
		for await (const event of comparePairs(
			job.pairs,
			{ model, clock: systemClock, hash: fastHash },
			options,
			io.signal,
		)) {
			writer.write(event);
			if (writer.failure !== undefined && failure === undefined) {
				failure = writer.failure;
				progress.clear();
				io.err(`${failure}\n`);
			}
			if (event.type === 'endpoint-stop') {
				progress.clear();
				io.err(`${oneLine(event.model)} is not asked any more. ${oneLine(event.message)}\n`);
			}
			const pair = fold.add(event);
			if (pair !== undefined) {
				progress.caseDone(pair.state === 'compared' ? 'passed' : 'unscored', pair.question, costOf(pair));
			}
		}
	} finally {
		writer.close();
		cache?.close();
	}
	progress.clear();
	await pruneRuns(job.stateFolder, { pinned: new Set([run]), annotated: () => annotatedAnswers(job.root) });
	const outcome = fold.end?.outcome ?? 'cancelled';
	failure ??= writer.failure;
	return {
		report: reportOfRun(fold)!,
		pairs: fold.pairs,
		path: failure === undefined ? writer.path : undefined,
		failure,
		outcome,
		message: fold.end?.message,
	};
}

function costOf(pair: PairResult): number | undefined {
	let sum = 0;
	for (const { cost, cached } of pair.samples) {
		if (cost === undefined) {
			return undefined;
		}
		sum += cached ? 0 : cost;
	}
	return sum;
}

/** What the comparisons of the same file have finished, by the hash of its inputs; of several the newest. */
async function earlierPairs({ stateFolder, file }: ComparisonJob): Promise<ReadonlyMap<string, PairResult>> {
	const done = new Map<string, PairResult>();
	for (const { path } of await listRuns(stateFolder)) {
		for (const pair of await finishedPairs(path, file).catch(() => [])) {
			if (!done.has(pair.inputs)) {
				done.set(pair.inputs, pair);
			}
		}
	}
	return done;
}

/** Of a run that compares nothing of this file only the first line is read. */
async function finishedPairs(path: string, file: string): Promise<readonly PairResult[]> {
	const fold = new ComparisonFold();
	for await (const event of readRun(path)) {
		if (event.type === 'run-start' && (event.task !== 'compare' || !event.files.includes(file))) {
			return [];
		}
		fold.add(event);
	}
	return [...fold.pairs.values()].filter(({ state, inputs }) => state === 'compared' && inputs !== '');
}
