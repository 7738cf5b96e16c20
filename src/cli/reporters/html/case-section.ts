import { shown } from '../../../core/judging/score.ts';
import type { CaseResult } from '../../../core/review/result.ts';
import type { CaseState } from '../../../core/review/state.ts';
import { money, seconds } from '../../amounts.ts';
import { caseCost } from '../../report.ts';
import { contradictionsOf } from '../../standing.ts';
import type { DoneCase, MissedCase } from '../reporter.ts';
import { cutAt } from '../visible.ts';
import { markedAnswer } from './answer.ts';
import { type Html, html } from './escape.ts';
import { linesUsed } from './lines-used.ts';
import { verdictBlock } from './verdict.ts';

const SIGNS: Readonly<Record<CaseState, string>> = { passed: '✓', failed: '✗', unscored: '?', 'not-judged': '·' };

/** A row of the list of cases, which leads to its section. */
export function caseRow({ result, index }: DoneCase): Html {
	const { start, answer, end, key } = result;
	const state = end?.state ?? 'unscored';
	const recorded = start?.recorded === true;
	const time = recorded || answer === undefined ? '–' : seconds(answer.latencyMs / 1000);
	return html`<tr><td class="state ${state}">${stateWords(state, end?.reason)}</td><td class="number">${score(end?.score)}</td><td class="number">${score(end?.cappedScore)}</td><td><a href="#c${index}">${start?.question ?? key}</a></td><td>${start?.prompt}</td><td>${start?.model}${sampleOf(key)}${recorded ? ' (recorded)' : ''}</td><td class="number">${time}</td></tr>
`;
}

/** A case that was never begun has nothing behind it. */
export function missedRow({ question, prompt, model, reason }: MissedCase): Html {
	return html`<tr><td class="state unscored">${stateWords('unscored', reason)}, not begun</td><td class="number">–</td><td class="number">–</td><td>${question}</td><td>${prompt}</td><td>${model}</td><td class="number">–</td></tr>
`;
}

/** UTF-16 units of a question that are shown. */
const LONGEST_QUESTION = 4000;

/** Everything of one case. What did not pass is open, what passed is one click away. */
export function caseSection({ result, index, file, region }: DoneCase): Html {
	const { start, end, key } = result;
	const state = end?.state ?? 'unscored';
	const place = region === undefined ? file : `${file}:${region.line}`;
	const open = state === 'passed' || state === 'not-judged' ? undefined : html` open`;
	const counts = end?.cappedScore === undefined ? undefined : html` <b>${shown(end.cappedScore)}</b>`;
	return html`<article id="c${index}"><details${open}><summary><span class="state ${state}">${stateWords(state, end?.reason)}</span>${counts} <span class="name">${start?.question ?? key}</span> <span class="model">${start?.model}${sampleOf(key)}</span></summary>
<p class="note">${place} · prompt ${start?.prompt} · <code>${key}</code></p>
<h3>Question</h3><p class="text">${cutAt(start?.questionText ?? '', LONGEST_QUESTION)}</p>
${end?.message === undefined ? undefined : html`<p class="message ${state}">${end.message}</p>`}
<h3>Answer${start?.recorded === true ? ' (recorded)' : ''}</h3>${markedAnswer(result)}
${contradictions(result)}${linesUsed(result)}${verdictBlock(result)}${checks(result)}${facts(result)}
<p class="top"><a href="#index">to the list</a></p></details></article>
`;
}

function contradictions(result: CaseResult): Html | undefined {
	const found = contradictionsOf(result, 20).map(
		({ said, path, line, instead }) =>
			html`<li>says “${said}”, but <code>${path}:${line}</code> says “${instead}”</li>`,
	);
	return found.length === 0 ? undefined : html`<h3>Contradicted</h3><ul>${found}</ul>`;
}

function checks({ end }: CaseResult): Html | undefined {
	const rows = (end?.checks ?? []).map(
		({ check, met, message }) =>
			html`<li><span class="state ${met ? 'passed' : 'failed'}">${met ? '✓ met' : '✗ not met'}</span> ${check}: ${message}</li>`,
	);
	return rows.length === 0 ? undefined : html`<h3>Checks</h3><ul>${rows}</ul>`;
}

function facts(result: CaseResult): Html {
	const { start, answer, verdicts } = result;
	const cost = caseCost(result);
	const judging = verdicts.reduce((sum, verdict) => sum + verdict.latencyMs, 0);
	const usage = answer?.usage;
	const parts = [
		...(answer === undefined || start?.recorded === true
			? []
			: [`answered in ${seconds(answer.latencyMs / 1000)}${answer.cached ? ', from the cache' : ''}`]),
		...(verdicts.length === 0
			? []
			: [`judged in ${seconds(judging / 1000)} by ${[...new Set(verdicts.map(verdict => verdict.judge))].join(', ')}`]),
		...(usage === undefined ? [] : [`${usage.estimated ? '≈ ' : ''}${usage.input} tokens in, ${usage.output} out`]),
		`cost ${cost === undefined ? 'unknown' : money(cost)}`,
		...(answer?.servedBy === undefined ? [] : [`served by ${answer.servedBy}`]),
		...(start?.parameters ?? []).map(({ name, value, origin }) => `${name} ${JSON.stringify(value)} (${origin})`),
		...(answer?.notes ?? []),
	];
	return html`<p class="note">${parts.join(' · ')}</p>`;
}

function stateWords(state: CaseState, reason: string | undefined): string {
	const words = state === 'not-judged' ? 'not judged' : state;
	return `${SIGNS[state]} ${words}${state === 'unscored' && reason !== undefined ? `: ${reason}` : ''}`;
}

function score(value: number | undefined): string {
	return value === undefined ? '–' : shown(value);
}

function sampleOf(key: string): string {
	return /~\d+$/.exec(key)?.[0] ?? '';
}
