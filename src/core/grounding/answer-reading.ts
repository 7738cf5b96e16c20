import type { ContextIndex } from './context-index.ts';
import type { Readings } from './kept-readings.ts';
import { type Query, queryOf } from './query.ts';
import { type JudgedWord, type Statement, statementsOf } from './statement.ts';
import { type Support, supportOf } from './support.ts';
import { type Candidate, UnitScorer } from './unit-scores.ts';
import { type Word, wordsOf } from './words.ts';

/** What is grounded against an indexed context. */
export interface GroundingQuery {
	readonly question: string;
	/** Earlier turns as one text. Its words are no news when the answer repeats them. */
	readonly history?: string;
	readonly answer: string;
}

/** A claim with the units that share words with it, before anything is decided. */
export interface ReadStatement {
	readonly statement: Statement;
	readonly query: Query;
	/** Best first; none for what states nothing. */
	readonly candidates: readonly Candidate[];
	readonly support: Support;
}

export interface AnswerReading {
	readonly readings: Readings;
	readonly question: readonly Word[];
	readonly statements: readonly ReadStatement[];
}

/** Splits an answer into claims and finds for each the units that may support it. */
export function readAnswer(index: ContextIndex, { question, history = '', answer }: GroundingQuery): AnswerReading {
	const readings = index.kept.forAnswer();
	const { scanner } = readings;
	const questionWords = wordsOf(question, scanner);
	const asked = new Set([...questionWords, ...wordsOf(history, scanner)].map(word => word.form.term));
	const scorer = new UnitScorer(index, queryOf(index, [], questionWords).terms);
	const statements = statementsOf(index, answer, { asked, readings }).map(statement => {
		const query = queryOf(index, statement.words, questionWords);
		const candidates =
			statement.kind === 'claim' ? sharing(index, statement.words, scorer.best(query, CANDIDATES)) : [];
		return { statement, query, candidates, support: supportOf(index, statement.words, candidates) };
	});
	return { readings, question: questionWords, statements };
}

/** How many units of each claim are looked at closely. */
const CANDIDATES = 16;

/**
 * Without the units that share only the question's words: a claim of few words is made a statement by the question, and
 * stands where the question stands; a claim that says more stands on what shares a word with it.
 */
function sharing(
	{ words: all, firstWord }: ContextIndex,
	words: readonly JudgedWord[],
	candidates: readonly Candidate[],
): readonly Candidate[] {
	const content = words.filter(({ standing }) => standing !== 'stop' && standing !== 'meta');
	if (content.length < FULL_STATEMENT) {
		return candidates;
	}
	const terms = new Set(content.map(({ term }) => term));
	return candidates.filter(({ unit }) =>
		all.subarray(firstWord[unit]!, firstWord[unit + 1]!).some(term => terms.has(term)),
	);
}

/** From so many content words on a claim is a statement without its question. */
const FULL_STATEMENT = 7;
