import type { AnnotationFile } from '../documents/annotation-file.ts';
import type { ReviewSet } from '../documents/review-set.ts';
import { mean } from '../statistics/bootstrap.ts';
import { holm } from '../statistics/holm.ts';
import type { Interval } from '../statistics/interval.ts';
import { meanInterval } from '../statistics/mean-interval.ts';
import { signTest } from '../statistics/sign-test.ts';
import type { JudgedAnswer } from './judged-answer.ts';

/** Which judge agrees best with people on the questions of one category (methods S13). */
export interface CategoryJudges {
	/** `undefined`: questions without one. */
	readonly category: string | undefined;
	/** Reviewed answers that every judge in question rated, and the questions they answer. */
	readonly answers: number;
	readonly questions: number;
	/** The best first. */
	readonly judges: readonly JudgeInCategory[];
	/** How far one person's decision is that of the others on the same answer: the ceiling; `undefined` where nobody reviewed what another did. */
	readonly people: Interval | undefined;
	/** The judge that agrees best over all categories: what one would take for all of them. */
	readonly overall: JudgeName;
	/**
	 * `change`: choosing the category's own best judge is better than taking the overall one, on questions it was not chosen by and by more than
	 * chance; `too-few`: fewer than 20 answers.
	 */
	readonly advice: 'change' | 'keep' | 'too-few';
	/** Two-sided sign test over questions, by Holm's method for all categories. */
	readonly p: number;
	/** Unreviewed answers of the category that its advised judge decides otherwise than the overall one; empty unless a change is advised. */
	readonly otherwise: readonly DividedAnswer[];
}

/** An answer with the decision of the advised judge. */
export type DividedAnswer = Pick<JudgedAnswer, 'hash' | 'key' | 'question' | 'model' | 'pass'>;

export interface JudgeName {
	readonly judge: string;
	readonly rubric: string;
	/** See `JudgedAnswer.setup`. */
	readonly setup: string;
}

export interface JudgeInCategory extends JudgeName {
	/** Share of decisions that are people's; every question counts alike. */
	readonly agreement: Interval;
}

export interface CategoryInput {
	readonly file: Pick<AnnotationFile, 'reviews'>;
	/** For each judge the verdicts that count, one for each answer. */
	readonly judges: readonly (readonly JudgedAnswer[])[];
	/** Category of a question by its id. */
	readonly categories: ReadonlyMap<string, string>;
}

/** Fewer answers tell nothing of a category (methods S13). */
const FEWEST = 20;

/**
 * How judges agree with people in each category. A decision is compared with what most people said of the answer, each of them left out once as
 * HREF does (Lyu et al. 2024), a tie being half right. Only answers count that all judges rated which rated half of the reviewed ones. Empty where
 * the reviewed answers are of one category.
 */
export function judgesByCategory({ file, judges, categories }: CategoryInput): readonly CategoryJudges[] {
	const said = saidOf(file);
	const known = judges.map(
		answers => new Map(answers.flatMap(each => (each.pass === undefined ? [] : [[each.hash, each]]))),
	);
	const able = known.filter(verdicts => 2 * [...said.keys()].filter(hash => verdicts.has(hash)).length >= said.size);
	const names = able.flatMap(verdicts => nameOf(verdicts) ?? []);
	const questions = questionsOf(said, able, categories);
	const groups = grouped(questions);
	if (names.length === 0 || groups.size < 2) {
		return [];
	}
	const total = new Sums(names.length);
	for (const question of questions) {
		total.add(question, 1);
	}
	const overall = total.best();
	const found = [...groups].map(([category, own]) => {
		const sums = new Sums(names.length);
		for (const question of own) {
			sums.add(question, 1);
		}
		const { wins, losses } = heldOut(own, sums, total);
		return { category, own, best: sums.best(), gains: wins > losses, p: signTest(wins, losses) };
	});
	const adjusted = holm(found.map(({ p }) => p));
	return found.map(({ category, own, best, gains }, i): CategoryJudges => {
		const answers = own.reduce((sum, { items }) => sum + items, 0);
		const p = adjusted[i]!;
		const advice = answers < FEWEST ? 'too-few' : gains && best !== overall && p < 0.05 ? 'change' : 'keep';
		return {
			category,
			...{ answers, questions: own.length, advice, p, overall: names[overall]! },
			judges: names
				.map((name, j) => ({ ...name, agreement: meanInterval(own.map(({ agrees }) => agrees[j]!))! }))
				.sort((a, b) => b.agreement.value - a.agreement.value),
			people: meanInterval(own.flatMap(({ people }) => people ?? [])),
			otherwise:
				advice === 'change'
					? [...able[best]!.values()]
							.filter(({ question, hash }) => categories.get(question) === category && !said.has(hash))
							.filter(({ hash, pass }) => (able[overall]!.get(hash)?.pass ?? pass) !== pass)
							.map(({ hash, key, question, model, pass }) => ({ hash, key, question, model, pass }))
					: [],
		};
	});
}

