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

/**
 * Puts new content into a container and keeps what the person did there: the focus, and which parts are unfolded. Elements
 * are known again by `data-id`.
 */
export function replaceContent(container: HTMLElement, content: readonly (Node | undefined)[]): void {
	const focused = container.contains(document.activeElement) ? idOf(document.activeElement) : undefined;
	const unfolded = new Set([...container.querySelectorAll('details[open]')].map(idOf));
	container.replaceChildren(...content.filter(child => child !== undefined));
	for (const details of container.querySelectorAll('details')) {
		details.open = details.open || unfolded.has(idOf(details));
	}
	if (focused !== undefined) {
		[...container.querySelectorAll<HTMLElement>('[data-id]')].find(found => idOf(found) === focused)?.focus();
	}
}

function idOf(found: Element | null): string | undefined {
	return found?.getAttribute('data-id') ?? undefined;
}
