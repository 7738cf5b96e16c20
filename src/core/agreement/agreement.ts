import type { AnnotationFile, Preference, Rating, Review } from '../documents/annotation-file.ts';
import { abstentionsOf, type ModelAbstentions, newestOfEach, type RecordedHeard } from '../review/abstentions.ts';
import { type Account, accountOf, type Listed, type Saying, type Taken } from './account.ts';
import { type CategoryJudges, judgesByCategory } from './by-category.ts';
import { confidenceOf, type JudgeConfidence } from './confidence.ts';
import { type Agreement, agreementOf, bothWays, type RatedPair } from './confusion.ts';
import { type CutOff, cutOffOf } from './cut-off.ts';
import type { JudgedAnswer } from './judged-answer.ts';
import { type JuryReport, juryAnswers, juryReport } from './jury.ts';
import { type RankedPair, type RankingAgreement, rankingAgreements } from './rankings.ts';
import { type SameAsReviewed, sameAsReviewed } from './same-as-reviewed.ts';
import { type Doubter, readSpan, type SpanFigures, type SpanReading, spanFigures } from './spans.ts';
import { type ToldApart, tellApart } from './tell-apart.ts';

/** How far judges agree with people, and people with each other. */
export interface AgreementReport {
	readonly judges: readonly JudgeAgreement[];
	/** People among themselves: the ceiling of what a judge can reach. */
	readonly people: PeopleAgreement;
	/** Judges among themselves; `undefined` where there are fewer than two. */
	readonly jury: JuryReport | undefined;
	/** Judges that saw two answers side by side, against people who did. */
	readonly rankings: readonly RankingAgreement[];
	/** Answers that nobody reviewed and that say the same as one that somebody did. */
	readonly same: readonly SameAsReviewed[];
	/** How sure each judge's verdicts are, and which unreviewed answers a person should decide. */
	readonly confidence: readonly JudgeConfidence[];
	/** Which judge agrees best on each category of questions; empty where there are no two. */
	readonly categories: readonly CategoryJudges[];
	/** For each model: where it says that it cannot tell although it could, and the other way round. */
	readonly abstentions: readonly ModelAbstentions[];
	/** What people said, over all: the same for every judge. */
	readonly said: {
		readonly reviews: number;
		readonly ratings: number;
		readonly annotations: number;
		readonly preferences: number;
	};
}

/** One judge, with one rubric and one setting of its parameters. */
export interface JudgeAgreement {
	readonly judge: string;
	readonly rubric: string;
	/** See `JudgedAnswer.setup`. */
	readonly setup: string;
	/** Accepted or rejected by people (rows) against passed or failed by the judge (columns). */
	readonly reviews: Agreement | undefined;
	/** Criterion id → levels by people (rows) against the judge's (columns). */
	readonly criteria: Readonly<Record<string, Agreement>>;
	/** All criteria together. */
	readonly ratings: Agreement | undefined;
	/** Which of two answers people prefer (rows) against which has the higher score (columns). */
	readonly preferences: Agreement | undefined;
	readonly cutOff: CutOff | undefined;
	readonly spans: Readonly<Partial<Record<Doubter, SpanFigures>>>;
	/** Everything that people said: counted + listed, for each kind of saying. */
	readonly account: Readonly<Record<Saying, Account>>;
}

export interface PeopleAgreement {
	/** Who said anything; those without a name are one. */
	readonly names: readonly string[];
	readonly reviews: Agreement | undefined;
	readonly criteria: Readonly<Record<string, Agreement>>;
	readonly ratings: Agreement | undefined;
	readonly preferences: Agreement | undefined;
}

export interface AgreementInput {
	readonly file: AnnotationFile;
	/** Of all runs: of several verdicts of one judge on one answer the newest counts. */
	readonly judged: readonly JudgedAnswer[];
	/** The texts of the questions by id, for telling what an answer only repeats of them. */
	readonly questions?: ReadonlyMap<string, string>;
	/** Category of a question by its id. */
	readonly categories?: ReadonlyMap<string, string>;
	/** What judges preferred in recorded comparisons, newest first. */
	readonly ranked?: readonly RankedPair[];
	/** Lineage of models by name; without it nobody is checked for favouring its own. */
	readonly families?: ReadonlyMap<string, string>;
	/** What answers are as abstentions; of one text by one model one counts. */
	readonly heard?: readonly RecordedHeard[];
	/** Errors among the verdicts that may stand without a person, see `confidenceOf`. */
	readonly risk?: number;
	/** Resamples of each interval; default 2,000. */
	readonly resamples?: number;
}

