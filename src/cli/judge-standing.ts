import { type JudgeMeasurement, measurementKey } from '../core/judging/probes/judge-measurement.ts';
import { type CorrectedRate, correctionFrom } from '../core/judging/probes/measurement.ts';
import type { Case } from '../core/review/case.ts';
import type { CaseResult } from '../core/review/result.ts';
import { readMeasurement } from '../node/judges/measurements.ts';

/** How far the verdicts of one judge by one rubric can be relied on, beside what they say. */
export interface JudgeStanding {
	readonly judge: string;
	/** `undefined`: not measured. */
	readonly measurement: JudgeMeasurement | undefined;
	/** Cases that passed and that failed by this judge. */
	readonly passed: number;
	readonly failed: number;
	/** What the pass rate becomes once the judge's error is taken out; `undefined` where nothing is known of it. */
	readonly corrected: CorrectedRate | undefined;
}

export interface JudgedJob {
	/** Absolute path of `.groundline`. */
	readonly stateFolder: string;
	readonly cases: readonly Case[];
	readonly results: readonly CaseResult[];
}

/** The standing of every judge of some jobs, one for each judge and rubric. */
export async function judgeStandings(jobs: readonly JudgedJob[]): Promise<readonly JudgeStanding[]> {
	const groups = new Map<string, { judge: string; folder: string; key: string; passed: number; failed: number }>();
	for (const { stateFolder, cases, results } of jobs) {
		const judges = new Map(cases.map(item => [item.key, item.judge?.name]));
		for (const { key: caseKey, start, end } of results) {
			const judge = judges.get(caseKey);
			if (judge === undefined || start === undefined) {
				continue;
			}
			const key = measurementKey(judge, start.inputs);
			const name = JSON.stringify([stateFolder, key]);
			const group = groups.get(name) ?? { judge, folder: stateFolder, key, passed: 0, failed: 0 };
			groups.set(name, group);
			group.passed += end?.state === 'passed' ? 1 : 0;
			group.failed += end?.state === 'failed' ? 1 : 0;
		}
	}
	return Promise.all(
		[...groups.values()].map(async ({ judge, folder, key, passed, failed }): Promise<JudgeStanding> => {
			const measurement = await readMeasurement(folder, key);
			const corrected =
				measurement === undefined || passed + failed === 0
					? undefined
					: correctionFrom(measurement.figures, passed / (passed + failed));
			return { judge, measurement, passed, failed, corrected };
		}),
	);
}
