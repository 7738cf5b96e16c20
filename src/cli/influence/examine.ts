import { join } from 'node:path';
import type { Influence } from '../../core/influence/influence.ts';
import { measureInfluence } from '../../core/influence/measure-influence.ts';
import { type InfluencePlan, planInfluence } from '../../core/influence/plan-influence.ts';
import { estimateText } from '../../core/influence/wording.ts';
import type { Case } from '../../core/review/case.ts';
import { planCases } from '../../core/review/plan.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { stateFolder } from '../../core/review/state-folder.ts';
import { systemClock } from '../../node/clock.ts';
import { appendInfluence } from '../../node/influence/append-event.ts';
import { InfluenceReplies, ScoringNotes } from '../../node/influence/influence-store.ts';
import { ScoringEndpoints } from '../../node/influence/scoring-endpoints.ts';
import type { OpenAiModels } from '../../node/models/openai-models.ts';
import { Redactor } from '../../node/redactor.ts';
import { latestResults } from '../../node/runs/run-store.ts';
import { EXIT, type ExitCode, gravest, UsageError } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { loadSet, planProblemLines } from '../load.ts';
import { keysFrom, modelsFrom } from '../models.ts';
import type { Given } from '../options.ts';
import { oneLine } from '../style.ts';
import { askYes } from './ask-yes.ts';
import type { InfluenceReport } from './report.ts';

export interface ExamineSetting {
	readonly given: Given;
	readonly io: CommandIo;
	readonly report: InfluenceReport;
	/** What all answers together have cost so far. */
	readonly spending: InfluenceSpending;
}

export interface InfluenceSpending {
	/** USD */
	spent: number;
}

/** Measures what the wanted answers of a question file depend on. */
export async function examineFile(file: string, { given, io, report, spending }: ExamineSetting): Promise<ExitCode> {
	const { root, set, lines, errors } = await loadSet(file, given.text('root'), io.cwd);
	const models = given.texts('model');
	const plan = planCases(set, {
		judging: 'none',
		questions: given.texts('question'),
		...(models.length === 0 ? {} : { models }),
	});
	const failures = plan.problems.filter(problem => problem.severity === 'error');
	io.err([...lines, ...planProblemLines(set.path, plan.problems)].map(line => `${line}\n`).join(''));
	if (errors > 0 || failures.length > 0) {
		return EXIT.usage;
	}
	const folder = join(root, stateFolder({ file: set.path, project: set.projectPath, otherwise: 'beside' }));
	const results = await latestResults({
		stateFolder: folder,
		file: set.path,
		keys: new Set(plan.cases.map(item => item.key)),
	});
	const wanted = new Set(given.texts('question'));
	const cases = plan.cases.filter(item => wanted.has(item.question.id) && results.has(item.key));
	if (cases.length === 0) {
		const id = given.texts('question')[0] ?? '';
		throw new UsageError(`${set.path} has no recorded answer to examine: groundline run ${set.path} --question ${id}`);
	}
	const maxCost = given.amount('max-cost') ?? set.project?.limits.maxCost;
	const concurrency = given.count('concurrency', 1) ?? set.project?.defaults.concurrency;
	const tools = toolsOf(folder, { given, io });
	const codes: ExitCode[] = [];
	for (const item of cases) {
		codes.push(
			await examine(item, {
				...{ given, io, report, results, folder, root, tools, spending },
				...(maxCost === undefined ? {} : { maxCost }),
				...(concurrency === undefined ? {} : { concurrency }),
			}),
		);
		if (io.signal.aborted) {
			break;
		}
	}
	return gravest(codes);
}

interface Tools {
	readonly redactor: Redactor;
	readonly models: OpenAiModels;
	readonly scoring: ScoringEndpoints | undefined;
}

function toolsOf(folder: string, { given, io }: Pick<ExamineSetting, 'given' | 'io'>): Tools {
	const redactor = new Redactor();
	const keys = keysFrom(io, given);
	const memory = new ScoringNotes(folder);
	return {
		redactor,
		models: modelsFrom(io, given, redactor),
		scoring: given.has('no-scores') ? undefined : new ScoringEndpoints({ keys, redactor, memory }),
	};
}

interface CaseSetting extends ExamineSetting {
	readonly results: ReadonlyMap<string, CaseResult>;
	/** Absolute path of `.groundline`. */
	readonly folder: string;
	readonly root: string;
	readonly tools: Tools;
	readonly maxCost?: number;
	readonly concurrency?: number;
}

/** More calls hardly make an interval narrower; a number with a slip in it would take all memory. */
const MOST_CALLS = 10_000;

async function examine(item: Case, setting: CaseSetting): Promise<ExitCode> {
	const { given, io, results, tools, report, folder, maxCost } = setting;
	const result = results.get(item.key)!;
	const ablations = given.count('ablations', 8, MOST_CALLS);
	const probes = given.count('probes', 0, MOST_CALLS);
	const { source } = item;
	const known =
		source.kind === 'model' && tools.scoring !== undefined ? await tools.scoring.knows(source.entry) : 'cannot';
	const planned = planInfluence(item, result, {
		scoring: known,
		resultOf: key => results.get(key),
		...(ablations === undefined ? {} : { ablations }),
		...(probes === undefined ? {} : { probes }),
	});
	if (planned.kind === 'impossible') {
		io.err(`${item.key}: ${planned.message}\n`);
		return EXIT.usage;
	}
	const { plan } = planned;
	if (given.has('dry-run')) {
		await report.planned(plan);
		return EXIT.passed;
	}
	if (maxCost !== undefined && plan.estimate.cost === undefined) {
		io.err(
			`${item.key}: the model has no price, so that a cost limit cannot be kept. Write its "price" into groundline.yaml.\n`,
		);
		return EXIT.usage;
	}
	if (plan.estimate.calls > 0 && !given.has('yes')) {
		const agreed = await askYes(`${oneLine(item.key)}: ${estimateText(plan.estimate)}.`, io);
		if (!agreed) {
			return EXIT.cancelled;
		}
	}
	const influence = await measure(plan, setting);
	if (influence.state === 'measured') {
		const failure = appendInfluence(
			{ key: item.key, influence },
			{ stateFolder: folder, run: result.run, redactor: tools.redactor },
		);
		io.err(failure === undefined ? '' : `${failure}\n`);
	}
	await report.measured(plan, influence);
	if (influence.state === 'measured') {
		return EXIT.passed;
	}
	return io.signal.aborted
		? EXIT.cancelled
		: (influence.calls.failures['over-budget'] ?? 0) > 0
			? EXIT.limit
			: EXIT.unscored;
}

async function measure(plan: InfluencePlan, setting: CaseSetting): Promise<Influence> {
	const { io, folder, tools, maxCost, concurrency, spending } = setting;
	let shown = '';
	const influence = await measureInfluence(
		plan,
		{
			model: tools.models,
			scoring: tools.scoring,
			clock: systemClock,
			cache: new InfluenceReplies(folder, plan.item.key, tools.redactor),
		},
		{
			signal: io.signal,
			...(maxCost === undefined ? {} : { maxCost: Math.max(0, maxCost - spending.spent) }),
			...(concurrency === undefined ? {} : { concurrency }),
			onProgress: ({ done, total, failed }) => {
				const text = `${done}/${total} calls${failed > 0 ? ` · ${failed} failed` : ''}`;
				if (io.errIsTerminal && text !== shown) {
					io.err(`\r\u001b[K${text}`);
					shown = text;
				}
			},
		},
	);
	io.err(shown === '' ? '' : '\r\u001b[K');
	spending.spent += influence.cost ?? 0;
	return influence;
}
