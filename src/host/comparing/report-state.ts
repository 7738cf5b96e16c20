import type { PairResult } from '../../core/comparing/comparison-fold.ts';
import type { ComparisonReport } from '../../core/comparing/comparison-report.ts';
import { pText } from '../../core/comparing/figures-text.ts';
import type {
	Account,
	ComparisonPage,
	CriterionRow,
	EmptyReport,
	FilterChoice,
	PairFilter,
	ReportAddress,
	ReportButton,
	ReportLabels,
	ReportState,
	StratumRow,
} from '../../shared/report.ts';
import { visibleTexts } from '../panel/visible-texts.ts';
import type { Translate } from '../results/wording.ts';
import { figureOf, figuresOf, remarksOf } from './report-figures.ts';
import { pairRow, placeOf } from './report-pairs.ts';

export interface ReportInput {
	readonly address: ReportAddress;
	readonly report: ComparisonReport;
	readonly pairs: ReadonlyMap<string, PairResult>;
	/** What was compared and when, for the line under the title. */
	readonly files: readonly string[];
	readonly when: string;
	/** The run goes on, was cancelled, stopped or interrupted: a sentence. */
	readonly standing: string | undefined;
	/** Why people cannot compare these answers blind; `undefined`: they can. */
	readonly withoutBlind: string | undefined;
	readonly t: Translate;
}

/** The page of a comparison. The same input gives the same page. */
export function comparisonPage(input: ReportInput): ReportState {
	const { address, report, pairs, t } = input;
	const { setup, conclusion, outcome } = report;
	const names = { a: setup.a, b: setup.b };
	const keys = keysOf(address.filter, input);
	const open = new Set(address.open);
	const shown = keys.slice(0, address.most);
	const missing = new Map(report.account.notCompared.map(one => [one.key, one]));
	const queued = new Map(report.queue.map(entry => [entry.key, entry.why]));
	const page: ComparisonPage = {
		kind: 'comparison',
		address,
		title: `${setup.a} ↔ ${setup.b}`,
		setup: setupLine(input),
		headline: {
			sentence: conclusion.sentence,
			tone: { a: 'ok', b: 'bad', none: conclusion.kind === 'no-difference' ? 'dim' : 'warn' }[
				conclusion.winner ?? 'none'
			] as ComparisonPage['headline']['tone'],
			cautions: [...(input.standing === undefined ? [] : [input.standing]), ...conclusion.cautions],
		},
		counts: [
			{ label: t('{0} won', names.a), count: outcome.wins, tone: 'won' },
			{ label: t('tied'), count: outcome.ties, tone: 'tied' },
			{ label: t('{0} won', names.b), count: outcome.losses, tone: 'lost' },
		],
		tests: outcome.winRate === undefined ? '' : testsLine(report, t),
		buttons: buttonsOf(input),
		account: accountOf(report, t),
		figures: figuresOf(report, t),
		remarks: remarksOf(report, t),
		strata: strataOf(report, t),
		criteria: criteriaOf(report, t),
		power: report.power.sentence,
		filters: filtersOf(input),
		pairs: shown.map(key =>
			pairRow({
				key,
				pair: pairs.get(key),
				missing: missing.get(key),
				why: queued.get(key),
				isOpen: open.has(key),
				names,
				withoutBlind: input.withoutBlind,
				t,
			}),
		),
		more: keys.length - shown.length,
		labels: labelsOf(names, t),
	};
	return visibleTexts(page, LOOKED_UP);
}

/** Keys and addresses are looked up again as they are, everything else is for the eye. */
const LOOKED_UP: ReadonlySet<string> = new Set(['key', 'kind', 'run', 'filter', 'open', 'tone', 'side']);

/** A report that cannot be shown, with what can be done. */
export function emptyReport(
	address: ReportAddress,
	{ message, t }: { readonly message: string; readonly t: Translate },
): EmptyReport {
	return {
		kind: 'empty',
		address,
		title: t('Comparison'),
		message,
		buttons: [{ label: t('Compare…'), target: { kind: 'compare' }, primary: true }],
	};
}

/** The first list a person wants to see: what the candidate lost, else what is in doubt, else everything. */
export function firstFilter(report: ComparisonReport): PairFilter {
	return report.lostByA.length > 0 ? 'lost-by-a' : report.queue.length > 0 ? 'uncertain' : 'all';
}

function keysOf(filter: PairFilter, { report, pairs }: Pick<ReportInput, 'report' | 'pairs'>): readonly string[] {
	const having = (test: (pair: PairResult) => boolean) =>
		[...pairs.values()].filter(pair => pair.state === 'compared' && test(pair)).map(({ key }) => key);
	switch (filter) {
		case 'lost-by-a':
			return report.lostByA;
		case 'lost-by-b':
			return report.lostByB;
		case 'tie':
			return having(({ winner }) => winner === 'tie');
		case 'conflict':
			return having(({ conflict }) => conflict === true);
		case 'uncertain':
			return report.queue.map(({ key }) => key);
		case 'not-compared':
			return report.account.notCompared.map(({ key }) => key);
		case 'all': {
			const known = new Set(pairs.keys());
			return [...known, ...report.account.notCompared.map(({ key }) => key).filter(key => !known.has(key))];
		}
	}
}

