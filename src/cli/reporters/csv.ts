import { sumCosts } from '../../core/review/cost.ts';
import type { CaseResult } from '../../core/review/result.ts';
import type { DoneCase, MissedCase, Reporter, Write } from './reporter.ts';
import { visible } from './visible.ts';

/**
 * RFC 4180: a record for each case as it is done, in UTF-8, lines ended by CRLF. What is unknown is empty, never 0. Keeps nothing.
 * A text that a spreadsheet would take for a formula gets an apostrophe in front.
 */
export function csvReporter(write: Write): Reporter {
	let begun = false;
	const record = async (values: Readonly<Record<Column, Value>>) => {
		const head = begun ? '' : lineOf(COLUMNS);
		begun = true;
		await write(`${head}${lineOf(COLUMNS.map(column => values[column]))}`);
	};
	return {
		caseDone: done => record(doneRecord(done)),
		end: async ({ missed }) => {
			for (const one of missed) {
				await record(missedRecord(one));
			}
			if (!begun) {
				await write(lineOf(COLUMNS));
			}
		},
	};
}

type Value = string | number | boolean | undefined;

const COLUMNS = [
	'key',
	'file',
	'line',
	'question',
	'prompt',
	'model',
	'recorded',
	'sample',
	'state',
	'reason',
	'message',
	'score',
	'cappedScore',
	'passMark',
	'ratings',
	'risk',
	'unsupported',
	'contradicted',
	'latencyMs',
	'judgeMs',
	'inputTokens',
	'outputTokens',
	'answerCost',
	'judgeCost',
	'cached',
	'questionText',
	'answer',
] as const;

type Column = (typeof COLUMNS)[number];

const EMPTY = Object.fromEntries(COLUMNS.map(column => [column, undefined])) as Readonly<Record<Column, undefined>>;

function doneRecord({ result, file, region }: DoneCase): Readonly<Record<Column, Value>> {
	const { start, answer, end, verdicts, grounding } = result;
	return {
		key: result.key,
		file,
		line: region?.line,
		question: start?.question,
		prompt: start?.prompt,
		model: start?.model,
		recorded: start?.recorded,
		sample: start?.sample,
		state: end?.state ?? 'unscored',
		reason: end?.reason,
		message: end?.message,
		score: end?.score,
		cappedScore: end?.cappedScore,
		passMark: end?.passMark,
		ratings: ratingsOf(result),
		risk: grounding?.risk,
		unsupported: grounding?.unsupported.length,
		contradicted: grounding?.claims.reduce((sum, claim) => sum + (claim.conflicts?.length ?? 0), 0),
		latencyMs: answer?.latencyMs,
		judgeMs: judgeMsOf(result),
		inputTokens: answer?.usage?.input,
		outputTokens: answer?.usage?.output,
		answerCost: answer?.cached === true ? 0 : answer?.cost,
		judgeCost: sumCosts(verdicts.map(verdict => verdict.cost)),
		cached: answer?.cached,
		questionText: start?.questionText,
		answer: answer?.text ?? result.text,
	};
}

function missedRecord({ key, file, region, question, prompt, model, reason }: MissedCase): Record<Column, Value> {
	return { ...EMPTY, key, file, line: region?.line, question, prompt, model, state: 'unscored', reason };
}

/** What was asked for in this run: a verdict from the cache took no time. */
function judgeMsOf({ verdicts }: CaseResult): number | undefined {
	return verdicts.length === 0 ? undefined : verdicts.reduce((sum, one) => sum + (one.cached ? 0 : one.latencyMs), 0);
}

/** `relevance=Good; clarity=Fair`: rubrics differ, columns cannot. */
function ratingsOf({ end }: CaseResult): string {
	return Object.entries(end?.ratings ?? {})
		.map(([criterion, level]) => `${criterion}=${level}`)
		.join('; ');
}

function lineOf(values: readonly Value[]): string {
	return `${values.map(fieldOf).join(',')}\r\n`;
}

function fieldOf(value: Value): string {
	if (typeof value !== 'string') {
		return value === undefined ? '' : String(value);
	}
	const shown = visible(value);
	const text = FORMULA.test(shown) ? `'${shown}` : shown;
	return /[",\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What a spreadsheet would take for a formula, also behind a tab or a line break, and written wide (OWASP, CSV injection). */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^\t/;
