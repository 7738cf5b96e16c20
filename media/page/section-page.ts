import { element, keepFocus, replaceContent } from './dom.ts';

/** A part of a page: what it depends on, and how it is drawn. It is drawn again only when the first changes. */
export interface Section {
	readonly name: string;
	/** What those who do not see the page know it by, and can jump to. */
	readonly label?: string;
	readonly depends: unknown;
	readonly draw: () => readonly (Node | undefined)[];
}

/** Draws sections one below the other. Keeps nothing but what it last drew, so that what did not change is not drawn again. */
export class SectionPage {
	private readonly root: HTMLElement;
	private readonly drawn = new Map<string, { readonly container: HTMLElement; depends: string }>();
	private readonly voice: HTMLElement;
	private shape = '';

	constructor(root: HTMLElement) {
		this.root = root;
		// Readers of screens tell only of what changes in a place that was there before.
		this.voice = element('p', { class: 'unseen', attributes: { role: 'status' } });
		root.after(this.voice);
	}

	show(sections: readonly Section[]): void {
		keepFocus(this.root, () => {
			const shape = sections.map(({ name }) => name).join(' ');
			if (shape !== this.shape) {
				this.shape = shape;
				this.drawn.clear();
				this.root.replaceChildren();
			}
			for (const section of sections) {
				this.draw(section);
			}
		});
	}

	/** Has words read out, where somebody listens. */
	say(words: string): void {
		this.voice.textContent = words;
	}

	/** Says in place what went wrong with something the person asked for. */
	fail(message: string): void {
		this.forgive();
		this.root.prepend(element('p', { class: 'failure bad small', text: message, attributes: { role: 'alert' } }));
	}

	/** Takes back what went wrong: the person asks for something else now. */
	forgive(): void {
		this.root.querySelector('.failure')?.remove();
	}

	private draw({ name, label, depends, draw }: Section): void {
		const now = JSON.stringify(depends ?? null);
		const known = this.drawn.get(name);
		if (known?.depends === now) {
			return;
		}
		const attributes: Record<string, string> = label === undefined ? {} : { 'aria-label': label };
		const container = known?.container ?? this.root.appendChild(element('section', { class: name, attributes }));
		replaceContent(container, draw());
		container.hidden = container.childNodes.length === 0;
		this.drawn.set(name, { container, depends: now });
	}
}
