import type { JudgeMeasurement } from '../../core/judging/probes/judge-measurement.ts';
import type { Usage } from '../../core/review/ports.ts';
import type { CaseResult } from '../../core/review/result.ts';
import type { Line, Span } from '../../shared/panel.ts';
import { isLexical } from '../painters/lexical-judge.ts';
import { scoreText, secondsText, type Translate } from '../results/wording.ts';
import { costText, tokensText } from './figures.ts';
import { trustOf } from './trust-words.ts';

/** What is known of a judge beside its verdict. */
export interface JudgeTrust {
	readonly measurement: JudgeMeasurement | 'not-measured' | undefined;
	readonly agreement: string | undefined;
}

/** Who judged, and how far that can be trusted. Nothing is said of the latter while `measurement` is being looked up. */
export function judgeLine(result: CaseResult, { measurement, agreement }: JudgeTrust, t: Translate): Line {
	const [first] = result.verdicts;
	if (first === undefined) {
		return [
			{ text: t('Judge'), tone: 'strong' },
			{ text: t(' none: the answer was not judged'), tone: 'dim' },
		];
	}
	const samples = result.verdicts.length;
	const spread = result.end?.spread;
	const words = [
		first.judge,
		...(isLexical(first) ? [t('lexical')] : []),
		...(samples > 1
			? [t('{0} samples', samples) + (spread === undefined ? '' : t(', spread {0}', scoreText(spread)))]
			: []),
	];
	return [
		{ text: t('Judge'), tone: 'strong' },
		{ text: ` ${words.join(' · ')}` },
		...trustSpans(measurement, t).flatMap(span => [{ text: ' · ' }, span]),
		...(agreement === undefined
			? []
			: [
					{ text: ' · ' },
					{ text: t('people: {0}', agreement), open: { kind: 'document', document: 'agreement' } } as const,
				]),
	];
}

function trustSpans(measurement: JudgeMeasurement | 'not-measured' | undefined, t: Translate): readonly Span[] {
	if (measurement === undefined) {
		return [];
	}
	const { words, state } = trustOf(measurement, t);
	if (measurement === 'not-measured') {
		return [
			{ text: words, tone: 'warn' },
			{ text: t('measure it'), open: { kind: 'document', document: 'measure-judge' } },
		];
	}
	const recorded = typeof measurement.run === 'string';
	return [
		recorded ? { text: words, open: { kind: 'document', document: 'probes' } } : { text: words },
		...(state === 'below-limit' ? [{ text: t('below limit'), tone: 'bad' } as const] : []),
	];
}

/** What answer and verdict took, whether they are fresh, and the way to what was said word for word. */
export function costLine(result: CaseResult, t: Translate): Line {
	const spans: Span[] = [];
	const { answer, verdicts, start } = result;
	const parts: string[] = [];
	if (start?.recorded === true) {
		parts.push(t('recorded answer'));
	} else if (answer !== undefined) {
		parts.push(
			[
				t('answer {0}', secondsText(answer.latencyMs)),
				...(answer.usage === undefined ? [] : counted(answer.usage, t)),
				// A call that failed before it was counted has no price that could be unknown.
				...(answer.failure !== undefined && answer.usage === undefined ? [] : [costText(answer.cost, t)]),
			].join(', '),
		);
	}
	if (verdicts.length > 0) {
		parts.push(judgedWords(result, t));
	}
	if (parts.length > 0) {
		parts.push(...freshness(result, t));
	}
	spans.push({ text: parts.join(' · '), tone: 'dim' });
	if (verdicts.length > 0) {
		spans.push(
			{ text: ' · ', tone: 'dim' },
			{ text: t('raw reply'), open: { kind: 'document', document: 'raw-reply' } },
		);
	}
	// The lexical judge is asked nothing.
	if (verdicts.some(({ messages }) => messages.length > 0)) {
		spans.push(
			{ text: ' · ', tone: 'dim' },
			{ text: t('judge prompt'), open: { kind: 'document', document: 'judge-prompt' } },
		);
	}
	return spans;
}

/** The offline model and judge take no tokens. */
function counted(usage: Usage, t: Translate): readonly string[] {
	return usage.input + usage.output === 0 ? [] : [tokensText(usage, t)];
}

function judgedWords({ verdicts }: CaseResult, t: Translate): string {
	const time = verdicts.reduce((sum, { latencyMs }) => sum + latencyMs, 0);
	const usages = verdicts.flatMap(({ usage }) => usage ?? []);
	const usage = {
		input: usages.reduce((sum, { input }) => sum + input, 0),
		output: usages.reduce((sum, { output }) => sum + output, 0),
		cachedInput: undefined,
		estimated: usages.some(({ estimated }) => estimated),
	};
	const known = verdicts.every(({ cost }) => cost !== undefined);
	const cost = known ? verdicts.reduce((sum, verdict) => sum + (verdict.cost ?? 0), 0) : undefined;
	return [t('judged {0}', secondsText(time)), ...counted(usage, t), costText(cost, t)].join(', ');
}

/** "fresh", "cached", or which of the two is which; nothing where nobody was asked. */
function freshness({ answer, verdicts, start }: CaseResult, t: Translate): readonly string[] {
	const verdict = verdicts.length > 0 && verdicts.every(({ cached }) => cached) ? 'cached' : 'fresh';
	if (answer === undefined || start?.recorded === true) {
		return verdicts.length === 0 ? [] : [verdict === 'cached' ? t('verdict cached') : t('verdict fresh')];
	}
	if (verdicts.length === 0 || answer.cached === (verdict === 'cached')) {
		return [answer.cached ? t('cached') : t('fresh')];
	}
	return [answer.cached ? t('answer cached, verdict fresh') : t('answer fresh, verdict cached')];
}
