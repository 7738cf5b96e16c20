import type { ModelEntry } from '../core/documents/project.ts';
import type { AnswerSource, Case, JudgeSetup } from '../core/review/case.ts';
import { batchJournalPath, journaledRuns } from '../node/batch/journal-files.ts';
import type { Redactor } from '../node/redactor.ts';
import { UsageError } from './exit-code.ts';
import type { CommandIo } from './io.ts';
import { keysFrom } from './models.ts';
import type { Given, OptionSpec } from './options.ts';
import type { BatchMaker, Job } from './run-cases.ts';
import { oneLine } from './style.ts';

export const BATCH_OPTIONS: Readonly<Record<string, OptionSpec>> = {
	batch: {
		type: 'boolean',
		about:
			'Ask through the Batch API of OpenAI or Azure: cheaper, within a day. --resume goes on after an interruption.',
	},
};

/**
 * Cases that are open at once at most, of all models together: each takes some 20 KB as long as it waits, and each that does not wait 5 KB.
 * So a run of 10,000 cases stays below 300 MB, and one of 20,000 near them. More wait at a time where parts of a run go side by side (`--shard`).
 */
const MOST_OPEN = 5000;
const MOST_OPEN_OF_MANY = 3000;
const MANY = 10_000;

/**
 * The jobs as a batch wants them: everything is asked at once, no limit of calls or minutes holds, and a call costs what the batch
 * price says. Throws a {@link UsageError} where a model has no Batch API. Says what a person should know of cost and of batches that
 * nobody takes up.
 */
export function batchJobs(jobs: readonly Job[], given: Given, io: CommandIo): readonly Job[] {
	const entries = new Map<ModelEntry, ModelEntry>();
	const batched = (entry: ModelEntry): ModelEntry => {
		const known = entries.get(entry) ?? batchEntry(entry);
		entries.set(entry, known);
		return known;
	};
	const judge = <T extends Omit<JudgeSetup, 'apart'>>(setup: T): T => ({ ...setup, entry: batched(setup.entry) });
	const judges = new Map<JudgeSetup, JudgeSetup>();
	const judged = (setup: JudgeSetup): JudgeSetup => {
		const apart = setup.apart && new Map([...setup.apart].map(([id, one]) => [id, judge(one)]));
		const known = judges.get(setup) ?? { ...judge(setup), ...(apart === undefined ? {} : { apart }) };
		judges.set(setup, known);
		return known;
	};
	const sources = new Map<AnswerSource, AnswerSource>();
	const asked = (source: AnswerSource): AnswerSource => {
		if (source.kind !== 'model') {
			return source;
		}
		const known = sources.get(source) ?? { ...source, entry: batched(source.entry) };
		sources.set(source, known);
		return known;
	};
	const all = jobs.map((job): Job => {
		const cases = job.cases.map(
			(item): Case => ({
				...item,
				source: asked(item.source),
				judge: item.judge && judged(item.judge),
			}),
		);
		const { minute: _, ...options } = job.options;
		const models = new Set(cases.map(item => item.source.name)).size;
		const most = cases.length > MANY ? MOST_OPEN_OF_MANY : MOST_OPEN;
		const open = Math.max(1, Math.floor(most / Math.max(1, models)));
		const concurrency = Math.min(most, cases.length) * CALLS_PER_CASE;
		// All are under way at once: with the longest reply reserved for each, one batch would become many, a day each.
		return { ...job, cases, options: { ...options, concurrency, open, reserve: 'usual' } };
	});
	tellOfPrices([...entries.keys()], io);
	if (!given.has('resume')) {
		for (const run of new Set(jobs.flatMap(job => journaledRuns(job.stateFolder)))) {
			io.err(`Batches of the interrupted run ${run} are not taken up; --batch --resume=${run} does that.\n`);
		}
	}
	return all;
}

/** Throws a {@link UsageError} where a run would go on call by call whose requests are in batches: they would be paid twice. */
export function refuseOpenBatches(jobs: readonly Job[]): void {
	for (const { stateFolder, resumed } of jobs) {
		if (resumed !== undefined && journaledRuns(stateFolder).includes(resumed.run)) {
			throw new UsageError(
				`The run ${resumed.run} went in batches, whose replies are paid for: go on with --batch --resume=${resumed.run}, or ask anew without --resume.`,
			);
		}
	}
}

/** Judges and samples ask several times for each case. */
const CALLS_PER_CASE = 4;

/** Makes the models of a job, with the journal of its run. */
export async function batchMaker(given: Given, io: CommandIo, redactor: Redactor): Promise<BatchMaker> {
	const keys = keysFrom(io, given);
	const { BatchModels } = await import('../node/batch/batch-models.ts'); // With the client of `openai`, which takes 50 ms to load.
	return ({ stateFolder, run, say }) => {
		const journal = batchJournalPath(stateFolder, run);
		try {
			return new BatchModels({ keys, redactor, journal, say });
		} catch (error) {
			throw new UsageError(`${journal} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`);
		}
	};
}

function batchEntry(entry: ModelEntry): ModelEntry {
	if (entry.provider === 'vscode') {
		throw new UsageError(`Model "${oneLine(entry.name)}" answers only inside the editor: --batch cannot ask it.`);
	}
	const { price } = entry;
	const isKnown = price?.batchInput !== undefined && price.batchOutput !== undefined;
	return {
		...entry,
		concurrency: undefined,
		requestsPerMinute: undefined,
		tokensPerMinute: undefined,
		price: isKnown ? { input: price.batchInput, output: price.batchOutput, cachedInput: undefined } : price,
	};
}

/** The normal price is at least what a batch costs; whoever reads the cost has to know which one it is. */
function tellOfPrices(entries: readonly ModelEntry[], io: CommandIo): void {
	const normal = entries.filter(
		({ provider, price }) => provider !== 'offline' && price !== undefined && price.batchInput === undefined,
	);
	if (normal.length > 0) {
		const names = normal.map(({ name }) => oneLine(name)).join(', ');
		io.err(
			`The cost of ${names} is counted at the normal price, because no batch price is given ("batchInput", "batchOutput"); a batch may cost less.\n`,
		);
	}
}
