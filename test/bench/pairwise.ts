// How well counting words compares answers, and whether biased judges are recovered:
//   npm run bench -- pairwise [DIR]      DIR holds pairwise.*.jsonl or .jsonl.gz, records as its README says
//   npm run bench -- pairwise simulate [RUNS] [SEED]
//   npm run bench -- pairwise intervals [RUNS] [SEED]

import { simulateJudges } from './support/biased-judges.ts';
import { printAgreement } from './support/pairwise-agreement.ts';
import { readBenchmarks } from './support/pairwise-benchmarks.ts';
import { printRateIntervals } from './support/rate-intervals.ts';

const [first, ...rest] = process.argv.slice(2);
const [runs, seed] = [Number(rest[0] ?? 500), Number(rest[1] ?? 1)];
if (first === 'intervals') {
	printRateIntervals({ runs, seed });
} else if (first === undefined || first === 'simulate') {
	process.exitCode = (await simulateJudges({ runs, seed })) > 0 ? 1 : 0;
} else {
	printAgreement(readBenchmarks(first));
}
