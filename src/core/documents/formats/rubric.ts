import { choice, list, number, type ObjectShape, object, oneOrMany, table, text } from '../shape.ts';
import { CLAIMS_SHAPE, EXPECT_SHAPE, idShape, PASS_SHAPE, VERSION_KEY } from './common.ts';

const LEVEL = text({ refers: 'level' });

const CRITERION_SHAPE = object('criterion', {
	id: { shape: idShape('criterion'), docs: 'Names the criterion in verdicts and in `pass`.', required: true },
	name: { shape: text(), docs: 'How the criterion is called towards people and the judge. Default: its id.' },
	weight: {
		shape: number({ minimum: 0 }),
		docs: 'Share of the criterion in the score. Weights should sum to 1; the arithmetic normalises. Needed unless the criterion is inherited.',
		example: '1',
	},
	description: {
		shape: text({ prose: true }),
		docs: 'What the criterion asks, in the words that the judge reads.',
	},
	anchors: {
		shape: table('an anchor', LEVEL, text({ prose: true })),
		docs: 'Level → an example of an answer that deserves it.',
	},
	evidence: {
		shape: text({ words: { context: 'The judge must quote the context lines that its rating stands on.' } }),
		docs: '`context`: the judge must quote the context, and each quote is located.',
	},
	cap: {
		shape: table('a cap', LEVEL, number({ minimum: 0, maximum: 100 })),
		docs: 'Level → the most that an answer with this rating can score.',
		formerly: ['caps'],
	},
	judge: { shape: text({ refers: 'model' }), docs: 'A model that judges this criterion alone.' },
	check: { shape: EXPECT_SHAPE, docs: 'Code that decides this criterion instead of the judge: best level or worst.' },
});

const TEST_SHAPE = object('rubric test', {
	question: { shape: text({ prose: true }), docs: 'The question that is answered.' },
	answer: { shape: text({ prose: true }), docs: 'The answer to judge.', required: true },
	expect: {
		shape: table('a criterion', text({ refers: 'criterion' }), LEVEL),
		docs: 'Criterion → the level that the judge must give.',
		required: true,
	},
});

/** A `*.rubric.yaml`. */
export const RUBRIC_FORMAT: ObjectShape = object('rubric', {
	version: VERSION_KEY,
	name: { shape: text(), docs: 'The name of the rubric, as reports show it.' },
	extends: {
		shape: text({
			refers: 'rubric-path',
			suggestions: { 'built-in': 'The rubric that holds where no other is named.' },
		}),
		docs: 'A rubric to start from: a path, or `built-in`. Keys given here replace its own; criteria with the same id are merged.',
	},
	scale: {
		shape: choice(
			text({
				words: {
					'1-5': 'Levels 5, 4, 3, 2, 1 worth 100, 75, 50, 25, 0.',
					'0-10': 'Levels 10 to 0 worth 100 to 0.',
					'pass-fail': 'Levels Pass (100) and Fail (0).',
				},
			}),
			table('a level', text({ defines: 'level' }), number({ minimum: 0, maximum: 100 })),
		),
		docs: 'The ratings and what each is worth (0–100), or `1-5`, `0-10`, `pass-fail`.',
		formerly: ['levels'],
		example: '{ Excellent: 100, Good: 80, Fair: 60, Bad: 40, Worse: 20 }',
	},
	synonyms: {
		shape: table('a level', LEVEL, oneOrMany('a word', text())),
		docs: 'Level → further words that a judge may use for it.',
	},
	criteria: { shape: list('a criterion', CRITERION_SHAPE, 1), docs: 'What an answer is rated by.' },
	pass: { shape: PASS_SHAPE, docs: 'When an answer passes: a score, or a score and lowest levels.', example: '80' },
	instructions: { shape: text({ prose: true }), docs: 'Further words for the judge.' },
	claims: {
		shape: CLAIMS_SHAPE,
		docs: 'Which claims of the answer a judge labels as well, where `judge` says nothing of them.',
		default: 'none',
		example: 'doubted',
	},
	tests: {
		shape: list('a test', TEST_SHAPE),
		docs: 'Answers with the ratings that a good judge gives them.',
	},
});
