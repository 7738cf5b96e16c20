import type { CountPart, Figure } from '../../src/shared/report.ts';

/** Units of the drawing: widths are shares of it. */
const WIDTH = 1000;

/**
 * A rate with its interval on a scale from 0 to 1: the line is the interval, the dot the value, the dashed line where nothing would be to be
 * seen. For the eye only: the same stands beside in words.
 */
export function intervalChart({ value, low, high, even }: Figure): SVGElement {
	const at = (share: number) => String(Math.round(Math.min(1, Math.max(0, share)) * WIDTH));
	return drawing('interval', [
		shape('line', { class: 'axis', x1: '0', x2: String(WIDTH), y1: '50', y2: '50' }),
		...(even === undefined ? [] : [shape('line', { class: 'even', x1: at(even), x2: at(even), y1: '5', y2: '95' })]),
		shape('line', { class: 'span', x1: at(low), x2: at(high), y1: '50', y2: '50' }),
		...[low, high].map(end => shape('line', { class: 'span', x1: at(end), x2: at(end), y1: '25', y2: '75' })),
		shape('line', { class: 'dot', x1: at(value), x2: at(value), y1: '50', y2: '50' }),
	]);
}

/** Counts as parts of one bar, in their order. For the eye only. */
export function countsChart(parts: readonly Pick<CountPart, 'count' | 'tone'>[]): SVGElement {
	const total = parts.reduce((sum, { count }) => sum + count, 0);
	let x = 0;
	return drawing(
		'counts',
		parts
			.filter(({ count }) => count > 0)
			.map(({ count, tone }) => {
				const width = (count / total) * WIDTH;
				const part = shape('rect', { class: tone, x: x.toFixed(2), width: width.toFixed(2), y: '0', height: '100' });
				x += width;
				return part;
			}),
	);
}

/** The drawing is stretched to the room it has; strokes keep their width. */
function drawing(name: string, shapes: readonly SVGElement[]): SVGElement {
	const made = shape('svg', {
		class: `chart ${name}`,
		viewBox: `0 0 ${WIDTH} 100`,
		preserveAspectRatio: 'none',
		'aria-hidden': 'true',
		focusable: 'false',
	});
	made.append(...shapes);
	return made;
}

function shape(tag: 'svg' | 'line' | 'rect', attributes: Readonly<Record<string, string>>): SVGElement {
	const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
	for (const [name, value] of Object.entries(attributes)) {
		made.setAttribute(name, value);
	}
	return made;
}
