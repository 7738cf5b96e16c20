import { shown } from '../judging/score.ts';
import { money, plural } from '../text/amounts.ts';
import { oneLine } from '../text/one-line.ts';
import { type CaseDiff, CHANGES, type DiffedRun, type RunDiff } from './diff.ts';

/** Changes that are listed case by case. */
const LISTED: ReadonlySet<CaseDiff['change']> = new Set(CHANGES.filter(change => change !== 'same'));

/** Cases that are listed at most. */
const MOST = 200;

/** The difference between two runs for a person: counts that add up, then every case that changed, the worst first. */
export function diffText(diff: RunDiff, names: { readonly before: string; readonly after: string }): string {
	const { before, after, counts } = diff;
	const listed = diff.cases.filter(({ change }) => LISTED.has(change));
	const both = before.cases - counts.removed;
	const lines = [
		`before  ${oneLine(names.before)}: ${runText(before)}`,
		`after   ${oneLine(names.after)}: ${runText(after)}`,
		`${plural(both, 'case')} in both = ${CHANGES.filter(change => change !== 'added' && change !== 'removed')
			.map(change => `${counts[change]} ${change}`)
			.join(
				' + ',
			)}${counts.added > 0 ? ` · ${counts.added} added` : ''}${counts.removed > 0 ? ` · ${counts.removed} removed` : ''}`,
		...listed.slice(0, MOST).map(caseText),
		...(listed.length > MOST ? [`… and ${listed.length - MOST} more`] : []),
	];
	return `${lines.join('\n')}\n`;
}

function runText({ cases, states, mean, cost }: DiffedRun): string {
	const parts = Object.entries(states).flatMap(([state, count]) =>
		count > 0 ? [`${count} ${state === 'not-judged' ? 'not judged' : state}`] : [],
	);
	return [
		`${plural(cases, 'case')}${parts.length === 0 ? '' : ` = ${parts.join(' + ')}`}`,
		...(mean === undefined ? [] : [`mean ${shown(mean)} where both scored`]),
		`cost ${cost === undefined ? 'unknown' : money(cost)}`,
	].join(' · ');
}

function caseText({ key, change, before, after, delta, inputs, answer }: CaseDiff): string {
	const told = [
		before === undefined || after === undefined
			? stateText((before ?? after)!)
			: before.state === after.state
				? after.state
				: `${stateText(before)} → ${stateText(after)}`,
		...(delta === undefined || delta === 0
			? []
			: [
					`${shown(before!.cappedScore!)} → ${shown(after!.cappedScore!)} (${delta > 0 ? '+' : '−'}${shown(Math.abs(delta))})`,
				]),
		...(inputs.length > 0 ? [`changed: ${inputs.join(', ')}`] : []),
		...(before === undefined || after === undefined ? [] : [answer === 'same' ? 'same answer' : 'another answer']),
		...(after?.cached === true ? ['cached'] : []),
	];
	return `${change.padEnd(9)}  ${oneLine(key)}  ${told.join(' · ')}`;
}

function stateText({ state, reason }: NonNullable<CaseDiff['before']>): string {
	return reason === undefined ? state : `${state} (${reason})`;
}

/** The same as one JSON value; what is unknown is `null`. */
export function diffJson(diff: RunDiff, names: { readonly before: string; readonly after: string }) {
	const side = (run: DiffedRun, name: string) => ({
		run: name,
		...run,
		mean: run.mean ?? null,
		cost: run.cost ?? null,
	});
	const one = (value: CaseDiff['before']) =>
		value === undefined
			? null
			: {
					state: value.state,
					reason: value.reason ?? null,
					score: value.score ?? null,
					cappedScore: value.cappedScore ?? null,
					cost: value.cost ?? null,
					answer: value.answer ?? null,
					cached: value.cached,
				};
	return {
		version: 1,
		before: side(diff.before, names.before),
		after: side(diff.after, names.after),
		counts: diff.counts,
		cases: diff.cases.map(({ before, after, delta, ...rest }) => ({
			...rest,
			delta: delta ?? null,
			before: one(before),
			after: one(after),
		})),
	};
}
