import { join } from 'node:path';
import { annotationsPath } from '../../core/annotations/annotations-path.ts';
import { parseAnnotations } from '../../core/documents/parse-annotations.ts';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import { figureLines } from '../../core/judging/probes/figure-lines.ts';
import type { JudgeMeasurement, MadeBy } from '../../core/judging/probes/judge-measurement.ts';
import { DEFAULT_LIMIT, type MeasuredState, stateOf } from '../../core/judging/probes/measurement.ts';
import { pairsToProbe } from '../../core/judging/probes/probe-pairs.ts';
import { batteryHash, type ProbeRun, probeJudge } from '../../core/judging/probes/probe-run.ts';
import {
	acceptedAnswers,
	type NamedMakers,
	type ProbeSetup,
	probeSetup,
} from '../../core/judging/probes/probe-setup.ts';
import type { JudgeSetup } from '../../core/review/case.ts';
import type { Report } from '../../core/review/plan-problem.ts';
import { retestOf } from '../../core/review/retest.ts';
import { stateFolder } from '../../core/review/state-folder.ts';
import { TOOL_VERSION } from '../../core/review/tool.ts';
import { systemClock } from '../../node/clock.ts';
import { NodeFiles } from '../../node/files.ts';
import { madeProbes } from '../../node/judges/made-probes.ts';
import { readMeasurement, writeMeasurement } from '../../node/judges/measurements.ts';
import { newRunId } from '../../node/runs/run-id.ts';
import { RunWriter } from '../../node/runs/run-writer.ts';
import { plural } from '../amounts.ts';
import { EXIT, type ExitCode, gravest, UsageError } from '../exit-code.ts';
import { loadSet } from '../load.ts';
import { caseCost } from '../report.ts';
import type { ProbeSetting } from './report.ts';

/** Measures the judges of question files. Files that share judge, rubric and `.groundline` are one measurement. */
export async function measureJudges(files: readonly string[], setting: ProbeSetting): Promise<ExitCode> {
	const groups = new Map<string, FilePlan[]>();
	let errors = 0;
	for (const file of files) {
		const planned = await planFile(file, setting);
		if (planned.kind === 'failed') {
			errors += planned.errors;
			continue;
		}
		const name = JSON.stringify([planned.plan.folder, planned.plan.key]);
		groups.set(name, [...(groups.get(name) ?? []), planned.plan]);
	}
	if (errors > 0) {
		setting.io.err(`${plural(errors, 'error')}: nothing was judged.\n`);
		return EXIT.usage;
	}
	const codes: ExitCode[] = [];
	for (const group of groups.values()) {
		codes.push(await measureGroup(group, setting));
	}
	return gravest(codes);
}

/** The probes of one question file, and where the measurement belongs. */
interface FilePlan extends ProbeSetup {
	readonly key: string;
	/** Absolute path of `.groundline`. */
	readonly folder: string;
	readonly made: MadeBy | undefined;
	/** USD that the making cost; `undefined` = unknown. */
	readonly madeFor: number | undefined;
}

type Planned =
	| { readonly kind: 'planned'; readonly plan: FilePlan }
	| { readonly kind: 'failed'; readonly errors: number };

async function planFile(file: string, setting: ProbeSetting): Promise<Planned> {
	const { given, io, options, tools } = setting;
	const { root, set, lines, errors } = await loadSet(file, given.text('root'), io.cwd);
	const found: string[] = [...lines];
	let failures = errors;
	const report: Report = (severity, message) => {
		failures += severity === 'error' ? 1 : 0;
		found.push(`${set.path}: ${severity}: ${message}`);
	};
	const shared = {
		plan: options,
		accepted: await acceptedOf(set, root),
		perKind: given.count('per-kind', 1, 1000),
		report,
	};
	const makers = makersOf(given);
	const folder = join(root, stateFolder({ file: set.path, project: set.projectPath, otherwise: 'beside' }));
	const asksModels = makers !== undefined && errors === 0 && !given.has('dry-run');
	const made = asksModels
		? await madeProbes(set, {
				ports: { model: tools.models, clock: systemClock },
				options: { ...shared, makers, signal: io.signal },
				folder,
				fresh: given.has('fresh'),
				redactor: tools.redactor,
			})
		: undefined;
	const setup = probeSetup(set, { ...shared, made: made?.byCluster });
	io.err(found.map(line => `${line}\n`).join(''));
	if (setup === undefined || failures > 0) {
		return { kind: 'failed', errors: Math.max(1, failures) };
	}
	const { key } = setup;
	if (key === undefined) {
		throw new UsageError(
			`${set.path} has nothing to probe a judge with: give a question a reference or probes, or accept an answer.`,
		);
	}
	const by = made === undefined || makers === undefined ? undefined : { ...makers, tally: made.tally };
	return { kind: 'planned', plan: { ...setup, key, folder, made: by, madeFor: made === undefined ? 0 : made.cost } };
}

