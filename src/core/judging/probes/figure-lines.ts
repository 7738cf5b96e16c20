import type { Share } from '../../statistics/proportion.ts';
import type { Retest } from '../retest.ts';
import { shown } from '../score.ts';
import { briefly, plural } from './brief-words.ts';
import type { AcceptedFake, MadeBy } from './judge-measurement.ts';
import type { JudgeFigures, MeasuredState } from './measurement.ts';
import { intervalWords, measurementLine, shareWords } from './measurement-words.ts';
import { MADE_KINDS } from './model-made.ts';

export interface ShownMeasurement {
	readonly figures: JudgeFigures;
	readonly accepted: readonly AcceptedFake[];
	readonly limit: number;
	readonly standing: MeasuredState;
	readonly retest?: Retest;
	readonly made?: MadeBy | undefined;
}

/** Fakes that are shown of those that passed. */
const MOST_SHOWN = 5;

/** The figures of a judge for a person: a row for each kind of fake, then the invariances, then what they amount to. */
export function figureLines({ figures, accepted, limit, standing, retest, made }: ShownMeasurement): readonly string[] {
	const rows = figures.kinds.map(({ kind, target, detected, inflated, passed }) => [
		kind,
		`${detected.hits} of ${detected.of}`,
		shareWords(detected),
		target,
		String(passed),
		String(Math.round(inflated * detected.of)),
	]);
	const unscored = Object.entries(figures.unscored).map(([reason, count]) => `${count} ${reason}`);
	return [
		...(rows.length === 0
			? []
			: table([['fake', 'detected', 'share, 95 %', 'by', 'passed', 'scored higher'], ...rows])),
		...shareLine('good answers that pass', figures.goodsPassed),
		...shareLine('fakes that pass', figures.fakesPassed),
		...shareLine('false alarms on paraphrases', figures.falseAlarms),
		...shareLine('faithfulness differs by tone', figures.toneDiffers),
		...shareLine('grades that rise by injection', figures.injectionRises),
		...shareLine('planted errors named rightly', figures.typeNamed),
		...(figures.typeSilent === 0
			? []
			: [`reasons that name no kind of error: ${figures.typeSilent} (not counted above)`]),
		...(figures.preferred === undefined
			? []
			: [
					`original preferred to its fake: ${shareWords(figures.preferred)} of ${plural(figures.preferred.of, 'pair')}, ${figures.preferred.ties} undecided (50 % is guessing)`,
				]),
		...(figures.lengthSlope === undefined
			? []
			: [`score per doubling of length: ${intervalWords(figures.lengthSlope)} points (above 0 is a bias for length)`]),
		...(retest === undefined
			? []
			: [
					`test-retest: the same level in ${(retest.agreement * 100).toFixed(1)} % of ${plural(retest.pairs, 'pair')} of ratings`,
				]),
		...(made === undefined ? [] : madeLines(made)),
		...(unscored.length === 0 ? [] : [`unscored: ${unscored.join(', ')}`]),
		...accepted
			.slice(0, MOST_SHOWN)
			.map(
				({ kind, question, answer, cappedScore }) =>
					`passed: ${question}, ${kind}, ${shown(cappedScore)}: ${briefly(answer, 100)}`,
			),
		...(accepted.length > MOST_SHOWN ? [`and ${accepted.length - MOST_SHOWN} more`] : []),
		standing.state === 'not-measured'
			? `not measured: ${standing.reason}`
			: measurementLine({ state: standing.state, figures, limit }),
	];
}

/** What became of every probe that a model was asked for. */
function madeLines({ maker, checker, tally }: MadeBy): readonly string[] {
	return MADE_KINDS.filter(kind => tally[kind].asked > 0).map(kind => {
		const { asked, kept, dropped } = tally[kind];
		const parts = Object.entries(dropped).map(([reason, count]) => ` + ${count} ${reason}`);
		return `${kind} by ${maker}, confirmed by ${checker}: ${asked} = ${kept} kept${parts.join('')}`;
	});
}

function shareLine(name: string, share: Share | undefined): readonly string[] {
	return share === undefined ? [] : [`${name}: ${share.hits} of ${share.of} (${shareWords(share)})`];
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
	const widths = rows[0]!.map((_, i) => Math.max(...rows.map(row => row[i]!.length)));
	return rows.map(row =>
		row
			.map((cell, i) => cell.padEnd(widths[i]!))
			.join('  ')
			.trimEnd(),
	);
}
