import { delimiterOf } from '../context/delimited.ts';
import type { Passage } from '../context/passage.ts';
import { compareProblems } from '../documents/problem.ts';
import type { ContextEntry, Question } from '../documents/question-file.ts';
import type { LoadedQuestion, ReviewSet } from '../documents/review-set.ts';
import { estimateTokens } from '../prompt/estimate.ts';
import { findBeyondWindow, type ModelWindow } from './find-beyond-window.ts';
import { findEmptyCells } from './find-empty-cells.ts';
import { findIrrelevant } from './find-irrelevant.ts';
import { findRepeats } from './find-repeats.ts';
import type { Finding } from './finding.ts';
import { entriesOf } from './given-entries.ts';
import { HYGIENE_CHECKS, type HygieneCheck } from './hygiene-checks.ts';
import { type GivenContext, type HygieneProblem, problemOf } from './hygiene-problem.ts';
import { tightestWindow } from './model-window.ts';
import { ProfileBook } from './passage-profile.ts';

/** What was found, and how much it is of. */
export interface HygieneReport {
	readonly problems: readonly HygieneProblem[];
	/** Estimated tokens of context that one answer to each question is given. */
	readonly contextTokens: number;
	/** Of these, what the problems could save. */
	readonly savedTokens: number;
	/** False where some questions have not been looked at yet. */
	readonly isComplete: boolean;
}

/**
 * Looks for what the contexts of one question file would be better without. Remembers what it found for each question, so that after
 * a key press only the question that changed is looked at again. One for each file.
 */
export class HygieneBook {
	private readonly profiles = new ProfileBook();
	private kept: readonly (Kept | undefined)[] = [];

	/** What is known without looking at anything anew. Fast enough for every key press. */
	known(set: HygieneSet): HygieneReport {
		return this.report(set, this.reusable(set));
	}

	/** Looks at all questions, yielding after each that had to be looked at anew, so that others get their turn. */
	*check(set: HygieneSet): Generator<undefined, HygieneReport> {
		const kept = [...this.reusable(set)];
		const scope = scopeOf(set);
		for (const [i, loaded] of set.questions.entries()) {
			if (kept[i] === undefined) {
				kept[i] = this.look(loaded, scope);
				yield undefined;
			}
		}
		this.kept = kept;
		return this.report(set, kept);
	}

	/** {@link check} in one go. */
	all(set: HygieneSet): HygieneReport {
		const steps = this.check(set);
		for (;;) {
			const step = steps.next();
			if (step.done === true) {
				return step.value;
			}
		}
	}

	private reusable(set: HygieneSet): readonly (Kept | undefined)[] {
		const scope = scopeOf(set);
		const moved = this.kept.length - set.questions.length;
		return set.questions.map((loaded, i) => {
			const here = this.kept[i];
			if (here !== undefined && isSame(here, loaded, scope)) {
				return here;
			}
			const there = moved === 0 ? undefined : this.kept[i + moved];
			return there !== undefined && isSame(there, loaded, scope) ? there : undefined;
		});
	}

	private look({ question, passages }: LoadedQuestion, scope: Scope): Kept {
		const { checks, shared, window, besides } = scope;
		const profiles = passages.map(passage => this.profiles.of(passage));
		const own = shared.length;
		const repeats = checks.has('repeated')
			? findRepeats(
					passages.map((passage, i) => ({ profile: profiles[i]!, isTable: isTable(passage) })),
					0,
				)
			: [];
		// What goes as a whole need not be mended in parts.
		const gone = new Set(repeats.filter(one => one.kind === 'nearly-repeated' || one.whole).map(one => one.passage));
		// Where the right answer is that the context does not say, it is meant to be beside the point.
		const irrelevant =
			checks.has('irrelevant') && question.answerable
				? findIrrelevant(profiles, scope.lookAtShared ? 0 : own, {
						question: this.profiles.termsOf(question.question.value),
						answers: this.profiles.termsOf(wantedText(question)),
					})
				: [];
		const empty = checks.has('empty-cells')
			? profiles.flatMap((profile, i) => (gone.has(i) ? [] : (findEmptyCells(profile, i) ?? [])))
			: [];
		const beyond =
			window === undefined || !checks.has('window')
				? undefined
				: findBeyondWindow(profiles, window, besides + estimateTokens(question.question.value));
		return {
			question,
			passages,
			scope: scope.id,
			tokens: profiles.reduce((sum, profile) => sum + profile.tokens, 0),
			findings: [
				...repeats,
				...irrelevant.filter(one => !gone.has(one.passage)),
				...empty,
				...(beyond === undefined ? [] : [beyond]),
			],
		};
	}

	private report(set: HygieneSet, kept: readonly (Kept | undefined)[]): HygieneReport {
		const shared = set.shared.length;
		const fileEntries = entriesOf(set.file.context, set.shared, set.path);
		const problems: HygieneProblem[] = [];
		let contextTokens = 0;
		const all = kept.filter(one => one !== undefined);
		for (const { tokens } of all) {
			contextTokens += tokens;
		}
		const given = fileEntries && context(set, set.file.context, fileEntries, set.shared);
		if (given !== undefined) {
			problems.push(...aboutAll(all, shared).flatMap(finding => problemOf(finding, given, set.questions.length) ?? []));
		}
		let savedTokens = savedBy(problems);
		for (const [i, one] of kept.entries()) {
			if (one === undefined || one.findings.length === 0) {
				continue;
			}
			const own = one.findings.filter(finding => finding.passage >= shared);
			const loaded = set.questions[i]!;
			if (own.length === 0 || loaded.row !== undefined || problems.length >= MOST_PROBLEMS) {
				continue;
			}
			const { context: list } = loaded.question;
			const entries = entriesOf(list, loaded.passages.slice(shared), set.path);
			if (entries !== undefined) {
				const given = context(
					set,
					list,
					[...(fileEntries ?? set.shared.map(() => undefined)), ...entries],
					loaded.passages,
				);
				const found = own.flatMap(finding => problemOf(finding, given, 1) ?? []);
				problems.push(...found);
				savedTokens += savedBy(found);
			}
		}
		return {
			problems: problems.sort((a, b) => compareProblems(a.problem, b.problem)),
			contextTokens,
			savedTokens: Math.min(contextTokens, savedTokens),
			isComplete: all.length === kept.length,
		};
	}
}

