import type { CaseResult } from '../../core/review/result.ts';
import type { CaseState, UnscoredReason } from '../../core/review/state.ts';

/** Translates a message with `{0}` places: `vscode.l10n.t` in the editor. */
export type Translate = (message: string, ...args: (string | number)[]) => string;

/** What a result says in one line: "✓ 92.0 passed", "? unscored: timed out", "answering…". */
export function stateLine(result: CaseResult, t: Translate): string {
	const end = result.end;
	if (end === undefined) {
		return phaseWord(result, t);
	}
	const score = end.cappedScore === undefined ? '' : `${scoreText(end.cappedScore)} `;
	const word =
		end.state === 'unscored' && end.reason !== undefined
			? t('unscored: {0}', reasonWord(end.reason, t))
			: failedCheckOnly(end)
				? t('failed a check')
				: stateWord(end.state, t);
	return `${stateSign(end.state)} ${score}${word}`;
}

/** True where the score would pass, but not what code checks of the answer: a number alone would look like a mistake. */
function failedCheckOnly({ state, checks, cappedScore, passMark }: NonNullable<CaseResult['end']>): boolean {
	const reachesMark = cappedScore !== undefined && passMark !== undefined && cappedScore >= passMark;
	return state === 'failed' && reachesMark && checks.some(check => !check.met);
}

/** A lens's words for one result: "✓ 92.0 gpt-4o-mini 1.2 s", with the state in words wherever it is not a pass. */
export function lensTitle(result: CaseResult, model: string, t: Translate): string {
	const end = result.end;
	if (end === undefined) {
		return `${phaseWord(result, t)} ${model}`;
	}
	const head =
		end.state === 'passed' && end.cappedScore !== undefined
			? `${stateSign(end.state)} ${scoreText(end.cappedScore)}`
			: stateLine(result, t);
	const { answer } = result;
	const tookTime = answer !== undefined && result.start?.recorded !== true && result.text !== '';
	const time = tookTime ? ` ${secondsText(answer.latencyMs)}` : '';
	return `${head} ${model}${time}`;
}

export function stateSign(state: CaseState): string {
	return { passed: '✓', failed: '✕', unscored: '?', 'not-judged': '○' }[state];
}

export function stateWord(state: CaseState, t: Translate): string {
	switch (state) {
		case 'passed':
			return t('passed');
		case 'failed':
			return t('failed');
		case 'unscored':
			return t('unscored');
		case 'not-judged':
			return t('not judged');
	}
}

export function reasonWord(reason: UnscoredReason, t: Translate): string {
	switch (reason) {
		case 'unreachable':
			return t('unreachable');
		case 'timeout':
			return t('timed out');
		case 'rate-limited':
			return t('rate limited');
		case 'refused':
			return t('refused');
		case 'cut-off':
			return t('cut off');
		case 'empty':
			return t('empty answer');
		case 'unparsed':
			return t('verdict not readable');
		case 'off-scale':
			return t('rating off the scale');
		case 'contradicting':
			return t('verdict contradicts itself');
		case 'earlier-turn':
			return t('earlier turn has no answer');
		case 'over-budget':
			return t('over budget');
		case 'cancelled':
			return t('cancelled');
		case 'not-supported':
			return t('not supported');
		case 'needs-editor':
			return t('needs the editor');
	}
}

/** One decimal, as everywhere in the tool. */
export function scoreText(score: number): string {
	return score.toFixed(1);
}

/** "1.2 s"; below a tenth of a second "40 ms"; above two minutes "3 min". */
export function secondsText(milliseconds: number): string {
	if (milliseconds < 100) {
		return `${Math.round(milliseconds)} ms`;
	}
	return milliseconds < 120_000 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds / 60_000)} min`;
}

/**
 * Makes visible what a text could hide: control characters but tabs and line breaks, and the characters that turn the
 * direction of writing or have no width, as `<U+202E>`.
 */
export function showHidden(text: string): string {
	return text.replace(HIDDEN, found => `<U+${found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`);
}

const HIDDEN =
	/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/** What a case that is not done is at. */
export function phaseWord(result: CaseResult, t: Translate): string {
	switch (result.phase) {
		case 'waiting':
			return t('waiting…');
		case 'answering':
			return t('answering…');
		case 'judging':
		case 'done':
			return t('judging…');
	}
}
