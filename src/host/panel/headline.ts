import type { CaseResult } from '../../core/review/result.ts';
import type { Headline, Line, ScoreBar, Span } from '../../shared/panel.ts';
import { phaseWord, reasonWord, scoreText, stateSign, stateWord, type Translate } from '../results/wording.ts';
import { differenceText, valueText, weightText } from './figures.ts';

/** What happened, in one row: score, state, and what it is measured against. */
export function headlineOf(result: CaseResult, last: CaseResult | undefined, t: Translate): Headline {
	const end = result.end;
	if (end === undefined) {
		return { score: '–', badge: phaseWord(result, t), tone: 'dim', note: [] };
	}
	const badge = `${stateSign(end.state)} ${stateWord(end.state, t)}`;
	if (end.state === 'unscored') {
		return { score: '–', badge, tone: 'warn', note: unscoredNote(result, t) };
	}
	if (end.cappedScore === undefined) {
		const tone = end.state === 'passed' ? 'ok' : end.state === 'failed' ? 'bad' : 'dim';
		return { score: '–', badge, tone, note: end.message === undefined ? [] : [{ text: end.message, tone: 'dim' }] };
	}
	const parts = [
		...(end.passMark === undefined ? [] : [t('pass mark {0}', valueText(end.passMark))]),
		...unmetWords(end.checks, t),
		...lastRunWords(end.cappedScore, last, t),
	];
	return {
		score: scoreText(end.cappedScore),
		badge,
		tone: end.state === 'passed' ? 'ok' : 'bad',
		note: [{ text: parts.join(' · '), tone: 'dim' }],
	};
}

/** The bar under the score: how far it goes, where it is cut and what it has to reach. */
export function barOf(result: CaseResult, t: Translate): ScoreBar | undefined {
	const { score, cappedScore, passMark } = result.end ?? {};
	if (score === undefined || cappedScore === undefined) {
		return undefined;
	}
	const cap = cappedScore < score ? cappedScore : undefined;
	const label = [
		t('Score {0} of 100', scoreText(score)),
		...(cap === undefined ? [] : [t('capped at {0}', valueText(cap))]),
		...(passMark === undefined ? [] : [t('pass mark {0}', valueText(passMark))]),
	].join(', ');
	const inside = (value: number): number => Math.max(0, Math.min(100, value));
	return {
		score: inside(score),
		cap: cap === undefined ? undefined : inside(cap),
		mark: passMark === undefined ? undefined : inside(passMark),
		label,
	};
}

/** ".5·60 + .2·20 + … = 58.0, capped at 40 because Faithfulness is Worse" */
export function arithmeticOf(result: CaseResult, t: Translate): Line | undefined {
	const { arithmetic, rubric } = result.end ?? {};
	if (arithmetic === undefined || arithmetic.terms.length === 0) {
		return undefined;
	}
	const weights = arithmetic.terms.reduce((sum, { weight }) => sum + weight, 0);
	const sum = arithmetic.terms.map(({ weight, value }) => `${weightText(weight)}·${valueText(value)}`).join(' + ');
	const whole = Math.abs(weights - 1) < 1e-6 ? sum : `(${sum}) / ${valueText(weights)}`;
	const name = (id: string): string => rubric?.criteria.find(criterion => criterion.id === id)?.name ?? id;
	const cap = arithmetic.caps
		.filter(applied => applied.cap < arithmetic.score)
		.reduce<(typeof arithmetic.caps)[number] | undefined>(
			(lowest, applied) => (lowest === undefined || applied.cap < lowest.cap ? applied : lowest),
			undefined,
		);
	const spans: Span[] = [{ text: `${whole} = ` }, { text: scoreText(arithmetic.score), tone: 'strong' }];
	if (cap === undefined) {
		return spans;
	}
	return [
		...spans,
		{ text: t(', capped at ') },
		{ text: valueText(cap.cap), tone: 'strong' },
		{ text: t(' because {0} is {1}', name(cap.criterion), cap.level) },
	];
}

/** A score above the mark that failed would look like a mistake without them. */
function unmetWords(checks: readonly { readonly met: boolean }[], t: Translate): readonly string[] {
	const unmet = checks.filter(({ met }) => !met).length;
	return unmet === 0 ? [] : [unmet === 1 ? t('1 check not met') : t('{0} checks not met', unmet)];
}

function unscoredNote(result: CaseResult, t: Translate): Line {
	const { reason, message } = result.end ?? {};
	// "Empty answer: The answer is empty." would say it twice.
	const more = message === undefined || message === 'The answer is empty.' ? [] : [message];
	const words = [...(reason === undefined ? [] : [reasonWord(reason, t)]), ...more];
	const raw: Span = { text: t('raw reply'), open: { kind: 'document', document: 'raw-reply' } };
	const hasReply = result.verdicts.some(({ reply }) => reply !== '');
	return [{ text: words.join(': ') }, ...(hasReply ? [{ text: ' · ', tone: 'dim' } as const, raw] : [])];
}

function lastRunWords(score: number, last: CaseResult | undefined, t: Translate): readonly string[] {
	if (last?.end === undefined) {
		return [];
	}
	const before = last.end.cappedScore;
	return before === undefined
		? [t('last run {0}', stateWord(last.end.state, t))]
		: [t('last run {0} ({1})', scoreText(before), differenceText(score - before))];
}
