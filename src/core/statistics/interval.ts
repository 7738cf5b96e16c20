/** An estimate with the bounds of its interval, all in the unit of the estimate. */
export interface Interval {
	readonly value: number;
	readonly low: number;
	readonly high: number;
}

/** The two-sided 95 % point of the standard normal distribution. */
export const Z95 = 1.959964;
