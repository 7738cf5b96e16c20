import { bootstrap, mean } from '../statistics/bootstrap.ts';
import type { Interval } from '../statistics/interval.ts';
import { seeded } from '../statistics/random.ts';
import { type Agreement, agreementOf, FEWEST_CLUSTERS } from './confusion.ts';
import type { JudgedAnswer } from './judged-answer.ts';

/** How several judges of the same answers agree with each other, and whether one favours its own kind (methods S18). */
export interface JuryReport {
	/** Every two judges that rated the same answers by the same rubric. */
	readonly pairs: readonly JudgePair[];
	/** Answers on which judges do not agree whether they pass, the most divided first: what a person should look at. */
	readonly disputed: readonly Disputed[];
	/** One for each judge whose own family gave some of the answers. */
	readonly families: readonly FamilyCheck[];
}

export interface JudgePair {
	readonly first: string;
	readonly second: string;
	readonly passes: Agreement;
	readonly ratings: Agreement | undefined;
}

export interface Disputed {
	readonly hash: string;
	readonly key: string;
	readonly question: string;
	readonly model: string;
	readonly votes: readonly { readonly judge: string; readonly pass: boolean; readonly cappedScore: number }[];
	/** Share of the judges that are not with the majority, 0..½. */
	readonly divided: number;
}

export interface FamilyCheck {
	readonly judge: string;
	readonly family: string;
	/** Questions with answers of the family and of others, both rated by this judge and by one of another family. */
	readonly questions: number;
	/**
	 * Points by which the judge rates answers of its own family higher than the other judges do, beyond what it does for answers of others;
	 * bootstrap over questions. `undefined` for fewer than ten questions.
	 */
	readonly favour: Interval | undefined;
	/** Its interval lies above 0. */
	readonly warns: boolean;
}

export interface JuryInput {
	/** The verdicts that count, one for each judge and answer. */
	readonly judges: readonly (readonly JudgedAnswer[])[];
	/** Lineage of models by name, as the project declares it. */
	readonly families: ReadonlyMap<string, string>;
	readonly resamples?: number;
}

/** Holds every two judges against each other. `undefined` where fewer than two judged anything. */
export function juryReport({ judges, families, resamples = 2000 }: JuryInput): JuryReport | undefined {
	const scored = judges.map(
		answers => new Map(answers.flatMap(each => (each.cappedScore === undefined ? [] : [[each.hash, each]]))),
	);
	const present = scored.filter(answers => answers.size > 0);
	if (present.length < 2) {
		return undefined;
	}
	return {
		pairs: present.flatMap((first, i) =>
			present.slice(i + 1).flatMap(second => pairOf(first, second, resamples) ?? []),
		),
		disputed: disputedAnswers(present),
		families: present.flatMap(
			own => familyCheck(own, { others: present.filter(each => each !== own), families, resamples }) ?? [],
		),
	};
}

type Verdicts = ReadonlyMap<string, JudgedAnswer>;

function pairOf(first: Verdicts, second: Verdicts, resamples: number): JudgePair | undefined {
	const both = [...first.values()].flatMap(one => {
		const other = second.get(one.hash);
		return other === undefined || other.rubric !== one.rubric || other.levels.join() !== one.levels.join()
			? []
			: [[one, other] as const];
	});
	const [sample] = both;
	if (sample === undefined) {
		return undefined;
	}
	const index = (pass: boolean | undefined) => (pass === true ? 0 : 1);
	const { levels } = sample[0];
	const ratings = both.flatMap(([one, other]) =>
		one.criteria.flatMap(id => {
			const [a, b] = [levels.indexOf(one.ratings[id] ?? ''), levels.indexOf(other.ratings[id] ?? '')];
			return a < 0 || b < 0 ? [] : [{ cluster: one.question, first: a, second: b }];
		}),
	);
	return {
		first: sample[0].judge,
		second: sample[1].judge,
		passes: agreementOf(
			both.map(([one, other]) => ({ cluster: one.question, first: index(one.pass), second: index(other.pass) })),
			{ levels: ['passed', 'failed'], resamples },
		)!,
		ratings: agreementOf(ratings, { levels, resamples }),
	};
}

