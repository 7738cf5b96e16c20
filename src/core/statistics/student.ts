/**
 * The two-sided p-value of Student's t: P(|T| ≥ |t|) with `df` degrees of freedom, by the regularised incomplete beta function
 * (Abramowitz & Stegun 26.7.1). 1 where there are no degrees of freedom.
 */
export function studentP(t: number, df: number): number {
	if (!(df > 0) || Number.isNaN(t)) {
		return 1;
	}
	return Number.isFinite(t) ? incompleteBeta(df / (df + t * t), df / 2, 0.5) : 0;
}

/** The t that |T| exceeds with probability `p` (0 < p < 1), `df` degrees of freedom; infinite where there are none. */
export function studentQuantile(p: number, df: number): number {
	if (!(df > 0)) {
		return Number.POSITIVE_INFINITY;
	}
	let [low, high] = [0, 1];
	while (studentP(high, df) > p && high < 1e9) {
		high *= 2;
	}
	for (let i = 0; i < 60; i++) {
		const middle = (low + high) / 2;
		if (studentP(middle, df) > p) {
			low = middle;
		} else {
			high = middle;
		}
	}
	return (low + high) / 2;
}

/** I_x(a, b) by Lentz's continued fraction (Press et al., Numerical Recipes 6.4). */
function incompleteBeta(x: number, a: number, b: number): number {
	if (x <= 0 || x >= 1) {
		return x <= 0 ? 0 : 1;
	}
	const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
	return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

function fraction(x: number, a: number, b: number): number {
	const tiny = 1e-300;
	const safe = (value: number) => (Math.abs(value) < tiny ? tiny : value);
	let c = 1;
	let d = 1 / safe(1 - ((a + b) * x) / (a + 1));
	let value = d;
	for (let m = 1; m <= 300; m++) {
		const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
		d = 1 / safe(1 + even * d);
		c = safe(1 + even / c);
		value *= d * c;
		const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 / safe(1 + odd * d);
		c = safe(1 + odd / c);
		value *= d * c;
		if (Math.abs(d * c - 1) < 1e-14) {
			break;
		}
	}
	return value;
}

/** Lanczos' approximation, g = 7. */
function logGamma(z: number): number {
	const sum = LANCZOS.reduce((total, each, i) => total + (i === 0 ? each : each / (z - 1 + i)), 0);
	const t = z + 6.5;
	return 0.5 * Math.log(2 * Math.PI) + (z - 0.5) * Math.log(t) - t + Math.log(sum);
}

const LANCZOS = [
	0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
	12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
