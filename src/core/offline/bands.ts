/**
 * The quality 0..1 of a measured fault: each bound that the value passes costs a fifth, linear between two bounds. The bounds rise from 0;
 * six of them make the five bands that the built-in levels stand for.
 */
export function qualityWithin(fault: number, bounds: readonly number[]): number {
	const last = bounds.length - 1;
	for (let at = 0; at < last; at++) {
		const low = bounds[at]!;
		const high = bounds[at + 1]!;
		if (fault < high) {
			return 1 - (at + Math.max(0, fault - low) / (high - low)) / last;
		}
	}
	return 0;
}