/** What it needs of a loaded file. */
export type HygieneSet = Pick<ReviewSet, 'path' | 'text' | 'file' | 'project' | 'prompts' | 'questions' | 'shared'>;

/** More would bury everything else. */
const MOST_PROBLEMS = 500;
/** A shared line is irrelevant only if it is so to every question; with more of them than this that takes too long. */
const MOST_ASKING = 300;

interface Kept {
	readonly question: Question;
	readonly passages: readonly Passage[];
	readonly scope: string;
	readonly tokens: number;
	readonly findings: readonly Finding[];
}

/** Repeats that go are no longer beyond the window: what both name is saved once. */
function savedBy(problems: readonly HygieneProblem[]): number {
	let [beyond, mended] = [0, 0];
	for (const { problem, tokens, times } of problems) {
		if (problem.code === 'beyond-window') {
			beyond += tokens * times;
		} else {
			mended += tokens * times;
		}
	}
	return Math.max(beyond, mended);
}

/** What all questions of a file have in common. */
interface Scope {
	readonly id: string;
	readonly checks: ReadonlySet<HygieneCheck>;
	readonly shared: readonly Passage[];
	readonly window: ModelWindow | undefined;
	/** Tokens of the template. */
	readonly besides: number;
	readonly lookAtShared: boolean;
}

function scopeOf(set: HygieneSet): Scope {
	const checks = new Set(set.project?.hygiene ?? HYGIENE_CHECKS);
	const window = tightestWindow(set);
	const besides =
		window === undefined ? 0 : Math.max(0, ...set.prompts.map(({ template }) => estimateTokens(template.source)));
	const lookAtShared = set.questions.length <= MOST_ASKING;
	const id = JSON.stringify([[...checks], window, besides, lookAtShared]);
	return { id, checks, shared: set.shared, window, besides, lookAtShared };
}

/** Runs for thousands of questions on a key press: the strings are mostly the very same ones, and nothing is made anew. */
function isSame(kept: Kept, { question, passages }: LoadedQuestion, scope: Scope): boolean {
	return (
		kept.scope === scope.id &&
		isSameQuestion(kept.question, question) &&
		(kept.passages === passages ||
			(kept.passages.length === passages.length &&
				kept.passages.every((passage, i) => passage === passages[i] || isSameText(passage, passages[i]!))))
	);
}

function isSameQuestion(a: Question, b: Question): boolean {
	if (a === b) {
		return true;
	}
	const { reference, answers } = b;
	if (
		a.question.value !== b.question.value ||
		a.answerable !== b.answerable ||
		a.reference.length !== reference.length ||
		a.answers.size !== answers.size
	) {
		return false;
	}
	for (let i = 0; i < reference.length; i++) {
		if (a.reference[i]!.value !== reference[i]!.value) {
			return false;
		}
	}
	return answers.size === 0 || [...answers].every(([label, text]) => a.answers.get(label)?.value === text.value);
}

function isSameText(a: Passage, b: Passage): boolean {
	return a.inline === b.inline && a.path === b.path && a.text === b.text;
}

function wantedText(question: Question): string {
	return [...question.reference, ...question.answers.values()].map(({ value }) => value).join('\n');
}

/** What holds of the shared passages for every question: found by each of them; of the window, where it is the worst. */
function aboutAll(all: readonly Kept[], shared: number): readonly Finding[] {
	const [first, ...others] = all;
	if (first === undefined || shared === 0) {
		return [];
	}
	const found: Finding[] = [];
	for (const finding of first.findings.filter(one => one.passage < shared && one.kind !== 'beyond-window')) {
		if (finding.kind !== 'irrelevant') {
			found.push(finding); // It depends on the shared passages alone.
			continue;
		}
		const units = finding.units.filter(unit =>
			others.every(other =>
				other.findings.some(
					one => one.kind === 'irrelevant' && one.passage === finding.passage && one.units.includes(unit),
				),
			),
		);
		if (units.length === finding.units.length) {
			found.push(finding);
		}
	}
	const beyond = all
		.flatMap(({ findings }) => findings)
		.filter(one => one.kind === 'beyond-window' && one.passage < shared)
		.reduce<Finding | undefined>(
			(worst, one) => (worst === undefined || one.tokens > worst.tokens ? one : worst),
			undefined,
		);
	return beyond === undefined ? found : [...found, beyond];
}

function context(
	{ path, text }: HygieneSet,
	list: readonly ContextEntry[],
	entries: readonly (ContextEntry | undefined)[],
	passages: readonly Passage[],
): GivenContext {
	return { path, text, list, entries, passages };
}

function isTable({ path, inline }: Passage): boolean {
	return !inline && delimiterOf(path) !== undefined;
}
