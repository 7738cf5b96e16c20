import { baseName, type FileRead, type Files } from '../../core/documents/files.ts';
import { loadReviewSet } from '../../core/documents/load.ts';
import type { Rubric, RubricTest } from '../../core/documents/rubric.ts';
import { ownMember } from '../../core/judging/score.ts';
import { planCases } from '../../core/review/plan.ts';
import type { CaseResult } from '../../core/review/result.ts';
import { retestOf } from '../../core/review/retest.ts';
import { NodeFiles } from '../../node/files.ts';
import { plural } from '../amounts.ts';
import { EXIT, type ExitCode, gravest, UsageError } from '../exit-code.ts';
import { loadRubricFile } from '../load.ts';
import { placeOf } from '../places.ts';
import { oneLine } from '../style.ts';
import { judgeCases } from './judge-cases.ts';
import type { ProbeSetting } from './report.ts';

/** Runs the tests of a rubric: the judge rates each answer, and every criterion that the test names must get the level it names. */
export async function runRubricTests(file: string, setting: ProbeSetting): Promise<ExitCode> {
	const { given, io, options, tools } = setting;
	const rubric = await loadRubricFile(file, given.text('root'), io.cwd);
	const tests = rubric.tests ?? [];
	if (tests.length === 0) {
		throw new UsageError(`${file} has no "tests".`);
	}
	const place = placeOf(file, given.text('root'), io.cwd);
	const set = await loadReviewSet(`${place.path}${AS_QUESTIONS}`, new RubricAsQuestions(place.root, place.path, tests));
	const plan = planCases(set, { ...options, rubric, models: [LABEL] });
	const failures = plan.problems.filter(problem => problem.severity === 'error');
	if (failures.length > 0) {
		throw new UsageError(failures.map(problem => problem.message).join('\n'));
	}
	const judge = plan.cases[0]?.judge?.name ?? '';
	if (given.has('dry-run')) {
		await tools.report([`${tests.length} tests of ${place.path} by ${judge}`], {
			rubric: place.path,
			tests: tests.length,
		});
		return EXIT.passed;
	}
	const judged = await judgeCases(plan.cases, setting, {
		concurrency: given.count('concurrency', 1) ?? set.project?.defaults.concurrency,
		minute: set.project?.limits,
		maxCost: options.maxCost ?? set.project?.limits.maxCost,
	});
	const outcomes = plan.cases.map((item, i) => outcomeOf(tests[i]!, judged.results.get(item.key), rubric));
	const count = (state: TestOutcome['state']) => outcomes.filter(outcome => outcome.state === state).length;
	const retest = retestOf([...judged.results.values()]);
	const sum = [...SIGNS].flatMap(([state]) => (count(state) === 0 ? [] : [`${count(state)} ${state}`])).join(' + ');
	await tools.report(
		[
			`judge ${oneLine(judge)}, rubric ${oneLine(rubric.name)}`,
			...outcomes.flatMap((outcome, i) => [
				`${SIGNS.get(outcome.state)} test ${i + 1} ${outcome.state}`,
				...outcome.problems.map(problem => `    ${oneLine(problem)}`),
			]),
			...(retest === undefined
				? []
				: [
						`test-retest: the same level in ${(retest.agreement * 100).toFixed(1)} % of ${plural(retest.pairs, 'pair')} of ratings`,
					]),
			`${plural(tests.length, 'test')} = ${sum}`,
		],
		{ rubric: place.path, judge, tests: outcomes, ...(retest === undefined ? {} : { retest }) },
	);
	const allowed = given.count('max-unscored', 0) ?? set.project?.limits.maxUnscored ?? 0;
	return gravest([
		...(judged.stopped === 'cancelled' ? [EXIT.cancelled] : []),
		...(judged.stopped === 'over-budget' ? [EXIT.limit] : []),
		...(count('unscored') > allowed ? [EXIT.unscored] : []),
		count('failed') > 0 ? EXIT.failed : EXIT.passed,
	]);
}

interface TestOutcome {
	readonly state: 'passed' | 'failed' | 'unscored';
	readonly ratings: Readonly<Record<string, string>>;
	/** One sentence each. */
	readonly problems: readonly string[];
}

const SIGNS = new Map<TestOutcome['state'], string>([
	['passed', '✓'],
	['failed', '✗'],
	['unscored', '?'],
]);

/** Only the criteria that the test names have to be read; another one that is missing does not matter to it. */
function outcomeOf(test: RubricTest, result: CaseResult | undefined, rubric: Rubric): TestOutcome {
	const ratings = result?.end?.ratings ?? {};
	const named = [...test.expect];
	const missing = named.filter(([id]) => ownMember(ratings, id) === undefined);
	if (missing.length > 0) {
		const why = result?.end?.message ?? 'It was not judged.';
		return { state: 'unscored', ratings, problems: [why] };
	}
	const problems = named
		.filter(([id, level]) => ownMember(ratings, id) !== level)
		.map(([id, level]) => {
			const name = rubric.criteria.find(criterion => criterion.id === id)?.name ?? id;
			const reason = result?.verdicts.map(verdict => verdict.reasons[id]).find(each => each !== undefined);
			return `${name} is ${ratings[id]}, ${level} is expected.${reason === undefined ? '' : ` The judge: ${reason}`}`;
		});
	return { state: problems.length === 0 ? 'passed' : 'failed', ratings, problems };
}

const AS_QUESTIONS = '.tests.questions.yaml';
const LABEL = 'test';

/** The tests as a question file beside the rubric, which exists only here: everything else is read from the disk. */
class RubricAsQuestions implements Files {
	private readonly disk: NodeFiles;
	private readonly path: string;
	private readonly text: string;

	constructor(root: string, path: string, tests: readonly RubricTest[]) {
		this.disk = new NodeFiles(root);
		this.path = `${path}${AS_QUESTIONS}`;
		this.text = JSON.stringify({
			version: 1,
			rubric: baseName(path),
			questions: tests.map(({ question, answer }, i) => ({
				id: `test-${i + 1}`,
				question: question ?? '(No question is given.)',
				answers: { [LABEL]: answer },
			})),
		});
	}

	async read(path: string): Promise<FileRead> {
		return path === this.path ? { kind: 'text', text: this.text } : this.disk.read(path);
	}

	list(glob: string, limit: number): Promise<readonly string[]> {
		return this.disk.list(glob, limit);
	}
}
