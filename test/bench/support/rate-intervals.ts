import { bootstrap, mean } from '../../../src/core/statistics/bootstrap.ts';
import { meanInterval } from '../../../src/core/statistics/mean-interval.ts';
import { seeded } from '../../../src/core/statistics/random.ts';

/** Chances of a win and of a tie. */
const RATES = [
	[0.36, 0.48],
	[0.8, 0.15],
	[0.1, 0.1],
	[0.2, 0.7],
	[0.6, 0],
] as const;

/** How often a true win rate with ties lies in the interval that is reported, beside the percentile bootstrap. */
export function printRateIntervals({ runs, seed }: { readonly runs: number; readonly seed: number }): void {
	console.log('questions  win   tie   reported  percentile bootstrap');
	for (const questions of [12, 30, 100]) {
		for (const [win, tie] of RATES) {
			const random = seeded(seed + questions * 1000 + win * 100);
			const truth = win + tie / 2;
			const covered = { reported: 0, bootstrap: 0 };
			for (let run = 0; run < runs; run++) {
				const values = Array.from({ length: questions }, () => {
					const drawn = random();
					return drawn < win ? 1 : drawn < win + tie ? 0.5 : 0;
				});
				const own = meanInterval(values)!;
				const other = bootstrap(values, mean, { random: seeded(run), resamples: 400 })!;
				covered.reported += own.low <= truth && truth <= own.high ? 1 : 0;
				covered.bootstrap += other.low <= truth && truth <= other.high ? 1 : 0;
			}
			const [reported, bootstrapped] = Object.values(covered).map(held => `${((100 * held) / runs).toFixed(1)} %`);
			console.log(
				`${String(questions).padEnd(10)} ${win.toFixed(2)}  ${tie.toFixed(2)}  ${reported!.padEnd(9)} ${bootstrapped}`,
			);
		}
	}
}