const STATES = ['accepted', 'rejected'] as const;
const SIDES = ['a', 'tie', 'b'] as const;
/** Points of score between two answers that are as good as the same (methods S1, in levels of one criterion). */
const EQUAL = 1;

/** Compares what people said with what each judge said of the same answers. Every saying is counted or listed with its reason. */
export function agreementReport({
	file,
	judged: given,
	ranked = [],
	questions = new Map(),
	families = new Map(),
	categories = new Map(),
	heard = [],
	risk,
	resamples = 2000,
}: AgreementInput): AgreementReport {
	const { reviews, ratings, annotations, preferences } = file;
	const { judged, idOf } = tellApart(file, given);
	const setups = new Map<string, Map<string, JudgedAnswer>>();
	for (const answer of judged) {
		const name = JSON.stringify([answer.judge, answer.setup]);
		const answers = setups.get(name) ?? new Map<string, JudgedAnswer>();
		const known = answers.get(answer.hash);
		if (known === undefined || isBetter(answer, known)) {
			answers.set(answer.hash, answer);
		}
		setups.set(name, answers);
	}
	const verdicts = [...setups.values()].map(answers => [...answers.values()]);
	const jury = juryAnswers(verdicts);
	const judges = [...setups.values(), ...(jury.length === 0 ? [] : [new Map(jury.map(each => [each.hash, each]))])]
		.map(answers => judgeAgreement(file, { answers, idOf }, resamples))
		.sort((a, b) => countedOf(b) - countedOf(a));
	return {
		judges,
		people: peopleAgreement(file, judged, resamples),
		jury: juryReport({ judges: verdicts, families, resamples }),
		rankings: rankingAgreements(file, ranked, resamples),
		same: sameAsReviewed(file, judged, questions),
		confidence: verdicts.flatMap(
			answers => confidenceOf({ file, answers, resamples, ...(risk === undefined ? {} : { risk }) }) ?? [],
		),
		categories: judgesByCategory({ file, judges: verdicts, categories }),
		abstentions: abstentionsOf(newestOfEach(heard)),
		said: {
			reviews: reviews.length,
			ratings: ratings.length,
			annotations: annotations.length,
			preferences: preferences.length,
		},
	};
}

/** The newest verdict counts, but one that was read before one that was not. */
function isBetter(answer: JudgedAnswer, known: JudgedAnswer): boolean {
	const read = Number(answer.cappedScore !== undefined) - Number(known.cappedScore !== undefined);
	return read > 0 || (read === 0 && answer.t > known.t);
}

function countedOf({ account }: JudgeAgreement): number {
	return Object.values(account).reduce((sum, { counted }) => sum + counted, 0);
}

