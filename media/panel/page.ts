import type { PanelState } from '../../src/shared/panel.ts';
import { element, replaceContent } from './dom.ts';
import type { PanelActions } from './parts.ts';
import { caseSections, emptySections, type Section } from './sections.ts';

/** Draws states. Keeps nothing but what it last drew, so that what did not change is not drawn again. */
export class Page {
	private readonly root: HTMLElement;
	private readonly actions: PanelActions;
	private readonly drawn = new Map<string, { readonly container: HTMLElement; depends: string }>();
	private shown = '';

	constructor(root: HTMLElement, actions: PanelActions) {
		this.root = root;
		this.actions = actions;
	}

	show(state: PanelState): void {
		const sections = state.kind === 'case' ? caseSections(state, this.actions) : emptySections(state, this.actions);
		const shape = `${state.kind} ${sections.map(({ name }) => name).join(' ')}`;
		if (this.root.dataset.shape !== shape) {
			this.root.dataset.shape = shape;
			this.drawn.clear();
			this.root.replaceChildren();
		}
		for (const section of sections) {
			this.draw(section);
		}
		const key = state.kind === 'case' ? state.key : '';
		if (key !== this.shown) {
			this.shown = key;
			window.scrollTo(0, 0);
		}
	}

	/** Says in place what went wrong with something the person asked for. */
	fail(message: string): void {
		const line = element('p', { class: 'failure bad small', text: message, attributes: { role: 'alert' } });
		this.forgive();
		this.root.prepend(line);
	}

	/** Takes back what went wrong: the person asks for something else now. */
	forgive(): void {
		this.root.querySelector('.failure')?.remove();
	}

	private draw(section: Section): void {
		const depends = JSON.stringify(section.depends ?? null);
		const known = this.drawn.get(section.name);
		if (known?.depends === depends) {
			return;
		}
		const container = known?.container ?? this.root.appendChild(element('section', { class: section.name }));
		replaceContent(container, section.draw());
		container.hidden = container.childNodes.length === 0;
		this.drawn.set(section.name, { container, depends });
	}
}
