import type { PanelState, Verb } from '../../src/shared/panel.ts';

/** What a key press is about, as far as the panel asks. */
export interface KeyPress {
	readonly key: string;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly altKey: boolean;
	/** Tag name of the element that has the focus, lower case. */
	readonly focus: string;
}

/** The verb that a key stands for; `undefined` where it means nothing here, or where the person types or chooses. */
export function verbOfKey(press: KeyPress, state: PanelState | undefined): Verb | undefined {
	if (press.ctrlKey || press.metaKey || press.altKey || ['input', 'select', 'textarea'].includes(press.focus)) {
		return undefined;
	}
	if (state?.kind !== 'case') {
		return undefined;
	}
	if (press.key === 'p' && state.position.previous) {
		return 'previous';
	}
	if (press.key === 'n' && state.position.next) {
		return 'next';
	}
	return state.buttons.find(({ key }) => key === press.key)?.verb;
}
