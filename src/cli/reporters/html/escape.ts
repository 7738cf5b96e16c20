import { visible } from '../visible.ts';

/** Markup that goes into the page as it is: made by this reporter, with every text of others escaped. */
export interface Html {
	readonly markup: string;
}

export type HtmlValue = Html | string | number | undefined | readonly Html[];

/** Builds markup. Values are texts and are escaped, unless they are markup themselves; lists are joined; `undefined` is nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
	const texts = values.map((value, i) => markupOf(value) + parts[i + 1]!);
	return { markup: parts[0]! + texts.join('') };
}

/** A text inside the quotes of an attribute. */
export function attribute(text: string): Html {
	return { markup: visible(text).replace(/[&<>"'`\n\t]/g, entity) };
}

function markupOf(value: HtmlValue): string {
	if (value === undefined) {
		return '';
	}
	if (typeof value === 'string' || typeof value === 'number') {
		return escaped(String(value));
	}
	return 'markup' in value ? value.markup : value.map(each => each.markup).join('');
}

/** Control and bidirectional characters are shown, in a style that says that nobody wrote these letters. */
function escaped(text: string): string {
	return visible(text)
		.replace(/[&<>"'`]/g, entity)
		.replace(/\\u\{[0-9a-f]{4,6}\}/g, shown => `<span class="hidden-character">${shown}</span>`);
}

function entity(character: string): string {
	return `&#${character.charCodeAt(0)};`;
}
