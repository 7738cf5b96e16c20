import { isAbstention } from '../judging/abstention.ts';
import { plural } from '../judging/probes/brief-words.ts';
import { type Count, clusteredWilson, type Share } from '../statistics/proportion.ts';
import type { CaseResult } from './result.ts';

/**
 * `over`: it says that it cannot tell although the question can be answered; `under`: it says something although the context does not hold the
 * answer; `abstains` and `answers` are right.
 */
export type AbstentionFate = 'answers' | 'over' | 'abstains' | 'under';

/** What one answer is as an abstention. */
export interface HeardAnswer {
	readonly key: string;
	readonly model: string;
	readonly question: string;
	readonly fate: AbstentionFate;
}

/** How often one model says that it cannot tell where it could, and answers where it cannot (methods S20): two errors, never one number. */
export interface ModelAbstentions {
	readonly model: string;
	/** Answers that say that the context does not tell, of those to questions that can be answered; intervals go by question. */
	readonly over: Share | undefined;
	/** Answers that say something, of those to questions with `answerable: false`. */
	readonly under: Share | undefined;
	/** The answers that are in error, for a person to look at. */
	readonly overs: readonly HeardAnswer[];
	readonly unders: readonly HeardAnswer[];
}

/**
 * What an answer is as an abstention; `undefined` where there is no answer. Phrase lists decide; to a question that cannot be answered, what the
 * recorded check says, which a judge may have helped with.
 */
export function abstentionFate({
	text,
	answer,
	end,
}: Pick<CaseResult, 'text' | 'answer' | 'end'>): AbstentionFate | undefined {
	if (answer === undefined || answer.failure !== undefined || end === undefined) {
		return undefined;
	}
	const check = end.checks.find(one => one.check === 'answerable');
	return check === undefined ? (isAbstention(text) ? 'over' : 'answers') : check.met ? 'abstains' : 'under';
}

/** A recorded answer, so that the same text can be told when it comes again. */
export interface RecordedHeard extends HeardAnswer {
	/** Of the answer. */
	readonly hash: string;
	/** Milliseconds since the epoch. */
	readonly t: number;
}

/** What the answers of results are as abstentions. */
export function heardAnswersOf(results: Iterable<CaseResult>): readonly RecordedHeard[] {
	return [...results].flatMap(result => {
		const { key, start, answer, t } = result;
		const fate = abstentionFate(result);
		return start === undefined || answer === undefined || fate === undefined
			? []
			: [{ key, model: start.model, question: start.question, fate, hash: answer.hash, t }];
	});
}

/** The same text of one model to one question counts once, by the newest result. */
export function newestOfEach(heard: readonly RecordedHeard[]): readonly HeardAnswer[] {
	const newest = new Map<string, RecordedHeard>();
	for (const one of heard) {
		const name = JSON.stringify([one.model, one.question, one.hash]);
		const known = newest.get(name);
		if (known === undefined || one.t >= known.t) {
			newest.set(name, one);
		}
	}
	return [...newest.values()].map(({ key, model, question, fate }) => ({ key, model, question, fate }));
}

/** One entry a model; none for one that was asked nothing that cannot be answered and that never says that it cannot tell. */
export function abstentionsOf(heard: readonly HeardAnswer[]): readonly ModelAbstentions[] {
	const models = new Map<string, HeardAnswer[]>();
	for (const answer of heard) {
		const known = models.get(answer.model);
		if (known === undefined) {
			models.set(answer.model, [answer]);
		} else {
			known.push(answer);
		}
	}
	return [...models].flatMap(([model, answers]) => {
		if (answers.every(({ fate }) => fate === 'answers')) {
			return [];
		}
		const of = (...fates: readonly AbstentionFate[]) => answers.filter(({ fate }) => fates.includes(fate));
		return {
			model,
			over: shareOf(of('answers', 'over'), 'over'),
			under: shareOf(of('abstains', 'under'), 'under'),
			overs: of('over'),
			unders: of('under'),
		};
	});
}

/** `says that it cannot tell in 3 of 40 answers where the context tells (8 % [3–20])`, `answers in 1 of 6 where it does not …` */
export function abstentionParts({ over, under }: Pick<ModelAbstentions, 'over' | 'under'>): readonly string[] {
	return [
		...(over === undefined
			? []
			: [
					`says that it cannot tell in ${over.hits} of ${plural(over.of, 'answer')} where the context tells${bounds(over)}`,
				]),
		...(under === undefined ? [] : [`answers in ${under.hits} of ${under.of} where it does not${bounds(under)}`]),
	];
}

function bounds({ value, low, high }: Share): string {
	const percent = (share: number) => Math.round(100 * share);
	return ` (${percent(value)} % [${percent(low)}–${percent(high)}])`;
}

function shareOf(answers: readonly HeardAnswer[], error: AbstentionFate): Share | undefined {
	const questions = new Map<string, Count>();
	for (const { question, fate } of answers) {
		const { hits, of } = questions.get(question) ?? { hits: 0, of: 0 };
		questions.set(question, { hits: hits + Number(fate === error), of: of + 1 });
	}
	return clusteredWilson([...questions.values()]);
}
