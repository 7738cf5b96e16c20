import type { PanelState } from '../../src/shared/panel.ts';
import { SectionPage } from '../page/section-page.ts';
import type { PanelActions } from './parts.ts';
import { caseSections, emptySections } from './sections.ts';
import { spokenState } from './spoken.ts';

/** Draws states of the Review panel, and says what came of an answer. */
export class Page {
	private readonly page: SectionPage;
	private readonly actions: PanelActions;
	private shown: PanelState | undefined;

	constructor(root: HTMLElement, actions: PanelActions) {
		this.page = new SectionPage(root);
		this.actions = actions;
	}

	show(state: PanelState): void {
		this.page.show(state.kind === 'case' ? caseSections(state, this.actions) : emptySections(state, this.actions));
		const spoken = spokenState(state, this.shown);
		if (spoken !== undefined) {
			this.page.say(spoken);
		}
		if (keyOf(state) !== keyOf(this.shown)) {
			window.scrollTo(0, 0);
		}
		this.shown = state;
	}

	fail(message: string): void {
		this.page.fail(message);
	}

	forgive(): void {
		this.page.forgive();
	}
}

function keyOf(state: PanelState | undefined): string {
	return state?.kind === 'case' ? state.key : '';
}
