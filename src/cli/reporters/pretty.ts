import { measurementLine } from '../../core/judging/probes/measurement-words.ts';
import { shown } from '../../core/judging/score.ts';
import { abstentionParts } from '../../core/review/abstentions.ts';
import type { GroupNoise } from '../../core/review/noise.ts';
import type { CaseResult } from '../../core/review/result.ts';
import type { CaseState } from '../../core/review/state.ts';
import { money, plural, seconds } from '../amounts.ts';
import { contradictionsOf, judgedAgainst, standingOf, unsupportedOf } from '../standing.ts';
import { oneLine, type Style, shortened } from '../style.ts';
import { correctedWords } from './corrected.ts';
import type { FinishedReport, Reporter, Write } from './reporter.ts';

/** Cases that are listed at most; of a larger run, those that did not pass. */
const MOST_ROWS = 200;

/** A table for a person: each case with the context line that its verdict stands on, then totals that add up. */
export function prettyReporter(write: Write, style: Style): Reporter {
	const first: Row[] = [];
	const notPassed: Row[] = [];
	return {
		caseDone: async ({ result, index }) => {
			for (const rows of result.end?.state === 'passed' ? [first] : [first, notPassed]) {
				if (rows.length < MOST_ROWS) {
					rows.push(rowOf(result, index, style));
				}
			}
		},
		end: async report => {
			const done = report.summary.loaded - report.missed.length;
			const rows = done <= MOST_ROWS ? first : notPassed;
			const more = done <= MOST_ROWS ? [] : moreLines(report, rows.length, style);
			await write(`${[...caseLines(rows, style), ...more, '', ...summaryLines(report, style)].join('\n')}\n`);
		},
	};
}

/** A case of the table, with what stands under it. */
interface Row {
	readonly index: number;
	readonly state: CaseState;
	readonly cells: readonly string[];
	/** Why it is unscored: told once where it makes many cases unscored. */
	readonly why: { readonly reason: string; readonly words: string } | undefined;
	readonly details: readonly string[];
}

function rowOf(result: CaseResult, index: number, style: Style): Row {
	const { end } = result;
	const reason = end?.reason ?? '';
	return {
		index,
		state: end?.state ?? 'unscored',
		cells: cellsOf(result),
		why: end?.state === 'unscored' ? { reason, words: `${reason}: ${oneLine(end.message ?? '')}` } : undefined,
		details: detailLines(result, style),
	};
}

/** What the table leaves out is said, so that nobody takes it for the whole. */
function moreLines({ summary, missed }: FinishedReport, listed: number, style: Style): readonly string[] {
	const open = summary.loaded - missed.length - summary.passed - listed;
	const more = open > 0 ? ` and ${plural(open, 'further case')} that did not pass` : '';
	return [style.dim(`${summary.passed} passed${more}, not listed here: the run file and --reporter csv have all.`)];
}

const SIGNS: Readonly<Record<CaseState, string>> = { passed: '✓', failed: '✗', unscored: '?', 'not-judged': '·' };

/** What stands under a case is indented by this. */
const INDENT = '    ';

