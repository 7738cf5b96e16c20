import { type Interval, Z95 } from './interval.ts';

/** A share with how many independent observations it rests on. */
export interface Observed {
	/** 0..1 */
	readonly share: number;
	readonly n: number;
}

/**
 * The true share behind an observed one, where the test that observes it errs: (o − f) / (t − f), with t the share of good ones and f of bad
 * ones that pass (Rogan & Gladen 1978), with the 95 % interval of Lang & Reiczigel (2014), which takes the uncertainty of all three into
 * account. Clipped to 0..1. `undefined` where t does not exceed f.
 */
export function correctedShare(observed: Observed, good: Observed, bad: Observed): Interval | undefined {
	const [t, f] = [good.share, bad.share];
	if (t <= f) {
		return undefined;
	}
	const value = clip((observed.share - f) / (t - f));
	// Each share is drawn towards the middle, as Agresti and Coull do for one alone.
	const z2 = Z95 ** 2;
	const n = observed.n + z2;
	const p = (observed.n * observed.share + z2 / 2) / n;
	const [goods, bads] = [good.n + 2, bad.n + 2];
	const sensitivity = (good.n * t + 1) / goods;
	const specificity = (bad.n * (1 - f) + 1) / bads;
	const power = sensitivity + specificity - 1;
	if (power <= 0) {
		return { value, low: 0, high: 1 };
	}
	const rate = (p + specificity - 1) / power;
	const ofGood = (sensitivity * (1 - sensitivity)) / goods;
	const ofBad = (specificity * (1 - specificity)) / bads;
	const shift = 2 * z2 * (rate * ofGood - (1 - rate) * ofBad);
	const half = (Z95 * Math.sqrt((p * (1 - p)) / n + rate ** 2 * ofGood + (1 - rate) ** 2 * ofBad)) / power;
	return { value, low: Math.min(value, clip(rate + shift - half)), high: Math.max(value, clip(rate + shift + half)) };
}

function clip(share: number): number {
	return Math.min(1, Math.max(0, share));
}
