/**
 * The columns that matter, by the scaled Lasso (Sun & Zhang 2012): coordinate descent on columns of ±1, the penalty σ·√(2·ln n / N)
 * with the noise σ estimated along the way, so that nothing has to be tuned. Numbers of the columns with a coefficient, the largest
 * first, at most `most`. `outcomes` need not be centred.
 */
export function lassoActive(
	columns: readonly Int8Array[],
	outcomes: readonly number[],
	most: number,
): readonly number[] {
	const rows = outcomes.length;
	if (rows === 0 || columns.length === 0) {
		return [];
	}
	const mean = outcomes.reduce((sum, each) => sum + each, 0) / rows;
	const residual = Float64Array.from(outcomes, each => each - mean);
	const beta = new Float64Array(columns.length);
	const unit = Math.sqrt((2 * Math.log(Math.max(2, columns.length))) / rows);
	let sigma = deviation(residual);
	const spread = sigma;
	for (let round = 0; round < ROUNDS && sigma > FLAT * spread; round++) {
		descend({ columns, residual, beta, penalty: sigma * unit });
		const now = deviation(residual);
		const settled = Math.abs(now - sigma) <= 1e-4 * sigma;
		sigma = now;
		if (settled) {
			break;
		}
	}
	return [...beta.keys()]
		.filter(j => Math.abs(beta[j]!) > 1e-9)
		.sort((a, b) => Math.abs(beta[b]!) - Math.abs(beta[a]!) || a - b)
		.slice(0, most);
}

const ROUNDS = 20;
const SWEEPS = 200;
/** Less of the spread than this is no noise but rounding. */
const FLAT = 1e-3;

interface Descent {
	readonly columns: readonly Int8Array[];
	readonly residual: Float64Array;
	readonly beta: Float64Array;
	readonly penalty: number;
}

function descend({ columns, residual, beta, penalty }: Descent): void {
	const rows = residual.length;
	for (let sweep = 0; sweep < SWEEPS; sweep++) {
		let largest = centre(residual);
		for (const [j, column] of columns.entries()) {
			const old = beta[j]!;
			let dot = 0;
			for (let i = 0; i < rows; i++) {
				dot += column[i]! * residual[i]!;
			}
			const now = shrunk(dot / rows + old, penalty);
			if (now !== old) {
				for (let i = 0; i < rows; i++) {
					residual[i]! -= (now - old) * column[i]!;
				}
				beta[j] = now;
				largest = Math.max(largest, Math.abs(now - old));
			}
		}
		if (largest < 1e-7) {
			return;
		}
	}
}

/** Takes the mean out: that is the unpenalised intercept. Returns how far it was from 0. */
function centre(residual: Float64Array): number {
	const mean = residual.reduce((sum, each) => sum + each, 0) / residual.length;
	for (let i = 0; i < residual.length; i++) {
		residual[i]! -= mean;
	}
	return Math.abs(mean);
}

function shrunk(value: number, by: number): number {
	return value > by ? value - by : value < -by ? value + by : 0;
}

function deviation(values: Float64Array): number {
	return Math.sqrt(values.reduce((sum, each) => sum + each * each, 0) / values.length);
}
