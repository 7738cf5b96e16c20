import type { Interval } from '../statistics/interval.ts';

/** `67.1 %` */
export function percent(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}

/** `67.1 % (59.5–73.9 %)`, the 95 % interval behind the value. */
export function intervalText({ value, low, high }: Interval): string {
	return `${percent(value)} (${(low * 100).toFixed(1)}–${percent(high)})`;
}

/** `p = 0.013`, `p < 0.0001` */
export function pText(p: number): string {
	return p < 0.0001 ? 'p < 0.0001' : `p = ${p.toPrecision(2)}`;
}