function filtersOf(input: ReportInput): readonly FilterChoice[] {
	const { address, report, t } = input;
	const { a, b } = report.setup;
	const labels: Readonly<Record<PairFilter, string>> = {
		'lost-by-a': t('{0} lost', a),
		'lost-by-b': t('{0} lost', b),
		tie: t('ties'),
		conflict: t('orders disagree'),
		uncertain: t('to look at'),
		'not-compared': t('not compared'),
		all: t('all'),
	};
	return (Object.keys(labels) as PairFilter[])
		.map(filter => ({
			filter,
			label: labels[filter],
			count: keysOf(filter, input).length,
			current: filter === address.filter,
		}))
		.filter(({ count, current, filter }) => count > 0 || current || filter === 'all');
}

function setupLine({ report, files, when, t }: ReportInput): string {
	const { protocol, judge, samples, rubric } = report.setup;
	const how = {
		ranking: t(
			'by {0}, both orders, {1} each',
			judge ?? '',
			samples === 1 ? t('one verdict') : t('{0} verdicts', samples),
		),
		scores: t('by {0} (lexical), each answer by itself', judge ?? ''),
		recorded: t('by verdicts that came with the answers'),
	}[protocol];
	const dollars = report.cost;
	return [
		files.join(', '),
		how,
		...(rubric === '' ? [] : [t('rubric {0}', rubric)]),
		...(protocol === 'ranking'
			? [
					dollars === undefined
						? t('cost unknown')
						: `${dollars === 0 ? '0' : dollars.toFixed(dollars < 0.1 ? 4 : 2)} USD`,
				]
			: []),
		when,
	].join(' · ');
}

function testsLine({ outcome }: ComparisonReport, t: Translate): string {
	return t(
		'{0} questions, {1} pairs · sign test {2} · permutation test {3}',
		outcome.questions,
		outcome.pairs,
		pText(outcome.signTest),
		pText(outcome.permutationTest),
	);
}

function accountOf({ account }: ComparisonReport, t: Translate): Account {
	return {
		sentence: t(
			'{0} loaded = {1} compared + {2} not compared',
			account.loaded,
			account.compared,
			account.notCompared.length,
		),
		parts: [
			{ label: t('compared'), count: account.compared },
			...Object.entries(account.reasons).map(([label, count]) => ({ label, count })),
		],
		rows: account.notCompared.map(({ key, question, row, line, reason, message }) => ({
			place: placeOf({ row, line }, t),
			question: question === key ? questionOfKey(key) : question,
			reason,
			message,
			open: { kind: 'place', key },
		})),
	};
}

/** Of a pair that was never reached only its key is known: `<file>#<question>@<a>~<b>`. */
export function questionOfKey(key: string): string {
	return /#([^#@]+)@/u.exec(key)?.[1] ?? key;
}

function strataOf({ strata }: ComparisonReport, t: Translate): readonly StratumRow[] {
	return strata.flatMap(({ name, values }) =>
		values.map(({ value, outcome, corrected }, i) => ({
			name: i === 0 ? name : '',
			value,
			won: outcome.wins,
			tied: outcome.ties,
			lost: outcome.losses,
			rate: outcome.winRate && figureOf(`${name} ${value}`, outcome.winRate, { even: 0.5 }),
			test: t('{0} corrected', pText(corrected)),
		})),
	);
}

function criteriaOf({ criteria }: ComparisonReport, t: Translate): readonly CriterionRow[] {
	const signed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(1)}`;
	return criteria.map(({ criterion, difference, p, better, same, worse }) => ({
		criterion,
		difference: `${signed(difference.value)} (${signed(difference.low)} … ${signed(difference.high)})`,
		better,
		same,
		worse,
		test: t('{0} corrected', pText(p)),
	}));
}

function buttonsOf({ report, withoutBlind, t }: ReportInput): readonly ReportButton[] {
	const { lostByA, lostByB, setup, queue } = report;
	const losses = (side: 'a' | 'b', keys: readonly string[]): readonly ReportButton[] =>
		keys.length === 0 ? [] : [{ label: t('Losses of {0} as diffs', setup[side]), target: { kind: 'losses', side } }];
	return [
		...losses('a', lostByA),
		...losses('b', lostByB),
		{
			label: queue.length === 0 ? t('Compare blind') : t('Compare blind, {0} first', queue.length),
			target: { kind: 'blind' },
			...(withoutBlind === undefined ? {} : { without: withoutBlind }),
		},
		{ label: t('Compare…'), target: { kind: 'compare' } },
		{ label: t('Run file'), target: { kind: 'run-file' } },
	];
}

function labelsOf({ a, b }: { readonly a: string; readonly b: string }, t: Translate): ReportLabels {
	return {
		account: t('Every pair is accounted for'),
		figures: t('Rates, with 95 % intervals'),
		strata: t('Apart by what the questions are'),
		criteria: t('Ratings of {0} minus {1}, in points', a, b),
		pairs: t('Pairs'),
		question: t('question'),
		reason: t('reason'),
		message: t('explanation'),
		place: t('place'),
		winRate: t('win rate of {0}', a),
		more: t('Show more'),
		reference: t('Reference'),
		filter: t('Which pairs'),
		none: t('There is no such pair.'),
		won: t('won'),
		tied: t('tied'),
		lost: t('lost'),
		test: t('sign test'),
		chance: t('test'),
		stratum: t('by'),
		of: t('value'),
		criterion: t('criterion'),
		difference: t('difference'),
		better: t('better'),
		same: t('same'),
		worse: t('worse'),
		reply: t('request and reply'),
	};
}
