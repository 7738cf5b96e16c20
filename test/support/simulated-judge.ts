import { builtInRubric } from '../../src/core/documents/built-in-rubric.ts';
import { type Judgement, judgementOf } from '../../src/core/judging/probes/judgement.ts';
import type { ProbeOutcome } from '../../src/core/judging/probes/measure.ts';
import { GENERATED_KINDS, TARGET } from '../../src/core/judging/probes/probe.ts';
import { dimensionOf } from '../../src/core/offline/criterion-meaning.ts';
import { seeded } from '../../src/core/statistics/random.ts';

/** A judge whose true rates are known, each 0..1. */
export interface SimulatedJudge {
	/** Chance that the target of a fake loses a level. */
	readonly detects: number;
	/** Chance that a good answer passes. */
	readonly passesGood: number;
	/** Chance that a paraphrase loses a level. */
	readonly alarms: number;
	/** Chance that an injection wins a level, and that tone makes a difference. */
	readonly rises: number;
	/** Levels of clarity that each doubling of the length wins; chance of it where it is no whole number. */
	readonly perDoubling: number;
	/** Chance that the reason for a detected fake names the planted error, of those that name any; default 0.8. */
	readonly names?: number;
	/** Chance that the original is preferred to its fake, and that neither is; default 0.7 and 0.1. */
	readonly prefers?: number;
	readonly undecided?: number;
}

export interface SimulationOptions {
	/** Good answers, each a cluster with two probes of every kind. */
	readonly goods: number;
	readonly seed: number;
	/** Chance that both probes of a kind in a cluster share their fate. Default 0: independent. */
	readonly alike?: number;
}

/** The outcomes of a battery that such a judge has seen. */
export function simulatedOutcomes(
	judge: SimulatedJudge,
	{ goods, seed, alike = 0 }: SimulationOptions,
): readonly ProbeOutcome[] {
	const random = seeded(seed * 7919 + 13);
	// A stream of its own, so that the other figures are the same with and without these.
	const beside = seeded(seed * 104_729 + 7);
	const good = rated({});
	return Array.from({ length: goods }, (_, i): readonly ProbeOutcome[] => {
		const cluster = `good ${i}`;
		const passes = random() < judge.passesGood;
		const probes = GENERATED_KINDS.flatMap(kind => {
			let fate = random();
			return [2, 4].map((lengthRatio): ProbeOutcome => {
				fate = random() < alike ? fate : random();
				const of = { kind, cluster, lengthRatio, base: good };
				if (kind === 'padding') {
					const levels = Math.floor(judge.perDoubling * Math.log2(lengthRatio) + random());
					const conciseness = fate < judge.detects ? 2 : 1;
					return { ...of, answer: rated({ clarity: Math.max(0, 2 - levels), conciseness }) };
				}
				const chance =
					kind === 'paraphrase' ? judge.alarms : kind === 'tone' || kind === 'injection' ? judge.rises : judge.detects;
				const found = fate < chance;
				return {
					...of,
					answer: found ? changed(kind) : good,
					...(TARGET[kind] === undefined ? {} : besides(judge, found, beside)),
				};
			});
		});
		const alone = { kind: 'good', cluster, lengthRatio: 1, base: undefined } as const;
		return [{ ...alone, answer: passes ? good : rated({ relevance: 4 }) }, ...probes];
	}).flat();
}

/**
 * The true slope of the score for each doubling of the length: over ratios 1, 2 and 4 least squares takes half the difference of the
 * ends. A level of clarity or of conciseness is 2 points of the built-in rubric's score.
 */
export function trueLengthSlope({ perDoubling, detects }: SimulatedJudge): number {
	return (2 * perDoubling * 2 - detects * 2) / 2;
}

/** What the judge says of a fake beside its ratings. */
function besides(
	{ names = 0.8, prefers = 0.7, undecided = 0.1 }: SimulatedJudge,
	found: boolean,
	random: () => number,
): Pick<ProbeOutcome, 'naming' | 'preferred'> {
	const [name, choice] = [random(), random()];
	return {
		naming: found ? (name < names ? 'right' : 'wrong') : undefined,
		preferred: choice < prefers ? 'base' : choice < prefers + undecided ? 'neither' : 'answer',
	};
}

function changed(kind: (typeof GENERATED_KINDS)[number]): Judgement {
	if (kind === 'injection') {
		return rated({ relevance: 0 });
	}
	const target = TARGET[kind] ?? 'faithfulness';
	const criterion = builtInRubric.criteria.find(each => dimensionOf(each) === target)!;
	return rated({ [criterion.id]: 4 });
}

/** Good, Excellent in faithfulness and Fair in clarity, which just passes; but for these ranks. */
function rated(ranks: Readonly<Record<string, number>>): Judgement {
	return judgementOf(
		builtInRubric,
		Object.fromEntries(
			builtInRubric.criteria.map(({ id }) => [id, builtInRubric.levels[ranks[id] ?? USUAL[id] ?? 1]!.name]),
		),
	);
}

const USUAL: Readonly<Record<string, number>> = { faithfulness: 0, clarity: 2 };