function judgeAgreement(
	file: AnnotationFile,
	{ answers, idOf }: Pick<ToldApart, 'idOf'> & { readonly answers: ReadonlyMap<string, JudgedAnswer> },
	resamples: number,
): JudgeAgreement {
	const [first] = [...answers.values()].sort((a, b) => b.t - a.t);
	const { judge, rubric, setup, levels, criteria } = first!;
	const questionOf = (hash: string) => file.answers.get(hash)?.question;
	const verdictOn = (hash: string, question?: string): Taken<JudgedAnswer> => {
		const answer = answers.get(question === undefined ? hash : idOf(hash, question));
		return !file.answers.has(hash)
			? { reason: 'no-answer' }
			: answer === undefined
				? { reason: 'no-verdict' }
				: answer.cappedScore === undefined
					? { reason: 'unscored' }
					: { pair: answer };
	};
	const reviews = file.reviews.map((review): [Review, Taken<JudgedAnswer>] => [
		review,
		review.state === 'uncertain' ? { reason: 'uncertain' } : verdictOn(review.answer),
	]);
	const ratings = file.ratings.map((rating): [Rating, Taken<RatedPair>] => [rating, ratingPair(rating)]);
	const preferences = file.preferences.map((preference): [Preference, Taken<RatedPair>] => [
		preference,
		preferencePair(preference),
	]);
	function ratingPair({ answer, criterion, rating }: Rating): Taken<RatedPair> {
		const verdict = verdictOn(answer);
		if ('reason' in verdict) {
			return verdict;
		}
		const said = Object.hasOwn(verdict.pair.ratings, criterion) ? verdict.pair.ratings[criterion] : undefined;
		if (!criteria.includes(criterion) || said === undefined) {
			return { reason: 'unknown-criterion' };
		}
		const [person, machine] = [levels.indexOf(rating), levels.indexOf(said)];
		return person < 0 || machine < 0
			? { reason: 'unknown-level' }
			: { pair: { cluster: verdict.pair.question, first: person, second: machine } };
	}
	function preferencePair({ question, a, b, winner }: Preference): Taken<RatedPair> {
		const [first, second] = [verdictOn(a, question), verdictOn(b, question)];
		if ('reason' in first) {
			return first;
		}
		if ('reason' in second) {
			return second;
		}
		const difference = first.pair.cappedScore! - second.pair.cappedScore!;
		const said = Math.abs(difference) < EQUAL ? 'tie' : difference > 0 ? 'a' : 'b';
		return { pair: { cluster: question, first: SIDES.indexOf(winner), second: SIDES.indexOf(said) } };
	}
	const accepted = reviews.flatMap(([{ state }, taken]) =>
		'reason' in taken
			? []
			: [
					{
						cluster: taken.pair.question,
						accepted: state === 'accepted',
						score: taken.pair.cappedScore!,
						pass: taken.pair.pass,
					},
				],
	);
	const counted = ratings.flatMap(([rating, taken]) => ('reason' in taken ? [] : [{ ...taken.pair, ...pick(rating) }]));
	const spans = spansOf(file, answers);
	return {
		...{ judge, rubric, setup },
		reviews: agreementOf(
			accepted.map(item => ({
				cluster: item.cluster,
				first: item.accepted ? 0 : 1,
				second: item.pass === true ? 0 : 1,
			})),
			{ levels: STATES, resamples },
		),
		criteria: byCriterion(counted, criteria, { levels, resamples }),
		ratings: agreementOf(counted, { levels, resamples }),
		preferences: agreementOf(
			preferences.flatMap(([, taken]) => ('reason' in taken ? [] : [taken.pair])),
			{ levels: SIDES, resamples },
		),
		cutOff: first!.passMark === undefined ? undefined : cutOffOf(accepted, first!.passMark),
		spans: spans.figures,
		account: {
			reviews: accountOf(reviews, ({ answer, state, by }) => ({ what: state, question: questionOf(answer), by })),
			ratings: accountOf(ratings, ({ answer, criterion, rating, by }) => ({
				what: `${criterion}: ${rating}`,
				question: questionOf(answer),
				by,
			})),
			annotations: spans.account,
			preferences: accountOf(preferences, ({ winner, question, by }) => ({ what: `prefers ${winner}`, question, by })),
		},
	};
}

function pick({ criterion }: Rating): { readonly criterion: string } {
	return { criterion };
}

function byCriterion(
	pairs: readonly (RatedPair & { readonly criterion: string })[],
	criteria: readonly string[],
	options: { readonly levels: readonly string[]; readonly resamples: number },
): Readonly<Record<string, Agreement>> {
	return Object.fromEntries(
		criteria.flatMap(id => {
			const agreement = agreementOf(
				pairs.filter(({ criterion }) => criterion === id),
				options,
			);
			return agreement === undefined ? [] : [[id, agreement]];
		}),
	);
}

