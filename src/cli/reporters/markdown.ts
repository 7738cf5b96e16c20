import { measurementLine } from '../../core/judging/probes/measurement-words.ts';
import { shown } from '../../core/judging/score.ts';
import type { CaseResult } from '../../core/review/result.ts';
import type { CaseState } from '../../core/review/state.ts';
import { money, plural, seconds } from '../amounts.ts';
import { contradictionsOf, standingOf, unsupportedOf } from '../standing.ts';
import { oneLine } from '../style.ts';
import { correctedWords } from './corrected.ts';
import type { DoneCase, FinishedReport, MissedCase, Reporter, Write } from './reporter.ts';
import { cutAt, visible } from './visible.ts';

/** A comment on a pull request has 65,536 characters at most; what does not fit is counted. */
const MOST_CHARACTERS = 60_000;

/** Cases that are kept, whatever is known of them: more would never fit. */
const MOST_CASES = 500;

/**
 * Markdown for a comment on a pull request: totals, means, then what did not pass. What others wrote stands in code, with each
 * mark of punctuation as an entity, so that nothing of it links, mentions or formats. Keeps some hundred cases.
 */
export function markdownReporter(write: Write): Reporter {
	const kept: { readonly index: number; readonly text: string }[] = [];
	let notPassed = 0;
	const keep = (index: number, text: string) => {
		notPassed++;
		if (kept.length < MOST_CASES) {
			kept.push({ index, text });
		}
	};
	return {
		caseDone: async ({ index, ...done }) => {
			const state = done.result.end?.state;
			if (state !== 'passed' && state !== 'not-judged') {
				keep(index, caseText(done));
			}
		},
		end: async report => {
			for (const missed of report.missed) {
				keep(missed.index, missedText(missed));
			}
			const head = headOf(report);
			let text = notPassed === 0 ? head : `${head}\n### Not passed\n\n`;
			let told = 0;
			for (const each of kept.sort((a, b) => a.index - b.index)) {
				if (text.length + each.text.length > MOST_CHARACTERS) {
					break;
				}
				text += each.text;
				told++;
			}
			const more = notPassed - told;
			await write(more === 0 ? text : `${text}\n**${more} more** did not pass and are not listed here.\n`);
		},
	};
}

const SIGNS: Readonly<Record<CaseState, string>> = { passed: '✅', failed: '❌', unscored: '❔', 'not-judged': '⚪' };

function headOf(report: FinishedReport): string {
	const { summary } = report;
	const verdict =
		report.outcome !== 'finished'
			? `❔ ${report.outcome}`
			: summary.failed > 0
				? '❌ some failed'
				: summary.unscored > 0
					? '❔ some are unscored'
					: '✅ all passed';
	const sum = [
		`${summary.passed} passed`,
		`${summary.failed} failed`,
		`${summary.unscored} unscored`,
		`${summary.notJudged} not judged`,
	].join(' + ');
	const reasons = Object.entries(summary.reasons).map(([reason, count]) => `${count} ${reason}`);
	const cost = summary.cost === undefined ? 'unknown' : money(summary.cost);
	return [
		`## Groundline: ${summary.loaded === 0 ? 'no cases' : verdict}`,
		'',
		`**${plural(summary.loaded, 'case')}** = ${sum}${reasons.length === 0 ? '' : ` (unscored: ${reasons.join(', ')})`}`,
		'',
		...modelTable(report),
		...criterionLine(report),
		`${seconds(report.seconds)} in all · answering ${seconds(report.answerSeconds)} · judging ${seconds(report.judgeSeconds)} · cost ${cost}`,
		'',
		...judgeLines(report),
		...(report.message === undefined ? [] : [`> ${code(report.message)}`, '']),
	].join('\n');
}

/** Models of a table, so that it leaves room for what did not pass. */
const MOST_MODELS = 50;

