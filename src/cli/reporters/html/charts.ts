import { attribute, type Html, html } from './escape.ts';

/** A share of a whole, in one of the page's colours. */
export interface Slice {
	readonly name: string;
	readonly count: number;
	/** Class of the page's style. */
	readonly colour: string;
}

const WIDTH = 600;

/** Slices side by side in one bar, as long as they are many. The numbers stand beside it in words. */
export function stackedBar(slices: readonly Slice[]): Html {
	const total = slices.reduce((sum, slice) => sum + slice.count, 0);
	let at = 0;
	const rects = slices
		.filter(slice => slice.count > 0)
		.map(({ name, count, colour }) => {
			const width = (count / total) * WIDTH;
			const rect = html`<rect class="${colour}" x="${at.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="20"><title>${name}: ${count}</title></rect>`;
			at += width;
			return rect;
		});
	const label = slices.map(({ name, count }) => `${count} ${name}`).join(', ');
	return html`<svg class="bar" viewBox="0 0 ${WIDTH} 20" preserveAspectRatio="none" role="img" aria-label="${attribute(label)}">${rects}</svg>`;
}

/** One value of 0 to `most` as a bar in a table cell; the number stands beside it. */
export function cellBar(value: number, most: number, colour: string): Html {
	const width = most > 0 ? Math.max(0, Math.min(1, value / most)) * 100 : 0;
	return html`<svg class="cell-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" x="0" y="0" width="100" height="10"/><rect class="${colour}" x="0" y="0" width="${width.toFixed(1)}" height="10"/></svg>`;
}

/** Columns with their counts above and their names below. */
export function columns(values: readonly { readonly name: string; readonly count: number }[], label: string): Html {
	const most = Math.max(1, ...values.map(value => value.count));
	const step = WIDTH / values.length;
	const bars = values.map(({ name, count }, i) => {
		const height = (count / most) * 120;
		const middle = (i + 0.5) * step;
		return html`<rect class="plain" x="${(i * step + 4).toFixed(1)}" y="${(140 - height).toFixed(1)}" width="${(step - 8).toFixed(1)}" height="${height.toFixed(1)}"/>
<text x="${middle.toFixed(1)}" y="${(134 - height).toFixed(1)}">${count === 0 ? '' : count}</text><text x="${middle.toFixed(1)}" y="156">${name}</text>`;
	});
	return html`<svg class="columns" viewBox="0 0 ${WIDTH} 162" role="img" aria-label="${attribute(`${label}: ${values.map(({ name, count }) => `${name} ${count}`).join(', ')}`)}">${bars}<line x1="0" y1="140.5" x2="${WIDTH}" y2="140.5"/></svg>`;
}
