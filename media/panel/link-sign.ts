import type { Evidence, LinkSign } from '../../src/shared/panel.ts';

/** The sign of a kind of link: the same as in the gutter of the editor, in the colour of that kind. */
export function linkSign({ from, words }: NonNullable<Evidence['link']>): Element {
	const sign = document.createElementNS(SVG, 'svg');
	const attributes = { class: `link-sign ${from}`, viewBox: '0 0 16 16', role: 'img', 'aria-label': words };
	for (const [name, value] of Object.entries(attributes)) {
		sign.setAttribute(name, value);
	}
	const title = document.createElementNS(SVG, 'title');
	title.textContent = words;
	const path = document.createElementNS(SVG, 'path');
	path.setAttribute('d', PATHS[from]);
	sign.append(title, path);
	return sign;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A bar, quotation marks, a bolt: as in `media/icons/gutter-*.svg`. */
const PATHS: Readonly<Record<LinkSign, string>> = {
	overlap: 'M6 3h4v12H6z',
	cited:
		'M7 4v4.2C7 10.6 5.7 12.2 3.4 12.7L2.9 11.3C4.2 10.9 4.9 10.1 5 9H2.5V4zM13.5 4v4.2c0 2.4-1.3 4-3.6 4.5l-.5-1.4c1.3-.4 2-1.2 2.1-2.3H9V4z',
	influence: 'M9.5 1 3 9.3h4L6.2 15 13 6.5H8.7z',
};
