import type { ComparisonPage, PairDetail, PairRow, VerdictRow } from '../../src/shared/report.ts';
import { element } from '../page/dom.ts';
import { buttonOf, linkOf, type ReportActions } from './actions.ts';
import { heading } from './figures.ts';

/** The pairs of one filter; each unfolds to its answers and verdicts. */
export function pairsPart(state: ComparisonPage, actions: ReportActions): readonly (Node | undefined)[] {
	const { filters, pairs, more, labels } = state;
	return [
		heading(labels.pairs),
		element('div', {
			class: 'filters',
			attributes: { role: 'group', 'aria-label': labels.filter },
			children: filters.map(({ filter, label, count, current }) =>
				element('button', {
					class: 'filter',
					text: `${label} ${count}`,
					attributes: { type: 'button', 'aria-pressed': String(current), 'data-id': `filter ${filter}` },
					click: () => actions.filter(filter),
				}),
			),
		}),
		pairs.length === 0
			? element('p', { class: 'dim', text: labels.none })
			: element('ul', { class: 'pairs', children: pairs.map(pair => pairItem(pair, { actions, labels })) }),
		more === 0
			? undefined
			: element('button', {
					class: 'verb',
					text: `${labels.more} (${more})`,
					attributes: { type: 'button', 'data-id': 'pairs more' },
					click: () => actions.more(),
				}),
	];
}

interface Around {
	readonly actions: ReportActions;
	readonly labels: ComparisonPage['labels'];
}

function pairItem(pair: PairRow, around: Around): HTMLElement {
	const { key, question, text, outcome, tone, flags, detail } = pair;
	const isOpen = detail !== undefined;
	return element('li', {
		class: isOpen ? 'pair open' : 'pair',
		children: [
			element('button', {
				class: 'fold',
				attributes: { type: 'button', 'aria-expanded': String(isOpen), 'data-id': `pair ${key}` },
				click: () => around.actions.toggle(key),
				children: [
					element('span', { class: 'sign', text: isOpen ? '▾' : '▸', attributes: { 'aria-hidden': 'true' } }),
					element('span', { class: 'question', text: question }),
					element('span', { class: `outcome ${tone}`, text: outcome }),
					...flags.map(flag => element('span', { class: 'flag', text: flag })),
					element('span', { class: 'text dim', text }),
				],
			}),
			isOpen ? detailOf(pair, detail, around) : undefined,
		],
	});
}

function detailOf({ key, text }: PairRow, detail: PairDetail, { actions, labels }: Around): HTMLElement {
	return element('div', {
		class: 'detail',
		children: [
			element('p', { class: 'asked', text }),
			[detail.place, detail.strata].some(words => words !== '')
				? element('p', {
						class: 'dim small',
						text: [detail.place, detail.strata].filter(words => words !== '').join(' · '),
					})
				: undefined,
			...detail.references.map(reference =>
				element('div', {
					class: 'reference',
					children: [
						element('h3', { text: labels.reference }),
						element('p', { class: 'answer', text: reference, attributes: { dir: 'auto' } }),
					],
				}),
			),
			element('div', {
				class: 'answers',
				children: detail.answers.map(({ name, text: answer, note, won }) =>
					element('div', {
						class: won ? 'side won' : 'side',
						children: [
							element('h3', {
								children: [
									document.createTextNode(won ? `✓ ${name}` : name),
									element('span', { class: 'dim small', text: ` ${note}` }),
								],
							}),
							element('p', { class: 'answer', text: answer, attributes: { dir: 'auto' } }),
						],
					}),
				),
			}),
			detail.verdicts.length === 0
				? undefined
				: element('ol', {
						class: 'verdicts',
						children: detail.verdicts.map((verdict, i) =>
							verdictItem(verdict, { actions, labels }, `${key} verdict ${i}`),
						),
					}),
			element('div', {
				class: 'verbs',
				children: detail.buttons.map((button, i) => buttonOf(button, actions, `${key} button ${i}`)),
			}),
		],
	});
}

function verdictItem(
	{ order, winner, tone, points, why, problems, note, reply }: VerdictRow,
	{ actions, labels }: Around,
	id: string,
): HTMLElement {
	return element('li', {
		children: [
			element('p', {
				children: [
					element('span', { class: 'order', text: order }),
					element('b', { class: `outcome ${tone}`, text: winner }),
					points === '' ? undefined : element('span', { class: 'number', text: points }),
					note === '' ? undefined : element('span', { class: 'dim small', text: note }),
					reply === undefined ? undefined : linkOf(labels.reply, reply, { actions, id }),
				],
			}),
			why === '' ? undefined : element('p', { class: 'why', text: why, attributes: { dir: 'auto' } }),
			...problems.map(problem => element('p', { class: 'warn small', text: problem })),
		],
	});
}
