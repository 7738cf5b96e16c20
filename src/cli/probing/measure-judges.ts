import { join } from 'node:path';
import { parseAnnotations } from '../../core/documents/parse-annotations.ts';
import type { ReviewSet } from '../../core/documents/review-set.ts';
import {
	type JudgeMeasurement,
	MEASUREMENT_VERSION,
	measurementKey,
} from '../../core/judging/probes/judge-measurement.ts';
import { measureJudge, type ProbeOutcome } from '../../core/judging/probes/measure.ts';
import { DEFAULT_LIMIT, type MeasuredState, stateOf } from '../../core/judging/probes/measurement.ts';
import { outcomesOf, type ProbePlan, planProbes } from '../../core/judging/probes/plan-probes.ts';
import { MUST_FAIL } from '../../core/judging/probes/probe.ts';
import type { JudgeSetup } from '../../core/review/case.ts';
import { chooseJudge } from '../../core/review/choose-models.ts';
import { InputHasher } from '../../core/review/inputs.ts';
import { checkPlan } from '../../core/review/plan-checks.ts';
import type { Report } from '../../core/review/plan-problem.ts';
import { retestOf } from '../../core/review/retest.ts';
import { stateFolder } from '../../core/review/state-folder.ts';
import { valueHash } from '../../core/text/hash.ts';
import { NodeFiles } from '../../node/files.ts';
import { readMeasurement, writeMeasurement } from '../../node/judges/measurements.ts';
import { plural } from '../amounts.ts';
import { EXIT, type ExitCode, gravest, UsageError } from '../exit-code.ts';
import { loadSet } from '../load.ts';
import { figureLines } from './figure-lines.ts';
import { judgeCases } from './judge-cases.ts';
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
interface FilePlan {
	readonly set: ReviewSet;
	readonly judge: JudgeSetup;
	readonly rubric: NonNullable<ReviewSet['rubric']>;
	readonly probes: ProbePlan;
	readonly key: string;
	/** Absolute path of `.groundline`. */
	readonly folder: string;
}

type Planned =
	| { readonly kind: 'planned'; readonly plan: FilePlan }
	| { readonly kind: 'failed'; readonly errors: number };

async function planFile(file: string, { given, io, options }: ProbeSetting): Promise<Planned> {
	const { root, set, lines, errors } = await loadSet(file, given.text('root'), io.cwd);
	const found: string[] = [...lines];
	let failures = errors;
	const report: Report = (severity, message) => {
		failures += severity === 'error' ? 1 : 0;
		found.push(`${set.path}: ${severity}: ${message}`);
	};
	const rubric = options.rubric ?? set.rubric;
	const judge = rubric && chooseJudge({ set, rubric, options, report });
	const perKind = given.count('per-kind', 1);
	const probes =
		rubric &&
		judge &&
		planProbes(set, {
			judge,
			rubric,
			accepted: await acceptedAnswers(set, root),
			...(options.questions === undefined ? {} : { questions: options.questions }),
			...(perKind === undefined ? {} : { perKind }),
		});
	for (const id of options.questions ?? []) {
		if (!set.questions.some(({ question }) => question.id === id)) {
			report('error', `There is no question "${id}".`);
		}
	}
	checkPlan(probes?.cases ?? [], { set, maxCost: options.maxCost ?? set.project?.limits.maxCost, report });
	io.err(found.map(line => `${line}\n`).join(''));
	if (rubric === undefined || judge === undefined || probes === undefined || failures > 0) {
		return { kind: 'failed', errors: Math.max(1, failures) };
	}
	const [first] = probes.cases;
	if (first === undefined) {
		throw new UsageError(
			`${set.path} has nothing to probe a judge with: give a question a reference or probes, or accept an answer.`,
		);
	}
	const key = measurementKey(
		judge.name,
		new InputHasher().hashesOf(first, () => undefined),
	);
	const folder = join(root, stateFolder({ file: set.path, project: set.projectPath, otherwise: 'beside' }));
	return { kind: 'planned', plan: { set, judge, rubric, probes, key, folder } };
}

/** Answers that a person accepted, from the annotations beside the question file. */
async function acceptedAnswers(set: ReviewSet, root: string) {
	const path = set.path.replace(/(?:\.questions)?(\.ya?ml)$/i, '.annotations$1');
	const read = await new NodeFiles(root).read(path);
	if (read.kind !== 'text') {
		return [];
	}
	const { file } = parseAnnotations(read.text);
	return file.reviews.flatMap(({ answer, state }) => {
		const known = file.answers.get(answer);
		return state === 'accepted' && known !== undefined ? [{ question: known.question, text: known.text }] : [];
	});
}

async function measureGroup(group: readonly FilePlan[], setting: ProbeSetting): Promise<ExitCode> {
	const { given, tools } = setting;
	const [{ judge, rubric, key, folder, set }] = group as readonly [FilePlan, ...FilePlan[]];
	const battery = valueHash(group.map(({ probes }) => probes.hash));
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
	const judged = await judgeCases(
		group.flatMap(({ probes }) => probes.cases),
		setting,
		{
			concurrency: given.count('concurrency', 1) ?? set.project?.defaults.concurrency,
			maxCost: setting.options.maxCost ?? set.project?.limits.maxCost,
		},
	);
	const results = [...judged.results.values()];
	const outcomes = group.flatMap(({ set: { path }, probes }) =>
		outcomesOf(probes, judged.results).map(
			(outcome): ProbeOutcome => ({ ...outcome, cluster: `${path} ${outcome.cluster}` }),
		),
	);
	const figures = measureJudge(outcomes, rubric);
	const standing = stateOf(figures, limit);
	const accepted = acceptedFakes(group, outcomes);
	const measurement: JudgeMeasurement = {
		version: MEASUREMENT_VERSION,
		...head,
		at: new Date().toISOString(),
		battery,
		limit,
		state: standing.state === 'below-limit' ? 'below-limit' : 'measured',
		figures,
		accepted,
	};
	// What is not whole, or says too little, must not stand beside scores later.
	const keeps = standing.state !== 'not-measured' && judged.stopped === undefined;
	const kept = keeps ? keep(measurement, setting, folder) : undefined;
	const retest = retestOf(results);
	await tools.report(
		[
			...titleLines(group, kept?.path === undefined ? 'not kept' : `kept in ${kept.path}`),
			...figureLines({ figures, accepted, limit, standing, ...(retest === undefined ? {} : { retest }) }),
			...(kept?.failure === undefined ? [] : [kept.failure]),
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

function acceptedFakes(group: readonly FilePlan[], outcomes: readonly ProbeOutcome[]): JudgeMeasurement['accepted'] {
	return group
		.flatMap(({ probes }) => probes.probes)
		.flatMap(({ kind, question, answer }, i) => {
			const judged = outcomes[i]?.answer;
			return MUST_FAIL.has(kind) && judged?.state === 'scored' && judged.pass
				? [{ question, kind, answer, cappedScore: judged.cappedScore }]
				: [];
		});
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