function modelTable({ summary }: FinishedReport): readonly string[] {
	const models = Object.entries(summary.perModel);
	if (models.length === 0) {
		return [];
	}
	const rows = models.slice(0, MOST_MODELS).map(([name, one]) => {
		const mean = one.meanCappedScore === undefined ? '–' : shown(one.meanCappedScore);
		const uncapped = one.meanScore === undefined ? '–' : shown(one.meanScore);
		const cost = one.cost === undefined ? 'unknown' : money(one.cost);
		return `| ${code(name)} | ${one.passed} | ${one.failed} | ${one.unscored} | ${one.notJudged} | ${mean} | ${uncapped} | ${cost} |`;
	});
	const more = models.length - rows.length;
	return [
		'| model | passed | failed | unscored | not judged | mean score | uncapped | cost |',
		'|---|--:|--:|--:|--:|--:|--:|--:|',
		...rows,
		...(more > 0 ? ['', `and ${plural(more, 'more model')}`] : []),
		'',
	];
}

function criterionLine({ summary }: FinishedReport): readonly string[] {
	const criteria = Object.entries(summary.perCriterion).slice(0, MOST_MODELS);
	return criteria.length === 0
		? []
		: [`Criteria: ${criteria.map(([id, { mean }]) => `${code(id)} ${shown(mean)}`).join(' · ')}`, ''];
}

function judgeLines({ judges, standings }: FinishedReport): readonly string[] {
	if (judges.length === 0) {
		return [];
	}
	const known = new Map(standings.map(standing => [standing.judge, standing]));
	const lines = judges.slice(0, MOST_MODELS).map(name => {
		const standing = known.get(name);
		const lexical = name === 'offline' ? ' (lexical)' : '';
		const said =
			standing?.measurement === undefined ? 'its error is not measured' : measurementLine(standing.measurement);
		const words = standing && correctedWords(standing);
		return `Judge ${code(name)}${lexical}: ${said}${words === undefined ? '' : `; ${words}`}`;
	});
	return [...lines.flatMap(line => [line, ''])];
}

function caseText({ result, file, region }: Omit<DoneCase, 'index'>): string {
	const { start, end, key } = result;
	const state = end?.state ?? 'unscored';
	const score = end?.score === undefined ? '' : ` · ${scoreWords(end.score, end.cappedScore)}`;
	const reason = state === 'unscored' ? ` · ${end?.reason ?? 'cancelled'}` : '';
	const place = region === undefined ? file : `${file}:${region.line}`;
	const lines = [
		...(end?.message === undefined ? [] : [code(cutAt(end.message, 300))]),
		...contradictionsOf(result, 3).map(
			({ said, path, line, instead }) =>
				`contradicted: ${code(cutAt(said, 200))}, but ${code(`${path}:${line}`)} says ${code(cutAt(instead, 200))}`,
		),
		...unsupportedOf(result, 3).map(text => `unsupported: ${code(cutAt(text, 300))}`),
		...standingOf(result, 1).map(
			({ path, line, text }) => `stands on ${code(`${path}:${line}`)}: ${code(cutAt(text, 300))}`,
		),
	];
	return [
		`- ${SIGNS[state]} ${code(start?.question ?? key)} · ${code(start?.model ?? '')}${score}${reason} · ${code(place)}`,
		...lines.map(line => `  - ${line}`),
		...answerBlock(result),
		'',
	].join('\n');
}

const LONGEST_ANSWER = 1500;

function answerBlock({ answer, text }: CaseResult): readonly string[] {
	const said = visible(cutAt(answer?.text ?? text, LONGEST_ANSWER));
	if (said.trim() === '') {
		return [];
	}
	const longest = Math.max(2, ...[...said.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = '`'.repeat(longest + 1);
	const lines = [
		'<details><summary>answer</summary>',
		'',
		`${fence}text`,
		...said.split('\n'),
		fence,
		'',
		'</details>',
	];
	return ['', ...lines.map(line => `  ${line}`.trimEnd())];
}

function missedText({ key, model, question, reason }: MissedCase): string {
	return `- ${SIGNS.unscored} ${code(question === '' ? key : question)} · ${code(model)} · ${reason}: not begun\n`;
}

function scoreWords(score: number, capped: number | undefined): string {
	return capped === undefined || capped === score ? shown(score) : `${shown(capped)} (uncapped ${shown(score)})`;
}

/** A text on one line that Markdown cannot read anything into. */
function code(text: string): string {
	const safe = oneLine(visible(text)).replace(
		/[!-+\-/:-@[-`{-~]|\.(?=\S)/g,
		character => `&#${character.charCodeAt(0)};`,
	);
	return `<code>${safe === '' ? '–' : safe}</code>`;
}
