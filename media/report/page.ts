import type { ReportState } from '../../src/shared/report.ts';
import { element } from '../page/dom.ts';
import { type Section, SectionPage } from '../page/section-page.ts';
import { buttonOf, type ReportActions } from './actions.ts';
import { accountPart, criteriaPart, figuresPart, headPart, strataPart } from './figures.ts';
import { pairsPart } from './pairs.ts';

/** Draws states of a report, and says how many pairs a filter leaves. */
export class ReportPage {
	private readonly page: SectionPage;
	private readonly actions: ReportActions;
	private spoken: string | undefined;

	constructor(root: HTMLElement, actions: ReportActions) {
		this.page = new SectionPage(root);
		this.actions = actions;
	}

	show(state: ReportState): void {
		this.page.show(partsOf(state, this.actions));
		const spoken = spokenOf(state);
		if (this.spoken !== undefined && spoken !== this.spoken) {
			this.page.say(spoken);
		}
		this.spoken = spoken;
	}

	fail(message: string): void {
		this.page.fail(message);
	}

	forgive(): void {
		this.page.forgive();
	}
}

function spokenOf(state: ReportState): string {
	if (state.kind === 'empty') {
		return state.message;
	}
	const current = state.filters.find(filter => filter.current);
	return `${state.labels.pairs}: ${current === undefined ? '' : `${current.label} ${current.count}`}`;
}

function partsOf(state: ReportState, actions: ReportActions): readonly Section[] {
	if (state.kind === 'empty') {
		return [
			{
				name: 'empty',
				depends: state,
				draw: () => [
					element('h1', { text: state.title }),
					element('p', { text: state.message }),
					element('div', {
						class: 'verbs',
						children: state.buttons.map((button, i) => buttonOf(button, actions, `empty ${i}`)),
					}),
				],
			},
		];
	}
	const { title, setup, headline, counts, tests, buttons, account, figures, remarks, strata, criteria, power, labels } =
		state;
	return [
		{
			name: 'head',
			depends: [title, setup, headline, counts, tests, buttons],
			draw: () => headPart(state, actions),
		},
		{ name: 'account', depends: account, draw: () => accountPart(state, actions) },
		{ name: 'figures', depends: [figures, remarks, power, labels], draw: () => figuresPart(state) },
		{ name: 'strata', depends: [strata, labels], draw: () => strataPart(state) },
		{ name: 'criteria', depends: [criteria, labels], draw: () => criteriaPart(state) },
		{ name: 'pairs', depends: [state.filters, state.pairs, state.more], draw: () => pairsPart(state, actions) },
	];
}
