import type { ComparisonPage, Figure } from '../../src/shared/report.ts';
import { element } from '../page/dom.ts';
import { buttonOf, linkOf, type ReportActions } from './actions.ts';
import { countsChart, intervalChart } from './charts.ts';

type Content = readonly (Node | undefined)[];

/** The answer first: who won, how sure that is, and what has to be known beside it. */
export function headPart(
	{ title, setup, headline, counts, tests, buttons }: ComparisonPage,
	actions: ReportActions,
): Content {
	const total = counts.reduce((sum, { count }) => sum + count, 0);
	return [
		element('h1', { text: title }),
		element('p', { class: 'dim small', text: setup }),
		element('p', { class: `sentence ${headline.tone}`, text: headline.sentence }),
		...(headline.cautions.length === 0
			? []
			: [
					element('ul', {
						class: 'cautions',
						children: headline.cautions.map(text => element('li', { text })),
					}),
				]),
		...(total === 0
			? []
			: [
					countsChart(counts),
					element('ul', {
						class: 'legend small',
						children: counts.map(({ label, count, tone }) =>
							element('li', {
								children: [
									element('i', { class: `key ${tone}`, attributes: { 'aria-hidden': 'true' } }),
									element('b', { text: String(count) }),
									document.createTextNode(` ${label}`),
								],
							}),
						),
					}),
				]),
		...(tests === '' ? [] : [element('p', { class: 'small', text: tests })]),
		element('div', { class: 'verbs', children: buttons.map((button, i) => buttonOf(button, actions, `head ${i}`)) }),
	];
}

/** Rows that are in sight before the rest is unfolded. */
const ROWS_IN_SIGHT = 8;

/** Every pair that was loaded, and where those that are not compared stand. */
export function accountPart({ account, labels }: ComparisonPage, actions: ReportActions): Content {
	const { sentence, parts, rows } = account;
	const placed = rows.some(({ place }) => place !== '');
	const table = (some: ComparisonPage['account']['rows'], from: number) =>
		tableOf({
			head: [labels.question, ...(placed ? [labels.place] : []), labels.reason, labels.message],
			rows: some.map(({ place, question, reason, message, open }, i) => [
				linkOf(question, open, { actions, id: `account ${from + i}` }),
				...(placed ? [place] : []),
				reason,
				message,
			]),
			label: labels.account,
		});
	return [
		heading(labels.account),
		element('p', { text: sentence }),
		...(parts.length < 2
			? []
			: [
					element('ul', {
						class: 'legend small dim',
						children: parts.map(({ label, count }) => element('li', { text: `${count} ${label}` })),
					}),
				]),
		...(rows.length === 0 ? [] : [table(rows.slice(0, ROWS_IN_SIGHT), 0)]),
		...(rows.length <= ROWS_IN_SIGHT
			? []
			: [
					element('details', {
						attributes: { 'data-id': 'account more' },
						children: [
							element('summary', {
								text: `${labels.more} (${rows.length - ROWS_IN_SIGHT})`,
								attributes: { 'data-id': 'account summary' },
							}),
							table(rows.slice(ROWS_IN_SIGHT), ROWS_IN_SIGHT),
						],
					}),
				]),
	];
}

export function figuresPart({ figures, remarks, power, labels }: ComparisonPage): Content {
	return [
		...(figures.length === 0
			? []
			: [
					heading(labels.figures),
					element('div', { class: 'figures', attributes: { role: 'list' }, children: figures.map(figureRow) }),
				]),
		...[...remarks, power].map(text => element('p', { class: 'small', text })),
	];
}

function figureRow(figure: Figure): HTMLElement {
	return element('div', {
		class: 'figure',
		attributes: { role: 'listitem' },
		children: [
			element('span', { class: 'name', text: figure.label }),
			intervalChart(figure),
			element('span', { class: 'number', text: figure.text }),
			element('span', { class: 'dim small', text: figure.note }),
		],
	});
}

export function strataPart({ strata, labels }: ComparisonPage): Content {
	if (strata.length === 0) {
		return [];
	}
	return [
		heading(labels.strata),
		tableOf({
			head: [labels.stratum, labels.of, labels.won, labels.tied, labels.lost, labels.winRate, labels.test],
			rows: strata.map(({ name, value, won, tied, lost, rate, test }, i) => [
				name === '' ? element('span', { class: 'unseen', text: nameAbove(strata, i) }) : name,
				value,
				String(won),
				String(tied),
				String(lost),
				rate === undefined
					? '–'
					: element('span', { class: 'rated', children: [intervalChart(rate), element('span', { text: rate.text })] }),
				test,
			]),
			numbers: [2, 3, 4],
			name: 1,
			label: labels.strata,
		}),
	];
}

/** The name that holds for a row: it is written once, above those that share it. */
function nameAbove(strata: ComparisonPage['strata'], row: number): string {
	return strata.findLast(({ name }, i) => i <= row && name !== '')?.name ?? '';
}

export function criteriaPart({ criteria, labels }: ComparisonPage): Content {
	if (criteria.length === 0) {
		return [];
	}
	return [
		heading(labels.criteria),
		tableOf({
			head: [labels.criterion, labels.difference, labels.better, labels.same, labels.worse, labels.chance],
			rows: criteria.map(({ criterion, difference, better, same, worse, test }) => [
				criterion,
				difference,
				String(better),
				String(same),
				String(worse),
				test,
			]),
			numbers: [2, 3, 4],
			label: labels.criteria,
		}),
	];
}

export function heading(text: string): HTMLElement {
	return element('h2', { text });
}

interface Table {
	readonly head: readonly string[];
	readonly rows: readonly (readonly (string | Node)[])[];
	/** Columns of counts. */
	readonly numbers?: readonly number[];
	/** The column that says what a row is about; default the first. */
	readonly name?: number;
	readonly label: string;
}

function tableOf({ head, rows, numbers = [], name = 0, label }: Table): HTMLElement {
	const cell = (scope: 'col' | 'row' | undefined, content: string | Node, column: number) =>
		element(scope === undefined ? 'td' : 'th', {
			class: numbers.includes(column) ? 'number' : '',
			...(scope === undefined ? {} : { attributes: { scope } }),
			...(typeof content === 'string' ? { text: content } : { children: [content] }),
		});
	return element('div', {
		class: 'scroll',
		children: [
			element('table', {
				attributes: { 'aria-label': label },
				children: [
					element('thead', {
						children: [element('tr', { children: head.map((text, i) => cell('col', text, i)) })],
					}),
					element('tbody', {
						children: rows.map(row =>
							element('tr', {
								children: row.map((content, i) => cell(i === name ? 'row' : undefined, content, i)),
							}),
						),
					}),
				],
			}),
		],
	});
}
