import type { PairFilter, ReportButton, ReportTarget } from '../../src/shared/report.ts';
import { element } from '../page/dom.ts';

/** What the page can ask for while it is shown. */
export interface ReportActions {
	open(target: ReportTarget): void;
	filter(filter: PairFilter): void;
	toggle(key: string): void;
	more(): void;
}

/** A button; one that cannot be pressed says why, to everyone. */
export function buttonOf(
	{ label, target, without, primary }: ReportButton,
	actions: ReportActions,
	id: string,
): HTMLElement {
	return element('button', {
		class: primary === true ? 'verb primary' : 'verb',
		text: label,
		attributes: {
			type: 'button',
			'data-id': id,
			...(without === undefined ? {} : { 'aria-disabled': 'true', title: without }),
		},
		click: () => {
			if (without === undefined) {
				actions.open(target);
			}
		},
	});
}

export function linkOf(
	label: string,
	target: ReportTarget,
	{ actions, id }: { readonly actions: ReportActions; readonly id: string },
): HTMLElement {
	return element('button', {
		class: 'link',
		text: label,
		attributes: { type: 'button', 'data-id': id },
		click: () => actions.open(target),
	});
}
