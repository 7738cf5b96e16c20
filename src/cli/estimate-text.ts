import type { Case } from '../core/review/case.ts';
import {
	type CallEstimate,
	estimateRun,
	fitsO200k,
	type Range,
	type RunEstimate,
} from '../core/review/estimate-run.ts';
import { observedOutput } from '../core/review/observed-output.ts';
import { latestResults } from '../node/runs/run-store.ts';
import { loadTokenCounter } from '../node/tokens/token-counter.ts';
import { money, plural } from './amounts.ts';
import type { Job } from './run-cases.ts';
import { oneLine } from './style.ts';

/** What a run would call, a line for each model: calls, tokens, price; answers and verdicts apart. */
export async function estimateText(jobs: readonly Job[]): Promise<string> {
	const estimates = await Promise.all(jobs.map(estimateJob));
	const calls = new Map<string, number>();
	for (const { item, kept } of jobs.flatMap(callsOfCases)) {
		for (const what of callNames(item, kept)) {
			calls.set(what.name, (calls.get(what.name) ?? 0) + what.times);
		}
	}
	const lines = [...calls].map(([name, times]) => {
		const estimate = mergeCalls(estimates.flatMap(one => one.calls).filter(call => nameOf(call) === name));
		return `${String(times).padStart(8)}  ${[name, ...(estimate === undefined ? [] : amountsOf(estimate))].join(' · ')}`;
	});
	const cases = jobs.reduce((sum, job) => sum + job.cases.length, 0);
	return `${[plural(cases, 'case'), ...lines, ...priceLines(estimates)].join('\n')}\n`;
}

async function estimateJob({ cases, options, stateFolder }: Job): Promise<RunEstimate> {
	const entries = cases.flatMap(({ source, judge }) => [
		...(source.kind === 'model' ? [source.entry] : []),
		...(judge === undefined ? [] : [judge.entry]),
	]);
	const calls = new Set(entries.filter(({ provider }) => provider !== 'offline'));
	const countTokens = [...calls].some(fitsO200k) ? await loadTokenCounter() : undefined;
	const files = calls.size === 0 ? [] : [...new Set(cases.map(({ file }) => file))];
	const before = await Promise.all(files.map(file => latestResults({ stateFolder, file })));
	return estimateRun(cases, {
		countTokens,
		observed: observedOutput(before.flatMap(results => [...results.values()])),
		keptAnswer: item => options.recorded?.(item)?.answer?.text,
		...(options.answerOf === undefined ? {} : { answerOf: options.answerOf }),
	});
}

interface CallName {
	readonly name: string;
	readonly times: number;
}

function callNames({ source, judge }: Case, kept: boolean): readonly CallName[] {
	const answer =
		source.kind === 'recorded'
			? 'recorded answers (no call)'
			: kept
				? `answers by ${oneLine(source.name)} that still fit (no call)`
				: `answers by ${oneLine(source.name)}`;
	const judges = judge === undefined ? [] : [judge, ...(judge.apart?.values() ?? [])];
	const names = new Set(judges.map(one => `verdicts by ${oneLine(one.name)}`));
	return [{ name: answer, times: 1 }, ...[...names].map(name => ({ name, times: judge!.samples }))];
}

function callsOfCases({ cases, options }: Job): readonly { readonly item: Case; readonly kept: boolean }[] {
	return cases.map(item => ({ item, kept: options.recorded?.(item) !== undefined }));
}

function nameOf({ purpose, model }: CallEstimate): string {
	return `${purpose} by ${oneLine(model)}`;
}

/** Calls of one model in several jobs, or with several limits, as one. */
function mergeCalls(calls: readonly CallEstimate[]): CallEstimate | undefined {
	let all = calls[0];
	for (const one of calls.slice(1)) {
		all = {
			...one,
			calls: all!.calls + one.calls,
			input: added(all!.input, one.input),
			output: added(all!.output, one.output),
			cost: all!.cost && one.cost && added(all!.cost, one.cost),
			basis: all!.basis === 'counted' ? one.basis : all!.basis,
		};
	}
	return all;
}

function added(a: Range, b: Range): Range {
	return { low: a.low + b.low, high: a.high + b.high };
}

function amountsOf({ input, output, cost, basis }: CallEstimate): readonly string[] {
	return [
		`${basis === 'counted' ? '' : '≈ '}${tokens(input)} tokens in`,
		`≈ ${tokens(output)} out`,
		cost === undefined ? 'price unknown' : prices(cost),
	];
}

function priceLines(estimates: readonly RunEstimate[]): readonly string[] {
	const calls = estimates.flatMap(one => one.calls);
	if (calls.length === 0) {
		return [];
	}
	const known = calls.filter(({ cost }) => cost !== undefined);
	const of = (purpose?: CallEstimate['purpose']): string => {
		const wanted = calls.filter(call => purpose === undefined || call.purpose === purpose);
		const priced = wanted.flatMap(({ cost }) => cost ?? []);
		if (priced.length === 0 && wanted.length > 0) {
			return 'unknown';
		}
		const sum = priced.reduce(added, { low: 0, high: 0 });
		return priced.length === wanted.length ? prices(sum) : `at least ${money(sum.low)}`;
	};
	const unpriced = [...new Set(estimates.flatMap(one => one.unpriced))];
	const parts = [`answers ${of('answers')}`, `verdicts ${of('verdicts')}`, `together ${of()}`];
	return [
		...(known.length === 0 ? [] : [`price: ${parts.join(' · ')}`]),
		...(unpriced.length === 0 ? [] : [`price unknown: ${unpriced.map(oneLine).join(', ')}`]),
		'From replies of the usual length to the longest that are allowed; what a cache knows costs nothing.',
	];
}

function tokens({ low, high }: Range): string {
	const shown = (count: number) => Math.round(count).toLocaleString('en-US');
	return low === high ? shown(low) : `${shown(low)}–${shown(high)}`;
}

function prices({ low, high }: Range): string {
	return money(low) === money(high) ? money(low) : `${money(low)}–${money(high)}`;
}
