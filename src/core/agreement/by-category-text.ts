import { briefly, plural } from '../judging/probes/brief-words.ts';
import { shareWords } from '../judging/probes/measurement-words.ts';
import type { CategoryJudges, DividedAnswer, JudgeName } from './by-category.ts';

export const CATEGORIES_HEAD: readonly string[] = ['', '## Judges by category', ''];

/** One category: how each judge agrees with people in it, and whether one is better here than the one that is best over all. */
export function categoryLines(one: CategoryJudges): readonly string[] {
	const { category, answers, questions, judges, people } = one;
	const ceiling = people === undefined ? '' : `; people among themselves ${shareWords(people)}`;
	return [
		`${categoryName(category)} (${plural(answers, 'answer')} to ${plural(questions, 'question')}${ceiling}):`,
		...judges.map(judge => `  ${nameWords(judge)} as people ${shareWords(judge.agreement)}`),
		...(judges.length < 2 ? [] : [`  ${adviceWords(one)}`]),
	];
}

/** Before the list of unreviewed answers that the advised judge decides otherwise. */
export function otherwiseHead(
	{ category, otherwise, judges, overall }: CategoryJudges,
	shown: number,
): readonly string[] {
	const more = otherwise.length > shown ? `, of which ${shown} are shown` : '';
	return otherwise.length === 0
		? []
		: [
				'',
				`Not reviewed in ${categoryName(category)}, and decided otherwise by ${briefly(judges[0]!.judge, 40)} than by ${briefly(overall.judge, 40)} (${otherwise.length}${more}):`,
			];
}

export function otherwiseWords({ question, model, pass }: DividedAnswer): string {
	return `  ${briefly(question, 64)} · ${briefly(model, 40)}: ${pass === true ? '✓' : '✕'}`;
}

function adviceWords({ advice, judges, overall, p }: CategoryJudges): string {
	return {
		change: `Consider ${nameWords(judges[0]!)} here: it agrees better than ${nameWords(overall)}, which is best over all, also on questions it was not chosen by (p ${p.toFixed(3)}).`,
		keep: `Keep ${nameWords(overall)}, which is best over all: no other is better here by more than chance (p ${p.toFixed(2)}).`,
		'too-few': 'Too few to choose a judge by: 20 answers are needed.',
	}[advice];
}

function nameWords({ judge, rubric }: JudgeName): string {
	return `${briefly(judge, 40)} (${briefly(rubric, 40)})`;
}

function categoryName(category: string | undefined): string {
	return category === undefined ? 'questions without a category' : `category ${briefly(category, 40)}`;
}
