import type { JudgeStanding } from '../judge-standing.ts';

/** The pass rate once the judge's own error is taken out, in words; `undefined` where nothing is known of that error. */
export function correctedWords({
	passed,
	failed,
	corrected,
}: Pick<JudgeStanding, 'passed' | 'failed' | 'corrected'>): string | undefined {
	if (corrected === undefined) {
		return undefined;
	}
	if (corrected.kind === 'no-information') {
		return 'the judge is not known to pass good answers more often than fakes: its pass rate says nothing';
	}
	const { rate, precision, interval } = corrected;
	const bounds = interval === undefined ? '' : ` [${percent(interval.low)}, ${percent(interval.high)}]`;
	const right = precision === undefined ? '' : `; of those that pass about ${percent(precision)} are good`;
	return `pass rate ${percent(passed / (passed + failed))}, corrected for the judge’s error ${percent(rate)}${bounds}${right}`;
}

function percent(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}
