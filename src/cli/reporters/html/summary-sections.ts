import type { KindFigures } from '../../../core/judging/probes/measurement.ts';
import { measurementLine } from '../../../core/judging/probes/measurement-words.ts';
import { shown } from '../../../core/judging/score.ts';
import type { Share } from '../../../core/statistics/proportion.ts';
import { money, plural, seconds } from '../../amounts.ts';
import type { JudgeStanding } from '../../judge-standing.ts';
import { correctedWords } from '../corrected.ts';
import { abstentionLines, noiseLine } from '../pretty.ts';
import type { FinishedReport } from '../reporter.ts';
import { cellBar, columns, stackedBar } from './charts.ts';
import { type Html, html } from './escape.ts';
import { SCORE_COLUMNS, type Totals } from './totals.ts';

/** The top of the page: what came out, how long it took, what it cost, by model, by criterion, and how good the judge is. */
export function summarySections(report: FinishedReport, totals: Totals): readonly Html[] {
	return [
		headSection(report),
		figuresSection(report, totals),
		modelSection(report, totals),
		criterionSection(report),
		scoreSection(totals),
		judgeSection(report),
	].flatMap(section => section ?? []);
}

function headSection(report: FinishedReport): Html {
	const { summary, runs, started, message } = report;
	const slices = [
		{ name: 'passed', count: summary.passed, colour: 'passed' },
		{ name: 'failed', count: summary.failed, colour: 'failed' },
		{ name: 'unscored', count: summary.unscored, colour: 'unscored' },
		{ name: 'not judged', count: summary.notJudged, colour: 'not-judged' },
	];
	const terms = slices.map(
		({ name, count, colour }) =>
			html`<span class="term"><span class="swatch ${colour}"></span> <b>${count}</b> ${name}</span>`,
	);
	const reasons = Object.entries(summary.reasons).map(([reason, count]) => `${count} ${reason}`);
	const files = runs.map(run => (run.file === undefined ? `run ${run.id}, which is not recorded` : run.file));
	return html`<header><h1>Groundline report</h1>
<p class="note">${new Date(started)
		.toISOString()
		.replace('T', ' ')
		.replace(/\.\d+Z$/, ' UTC')} · ${files.join(' · ')}</p>
${message === undefined ? undefined : html`<p class="warning">${message}</p>`}
<p class="sum"><b>${plural(summary.loaded, 'case')}</b> = ${terms.flatMap((term, i) => (i === 0 ? [term] : [html` + `, term]))}</p>
${summary.loaded === 0 ? undefined : stackedBar(slices)}
${reasons.length === 0 ? undefined : html`<p>Unscored, and in no mean: ${reasons.join(', ')}.</p>`}</header>`;
}

function figuresSection({ summary, ...report }: FinishedReport, totals: Totals): Html {
	const cost = (value: number | undefined) => (value === undefined ? 'unknown' : money(value));
	const about = totals.tokens.estimated ? '≈ ' : '';
	const figures: readonly (readonly [string, string, string])[] = [
		['In all', seconds(report.seconds), 'from start to end'],
		['Answering', seconds(report.answerSeconds), 'sum over the calls'],
		['Judging', seconds(report.judgeSeconds), 'sum over the calls'],
		['Cost', cost(summary.cost), `answers ${cost(totals.answerCost)}, judging ${cost(totals.judgeCost)}`],
		[
			'Tokens',
			`${about}${totals.tokens.input + totals.tokens.output}`,
			`${totals.tokens.input} in, ${totals.tokens.output} out`,
		],
		[
			'Ungrounded',
			plural(totals.ungrounded, 'answer'),
			`${totals.unsupported} unsupported, ${totals.contradicted} contradicted`,
		],
	];
	const cards = figures.map(
		([name, value, more]) =>
			html`<div class="card"><dt>${name}</dt><dd><b>${value}</b><small>${more}</small></dd></div>`,
	);
	return html`<dl class="cards">${cards}</dl>`;
}