function pairsOf(given: ProbeSetting['given']): { readonly pairs?: 'both-orders' } {
	return given.has('pairs') ? { pairs: 'both-orders' } : {};
}

/** The models that make and confirm probes. Throws a {@link UsageError} where only one of them is named. */
function makersOf(given: ProbeSetting['given']): NamedMakers | undefined {
	const [maker, checker] = [given.text('maker'), given.text('checker')];
	if ((maker === undefined) !== (checker === undefined)) {
		throw new UsageError('--maker and --checker belong together: what one model makes another one confirms.');
	}
	return maker === undefined || checker === undefined ? undefined : { maker, checker };
}

/** Answers that a person accepted, from the annotations beside the question file. */
async function acceptedOf(set: ReviewSet, root: string): Promise<ReturnType<typeof acceptedAnswers>> {
	const read = await new NodeFiles(root).read(annotationsPath(set.path));
	return read.kind === 'text' ? acceptedAnswers(parseAnnotations(read.text).file) : [];
}

async function measureGroup(group: readonly FilePlan[], setting: ProbeSetting): Promise<ExitCode> {
	const { given, tools } = setting;
	const [{ judge, rubric, key, folder, set }] = group as readonly [FilePlan, ...FilePlan[]];
	const battery = batteryHash(
		group.map(({ set: { path }, probes }) => ({ path, probes })),
		pairsOf(given).pairs,
	);
	const limit = given.amount('limit') ?? DEFAULT_LIMIT;
	const head = { judge: judge.name, rubric: rubric.name, key, files: group.map(each => each.set.path) };
	if (given.has('dry-run')) {
		await tools.report(dryLines(group, judge), { ...head, planned: countKinds(group) });
		return EXIT.passed;
	}
	const earlier = given.has('fresh') ? undefined : await readMeasurement(folder, key);
	if (earlier?.battery === battery) {
		const standing = stateOf(earlier.figures, limit);
		await tools.report(
			[
				...titleLines(group, `measured ${earlier.at}, not judged again`),
				...figureLines({ ...earlier, limit, standing }),
			],
			{ ...head, cached: true, measured: { ...earlier, limit, state: standing.state } },
		);
		return codeOf(standing, earlier.accepted);
	}
	const { judged, failure } = await judgeGroup(group, limit, setting);
	const { measurement, standing } = judged;
	const { figures, accepted } = measurement;
	const results = [...judged.results.values()];
	// What is not whole, or says too little, must not stand beside scores later.
	const keeps = standing.state !== 'not-measured' && judged.stopped === undefined;
	const kept = keeps ? keep(measurement, setting, folder) : undefined;
	const retest = retestOf(results);
	await tools.report(
		[
			...titleLines(group, kept?.path === undefined ? 'not kept' : `kept in ${kept.path}`),
			...figureLines({ ...measurement, standing, ...(retest === undefined ? {} : { retest }) }),
			...[kept?.failure, failure].filter(words => words !== undefined),
		],
		{
			...head,
			cached: false,
			measured: { ...measurement, state: standing.state },
			...(retest === undefined ? {} : { retest }),
		},
	);
	const unscored = Object.values(figures.unscored).reduce((sum, count) => sum + count, 0);
	const allowed = given.count('max-unscored', 0) ?? set.project?.limits.maxUnscored ?? 0;
	return gravest([
		...(judged.stopped === 'cancelled' ? [EXIT.cancelled] : []),
		...(judged.stopped === 'over-budget' ? [EXIT.limit] : []),
		...(kept?.failure === undefined ? [] : [EXIT.usage]),
		...(unscored > allowed ? [EXIT.unscored] : []),
		codeOf(standing, accepted),
	]);
}

