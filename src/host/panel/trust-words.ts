import type { JudgeMeasurement } from '../../core/judging/probes/judge-measurement.ts';
import type { Translate } from '../results/wording.ts';

/** How far a judge's scores can be trusted, in the words that stand wherever a score stands. */
export interface TrustWords {
	/** "accepts 6 % of fakes [3–12]", "measured", or "not measured". */
	readonly words: string;
	readonly state: 'measured' | 'below-limit' | 'not-measured';
}

export function trustOf(measurement: JudgeMeasurement | 'not-measured', t: Translate): TrustWords {
	if (measurement === 'not-measured') {
		return { words: t('not measured'), state: 'not-measured' };
	}
	const { value, low, high } = measurement.figures.fakesPassed ?? {};
	// The file lies in the workspace: anything may stand in it.
	const shares = [value, low, high].map(share => (typeof share === 'number' ? Math.round(share * 100) : Number.NaN));
	const words = shares.every(Number.isFinite)
		? t('accepts {0} % of fakes [{1}–{2}]', ...shares.map(String))
		: t('measured');
	return { words, state: measurement.state };
}

/** One line for places without links: "Judge claude: accepts 6 % of fakes [3–12], below limit". `undefined` while it is looked up. */
export function trustLine(
	judge: string | undefined,
	measurement: JudgeMeasurement | 'not-measured' | undefined,
	t: Translate,
): string | undefined {
	if (judge === undefined || measurement === undefined) {
		return undefined;
	}
	const { words, state } = trustOf(measurement, t);
	return t('Judge {0}: {1}', judge, state === 'below-limit' ? `${words}, ${t('below limit')}` : words);
}