function caseLines(unordered: readonly Row[], style: Style): readonly string[] {
	if (unordered.length === 0) {
		return [];
	}
	const rows = [...unordered].sort((a, b) => a.index - b.index);
	const widths = HEADS.map((head, i) => Math.max(head.length, ...rows.map(({ cells }) => cells[i]!.length)));
	const used = HEADS.map((_, i) => i !== PROMPT || new Set(rows.map(({ cells }) => cells[i])).size > 1);
	const visible = (cells: readonly string[]) =>
		cells
			.map((cell, i) => (NUMERIC.has(i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
			.filter((_, i) => used[i])
			.join('  ')
			.trimEnd();
	const told = new Set<string>();
	return [
		style.dim(visible(HEADS)),
		...rows.flatMap(({ state, cells, why, details }) => {
			const reason = why && (told.has(why.words) ? `${why.reason}: as above` : why.words);
			told.add(why?.words ?? '');
			const lines = [...(reason === undefined ? [] : [reason]), ...details];
			return [paintOf(state, style)(visible(cells)), ...lines.map(line => style.dim(`${INDENT}${line}`))];
		}),
	];
}

const HEADS = ['state', 'score', 'capped', 'question', 'prompt', 'model', 'latency'];
const NUMERIC: ReadonlySet<number> = new Set([1, 2, 6]);
const PROMPT = 4;

function cellsOf({ key, start, answer, end }: CaseResult): readonly string[] {
	const state = end?.state ?? 'unscored';
	const sample = /~\d+$/.exec(key)?.[0] ?? '';
	return [
		`${SIGNS[state]} ${state === 'not-judged' ? 'not judged' : state}`,
		end?.score === undefined ? '–' : shown(end.score),
		end?.cappedScore === undefined ? '–' : shown(end.cappedScore),
		oneLine(start?.question ?? key),
		oneLine(start?.prompt ?? ''),
		oneLine(`${start?.model ?? ''}${sample}${start?.recorded === true ? ' (recorded)' : ''}`),
		start?.recorded === true || answer === undefined
			? '–'
			: `${seconds(answer.latencyMs / 1000)}${answer.cached ? ' cached' : ''}`,
	];
}

/** What it stands on, and what it does not. */
function detailLines(result: CaseResult, style: Style): readonly string[] {
	const { end } = result;
	const lines: string[] = [];
	if (end?.state !== 'unscored' && end?.message !== undefined) {
		lines.push(oneLine(end.message));
	}
	for (const { criterion, level, cap } of end?.arithmetic?.caps ?? []) {
		const name = end?.rubric.criteria.find(one => one.id === criterion)?.name ?? criterion;
		if (end?.score !== undefined && cap < end.score) {
			lines.push(`${oneLine(name)} ${level} caps the score at ${shown(cap)}.`);
		}
	}
	for (const { said, path, line, instead } of contradictionsOf(result, 3)) {
		lines.push(`contradicted: “${oneLine(said)}”, but ${path}:${line} says “${oneLine(instead)}”`);
	}
	const unsupported = unsupportedOf(result, 3);
	if (unsupported.length > 0) {
		const quoted = unsupported.map(text => `“${shortened(oneLine(text), style.width && style.width - 24)}”`);
		lines.push(`unsupported: ${quoted.join(', ')}`);
	}
	for (const { label, said, path, line, quote } of judgedAgainst(result, 3)) {
		const where = path === undefined ? '' : `, quoting ${path}:${line} “${shortened(oneLine(quote), 80)}”`;
		lines.push(`the judge: ${label} “${shortened(oneLine(said), 80)}”${where}`);
	}
	const standing = standingOf(result, 1);
	for (const { path, line, text } of standing) {
		const place = `${path}:${line}`;
		const room = style.width && Math.max(24, style.width - INDENT.length - place.length - 4);
		lines.push(`${style.bold(place)}  “${shortened(oneLine(text), room)}”`);
	}
	if (standing.length === 0 && result.answer?.failure === undefined && end !== undefined) {
		lines.push(hasContext(result) ? 'stands on no line of the context' : 'no context was given');
	}
	return lines;
}

function hasContext({ start }: CaseResult): boolean {
	return start?.passages.some(passage => passage.units.some(unit => unit.sent)) === true;
}

function paintOf(state: CaseState, style: Style): (text: string) => string {
	return { passed: style.green, failed: style.red, unscored: style.yellow, 'not-judged': style.dim }[state];
}

function summaryLines(report: FinishedReport, style: Style): readonly string[] {
	const { summary, runs } = report;
	const parts = [
		[summary.passed, 'passed', style.green],
		[summary.failed, 'failed', style.red],
		[summary.unscored, 'unscored', style.yellow],
		[summary.notJudged, 'not judged', style.dim],
	] as const;
	const sum = parts
		.filter(([count]) => count > 0)
		.map(([count, name, paint]) => paint(`${count} ${name}`))
		.join(' + ');
	const reasons = Object.entries(summary.reasons).map(([reason, count]) => `${count} ${reason}`);
	return [
		style.bold(`${plural(summary.loaded, 'case')} loaded${sum === '' ? '' : ` = ${sum}`}`),
		...(reasons.length === 0 ? [] : [`unscored: ${reasons.join(', ')}`]),
		...(report.missed.length === 0 ? [] : [`not begun: ${plural(report.missed.length, 'case')}, counted as unscored`]),
		...meanLines(report),
		timeLine(report),
		...judgeLines(report),
		...retestLines(report),
		...report.noise.map(noiseLine),
		...abstentionLines(report),
		...claimLines(report),
		...runs.map(run => (run.file === undefined ? `run ${run.id} is not recorded` : `run file ${run.file}`)),
		...(report.message === undefined ? [] : [style.yellow(report.message)]),
	];
}

/** What is known of the judges' error, beside the scores that they gave. */
function judgeLines({ judges, standings }: FinishedReport): readonly string[] {
	if (judges.length > 0 && standings.every(({ measurement }) => measurement === undefined)) {
		return [`judge ${judges.map(judgeName).join(', ')}: not measured (groundline probe measures it)`];
	}
	return standings.flatMap(({ judge, measurement, passed, failed, corrected }) =>
		measurement === undefined
			? [`judge ${judgeName(judge)}: not measured (groundline probe measures it)`]
			: [
					`judge ${judgeName(judge)}: ${measurementLine(measurement)}`,
					...[correctedWords({ passed, failed, corrected })].filter(words => words !== undefined),
				],
	);
}

/** Errors of saying that the context does not tell, where it ever came up. */
export function abstentionLines({ summary: { abstentions = [] } }: Pick<FinishedReport, 'summary'>): readonly string[] {
	return abstentions.map(one => `${oneLine(one.model)}: ${abstentionParts(one).join('; ')}`);
}

/** How many claims judges labelled, and what the comparison of words spared them. */
function claimLines({ summary: { claims } }: FinishedReport): readonly string[] {
	if (claims === undefined) {
		return [];
	}
	const { sent, of, savedTokens } = claims;
	const saved = savedTokens > 0 ? `, which saves ≈ ${plural(savedTokens, 'token')}` : '';
	return [`claims: ${sent} of ${of} sent to the judge${saved}`];
}

/** How far several verdicts on one answer agree; nothing where each answer has one. */
function retestLines({ retest }: FinishedReport): readonly string[] {
	if (retest === undefined) {
		return [];
	}
	const spread = retest.meanSpread === undefined ? '' : `, mean spread ${shown(retest.meanSpread)} points`;
	const share = `${(retest.agreement * 100).toFixed(1)} %`;
	return [`test-retest: the same level in ${share} of ${plural(retest.pairs, 'pair')} of ratings${spread}`];
}

/** What adds to the noise of a mean score, the largest part first: that is what to add more of. */
export function noiseLine({ group, split }: GroupNoise): string {
	const { mean, error, shares, advice, answers } = split;
	const parts = (['questions', 'answers', 'verdicts'] as const)
		.filter(part => shares[part] > 0)
		.toSorted((a, b) => shares[b] - shares[a])
		.map(
			part =>
				`${part === 'questions' && answers === undefined ? 'questions and answers' : part} ${Math.round(shares[part] * 100)} %`,
		);
	const more = advice === undefined ? 'no noise' : `noise from ${parts.join(', ')}: more ${advice} help most`;
	return `${oneLine(group)}: mean ${shown(mean)} ± ${shown(2 * error)} before caps; ${more}`;
}

/** `offline` compares words and knows no meaning: it always carries that word. */
function judgeName(name: string): string {
	return name === 'offline' ? 'offline (lexical)' : oneLine(name);
}

function meanLines({ summary }: FinishedReport): readonly string[] {
	const scored = Object.entries(summary.perModel).filter(([, model]) => model.meanCappedScore !== undefined);
	const models = scored.map(
		([name, { meanScore, meanCappedScore, scored: cases }]) =>
			`${oneLine(name)} ${shown(meanCappedScore!)}${meanScore === meanCappedScore ? '' : ` (uncapped ${shown(meanScore!)})`} over ${plural(cases, 'case')}`,
	);
	const criteria = Object.entries(summary.perCriterion).map(([id, { mean }]) => `${oneLine(id)} ${shown(mean)}`);
	return [
		...(models.length === 0 ? [] : [`mean: ${models.join(' · ')}`]),
		...(criteria.length === 0 ? [] : [`criteria: ${criteria.join(' · ')}`]),
	];
}

function timeLine({ summary, seconds: all, answerSeconds, judgeSeconds }: FinishedReport): string {
	const cost = summary.cost === undefined ? 'unknown' : money(summary.cost);
	return `${seconds(all)} in all · answering ${seconds(answerSeconds)} · judging ${seconds(judgeSeconds)} · cost ${cost}`;
}