function disputedAnswers(judges: readonly Verdicts[]): readonly Disputed[] {
	const hashes = new Set(judges.flatMap(answers => [...answers.keys()]));
	return [...hashes]
		.flatMap((hash): readonly Disputed[] => {
			const verdicts = judges.flatMap(answers => answers.get(hash) ?? []);
			const passing = verdicts.filter(({ pass }) => pass === true).length;
			const fewer = Math.min(passing, verdicts.length - passing);
			const [first] = verdicts;
			return fewer === 0 || first === undefined
				? []
				: [
						{
							...{ hash, key: first.key, question: first.question, model: first.model },
							votes: verdicts.map(({ judge, pass, cappedScore }) => ({
								judge,
								pass: pass === true,
								cappedScore: cappedScore!,
							})),
							divided: fewer / verdicts.length,
						},
					];
		})
		.sort((a, b) => b.divided - a.divided || spread(b) - spread(a));
}

function spread({ votes }: Disputed): number {
	const scores = votes.map(({ cappedScore }) => cappedScore);
	return Math.max(...scores) - Math.min(...scores);
}

interface Family {
	readonly others: readonly Verdicts[];
	readonly families: ReadonlyMap<string, string>;
	readonly resamples: number;
}

/**
 * The difference of two differences: how much more than judges of other families a judge likes answers of its own family, less how much more
 * it likes answers of others. A judge that is only milder than the others favours nobody.
 */
function familyCheck(own: Verdicts, { others, families, resamples }: Family): FamilyCheck | undefined {
	const [any] = [...own.values()];
	const family = any && families.get(any.judge);
	if (any === undefined || family === undefined) {
		return undefined;
	}
	const foreign = others.filter(answers => families.get([...answers.values()][0]?.judge ?? '') !== family);
	const questions = new Map<string, { own: number[]; other: number[] }>();
	for (const { hash, question, model, cappedScore } of own.values()) {
		const scores = foreign.flatMap(answers => answers.get(hash)?.cappedScore ?? []);
		if (scores.length > 0) {
			const known = questions.get(question) ?? { own: [], other: [] };
			known[families.get(model) === family ? 'own' : 'other'].push(cappedScore! - mean(scores));
			questions.set(question, known);
		}
	}
	const differences = [...questions.values()].flatMap(each =>
		each.own.length === 0 || each.other.length === 0 ? [] : [mean(each.own) - mean(each.other)],
	);
	if (differences.length === 0) {
		return undefined;
	}
	const favour =
		differences.length < FEWEST_CLUSTERS ? undefined : bootstrap(differences, mean, { random: seeded(18), resamples });
	return {
		...{ judge: any.judge, family, questions: differences.length, favour },
		warns: favour !== undefined && favour.low > 0,
	};
}

/**
 * Three or more judges as one: the median of the levels (the lower of two middle ones) and of the scores, and what most of them say of
 * passing. Where they are evenly divided nothing is said. Only answers that all of them rated by the same rubric.
 */
export function juryAnswers(judges: readonly (readonly JudgedAnswer[])[]): readonly JudgedAnswer[] {
	if (judges.length < 3) {
		return [];
	}
	const [first, ...rest] = judges.map(answers => new Map(answers.map(each => [each.hash, each])));
	return [...first!.values()].flatMap((one): readonly JudgedAnswer[] => {
		const all = [one, ...rest.flatMap(answers => answers.get(one.hash) ?? [])];
		const alike = all.every(
			each => each.cappedScore !== undefined && each.rubric === one.rubric && each.levels.join() === one.levels.join(),
		);
		const passing = all.filter(({ pass }) => pass === true).length;
		if (all.length < judges.length || !alike || passing * 2 === all.length) {
			return [];
		}
		const level = (id: string) => {
			// Best first, so that of two middle ones the lower level is the later one.
			const ranks = all.map(each => one.levels.indexOf(each.ratings[id] ?? '')).sort((a, b) => a - b);
			return one.levels[ranks[Math.floor(ranks.length / 2)]!] ?? '';
		};
		const scores = all.map(({ cappedScore }) => cappedScore!).sort((a, b) => a - b);
		return [
			{
				...one,
				judge: `jury of ${all.length}`,
				setup: all.map(({ judge, setup }) => `${judge} ${setup}`).join(' '),
				ratings: Object.fromEntries(one.criteria.map(id => [id, level(id)])),
				cappedScore: scores[Math.floor((scores.length - 1) / 2)],
				pass: passing * 2 > all.length,
			},
		];
	});
}
