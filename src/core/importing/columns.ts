import { nearestSpelling } from '../text/spelling.ts';

/** What a column can be. Answers and scores carry the label of who answered behind a dot. */
export const RECORD_FIELDS = [
	'id',
	'question',
	'context',
	'history',
	'reference',
	'category',
	'answerable',
	'answer',
	'model',
	'verdict',
	'reply',
	'score',
] as const;

export type RecordField = (typeof RECORD_FIELDS)[number];

/** Which column is what. */
export interface ColumnMap {
	readonly fields: ReadonlyMap<RecordField, string>;
	/** Label → column of the recorded answers. */
	readonly answers: ReadonlyMap<string, string>;
	/** Label → column of a score of that answer. */
	readonly scores: ReadonlyMap<string, string>;
	/** Criterion → column of its rating, for records of one answer each. */
	readonly ratings: ReadonlyMap<string, string>;
	/** One line each for a person: `question ← user_input (guessed)`. */
	readonly said: readonly string[];
}

/** Names under which others write each field, the surest first. */
const KNOWN: Readonly<Record<RecordField, readonly string[]>> = {
	id: ['id', 'question_id', 'query_id', 'qid', 'case_id', 'record_id', 'uid', 'uuid', 'index', 'idx'],
	question: [
		'question',
		'query',
		'user_input',
		'user_query',
		'instruction',
		'input',
		'prompt',
		'user_question',
		'frage',
	],
	context: [
		'context',
		'contexts',
		'retrieved_contexts',
		'retrieved_context',
		'retrieved_passages',
		'passages',
		'documents',
		'source_documents',
		'source',
		'reference_contexts',
	],
	history: ['history', 'conversation', 'chat_history'],
	reference: [
		'reference',
		'references',
		'ground_truth',
		'ground_truths',
		'gt_answer',
		'reference_answer',
		'expected_answer',
		'expected_output',
		'expected',
		'gold_answer',
		'gold',
		'target',
		'ideal',
		'correct_answer',
	],
	category: ['category', 'topic', 'domain', 'task', 'question_type', 'type', 'dataset'],
	answerable: ['answerable', 'is_answerable'],
	answer: [
		'answer',
		'response',
		'output',
		'completion',
		'prediction',
		'model_output',
		'generated_answer',
		'model_answer',
		'actual_output',
	],
	model: ['model', 'generator', 'model_name', 'model_id', 'system', 'provider'],
	verdict: [
		'winner',
		'verdict',
		'preference',
		'preferred',
		'human',
		'human_winner',
		'human_preference',
		'judge_winner',
		'judge_verdict',
		'better',
	],
	reply: ['reply', 'judge_reply', 'judge_response', 'raw_judgment', 'judge_output'],
	score: ['score', 'judge_score', 'overall_score'],
};

/** Columns that hold ratings by criterion, as a prefix before a dot. */
const RATINGS = /^(?:ratings|judge_ratings|scores|expected_ratings)\.(.+)$/i;
/** `answers.gpt-4`, `answer_a`, `response-1`, `output b`. */
const ANSWER_BEHIND = /^(?:answers?|responses?|outputs?|completions?|predictions?)[._ -](.+)$/i;
/** `gpt-4_answer`, `base response`. */
const ANSWER_BEFORE = /^(.+?)[._ -](?:answer|response|output|completion|prediction)$/i;
/** Words beside an answer that say something about it and name nobody who gave it. */
const NO_LABEL =
	/^(?:reference|gold|expected|correct|true|latency|time|tokens?|length|cost|count|id|hash|score|rating|seconds|ms|type|format|language|model|start|end|date|url|finish)(?:$|[._ -])/i;
const SCORE_BEHIND = /^(?:score|rating|judge_score)s?[._ -](.+)$/i;
const SCORE_BEFORE = /^(.+?)[._ -](?:score|rating)$/i;

/**
 * Guesses from their names what columns are; `given` (field → column, `answers.<label>`, `score.<label>`) goes before any guess.
 * A sentence says what is wrong with what is given.
 */
export function mapColumns(
	columns: readonly string[],
	given: ReadonlyMap<string, string> = new Map(),
): ColumnMap | { readonly problem: string } {
	const fields = new Map<RecordField, string>();
	const answers = new Map<string, string>();
	const scores = new Map<string, string>();
	const ratings = new Map<string, string>();
	const said: string[] = [];
	for (const [field, column] of given) {
		const known = columns.includes(column);
		if (!known) {
			const near = nearestSpelling(column, columns);
			const hint = near === undefined ? `there are ${columns.slice(0, 20).join(', ')}` : `did you mean "${near}"?`;
			return { problem: `There is no column "${column}"; ${hint}${near === undefined ? '.' : ''}` };
		}
		const [head, label] = [field.split('.')[0]!, field.includes('.') ? field.slice(field.indexOf('.') + 1) : ''];
		if (isField(field)) {
			fields.set(field, column);
		} else if (head === 'answers' && label !== '') {
			answers.set(label, column);
		} else if (head === 'score' && label !== '') {
			scores.set(label, column);
		} else if (head === 'ratings' && label !== '') {
			ratings.set(label, column);
		} else {
			const near = nearestSpelling(field, [...RECORD_FIELDS, 'answers']);
			return {
				problem: `"${field}" is no field${near === undefined ? '' : `: did you mean "${near}"?`} There are ${RECORD_FIELDS.join(', ')}, answers.LABEL, score.LABEL and ratings.CRITERION.`,
			};
		}
		said.push(`${field} ← ${column}`);
	}
	const taken = new Set(given.values());
	const free = () => columns.filter(column => !taken.has(column));
	const guess = (name: string, column: string) => {
		taken.add(column);
		said.push(`${name} ← ${column} (guessed)`);
	};
	for (const field of RECORD_FIELDS) {
		const column = fields.has(field) ? undefined : bestNamed(free(), KNOWN[field]);
		if (column !== undefined) {
			fields.set(field, column);
			guess(field, column);
		}
	}
	for (const column of free()) {
		const criterion = RATINGS.exec(column)?.[1];
		const label = (ANSWER_BEHIND.exec(column) ?? ANSWER_BEFORE.exec(column))?.[1];
		if (criterion !== undefined) {
			ratings.set(criterion, column);
			guess(`ratings.${criterion}`, column);
		} else if (label !== undefined && !answers.has(label) && !NO_LABEL.test(label)) {
			answers.set(label, column);
			guess(`answers.${label}`, column);
		}
	}
	for (const column of free()) {
		const label = (SCORE_BEHIND.exec(column) ?? SCORE_BEFORE.exec(column))?.[1];
		if (label !== undefined && answers.has(label) && !scores.has(label)) {
			scores.set(label, column);
			guess(`score.${label}`, column);
		}
	}
	return { fields, answers, scores, ratings, said };
}

function isField(name: string): name is RecordField {
	return (RECORD_FIELDS as readonly string[]).includes(name);
}

function bestNamed(columns: readonly string[], names: readonly string[]): string | undefined {
	const folded = new Map(columns.map(column => [fold(column), column]));
	const name = names.find(each => folded.has(each));
	return name === undefined ? undefined : folded.get(name);
}

function fold(name: string): string {
	return name
		.trim()
		.replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2')
		.toLowerCase()
		.replace(/[\s-]+/g, '_');
}