/** Judges the probes of a group into a run file of their own. */
async function judgeGroup(
	group: readonly FilePlan[],
	limit: number,
	{ given, io, options, tools }: ProbeSetting,
): Promise<{ readonly judged: ProbeRun; readonly failure: string | undefined }> {
	const [{ judge, rubric, key, folder, set, made }] = group as readonly [FilePlan, ...FilePlan[]];
	const files = group.map(({ set: { path }, probes }) => ({ path, probes }));
	const pairs = given.has('pairs') ? pairsToProbe(files).size : 0;
	const progress = tools.progress(files.reduce((sum, { probes }) => sum + probes.cases.length, pairs));
	const concurrency = given.count('concurrency', 1) ?? set.project?.defaults.concurrency;
	const maxCost = options.maxCost ?? set.project?.limits.maxCost;
	const spent = group.reduce((sum, { madeFor = 0 }) => sum + madeFor, 0);
	const run = newRunId();
	const writer = new RunWriter({ stateFolder: folder, run, redactor: tools.redactor });
	progress.begin();
	const events = probeJudge(
		files,
		{ model: tools.models, clock: systemClock },
		{
			...{ judge, rubric, key, limit, run },
			tool: `groundline ${TOOL_VERSION}`,
			...(concurrency === undefined ? {} : { concurrency }),
			...(set.project === undefined ? {} : { minute: set.project.limits }),
			...(maxCost === undefined ? {} : { maxCost: Math.max(0, maxCost - spent) }),
			...(made === undefined ? {} : { made }),
			...pairsOf(given),
			onJudged: result =>
				result === undefined
					? progress.caseDone('passed', 'pair', 0)
					: progress.caseDone(result.end!.state, result.start?.question ?? result.key, caseCost(result)),
		},
		io.signal,
	);
	try {
		for (let step = await events.next(); ; step = await events.next()) {
			if (step.done === true) {
				return { judged: step.value, failure: writer.failure };
			}
			writer.write(step.value);
		}
	} finally {
		writer.close();
		progress.clear();
	}
}

function keep(
	measurement: JudgeMeasurement,
	{ tools }: ProbeSetting,
	folder: string,
): { readonly path?: string; readonly failure?: string } {
	try {
		return { path: writeMeasurement(folder, measurement, tools.redactor) };
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code ?? String(error);
		return { failure: `The measurement cannot be written to ${folder} (${code}).` };
	}
}

/** A fake that a person wrote into the file is a demand: the judge must not pass it. */
function codeOf(standing: MeasuredState, accepted: JudgeMeasurement['accepted']): ExitCode {
	return standing.state === 'below-limit' || accepted.some(({ kind }) => kind === 'fake') ? EXIT.failed : EXIT.passed;
}

function titleLines(group: readonly FilePlan[], how: string): readonly string[] {
	const { judge, rubric } = group[0]!;
	const name = judge.entry.provider === 'offline' ? `${judge.name} (lexical)` : judge.name;
	const without = group.flatMap(({ probes }) => probes.without);
	return [
		`judge ${name}, rubric ${rubric.name}, ${judge.samples === 1 ? 'one verdict' : `${judge.samples} verdicts`} an answer; ${how}`,
		...(without.length === 0 ? [] : [`no reference, accepted answer or probe: ${without.join(', ')}`]),
	];
}

function countKinds(group: readonly FilePlan[]): Readonly<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const { kind } of group.flatMap(({ probes }) => probes.probes)) {
		counts[kind] = (counts[kind] ?? 0) + 1;
	}
	return counts;
}

function dryLines(group: readonly FilePlan[], judge: JudgeSetup): readonly string[] {
	const cases = group.reduce((sum, { probes }) => sum + probes.cases.length, 0);
	return [
		...Object.entries(countKinds(group)).map(([kind, count]) => `${String(count).padStart(8)}  ${kind}`),
		`${String(cases * judge.samples).padStart(8)}  verdicts by ${judge.name} on ${plural(cases, 'text')}`,
	];
}