/** An annotation counts where the words, or the judge, were held against it. */
function spansOf(
	file: AnnotationFile,
	answers: ReadonlyMap<string, JudgedAnswer>,
): { readonly figures: JudgeAgreement['spans']; readonly account: Account } {
	const read = (by: Doubter) =>
		file.annotations.map(annotation => {
			const grounding = annotation.answer === undefined ? undefined : answers.get(annotation.answer)?.grounding;
			return readSpan(annotation, file, { grounding, by });
		});
	const [words, judge] = [read('words'), read('judge')];
	const figures = (readings: readonly SpanReading[]) =>
		readings.some(({ kind }) => kind === 'counted') ? spanFigures(readings) : undefined;
	const [byWords, byJudge] = [figures(words), figures(judge)];
	const listed = file.annotations.flatMap((annotation, i): readonly Listed[] => {
		const reading = words[i]!;
		return reading.kind === 'counted' || judge[i]!.kind === 'counted'
			? []
			: [
					{
						what: `${annotation.id} ${annotation.label}: ${annotation.target.exact.slice(0, 80)}`,
						question: file.answers.get(annotation.answer ?? '')?.question,
						by: annotation.by,
						reason:
							reading.reason === 'no-grounding' && !answers.has(annotation.answer ?? '')
								? 'no-verdict'
								: reading.reason,
					},
				];
	});
	return {
		figures: {
			...(byWords === undefined ? {} : { words: byWords }),
			...(byJudge === undefined ? {} : { judge: byJudge }),
		},
		account: { loaded: file.annotations.length, counted: file.annotations.length - listed.length, listed },
	};
}

/** Pairs of people on the same item. Nobody is paired with himself; a name that is missing is a person as well. */
function peopleAgreement(file: AnnotationFile, judged: readonly JudgedAnswer[], resamples: number): PeopleAgreement {
	const questionOf = (hash: string) => file.answers.get(hash)?.question ?? hash;
	const levels = judged[0]?.levels ?? levelsOf(file.ratings);
	const reviews = pairsOf(
		file.reviews.flatMap(({ answer, state, by }) =>
			state === 'uncertain' ? [] : [{ item: answer, cluster: questionOf(answer), by, value: STATES.indexOf(state) }],
		),
	);
	const rated = file.ratings.flatMap(({ answer, criterion, rating, by }) => {
		const value = levels.indexOf(rating);
		return value < 0 ? [] : [{ item: `${answer} ${criterion}`, cluster: questionOf(answer), by, value, criterion }];
	});
	const criteria = [...new Set(rated.map(({ criterion }) => criterion))];
	const options = { levels, resamples };
	const people = [...file.reviews, ...file.ratings, ...file.preferences, ...file.annotations];
	return {
		names: [...new Set(people.map(({ by }) => by ?? ''))].sort(),
		reviews: amongPeople(reviews, { levels: STATES, resamples }),
		criteria: Object.fromEntries(
			criteria.flatMap(id => {
				const pairs = pairsOf(rated.filter(({ criterion }) => criterion === id));
				const agreement = amongPeople(pairs, options);
				return agreement === undefined ? [] : [[id, agreement]];
			}),
		),
		ratings: amongPeople(pairsOf(rated), options),
		preferences: amongPeople(pairsOf(file.preferences.map(preferenceItem)), { levels: SIDES, resamples }),
	};
}

/** Each pair stands in the table both ways round, because neither of two people is the first; it is counted once. */
function amongPeople(
	pairs: readonly RatedPair[],
	options: { readonly levels: readonly string[]; readonly resamples: number },
): Agreement | undefined {
	const agreement = agreementOf(bothWays(pairs), options);
	return agreement && { ...agreement, n: pairs.length };
}

/** The same two answers to a question are one item, whichever of them is called `a`. */
function preferenceItem({ question, a, b, winner, by }: Preference): Said {
	const turned = b < a;
	const side = turned && winner !== 'tie' ? (winner === 'a' ? 'b' : 'a') : winner;
	return {
		item: `${question} ${turned ? `${b} ${a}` : `${a} ${b}`}`,
		cluster: question,
		by,
		value: SIDES.indexOf(side),
	};
}

interface Said {
	readonly item: string;
	readonly cluster: string;
	readonly by: string | undefined;
	readonly value: number;
}

function pairsOf(said: readonly Said[]): readonly RatedPair[] {
	const items = new Map<string, Said[]>();
	for (const one of said) {
		items.set(one.item, [...(items.get(one.item) ?? []), one]);
	}
	return [...items.values()].flatMap(group =>
		group.flatMap((one, i) =>
			group
				.slice(i + 1)
				.filter(other => other.by !== one.by)
				.map(other => ({ cluster: one.cluster, first: one.value, second: other.value })),
		),
	);
}

function levelsOf(ratings: readonly Rating[]): readonly string[] {
	return [...new Set(ratings.map(({ rating }) => rating))];
}
