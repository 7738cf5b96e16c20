import type { CasePanel, PanelState } from '../../src/shared/panel.ts';

/** What is read out when a state takes the place of another: the question where it is another one, and what came of its answer. `undefined` where nothing of that changed. */
export function spokenState(state: PanelState, before: PanelState | undefined): string | undefined {
	if (before === undefined) {
		return undefined; // The page was just opened: it is read from its top.
	}
	if (state.kind === 'empty') {
		return before.kind === 'empty' && before.message === state.message ? undefined : state.message;
	}
	const outcome = outcomeOf(state);
	if (before.kind === 'empty' || before.key !== state.key) {
		return `${state.title} ${state.where}. ${outcome}`;
	}
	return outcome === outcomeOf(before) ? undefined : outcome;
}

/** "failed 60.0, pass mark 80": without the sign, which is read out as its Unicode name. */
function outcomeOf({ headline: { badge, score, note } }: CasePanel): string {
	const word = badge.replace(/^[^\p{L}]+/u, '');
	const words = note.map(({ text }) => text).join('');
	return [/\d/.test(score) ? `${word} ${score}` : word, words].filter(part => part !== '').join(', ');
}
