import type { CaseResult } from '../../core/review/result.ts';
import { scoreText, showHidden, stateLine, type Translate } from '../results/wording.ts';

/** The most lines of an answer that a thread shows; the answer document shows all. */
export const MOST_LINES = 40;
/** A line may be long, too. */
const MOST_CHARACTERS = 4000;

/** The head of an answer as plain text, hidden characters made visible; says where it was cut. */
export function answerHead(result: CaseResult, t: Translate): string {
	const { text, answer } = result;
	if (text === '') {
		return (
			answer?.failure?.message ??
			(result.end === undefined ? t('Waiting for the first words…') : t('The answer is empty.'))
		);
	}
	const lines = text.split(/\r\n?|\n/);
	const head = lines.slice(0, MOST_LINES).join('\n').slice(0, MOST_CHARACTERS);
	const parts = [showHidden(head)];
	if (lines.length > MOST_LINES) {
		parts.push(t('… {0} more lines: Open Answer shows all.', lines.length - MOST_LINES));
	} else if (head.length < text.length && text.length > MOST_CHARACTERS) {
		parts.push(t('… cut here: Open Answer shows all.'));
	}
	if (answer?.failure !== undefined) {
		parts.push(`\n${answer.failure.message}`);
	}
	return parts.join('\n');
}

/**
 * What the judge says, in plain words: state and score first, then the cap, then the criteria from the lowest up with the
 * judge's reasons. At most three criteria, and only those below the best level; all of them are in the Review view.
 */
export function verdictWords(result: CaseResult, t: Translate): string | undefined {
	const { end } = result;
	if (end === undefined) {
		return result.phase === 'judging' ? t('Judging…') : undefined;
	}
	const lines = [headLine(result, t)];
	// Why an answer broke off is said below the answer already.
	if (end.message !== undefined && end.message !== '' && end.message !== result.answer?.failure?.message) {
		lines.push(showHidden(end.message));
	}
	for (const { criterion, level, cap } of end.arithmetic?.caps ?? []) {
		lines.push(t('Capped at {0} because {1} is {2}.', scoreText(cap), nameOf(result, criterion), level));
	}
	for (const check of end.checks.filter(({ met, message }) => !met && message !== end.message)) {
		lines.push(t('Not met: {0}', showHidden(check.message)));
	}
	lines.push(...lowestCriteria(result));
	return lines.join('\n');
}

function headLine(result: CaseResult, t: Translate): string {
	const { score, cappedScore, passMark } = result.end!;
	const facts = [stateLine(result, t)];
	if (score !== undefined && cappedScore !== undefined && score !== cappedScore) {
		facts.push(t('{0} before the cap', scoreText(score)));
	}
	if (cappedScore !== undefined && passMark !== undefined) {
		facts.push(t('pass mark {0}', passMark));
	}
	return facts.join(' · ');
}

function lowestCriteria(result: CaseResult): readonly string[] {
	const { rubric, ratings } = result.end!;
	const values = new Map(rubric.levels.map(level => [level.name, level.value]));
	const best = Math.max(...values.values());
	return rubric.criteria
		.flatMap(criterion => {
			const level = ratings[criterion.id];
			const value = level === undefined ? undefined : values.get(level);
			return value === undefined || value === best ? [] : [{ criterion, level: level!, value }];
		})
		.sort((a, b) => a.value - b.value || b.criterion.weight - a.criterion.weight)
		.slice(0, MOST_CRITERIA)
		.map(({ criterion, level }) => {
			const reason = result.verdicts
				.map(verdict => verdict.reasons[criterion.id])
				.find(text => text !== undefined && text !== '');
			return `${criterion.name}: ${level}${reason === undefined ? '' : `. ${showHidden(firstLines(reason))}`}`;
		});
}

const MOST_CRITERIA = 3;

function firstLines(reason: string): string {
	const text = reason.replace(/\s+/g, ' ').trim();
	return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function nameOf(result: CaseResult, criterion: string): string {
	return result.end!.rubric.criteria.find(known => known.id === criterion)?.name ?? criterion;
}
