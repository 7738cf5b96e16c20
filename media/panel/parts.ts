import type { Evidence, Line, OpenTarget, Span, Verb, VerbButton } from '../../src/shared/panel.ts';
import { element } from '../page/dom.ts';
import { linkSign } from './link-sign.ts';

/** What the page can ask for while it is shown. */
export interface PanelActions {
	open(target: OpenTarget): void;
	run(verb: Verb): void;
	choose(key: string): void;
	removeAnnotation(id: string): void;
}

/** A line of text with its tones and links. */
export function lineOf(line: Line, actions: PanelActions, id: string): readonly Node[] {
	return line.map((span, index) => spanOf(span, actions, `${id} ${index}`));
}

export function evidenceOf(evidence: Evidence, actions: PanelActions, id: string): HTMLElement {
	const quoteId = `${id} quote`.replaceAll(' ', '-');
	return element('blockquote', {
		class: `evidence ${evidence.edge}${evidence.link === undefined ? '' : ` ${evidence.link.from}`}`,
		children: [
			element('p', { attributes: { id: quoteId }, children: lineOf(evidence.quote, actions, `${id} quote`) }),
			element('p', {
				class: 'small',
				children: [
					evidence.link === undefined ? undefined : linkSign(evidence.link),
					// "in the answer" says nothing without the words that it is about.
					...lineOf(evidence.note, actions, `${id} note`).map(node => describedBy(node, quoteId)),
				],
			}),
		],
	});
}

function describedBy(node: Node, id: string): Node {
	if (node instanceof HTMLButtonElement) {
		node.setAttribute('aria-describedby', id);
	}
	return node;
}

export function buttonOf(button: VerbButton, actions: PanelActions): HTMLElement {
	const attributes: Record<string, string> = { type: 'button', 'data-id': `verb ${button.verb}` };
	if (button.key !== undefined) {
		attributes['aria-keyshortcuts'] = button.key;
	}
	if (button.pressed !== undefined) {
		attributes['aria-pressed'] = String(button.pressed);
	}
	const key =
		button.key === undefined ? undefined : element('kbd', { text: button.key, attributes: { 'aria-hidden': 'true' } });
	return element('button', {
		class: button.primary === true ? 'verb primary' : 'verb',
		attributes,
		children: [
			document.createTextNode(button.label),
			...(key === undefined ? [] : [document.createTextNode(' '), key]),
		],
		click: () => actions.run(button.verb),
	});
}

/** A folded part, remembered by its id while the content around it changes. */
export function folded(id: string, summary: string, children: readonly Node[]): HTMLElement {
	return element('details', {
		attributes: { 'data-id': `details ${id}` },
		children: [element('summary', { text: summary, attributes: { 'data-id': `summary ${id}` } }), ...children],
	});
}

function spanOf({ text, tone, open }: Span, actions: PanelActions, id: string): Node {
	if (open !== undefined) {
		return element('button', {
			class: 'link',
			text,
			attributes: { type: 'button', 'data-id': id },
			click: () => actions.open(open),
		});
	}
	if (tone === 'mark') {
		return element('mark', { text });
	}
	return tone === undefined ? document.createTextNode(text) : element('span', { class: tone, text });
}
