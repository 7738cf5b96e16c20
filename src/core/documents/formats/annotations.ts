import { list, type ObjectShape, object, table, text } from '../shape.ts';
import { idShape, VERSION_KEY } from './common.ts';

const HASH = { pattern: '[0-9a-f]{12}', expected: '12 hexadecimal digits' } as const;
const ANSWER = text({ refers: 'answer', ...HASH });
const BY = { shape: text(), docs: 'Who said so.' };
const AT = { shape: text(), docs: 'The day or time, ISO 8601.' };

const ANSWER_SHAPE = object('annotated answer', {
	question: { shape: text({ refers: 'question' }), docs: 'Id of the question.', required: true },
	model: { shape: text(), docs: 'Name of the model that answered.', required: true },
	prompt: { shape: text(), docs: 'Stem of the prompt template.', required: true },
	text: { shape: text({ prose: true, empty: true }), docs: 'The answer, whole.', required: true },
});

const TARGET_SHAPE = object('target', {
	exact: { shape: text({ prose: true }), docs: 'The quoted words.', required: true },
	prefix: { shape: text({ empty: true }), docs: 'What stands right before them.' },
	suffix: { shape: text({ empty: true }), docs: 'What stands right after them.' },
});

const ANNOTATION_SHAPE = object('annotation', {
	id: { shape: idShape('annotation'), docs: 'Unique in this file.', required: true },
	answer: { shape: ANSWER, docs: 'Hash of the annotated answer.' },
	context: {
		shape: object('context target', {
			file: { shape: text({ refers: 'context-path' }), docs: 'The annotated context file.', required: true },
			hash: { shape: text(HASH), docs: 'Hash of its text when it was annotated.', required: true },
		}),
		docs: 'The annotated context file, instead of `answer`.',
	},
	target: { shape: TARGET_SHAPE, docs: 'The words that are meant (W3C text quote selector).', required: true },
	label: {
		shape: text({
			words: {
				unsupported: 'The context does not say this.',
				supported: 'The context says this.',
				contradicted: 'The context says otherwise.',
				note: 'A remark.',
			},
		}),
		docs: 'What the person says of the words.',
		required: true,
	},
	note: { shape: text({ prose: true }), docs: 'The person’s remark.' },
	by: BY,
	at: AT,
});

const REVIEW_SHAPE = object('review', {
	answer: { shape: ANSWER, docs: 'Hash of the answer.', required: true },
	state: {
		shape: text({
			words: {
				accepted: 'The answer is right.',
				rejected: 'The answer is wrong.',
				uncertain: 'It cannot be said.',
			},
		}),
		docs: 'What the person decided.',
		required: true,
	},
	by: BY,
	at: AT,
});

const RATING_SHAPE = object('rating', {
	answer: { shape: ANSWER, docs: 'Hash of the answer.', required: true },
	criterion: { shape: text({ refers: 'criterion' }), docs: 'Id of the criterion.', required: true },
	rating: { shape: text({ refers: 'level' }), docs: 'The level that the person gives.', required: true },
	reason: { shape: text({ prose: true }), docs: 'Why.' },
	by: BY,
	at: AT,
});

const PREFERENCE_SHAPE = object('preference', {
	question: { shape: text({ refers: 'question' }), docs: 'Id of the question.', required: true },
	a: { shape: ANSWER, docs: 'Hash of the first answer.', required: true },
	b: { shape: ANSWER, docs: 'Hash of the second answer.', required: true },
	winner: {
		shape: text({ words: { a: 'The first is better.', b: 'The second is better.', tie: 'Neither is.' } }),
		docs: 'Which answer the person prefers.',
		required: true,
	},
	left: {
		shape: text({ words: { a: 'The first stood on the left.', b: 'The second stood on the left.' } }),
		docs: 'Which answer stood on the left; only where names were hidden and the sides drawn by lot.',
	},
	by: BY,
	at: AT,
});

/** A `*.annotations.yaml`. */
export const ANNOTATIONS_FORMAT: ObjectShape = object('annotations file', {
	version: VERSION_KEY,
	answers: {
		shape: table('an answer', text({ defines: 'answer', ...HASH }), ANSWER_SHAPE),
		docs: 'Each annotated answer once, by the first 12 digits of its hash.',
	},
	annotations: {
		shape: list('an annotation', ANNOTATION_SHAPE),
		docs: 'Labels on ranges of answers or context files.',
	},
	reviews: { shape: list('a review', REVIEW_SHAPE), docs: 'Answers that a person accepted or rejected.' },
	ratings: { shape: list('a rating', RATING_SHAPE), docs: 'A person’s ratings by the rubric.' },
	preferences: { shape: list('a preference', PREFERENCE_SHAPE), docs: 'Which of two answers a person prefers.' },
});
