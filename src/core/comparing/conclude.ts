import type { ComparisonSetup } from '../review/events.ts';
import type {
	ComparisonOutcome,
	Conclusion,
	ConsistencyFigures,
	LengthFigures,
	OrderFigures,
} from './comparison-report.ts';
import { intervalText, percent, pText } from './figures-text.ts';

export interface ConclusionFigures {
	readonly setup: ComparisonSetup;
	readonly lexical: boolean;
	readonly outcome: ComparisonOutcome;
	readonly orders: OrderFigures | undefined;
	readonly length: LengthFigures | undefined;
	readonly consistency: ConsistencyFigures | undefined;
}

const SIGNIFICANT = 0.05;

/** What may be said of the figures, and what has to be said with it. */
export function conclude(figures: ConclusionFigures): Conclusion {
	const { setup, outcome, consistency } = figures;
	const cautions = cautionsOf(figures);
	const rate = outcome.winRate;
	if (rate === undefined) {
		return { kind: 'nothing-compared', winner: undefined, sentence: 'Nothing was compared.', cautions };
	}
	const shown = `${setup.a} wins ${intervalText(rate)} against ${setup.b}`;
	const test = `sign test ${pText(outcome.signTest)}`;
	if (consistency?.depends === true) {
		const sentence = `The conclusion depends on the protocol: ${setup.a} wins ${percent(consistency.byRatings.value)} by ratings and ${percent(consistency.byRanking.value)} by ranking; the two agree on ${percent(consistency.agreement.value)} of the pairs.`;
		return { kind: 'depends-on-protocol', winner: undefined, sentence, cautions };
	}
	if (outcome.signTest >= SIGNIFICANT) {
		return {
			kind: 'no-difference',
			winner: undefined,
			sentence: `No significant difference: ${shown}, ${test}.`,
			cautions,
		};
	}
	const winner = outcome.wins > outcome.losses ? 'a' : 'b';
	return { kind: 'difference', winner, sentence: `${setup[winner]} is better: ${shown}, ${test}.`, cautions };
}

function cautionsOf({ setup, lexical, outcome, orders, length }: ConclusionFigures): readonly string[] {
	const cautions: string[] = [];
	if (lexical) {
		cautions.push('The judge offline is lexical: it counts words of each answer by itself and reads neither.');
	}
	if (setup.protocol === 'recorded' && orders === undefined) {
		cautions.push('The verdicts came with the answers; nobody knows in which order they were shown.');
	}
	if (orders !== undefined && orders.conflicts.value > 0.2) {
		cautions.push(`In ${percent(orders.conflicts.value)} of the pairs the two orders name different winners.`);
	}
	if (orders !== undefined && (orders.firstSlot.low > 0.5 || orders.firstSlot.high < 0.5)) {
		const place = orders.firstSlot.value > 0.5 ? 'first' : 'last';
		cautions.push(
			`The judge favours the answer shown ${place}: ${intervalText(orders.firstSlot)} of its verdicts are for the first.`,
		);
	}
	const controlled = length?.controlled;
	const significant = outcome.signTest < SIGNIFICANT;
	if (significant && controlled !== undefined && controlled.low <= 0.5 && controlled.high >= 0.5) {
		cautions.push(`Length may explain it: at equal length the win rate is ${intervalText(controlled)}.`);
	}
	const longer = length?.longerWon;
	if (longer !== undefined && longer.low > 0.5) {
		cautions.push(`The longer answer won ${longer.hits} of ${longer.of} decided pairs: ${intervalText(longer)}.`);
	}
	return cautions;
}
