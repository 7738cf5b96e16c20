/** What an element is made of. Texts become text nodes: nothing is ever read as HTML. */
export interface Parts {
	readonly class?: string;
	readonly attributes?: Readonly<Record<string, string>>;
	readonly text?: string;
	readonly children?: readonly (Node | undefined)[];
	readonly click?: () => void;
}

export function element<K extends keyof HTMLElementTagNameMap>(tag: K, parts: Parts = {}): HTMLElementTagNameMap[K] {
	const made = document.createElement(tag);
	if (parts.class !== undefined) {
		made.className = parts.class;
	}
	for (const [name, value] of Object.entries(parts.attributes ?? {})) {
		made.setAttribute(name, value);
	}
	if (parts.text !== undefined) {
		made.textContent = parts.text;
	}
	made.append(...(parts.children ?? []).filter(child => child !== undefined));
	if (parts.click !== undefined) {
		made.addEventListener('click', parts.click);
	}
	return made;
}

/** Puts new content into a container and keeps which of its parts are unfolded. They are known again by `data-id`. */
export function replaceContent(container: HTMLElement, content: readonly (Node | undefined)[]): void {
	const unfolded = new Set([...container.querySelectorAll('details[open]')].map(idOf));
	container.replaceChildren(...content.filter(child => child !== undefined));
	for (const details of container.querySelectorAll('details')) {
		details.open = details.open || unfolded.has(idOf(details));
	}
}

/**
 * Changes what stands in `root` and keeps the focus on the element of the same `data-id`. Where that has gone (what runs cannot be run again), the
 * section it stood in has the focus until it is back or the person goes on: who works by keyboard stays in their place, and no key
 * that is held down presses another button.
 */
export function keepFocus(root: HTMLElement, change: () => void): void {
	const before = document.activeElement;
	const isInside = before instanceof HTMLElement && before !== root && root.contains(before);
	const wanted = isInside ? (before.dataset.awaits ?? idOf(before)) : undefined;
	const name = isInside ? before.closest('section')?.className : undefined;
	change();
	if (wanted === undefined) {
		return;
	}
	const back = [...root.querySelectorAll<HTMLElement>('[data-id]')].find(found => idOf(found) === wanted);
	if (back !== undefined) {
		if (back !== document.activeElement) {
			back.focus({ preventScroll: true });
		}
		return;
	}
	const section = [...root.querySelectorAll<HTMLElement>('section')].find(found => found.className === name);
	if (section !== undefined && section !== document.activeElement) {
		section.tabIndex = -1;
		section.dataset.awaits = wanted;
		section.addEventListener('blur', () => leave(section), { once: true });
		section.focus({ preventScroll: true });
	}
}

/** The section is none that a click puts the focus on. */
function leave(section: HTMLElement): void {
	section.removeAttribute('tabindex');
	delete section.dataset.awaits;
}

function idOf(found: Element | null): string | undefined {
	return found?.getAttribute('data-id') ?? undefined;
}
