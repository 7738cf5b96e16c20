import { type Interval, Z95 } from './interval.ts';

/** An observation of a logistic regression: `y` in 0..1, a half for a tie. */
export interface LogisticPoint {
	readonly x: number;
	readonly y: number;
}

export interface LogisticFit {
	/** Observations. */
	readonly n: number;
	readonly intercept: Coefficient;
	readonly slope: Coefficient;
}

export interface Coefficient {
	readonly value: number;
	/** By the model's own variance (the inverse of Fisher's information). */
	readonly standardError: number;
	/**
	 * By the sandwich of Huber (1967) and White (1982), which stays right where `y` is a half or an average (Papke & Wooldridge 1996), each
	 * residual over 1 − its leverage (HC3, MacKinnon & White 1985), without which it is too narrow for few observations.
	 */
	readonly robustError: number;
}

const MOST_STEPS = 60;
/** A coefficient that goes on growing beyond this has no maximum: `x` separates the two outcomes. */
const LARGEST = 30;

/**
 * `logit P(y) = intercept + slope · x` by maximum likelihood (Cox 1958), with Newton steps. `undefined` where there is no maximum: all
 * outcomes alike, `x` constant, or `x` separates them (Albert & Anderson 1984).
 */
export function logisticFit(points: readonly LogisticPoint[]): LogisticFit | undefined {
	const centre = points.reduce((sum, { x }) => sum + x, 0) / points.length;
	const scale = Math.sqrt(points.reduce((sum, { x }) => sum + (x - centre) ** 2, 0) / points.length);
	// Ties alone too would be fitted without any error at all.
	if (points.length < 3 || !(scale > 1e-12) || points.every(({ y }) => y === points[0]!.y)) {
		return undefined;
	}
	const scaled = points.map(({ x, y }) => ({ x: (x - centre) / scale, y }));
	let a = 0;
	let b = 0;
	for (let step = 0; step < MOST_STEPS; step++) {
		const { gradient, information } = derivatives(scaled, a, b);
		const inverse = inverted(information);
		if (inverse === undefined) {
			return undefined;
		}
		const da = inverse[0] * gradient[0] + inverse[1] * gradient[1];
		const db = inverse[1] * gradient[0] + inverse[2] * gradient[1];
		// A long step would overshoot to where every probability is 0 or 1.
		const shrink = Math.min(1, 3 / Math.max(Math.abs(da), Math.abs(db), 1e-300));
		a += da * shrink;
		b += db * shrink;
		if (Math.abs(a) > LARGEST || Math.abs(b) > LARGEST) {
			return undefined;
		}
		if (Math.abs(da) + Math.abs(db) < 1e-10) {
			return fitAt(scaled, { a, b, centre, scale });
		}
	}
	return undefined;
}

/** The probability at `x` = 0 with its 95 % interval: that of the intercept, carried over by the logistic function, which keeps it in 0..1. */
export function probabilityAtZero({ intercept, n }: LogisticFit): Interval {
	const at = (logit: number) => 1 / (1 + Math.exp(-logit));
	const half = t95(n - 2) * intercept.robustError;
	return { value: at(intercept.value), low: at(intercept.value - half), high: at(intercept.value + half) };
}

/** The slope with its 95 % interval by the robust error. */
export function slopeInterval({ slope: { value, robustError }, n }: LogisticFit): Interval {
	const half = t95(n - 2) * robustError;
	return { value, low: value - half, high: value + half };
}

/** The two-sided 95 % point of Student's t (Abramowitz & Stegun 1964, 26.7.5; from 8 degrees of freedom on right to 0.01). */
function t95(freedom: number): number {
	const z = Z95;
	return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
}

/** A symmetric matrix of 2 × 2: top left, off the diagonal, bottom right. */
type Symmetric = readonly [number, number, number];

function derivatives(
	points: readonly LogisticPoint[],
	a: number,
	b: number,
): { readonly gradient: readonly [number, number]; readonly information: Symmetric } {
	let [ga, gb, iaa, iab, ibb] = [0, 0, 0, 0, 0];
	for (const { x, y } of points) {
		const p = 1 / (1 + Math.exp(-(a + b * x)));
		const residual = y - p;
		const weight = p * (1 - p);
		ga += residual;
		gb += residual * x;
		iaa += weight;
		iab += weight * x;
		ibb += weight * x * x;
	}
	return { gradient: [ga, gb], information: [iaa, iab, ibb] };
}

/** The middle of the sandwich: squared residuals over 1 − leverage. */
function scoresAt(
	points: readonly LogisticPoint[],
	{ a, b, model }: { readonly a: number; readonly b: number; readonly model: Symmetric },
): Symmetric {
	let [aa, ab, bb] = [0, 0, 0];
	for (const { x, y } of points) {
		const p = 1 / (1 + Math.exp(-(a + b * x)));
		const leverage = p * (1 - p) * (model[0] + 2 * model[1] * x + model[2] * x * x);
		const square = ((y - p) / (1 - Math.min(0.99, leverage))) ** 2;
		aa += square;
		ab += square * x;
		bb += square * x * x;
	}
	return [aa, ab, bb];
}

function inverted([aa, ab, bb]: Symmetric): Symmetric | undefined {
	const determinant = aa * bb - ab * ab;
	return determinant > 1e-300 ? [bb / determinant, -ab / determinant, aa / determinant] : undefined;
}

function fitAt(
	points: readonly LogisticPoint[],
	{ a, b, centre, scale }: { readonly a: number; readonly b: number; readonly centre: number; readonly scale: number },
): LogisticFit | undefined {
	const model = inverted(derivatives(points, a, b).information);
	if (model === undefined) {
		return undefined;
	}
	const robust = sandwich(model, scoresAt(points, { a, b, model }));
	// Back from scaled x: slope = b / s, intercept = a − b·c / s.
	const shift = centre / scale;
	const interceptVariance = ([aa, ab, bb]: Symmetric) => aa - 2 * shift * ab + shift * shift * bb;
	return {
		n: points.length,
		intercept: {
			value: a - b * shift,
			standardError: Math.sqrt(interceptVariance(model)),
			robustError: Math.sqrt(Math.max(0, interceptVariance(robust))),
		},
		slope: { value: b / scale, standardError: Math.sqrt(model[2]) / scale, robustError: Math.sqrt(robust[2]) / scale },
	};
}

/** inverse · scores · inverse */
function sandwich([aa, ab, bb]: Symmetric, [saa, sab, sbb]: Symmetric): Symmetric {
	const left = [aa * saa + ab * sab, aa * sab + ab * sbb, ab * saa + bb * sab, ab * sab + bb * sbb] as const;
	return [left[0] * aa + left[1] * ab, left[0] * ab + left[1] * bb, left[2] * ab + left[3] * bb];
}