/** Question id → its category, of those that have one. */
export function categoriesOf({ questions }: ReviewSet): ReadonlyMap<string, string> {
	return new Map(
		questions.flatMap(({ question: { id, category } }) => (category === undefined ? [] : [[id, category.value]])),
	);
}

/** Hash of an answer → whether it was accepted, once for each person. */
function saidOf({ reviews }: CategoryInput['file']): ReadonlyMap<string, readonly boolean[]> {
	const said = new Map<string, boolean[]>();
	for (const { answer, state } of reviews) {
		if (state !== 'uncertain') {
			const known = said.get(answer) ?? [];
			known.push(state === 'accepted');
			said.set(answer, known);
		}
	}
	return said;
}

function nameOf(verdicts: ReadonlyMap<string, JudgedAnswer>): JudgeName | undefined {
	const [first] = verdicts.values();
	return first && { judge: first.judge, rubric: first.rubric, setup: first.setup };
}

/** A question with its means over reviewed answers. */
interface ReviewedQuestion {
	readonly category: string | undefined;
	readonly items: number;
	/** 0..1 for each judge. */
	readonly agrees: readonly number[];
	readonly people: number | undefined;
}

function questionsOf(
	said: ReadonlyMap<string, readonly boolean[]>,
	judges: readonly ReadonlyMap<string, JudgedAnswer>[],
	categories: ReadonlyMap<string, string>,
): readonly ReviewedQuestion[] {
	const rows = new Map<string, { agrees: number[][]; people: number[] }>();
	for (const [hash, decisions] of said) {
		const verdicts = judges.flatMap(verdicts => verdicts.get(hash) ?? []);
		if (verdicts.length < judges.length || verdicts.length === 0) {
			continue;
		}
		const { question } = verdicts[0]!;
		const row = rows.get(question) ?? { agrees: [], people: [] };
		row.agrees.push(verdicts.map(({ pass }) => withMost(pass!, decisions)));
		row.people.push(...amongPeople(decisions));
		rows.set(question, row);
	}
	return [...rows].map(([question, { agrees, people }]) => ({
		category: categories.get(question),
		items: agrees.length,
		agrees: judges.map((_, j) => mean(agrees.map(row => row[j]!))),
		people: people.length === 0 ? undefined : mean(people),
	}));
}

/** Agreement of one decision with the mode of people's, each of them left out once; with the only one where there is one. */
export function withMost(decision: boolean, people: readonly boolean[]): number {
	return people.length === 1
		? Number(decision === people[0])
		: mean(people.map((_, i) => asMost(decision, people.toSpliced(i, 1))));
}

/** Agreement of each person with the mode of the others; nothing where there is only one. */
function amongPeople(people: readonly boolean[]): readonly number[] {
	return people.length < 2 ? [] : people.map((one, i) => asMost(one, people.toSpliced(i, 1)));
}

function asMost(decision: boolean, others: readonly boolean[]): number {
	const same = others.filter(other => other === decision).length;
	return 2 * same > others.length ? 1 : 2 * same === others.length ? 0.5 : 0;
}

function grouped(questions: readonly ReviewedQuestion[]): ReadonlyMap<string | undefined, readonly ReviewedQuestion[]> {
	const groups = new Map<string | undefined, ReviewedQuestion[]>();
	for (const question of questions) {
		const group = groups.get(question.category);
		if (group === undefined) {
			groups.set(question.category, [question]);
		} else {
			group.push(question);
		}
	}
	return groups;
}

/** Sums of agreement for each judge, from which a question can be taken out again. */
class Sums {
	private readonly values: number[];

	constructor(judges: number) {
		this.values = Array.from({ length: judges }, () => 0);
	}

	add({ agrees }: ReviewedQuestion, times: 1 | -1): void {
		for (const [j, value] of agrees.entries()) {
			this.values[j]! += times * value;
		}
	}

	/** Of equally good ones the first. */
	best(): number {
		return this.values.reduce((best, value, j) => (value > this.values[best]! + 1e-9 ? j : best), 0);
	}
}

/** On each question the judge that is best in its category against the one that is best over all, both chosen without it. */
function heldOut(
	own: readonly ReviewedQuestion[],
	sums: Sums,
	total: Sums,
): { readonly wins: number; readonly losses: number } {
	let [wins, losses] = [0, 0];
	for (const question of own) {
		sums.add(question, -1);
		total.add(question, -1);
		const gain = question.agrees[sums.best()]! - question.agrees[total.best()]!;
		sums.add(question, 1);
		total.add(question, 1);
		wins += gain > 0 ? 1 : 0;
		losses += gain < 0 ? 1 : 0;
	}
	return { wins, losses };
}
