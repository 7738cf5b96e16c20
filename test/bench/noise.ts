import { seeded } from '../../src/core/statistics/random.ts';
import { varianceSplit } from '../../src/core/statistics/variance-split.ts';

/**
 * `node test/bench/noise.ts [SIMULATIONS]`: scores whose noise is known, question > answer > verdict. What each part comes out as on average, how
 * often the true mean lies within two standard errors, and how often the advice names the largest part.
 */
const [simulations = 500] = process.argv.slice(2).map(Number);

for (const { name, deviations, answers, verdicts } of [
	{ name: 'questions differ most', deviations: [10, 4, 2], answers: 3, verdicts: 2 },
	{ name: 'answers differ most', deviations: [2, 15, 3], answers: 3, verdicts: 2 },
	{ name: 'verdicts differ most', deviations: [2, 2, 15], answers: 2, verdicts: 2 },
	{ name: 'unequal numbers', deviations: [8, 5, 3], answers: 0, verdicts: 0 },
] as const) {
	const found = [0, 0, 0];
	let [held, advised] = [0, 0];
	for (let i = 0; i < simulations; i++) {
		const random = seeded(31_337 + i);
		// The sum of three uniform numbers has a deviation of one half.
		const noise = (deviation: number) => deviation * 2 * (random() + random() + random() - 1.5);
		const scores = Array.from({ length: 60 }, (_, q) => {
			const question = 70 + noise(deviations[0]);
			return Array.from({ length: answers || 1 + (q % 3) }, (_, r) => {
				const answer = question + noise(deviations[1]);
				return Array.from({ length: verdicts || 1 + ((q + r) % 3) }, () => answer + noise(deviations[2]));
			});
		});
		const split = varianceSplit(scores)!;
		found[0]! += split.questions / simulations;
		found[1]! += split.answers! / simulations;
		found[2]! += split.verdicts! / simulations;
		held += Math.abs(split.mean - 70) <= 2 * split.error ? 1 : 0;
		const terms = deviations.map(
			(deviation, at) => deviation ** 2 / [1, answers || 1.6, (answers || 1.6) * (verdicts || 1.6)][at]!,
		);
		const largest = (['questions', 'answers', 'verdicts'] as const)[terms.indexOf(Math.max(...terms))];
		advised += split.advice === largest ? 1 : 0;
	}
	const parts = found.map((value, i) => `${value.toFixed(1)} for ${deviations[i]! ** 2}`).join(', ');
	console.log(
		`${name.padEnd(24)} variances ${parts}; mean within 2 standard errors ${((100 * held) / simulations).toFixed(1)} %, right advice ${((100 * advised) / simulations).toFixed(1)} %`,
	);
}
