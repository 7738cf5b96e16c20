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

/** Counts what judges say, case by case, and keeps none of them. */
export class JudgeStandings {
	private readonly groups = new Map<string, Group>();
	/** Judge and hashes of what he judged by → the key of his measurement, which takes longer to find than a case to count. */
	private readonly keys = new Map<string, string>();

	/** Counts a case that is done. `stateFolder`: absolute path of `.groundline`. */
	add(stateFolder: string, { judge }: Pick<Case, 'judge'>, { start, end }: Pick<CaseResult, 'start' | 'end'>): void {
		if (judge === undefined || start === undefined) {
			return;
		}
		const by = JSON.stringify([judge.name, start.inputs.judge, start.inputs.rubric]);
		const key = this.keys.get(by) ?? measurementKey(judge.name, start.inputs);
		this.keys.set(by, key);
		const name = JSON.stringify([stateFolder, key]);
		const group = this.groups.get(name) ?? { judge: judge.name, folder: stateFolder, key, passed: 0, failed: 0 };
		this.groups.set(name, group);
		group.passed += end?.state === 'passed' ? 1 : 0;
		group.failed += end?.state === 'failed' ? 1 : 0;
	}

	/** The standing of every judge, one for each judge and rubric. */
	async end(): Promise<readonly JudgeStanding[]> {
		return Promise.all(
			[...this.groups.values()]
				.sort(byJudge)
				.map(async ({ judge, folder, key, passed, failed }): Promise<JudgeStanding> => {
					const measurement = await readMeasurement(folder, key);
					const corrected =
						measurement === undefined || passed + failed === 0
							? undefined
							: correctionFrom(measurement.figures, passed / (passed + failed), passed + failed);
					return { judge, measurement, passed, failed, corrected };
				}),
		);
	}
}

interface Group {
	readonly judge: string;
	readonly folder: string;
	readonly key: string;
	passed: number;
	failed: number;
}

/** Cases are done in any order; a report has one. */
function byJudge(a: Group, b: Group): number {
	return a.judge === b.judge ? (a.key < b.key ? -1 : 1) : a.judge < b.judge ? -1 : 1;
}
