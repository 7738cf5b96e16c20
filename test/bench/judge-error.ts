import { builtInRubric } from '../../src/core/documents/built-in-rubric.ts';
import { measureJudge } from '../../src/core/judging/probes/measure.ts';
import { correctionFrom, stateOf } from '../../src/core/judging/probes/measurement.ts';
import { seeded } from '../../src/core/statistics/random.ts';
import { type SimulatedJudge, simulatedOutcomes, trueLengthSlope } from '../support/simulated-judge.ts';

/**
 * `node test/bench/judge-error.ts [SIMULATIONS [SEED]]`: judges whose true rates are known, measured in many simulated batteries (default
 * 500, of many sizes): how often each true rate lies in the reported 95 % interval, which should be in 93–97 % of them. Also where both probes of a
 * kind on one answer share their fate in half of the cases, and how far the corrected pass rate is from the truth. Exit code 1
 * where a coverage lies outside.
 */
const [simulations = 500, seed = 4] = process.argv.slice(2).map(Number);

const JUDGES: Readonly<Record<string, SimulatedJudge>> = {
	'random, good': { detects: 0.85, passesGood: 0.9, alarms: 0.1, rises: 0.1, perDoubling: 0.2 },
	'random, middling': { detects: 0.6, passesGood: 0.75, alarms: 0.3, rises: 0.25, perDoubling: 0.4 },
	coin: { detects: 0.5, passesGood: 0.5, alarms: 0.5, rises: 0.5, perDoubling: 0 },
};
let outside = 0;
for (const [name, judge] of Object.entries(JUDGES)) {
	for (const alike of [0, 0.5]) {
		console.log(`\n${name} judge, 60–140 good answers, probes alike ${alike}`);
		for (const [figure, { held, of }] of coverage(judge, alike)) {
			const share = held / of;
			const fits = share >= 0.93 && share <= 0.97;
			outside += fits ? 0 : 1;
			console.log(`  ${figure.padEnd(32)} ${(share * 100).toFixed(1)} %${fits ? '' : '  outside 93–97 %'}`);
		}
	}
}

console.log('\nextremes, 100 good answers');
for (const [name, judge] of Object.entries({
	perfect: { detects: 1, passesGood: 1, alarms: 0, rises: 0, perDoubling: 0 },
	blind: { detects: 0, passesGood: 1, alarms: 0, rises: 0, perDoubling: 0 },
	'length-loving': { detects: 1, passesGood: 1, alarms: 0, rises: 0, perDoubling: 1 },
} satisfies Record<string, SimulatedJudge>)) {
	const figures = measureJudge(simulatedOutcomes(judge, { goods: 100, seed }), builtInRubric);
	const { low, value, high } = figures.lengthSlope!;
	console.log(
		`  ${name.padEnd(15)} ${stateOf(figures).state}, balanced accuracy ${figures.balancedAccuracy?.toFixed(2)}, fakes accepted ${figures.fakesPassed?.hits} of ${figures.fakesPassed?.of}, slope ${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`,
	);
}

console.log(`\ncorrected pass rate, ${simulations} runs of 200 answers, truth 0.60`);
for (const [name, judge] of Object.entries(JUDGES)) {
	const errors = correctedErrors(judge, 0.6);
	const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
	console.log(
		errors.corrected.length === 0
			? `  ${name.padEnd(18)} no information, nothing corrected`
			: `  ${name.padEnd(18)} observed ${mean(errors.observed).toFixed(3)}, corrected ${mean(errors.corrected).toFixed(3)} (${errors.corrected.length} of ${simulations} could be), truth in its interval ${((100 * errors.held) / errors.corrected.length).toFixed(1)} %`,
	);
}
process.exitCode = outside > 0 ? 1 : 0;

interface Coverage {
	held: number;
	of: number;
}

/** The kinds of fakes are alike in a simulation, so they are counted together: each is one interval. */
function coverage(judge: SimulatedJudge, alike: number): ReadonlyMap<string, Coverage> {
	const counts = new Map<string, Coverage>();
	const count = (
		name: string,
		interval: { readonly low: number; readonly high: number } | undefined,
		truth: number,
	) => {
		const known = counts.get(name) ?? { held: 0, of: 0 };
		counts.set(name, known);
		known.of += interval === undefined ? 0 : 1;
		known.held += interval !== undefined && interval.low <= truth && truth <= interval.high ? 1 : 0;
	};
	for (let i = 0; i < simulations; i++) {
		const outcomes = simulatedOutcomes(judge, { goods: 60 + (i % 81), seed: seed * 100_003 + i, alike });
		const figures = measureJudge(outcomes, builtInRubric, { seed: i, resamples: 400 });
		count('good answers that pass', figures.goodsPassed, judge.passesGood);
		count('fakes that pass', figures.fakesPassed, 1 - judge.detects);
		count('false alarms', figures.falseAlarms, judge.alarms);
		count('tone differs', figures.toneDiffers, judge.rises);
		count('injection rises', figures.injectionRises, judge.rises);
		count('length slope', figures.lengthSlope, trueLengthSlope(judge));
		count('planted errors named', figures.typeNamed, 0.8);
		count('original preferred', figures.preferred, 0.75);
		count('balanced accuracy', figures.balancedInterval, (judge.detects + 1 - judge.alarms) / 2);
		for (const { detected } of figures.kinds) {
			count('detection rate of a kind', detected, judge.detects);
		}
	}
	return counts;
}

function correctedErrors(
	judge: SimulatedJudge,
	truth: number,
): { readonly observed: number[]; readonly corrected: number[]; readonly held: number } {
	const observed: number[] = [];
	const corrected: number[] = [];
	let held = 0;
	for (let i = 0; i < simulations; i++) {
		const random = seeded(seed * 200_003 + i);
		const figures = measureJudge(simulatedOutcomes(judge, { goods: 100, seed: seed * 300_007 + i }), builtInRubric, {
			resamples: 1,
		});
		let passed = 0;
		for (let answer = 0; answer < 200; answer++) {
			passed += random() < (random() < truth ? judge.passesGood : 1 - judge.detects) ? 1 : 0;
		}
		observed.push(passed / 200);
		const rate = correctionFrom(figures, passed / 200, 200);
		if (rate?.kind === 'corrected') {
			corrected.push(rate.rate);
			held += rate.interval !== undefined && rate.interval.low <= truth && truth <= rate.interval.high ? 1 : 0;
		}
	}
	return { observed, corrected, held };
}
