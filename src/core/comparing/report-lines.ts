import type { Interval } from '../statistics/interval.ts';
import { plural } from '../text/amounts.ts';
import type {
	ComparisonOutcome,
	ComparisonReport,
	LengthFigures,
	NotCompared,
	OrderFigures,
} from './comparison-report.ts';
import { intervalText, percent, pText } from './figures-text.ts';

/** Entries of the queue that are shown. */
const MOST_QUEUED = 10;

/** The report for a person, a line each, without colour. Texts of others are in it as they are: `clean` makes them harmless. */
export function reportLines(
	report: ComparisonReport,
	clean: (text: string) => string = text => text,
): readonly string[] {
	const { setup, account, conclusion, outcome, orders, length, consistency, criteria, queue, power } = report;
	const names = { a: clean(setup.a), b: clean(setup.b) };
	return [
		`${names.a} against ${names.b}, ${howLine(report, clean)}`,
		`${account.loaded} loaded = ${account.compared} compared + ${account.notCompared.length} not compared${reasonsText(report)}`,
		...account.notCompared.map(one => notComparedLine(one, clean)),
		'',
		clean(conclusion.sentence),
		...conclusion.cautions.map(caution => `  ${clean(caution)}`),
		'',
		...table([
			['', 'questions', 'won', 'tied', 'lost', 'win rate, 95 %', 'sign test', 'permutation'],
			outcomeRow('all', outcome),
			...report.strata.flatMap(({ name, values }) =>
				values.map(({ value, outcome: own, corrected }) => [
					...outcomeRow(`${clean(name)} ${clean(value)}`, own).slice(0, -2),
					`${pText(corrected)} corrected`,
					'',
				]),
			),
		]),
		...orderLines(orders),
		...lengthLines(length, names),
		...(consistency === undefined
			? []
			: [
					`ratings against ranking: agree on ${percent(consistency.agreement.value)} of ${consistency.pairs} pairs, kappa ${consistency.kappa.kappa?.toFixed(2) ?? 'undefined (no variation)'}; ${names.a} wins ${intervalText(consistency.byRatings)} by ratings, ${intervalText(consistency.byRanking)} by ranking`,
				]),
		...criteria.map(
			({ criterion, difference, p, better, same, worse }) =>
				`${clean(criterion)}: ${signed(difference.value)} points${rangeOf(difference)}, ${better} better, ${same} the same, ${worse} worse, ${pText(p)} corrected`,
		),
		...(queue.length === 0
			? []
			: [
					`for people to look at (${queue.length}): ${queue
						.slice(0, MOST_QUEUED)
						.map(({ question, why }) => `${clean(question)} (${why})`)
						.join(', ')}${queue.length > MOST_QUEUED ? ', …' : ''}`,
				]),
		`power: ${power.sentence}`,
	];
}

function howLine({ setup, verdicts }: ComparisonReport, clean: (text: string) => string): string {
	const rubric = setup.rubric === '' ? '' : `, rubric ${clean(setup.rubric)}`;
	switch (setup.protocol) {
		case 'recorded':
			return 'by verdicts that came with the answers';
		case 'scores':
			return `by the scores of ${setup.judge} (lexical), each answer alone${rubric}`;
		case 'ranking':
			return `by ${clean(setup.judge ?? '')}, both orders, ${setup.samples === 1 ? 'one verdict' : `${setup.samples} verdicts`} each (${verdicts} in all)${rubric}`;
	}
}

function reasonsText({ account }: ComparisonReport): string {
	const reasons = Object.entries(account.reasons).map(([reason, count]) => `${count} ${reason}`);
	return reasons.length === 0 ? '' : ` (${reasons.join(', ')})`;
}

function notComparedLine(
	{ row, line, question, reason, message }: NotCompared,
	clean: (text: string) => string,
): string {
	const place = row === undefined ? (line === undefined ? '' : `line ${line}`) : `row ${row}`;
	// What has no id and no question is called by its place already.
	const isPlace = place === '' || question === place || question.startsWith(`${place} (line `);
	return `  ${isPlace ? '' : `${place}  `}${clean(question)}  ${reason}: ${clean(message)}`;
}

function outcomeRow(name: string, outcome: ComparisonOutcome): readonly string[] {
	const { questions, wins, ties, losses, winRate, signTest, permutationTest } = outcome;
	return [
		name,
		String(questions),
		String(wins),
		String(ties),
		String(losses),
		winRate === undefined ? '–' : intervalText(winRate),
		pText(signTest),
		pText(permutationTest),
	];
}

function orderLines(orders: OrderFigures | undefined): readonly string[] {
	return orders === undefined
		? []
		: [
				`orders: disagree in ${orders.conflicts.hits} of ${orders.conflicts.of} pairs, ${intervalText(orders.conflicts)}; the answer shown first wins ${intervalText(orders.firstSlot)}; mean entropy ${percent(orders.entropy)}`,
			];
}

function lengthLines(
	length: LengthFigures | undefined,
	names: { readonly a: string; readonly b: string },
): readonly string[] {
	if (length === undefined) {
		return [];
	}
	const { meanA, meanB, longerWon, similar, controlled, without } = length;
	const longer =
		longerWon === undefined
			? ''
			: `; the longer answer won ${longerWon.hits} of ${longerWon.of}, ${intervalText(longerWon)}`;
	return [
		`length: ${names.a} ${plural(Math.round(meanA), 'character')}, ${names.b} ${meanB.toFixed(0)}${longer}`,
		controlled === undefined
			? `win rate at equal length: not to be had (${without})`
			: `win rate at equal length: ${intervalText(controlled)}${similar === undefined ? '' : `; over the ${similar.questions} questions of like length ${intervalText(similar.winRate)}`}`,
	];
}

function signed(value: number): string {
	return `${value > 0 ? '+' : ''}${value.toFixed(1)}`;
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
	const widths = rows[0]!.map((_, i) => Math.max(...rows.map(row => (row[i] ?? '').length)));
	return rows.map(row =>
		row
			.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
			.join('  ')
			.trimEnd(),
	);
}

/** Where all questions differ alike, resampling them says nothing: no interval then. */
function rangeOf({ low, high }: Interval): string {
	return low === high ? '' : ` (${signed(low)} to ${signed(high)})`;
}