function modelSection(report: FinishedReport, totals: Totals): Html | undefined {
	const rows = Object.entries(report.summary.perModel).map(([name, one]) => {
		const times = totals.models.get(name);
		const mean = times === undefined || times.asked === 0 ? '–' : seconds(times.milliseconds / times.asked / 1000);
		const score = one.meanCappedScore;
		return html`<tr><th scope="row">${name}</th><td class="number">${one.passed}</td><td class="number">${one.failed}</td><td class="number">${one.unscored}</td><td class="number">${one.notJudged}</td>
<td>${score === undefined ? undefined : cellBar(score, 100, 'plain')}</td><td class="number">${score === undefined ? '–' : shown(score)}</td><td class="number">${one.meanScore === undefined ? '–' : shown(one.meanScore)}</td><td class="number">${mean}</td><td class="number">${one.cost === undefined ? 'unknown' : money(one.cost)}</td></tr>`;
	});
	return rows.length === 0
		? undefined
		: html`<section><h2>By model</h2><div class="scroll"><table><thead><tr><th>model</th><th class="number">passed</th><th class="number">failed</th><th class="number">unscored</th><th class="number">not judged</th><th class="number" colspan="2">mean score</th><th class="number">uncapped</th><th class="number">mean time of an answer</th><th class="number">cost</th></tr></thead><tbody>${rows}</tbody></table></div>${abstentionLines(report).map(line => html`<p>${line}.</p>`)}</section>`;
}

function criterionSection({ summary }: FinishedReport): Html | undefined {
	const rows = Object.entries(summary.perCriterion).map(
		([id, { mean, cases }]) =>
			html`<tr><th scope="row">${id}</th><td>${cellBar(mean, 100, 'plain')}</td><td class="number">${shown(mean)}</td><td class="number">${cases}</td></tr>`,
	);
	return rows.length === 0
		? undefined
		: html`<section><h2>By criterion</h2><div class="scroll"><table><thead><tr><th>criterion</th><th class="number" colspan="2">mean</th><th class="number">cases</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function scoreSection({ scores }: Totals): Html | undefined {
	const width = 100 / SCORE_COLUMNS;
	const values = scores.map((count, i) => ({ name: `${i * width}–${(i + 1) * width}`, count }));
	return scores.every(count => count === 0)
		? undefined
		: html`<section><h2>Scores</h2><p class="note">Cases by the score that counts, after caps.</p>${columns(values, 'Cases by score')}</section>`;
}

function judgeSection({ judges, standings, retest, noise }: FinishedReport): Html | undefined {
	if (judges.length === 0) {
		return undefined;
	}
	const known = new Set(standings.map(standing => standing.judge));
	const silent = judges.filter(name => !known.has(name));
	const agreement =
		retest === undefined
			? undefined
			: html`<p>Judged again, it gave the same level in ${percent(retest.agreement)} of ${plural(retest.pairs, 'pair')} of ratings.</p>`;
	return html`<section><h2>The judge</h2>${standings.map(standingBlock)}${silent.map(name => notMeasured(name))}${agreement}${noise.map(one => html`<p>${noiseLine(one)}</p>`)}</section>`;
}

function standingBlock({ judge, measurement, passed, failed, corrected }: JudgeStanding): Html {
	if (measurement === undefined) {
		return notMeasured(judge);
	}
	const { figures } = measurement;
	const rows = [
		...shareRow('good answers that pass', figures.goodsPassed, 'passed'),
		...shareRow('fakes that pass', figures.fakesPassed, 'failed'),
		...figures.kinds.map(kindRow),
	];
	const words = correctedWords({ passed, failed, corrected });
	const right = words === undefined ? undefined : html`<p>${`${words[0]!.toUpperCase()}${words.slice(1)}.`}</p>`;
	return html`<p>Judge <b>${judgeName(judge)}</b>, ${measurementLine(measurement)}.</p>${right}
<div class="scroll"><table><caption>Real against fake</caption><thead><tr><th>what it was shown</th><th class="number" colspan="2">share</th><th class="number">of</th><th class="number">95 % interval</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function shareRow(name: string, share: Share | undefined, colour: string): readonly Html[] {
	return share === undefined
		? []
		: [
				html`<tr><th scope="row">${name}</th><td>${cellBar(share.value, 1, colour)}</td><td class="number">${percent(share.value)}</td><td class="number">${share.of}</td><td class="number">${percent(share.low)} – ${percent(share.high)}</td></tr>`,
			];
}

function kindRow({ kind, detected }: KindFigures): Html {
	return html`${shareRow(`noticed: ${kind}`, detected, 'plain')}`;
}

function notMeasured(judge: string): Html {
	return html`<p>Judge <b>${judgeName(judge)}</b>: its error is not measured; <code>groundline probe</code> measures it with fakes.</p>`;
}

/** `offline` compares words and knows no meaning: it always carries that word. */
function judgeName(name: string): string {
	return name === 'offline' ? 'offline (lexical)' : name;
}

function percent(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}
