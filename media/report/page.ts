import type { ReportState } from '../../src/shared/report.ts';
import { element, replaceContent } from '../panel/dom.ts';
import { buttonOf, type ReportActions } from './actions.ts';
import { accountPart, criteriaPart, figuresPart, headPart, strataPart } from './figures.ts';
import { pairsPart } from './pairs.ts';

interface Part {
	readonly name: string;
	/** What it is drawn from: the same is not drawn again. */
	readonly depends: unknown;
	readonly draw: () => readonly (Node | undefined)[];
}

/** Draws states. Keeps nothing but what it last drew, so that what did not change is not drawn again. */
export class ReportPage {
	private readonly root: HTMLElement;
	private readonly actions: ReportActions;
	private readonly drawn = new Map<string, { readonly container: HTMLElement; depends: string }>();
	private kind = '';

	constructor(root: HTMLElement, actions: ReportActions) {
		this.root = root;
		this.actions = actions;
	}

	show(state: ReportState): void {
		if (state.kind !== this.kind) {
			this.kind = state.kind;
			this.drawn.clear();
			this.root.replaceChildren();
		}
		for (const part of partsOf(state, this.actions)) {
			this.draw(part);
		}
	}

	/** Says in place what went wrong with something the person asked for. */
	fail(message: string): void {
		this.forgive();
		this.root.prepend(element('p', { class: 'failure bad', text: message, attributes: { role: 'alert' } }));
	}

	/** Takes back what went wrong: the person asks for something else now. */
	forgive(): void {
		this.root.querySelector('.failure')?.remove();
	}

	private draw({ name, depends, draw }: Part): void {
		const now = JSON.stringify(depends);
		const known = this.drawn.get(name);
		if (known?.depends === now) {
			return;
		}
		const container = known?.container ?? this.root.appendChild(element('section', { class: name }));
		replaceContent(container, draw());
		container.hidden = container.childNodes.length === 0;
		this.drawn.set(name, { container, depends: now });
	}
}

function partsOf(state: ReportState, actions: ReportActions): readonly Part[] {
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
