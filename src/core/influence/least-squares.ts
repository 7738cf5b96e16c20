import { studentP, studentQuantile } from '../statistics/student.ts';

/** A coefficient of a linear fit with its 95 % interval and the two-sided p-value of "it is 0". */
export interface Coefficient {
	readonly value: number;
	readonly low: number;
	readonly high: number;
	readonly p: number;
}

/**
 * What is assumed before anything was seen. `one-of-each`, for outcomes in 0..1: each arm had one try of either kind (Agresti &
 * Caffo 2000), which keeps intervals honest where all tries of an arm came out alike.
 */
export type Prior = 'none' | 'one-of-each';

/**
 * Outcomes and what they are held constant for: columns that stay in every fit (an intercept is added). One column at a time is
 * then added and its coefficient taken (Frisch & Waugh 1933).
 */
export class ControlledFit {
	private readonly basis: Float64Array[] = [];
	private readonly leverage: Float64Array;
	/** What the controls leave of the outcomes. */
	private readonly rest: Float64Array;
	private readonly rows: number;
	/** Student's 95 % point for one more column; worked out when first asked. */
	private point: number | undefined;

	constructor(outcomes: readonly number[], controls: readonly ArrayLike<number>[]) {
		this.rows = outcomes.length;
		this.leverage = new Float64Array(this.rows);
		this.rest = Float64Array.from(outcomes);
		for (const column of [new Float64Array(this.rows).fill(1), ...controls]) {
			this.control(column);
		}
	}

	/** Degrees of freedom once one column is added. */
	get df(): number {
		return this.rows - this.basis.length - 1;
	}

	/**
	 * The coefficient of a column beside the controls, with the HC3 variance (MacKinnon & White 1985): the outcome may vary
	 * unequally, as shares do. `undefined` where the column says nothing that the controls do not.
	 */
	coefficient(column: ArrayLike<number>, prior: Prior = 'none'): Coefficient | undefined {
		const own = this.withoutControls(column);
		const square = dot(own, own);
		if (this.df <= 0 || square < 1e-9 * this.rows) {
			return undefined;
		}
		const value = dot(own, this.rest) / square;
		// Two imagined tries of each arm, one with and one without the answer: a mean of 0 or 1 is not without doubt.
		const [rows, spread] = prior === 'one-of-each' ? [2, 0.5] : [0, 0];
		const shrunk = (value * square) / (square + rows);
		let variance = rows * (spread * spread + shrunk * shrunk);
		for (let i = 0; i < this.rows; i++) {
			const left = this.rest[i]! - shrunk * own[i]!;
			const lever = Math.min(0.999, this.leverage[i]! + (own[i]! * own[i]!) / square);
			variance += (own[i]! * (left / (1 - lever))) ** 2;
		}
		const error = Math.sqrt(variance) / (square + rows);
		this.point ??= studentQuantile(0.05, this.df);
		const reach = this.point * error;
		const p = error < ROUNDING ? (Math.abs(shrunk) < ROUNDING ? 1 : 0) : studentP(shrunk / error, this.df);
		return { value, low: shrunk - reach, high: shrunk + reach, p };
	}

	private control(column: ArrayLike<number>): void {
		const own = this.withoutControls(column);
		const norm = Math.sqrt(dot(own, own));
		if (norm < 1e-5 * Math.sqrt(this.rows)) {
			return; // The others say the same.
		}
		const part = own.map(each => each / norm);
		const share = dot(part, this.rest);
		for (let i = 0; i < this.rows; i++) {
			this.rest[i]! -= share * part[i]!;
			this.leverage[i]! += part[i]! * part[i]!;
		}
		this.basis.push(part);
	}

	private withoutControls(column: ArrayLike<number>): Float64Array {
		const own = Float64Array.from(column);
		for (const part of this.basis) {
			const share = dot(part, own);
			for (let i = 0; i < own.length; i++) {
				own[i]! -= share * part[i]!;
			}
		}
		return own;
	}
}

/** Smaller differences are rounding. */
const ROUNDING = 1e-9;

function dot(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) {
		sum += a[i]! * b[i]!;
	}
	return sum;
}
