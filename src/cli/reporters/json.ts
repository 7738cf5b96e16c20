import type { CaseResult } from '../../core/review/result.ts';
import { jsonText } from '../json-text.ts';
import type { JudgeStanding } from '../judge-standing.ts';
import { caseCost } from '../report.ts';
import { KeptTexts } from './kept-texts.ts';
import type { FinishedReport, MissedCase, Reporter, Write } from './reporter.ts';

/** The version of the report's format. */
const REPORT_VERSION = 1;

/** One JSON object for the whole run, a line for each case, in the order in which they were loaded. An unknown number is `null`, never 0. */
export function jsonReporter(write: Write): Reporter {
	const cases = new KeptTexts();
	const keep = (index: number, value: object) => {
		cases.add(index, jsonText(value));
	};
	return {
		caseDone: async ({ index, result }) => keep(index, jsonCase(result)),
		end: async report => {
			for (const missed of report.missed) {
				keep(missed.index, missedJson(missed));
			}
			const [head] = jsonText({ ...jsonReport(report), cases: [] }, 2).split(/\[\]\n\}$/, 1);
			await write(`${head}[`);
			let comma = '';
			for (const text of cases.inOrder()) {
				await write(`${comma}\n    ${text}`);
				comma = ',';
			}
			cases.close();
			await write(cases.size === 0 ? ']\n}\n' : '\n  ]\n}\n');
		},
	};
}

/** One JSON object a line: each case as it is done, the summary last. Keeps nothing. */
export function jsonLinesReporter(write: Write): Reporter {
	return {
		caseDone: ({ result }) => write(`${jsonText({ type: 'case', ...jsonCase(result) })}\n`),
		end: async report => {
			for (const missed of report.missed) {
				await write(`${jsonText({ type: 'case', ...missedJson(missed) })}\n`);
			}
			await write(`${jsonText({ type: 'summary', ...jsonReport(report) })}\n`);
		},
	};
}

/** Everything but the cases. */
function jsonReport(report: FinishedReport) {
	const { runs, summary, retest } = report;
	return {
		version: REPORT_VERSION,
		run: {
			id: runs[0]?.id ?? null,
			file: runs[0]?.file ?? null,
			started: new Date(report.started).toISOString(),
			seconds: report.seconds,
			answerSeconds: report.answerSeconds,
			judgeSeconds: report.judgeSeconds,
			outcome: report.outcome,
			message: report.message ?? null,
		},
		...(runs.length > 1 ? { runs: runs.map(({ id, file }) => ({ id, file: file ?? null })) } : {}),
		summary: {
			...summary,
			cost: summary.cost ?? null,
			perModel: Object.fromEntries(
				Object.entries(summary.perModel).map(([name, model]) => [
					name,
					{
						...model,
						meanScore: model.meanScore ?? null,
						meanCappedScore: model.meanCappedScore ?? null,
						cost: model.cost ?? null,
					},
				]),
			),
		},
		judge: {
			name: report.judges.length === 0 ? null : report.judges.join(', '),
			measured: measuredJson(report.standings[0]),
			...(report.standings.length > 1
				? {
						judges: report.standings.map(standing => ({ name: standing.judge, measured: measuredJson(standing) })),
					}
				: {}),
			...(retest === undefined ? {} : { retest }),
			...(report.noise.length === 0 ? {} : { noise: report.noise }),
		},
	};
}

/** The error of a judge; `null` where it is not measured. */
function measuredJson(standing: JudgeStanding | undefined) {
	if (standing?.measurement === undefined) {
		return null;
	}
	const { state, at, files, limit, figures } = standing.measurement;
	return { state, at, files, limit, figures, correctedPassRate: standing.corrected ?? null };
}

/** A case of the report. */
function jsonCase(result: CaseResult) {
	const { start, answer, end } = result;
	return {
		key: result.key,
		question: start?.question ?? null,
		prompt: start?.prompt ?? null,
		model: start?.model ?? null,
		state: end?.state ?? 'unscored',
		reason: end === undefined ? 'cancelled' : (end.reason ?? null),
		message: end?.message ?? null,
		score: end?.score ?? null,
		cappedScore: end?.cappedScore ?? null,
		...(result.verdicts.length > 1 ? { spread: end?.spread ?? null } : {}),
		ratings: end?.ratings ?? {},
		checks: end?.checks ?? [],
		answer: answer?.text ?? result.text,
		grounding: result.grounding ?? null,
		usage: answer?.usage ?? null,
		latencyMs: answer?.latencyMs ?? null,
		cost: caseCost(result) ?? null,
		cached: answer?.cached ?? false,
		verdictCached: result.verdicts.length === 0 ? null : result.verdicts.every(verdict => verdict.cached),
	};
}

function missedJson({ key, question, prompt, model, reason }: MissedCase): ReturnType<typeof jsonCase> {
	return {
		key,
		question,
		prompt,
		model,
		state: 'unscored',
		reason,
		message: 'The run ended before this case was begun.',
		score: null,
		cappedScore: null,
		ratings: {},
		checks: [],
		answer: '',
		grounding: null,
		usage: null,
		latencyMs: null,
		cost: 0,
		cached: false,
		verdictCached: null,
	};
}
