import { BOOLEAN, type ChoiceShape, choice, list, type ObjectShape, object, oneOrMany, table, text } from '../shape.ts';
import {
	EXPECT_SHAPE,
	idShape,
	JUDGE_SHAPE,
	PARAMETER_KEYS,
	PASS_SHAPE,
	SPANS_SHAPE,
	VARS_SHAPE,
	VERSION_KEY,
} from './common.ts';

/** One entry of `context:`: (lines of) a file, or a text of its own. */
export const CONTEXT_ENTRY_SHAPE: ChoiceShape = {
	kind: 'choice',
	of: [
		{
			marks: ['file', 'lines', 'rows'],
			shape: object('context file', {
				file: {
					shape: text({ refers: 'context-path' }),
					docs: 'A text file, relative to this one, or a glob of them (sorted, at most 200). Not above 2 MB.',
					required: true,
				},
				lines: {
					shape: SPANS_SHAPE,
					docs: 'The lines to take: `10-42`, `7`, `90-`, or several with commas. Counted from 1. Default: all.',
					example: '1-20',
				},
				rows: {
					shape: SPANS_SHAPE,
					docs: 'The data rows of a CSV or TSV to take; 1 is the first below the header, which always goes along.',
					example: '1-10',
				},
				label: { shape: text(), docs: 'Stands in brackets before the first line: what the passage is.' },
			}),
		},
		{
			marks: ['text'],
			shape: object('context text', {
				text: { shape: text({ prose: true, empty: true }), docs: 'The passage itself.', required: true, example: '|' },
				label: { shape: text(), docs: 'Stands in brackets before the first line: what the passage is.' },
			}),
		},
	],
};

const CONTEXT_SHAPE = list('a passage', CONTEXT_ENTRY_SHAPE);

const PROBE_SHAPE = object('probe', {
	kind: {
		shape: text({
			words: {
				fake: 'A wrong answer: a judge that passes it is not to be trusted.',
				good: 'A right answer: a judge that fails it is too strict.',
			},
		}),
		docs: 'Whether the judge must fail this answer (`fake`) or pass it (`good`).',
		required: true,
	},
	answer: { shape: text({ prose: true }), docs: 'The answer to show to the judge.', required: true },
});

/** One item of `questions:`. */
export const QUESTION_SHAPE: ObjectShape = object('question', {
	id: {
		shape: idShape('question'),
		docs: 'Names the question in results, annotations and `follows`. Derived from the text where absent.',
	},
	question: {
		shape: text({ prose: true }),
		docs: 'What is asked.',
		required: true,
		formerly: ['query', 'input', 'prompt'],
	},
	follows: {
		shape: text({ refers: 'question' }),
		docs: 'The id of the question asked before this one in the same conversation. Its answer becomes `history`.',
	},
	context: {
		shape: CONTEXT_SHAPE,
		docs: 'Passages for this question alone, after those of the file.',
	},
	reference: {
		shape: oneOrMany('a text', text({ prose: true })),
		docs: 'A right answer, or several. The judge sees it; the model never does.',
		formerly: ['expected', 'ground_truth', 'groundTruth', 'answer'],
	},
	answerable: {
		shape: BOOLEAN,
		docs: '`false`: the right answer is that the context does not say. Then only abstaining passes.',
		default: true,
	},
	category: { shape: text(), docs: 'Groups questions in reports and filters.' },
	vars: { shape: VARS_SHAPE, docs: 'Variables for the prompt template, over those of the file.' },
	pass: {
		shape: PASS_SHAPE,
		docs: 'When an answer to this question passes: a score, or a score and lowest levels.',
		example: '80',
	},
	expect: { shape: EXPECT_SHAPE, docs: 'What code checks of the answer. Every member must hold.' },
	answers: {
		shape: table('an answer', text(), text({ prose: true, empty: true })),
		docs: 'Recorded answers by label, judged without calling a model.',
	},
	probes: {
		shape: list('a probe', PROBE_SHAPE),
		docs: 'Answers known to be bad or good, to test the judge with.',
	},
});

const DATA_SET_SHAPE = object('data set', {
	file: {
		shape: text({ refers: 'data-path' }),
		docs: 'A `.csv`, `.tsv`, `.jsonl` or `.json` file, relative to this one. Each row becomes a question.',
		required: true,
	},
	map: {
		shape: object('column map', {
			...Object.fromEntries(
				['id', 'question', 'reference', 'context', 'category', 'follows', 'answerable'].map(field => [
					field,
					{
						shape: text({ refers: 'column' }),
						docs: `The column (or JSON field) that holds the ${field}. Default: \`${field}\`.`,
					},
				]),
			),
			vars: {
				shape: table('a variable', text({ defines: 'variable' }), text({ refers: 'column' })),
				docs: 'Template variable → column.',
			},
			answers: {
				shape: table('an answer', text(), text({ refers: 'column' })),
				docs: 'Label of a recorded answer → column.',
			},
		}),
		docs: 'Which column holds what.',
	},
});

/** A `*.questions.yaml`. */
export const QUESTIONS_FORMAT: ObjectShape = object('question file', {
	version: VERSION_KEY,
	prompt: {
		shape: oneOrMany('a path', text({ refers: 'prompt-path' })),
		docs: 'The prompt template (`*.prompty`, `*.prompt.yml`), or several: each makes a case of every question. Default: a built-in one.',
		formerly: ['prompts'],
	},
	models: {
		shape: oneOrMany('a model', text({ refers: 'model' })),
		docs: 'The models that answer: names from `groundline.yaml`. Default: those of the project, else `offline`.',
		formerly: ['model', 'providers'],
	},
	rubric: {
		shape: text({ refers: 'rubric-path' }),
		docs: 'The rubric that answers are judged by. Default: the built-in one.',
	},
	judge: { shape: JUDGE_SHAPE, docs: 'Who judges. Default: the judge of `groundline.yaml`, else `offline`.' },
	context: { shape: CONTEXT_SHAPE, docs: 'Passages that every question is given.' },
	vars: { shape: VARS_SHAPE, docs: 'Variables for the prompt template.' },
	parameters: {
		shape: object('parameters', PARAMETER_KEYS),
		docs: 'Sampling parameters, over those of the model and of the template.',
	},
	pass: {
		shape: PASS_SHAPE,
		docs: 'When an answer passes: a score, or a score and lowest levels. Default: the rubric’s.',
		example: '80',
	},
	history: {
		shape: text({
			words: {
				answers: 'Earlier turns contribute what the same model answered.',
				reference: 'Earlier turns contribute their references.',
			},
		}),
		docs: 'What an earlier turn contributes to the history of a question that `follows` it.',
		default: 'answers',
	},
	questions: {
		shape: choice(list('a question', QUESTION_SHAPE), DATA_SET_SHAPE),
		docs: 'The questions, or a data set whose rows become questions.',
		required: true,
		formerly: ['tests', 'cases'],
	},
});
