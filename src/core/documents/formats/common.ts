import {
	ANY,
	choice,
	type KeyShape,
	number,
	object,
	oneOrMany,
	type Shape,
	type TextShape,
	table,
	text,
} from '../shape.ts';

/** The form of every id that a person gives: up to 64 letters, digits, `.`, `_`, `-`, beginning with a letter or digit. */
export const ID_PATTERN = '[\\p{L}\\p{N}][\\p{L}\\p{N}._\\-]{0,63}';

/** The shape of an id that is given here. */
export function idShape(defines: NonNullable<TextShape['defines']>): TextShape {
	return text({
		defines,
		pattern: ID_PATTERN,
		expected: 'up to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit',
	});
}

/** `version: 1`, the first key of each of our formats. */
export const VERSION_KEY: KeyShape = {
	shape: number({ integer: true, minimum: 1, maximum: 1 }),
	docs: 'Version of the file format. `1` is the only one so far.',
	default: 1,
	example: '1',
};

/** What shapes a reply besides the messages: in model entries and under `parameters:`. */
export const PARAMETER_KEYS: Readonly<Record<string, KeyShape>> = {
	temperature: {
		shape: number({ minimum: 0, maximum: 2 }),
		docs: 'Randomness of the reply, 0–2. `0` repeats itself best.',
		example: '0',
	},
	maxTokens: {
		shape: number({ integer: true, minimum: 1 }),
		docs: 'The longest reply, in tokens. A reply that reaches it is *cut off* and unscored.',
		formerly: ['max_tokens', 'maxOutputTokens', 'max_completion_tokens'],
		example: '1000',
	},
	topP: {
		shape: number({ minimum: 0, maximum: 1 }),
		docs: 'Nucleus sampling: only the most likely tokens with this total probability are drawn from.',
		formerly: ['top_p'],
		example: '1',
	},
	seed: {
		shape: number({ integer: true }),
		docs: 'Asks the endpoint for repeatable sampling. Not every model keeps the promise.',
		example: '1',
	},
	stop: {
		shape: oneOrMany('a text', text()),
		docs: 'Texts at which the reply ends.',
		formerly: ['stopSequences', 'stop_sequences'],
	},
	reasoningEffort: {
		shape: text({ suggestions: { minimal: 'Least thinking.', low: 'Little.', medium: 'Some.', high: 'Much.' } }),
		docs: 'How much a reasoning model thinks before it answers. Passed through to the endpoint.',
		formerly: ['reasoning_effort'],
	},
	extraBody: {
		shape: table('a field', text(), ANY),
		docs: 'Further fields of the request body, passed through as they are.',
		formerly: ['extra_body'],
	},
};

/** Which claims of an answer a judge labels beside its ratings. */
export const CLAIMS_SHAPE: TextShape = text({
	words: {
		all: 'Every claim of the answer.',
		doubted: 'Only those that the comparison of words doubts; the panel and the run say what that saves.',
		none: 'None: the judge only rates.',
	},
});

/** `{ model, samples, claims }`, or only a model's name. */
export const JUDGE_SHAPE: Shape = choice(
	text({ refers: 'model' }),
	object('judge', {
		model: { shape: text({ refers: 'model' }), docs: 'The model that judges: a name from `groundline.yaml`.' },
		samples: {
			shape: number({ integer: true, minimum: 1, maximum: 100 }),
			docs: 'Verdicts per answer. Each criterion gets the median of them.',
			default: 1,
		},
		claims: {
			shape: CLAIMS_SHAPE,
			docs: 'Which claims of the answer the judge labels as well, each with a quote that is looked for in the context.',
			default: 'none',
			example: 'doubted',
		},
	}),
);

/** A score alone, or the least score and the lowest passing level of single criteria. */
export const PASS_SHAPE: Shape = choice(
	number({ minimum: 0, maximum: 100 }),
	table('a criterion', text({ refers: 'criterion' }), text({ refers: 'level' }), {
		score: {
			shape: number({ minimum: 0, maximum: 100 }),
			docs: 'The least capped score (0–100) that passes.',
			example: '80',
		},
	}),
);

/** What code checks of an answer, without a judge. */
export const EXPECT_SHAPE: Shape = object('expectation', {
	maxWords: {
		shape: number({ integer: true, minimum: 0 }),
		docs: 'The most words the answer may have.',
		example: '200',
	},
	minWords: {
		shape: number({ integer: true, minimum: 0 }),
		docs: 'The fewest words the answer may have.',
		example: '10',
	},
	mustContain: {
		shape: oneOrMany('a text', text()),
		docs: 'Texts that the answer must contain, every one of them.',
		formerly: ['contains'],
	},
	mustNotContain: { shape: oneOrMany('a text', text()), docs: 'Texts that the answer must not contain.' },
	matches: {
		shape: text(),
		docs: 'A regular expression (RE2 syntax) that is found somewhere in the answer.',
		formerly: ['regex'],
	},
	jsonSchema: {
		shape: ANY,
		docs: 'The answer is JSON that validates against this JSON Schema (2020-12, no reference outside of it).',
		formerly: ['json_schema'],
	},
});

/** Any value under names of the author's choice, for templates. */
export const VARS_SHAPE: Shape = table(
	'a variable',
	text({ defines: 'variable', pattern: '[A-Za-z_][A-Za-z0-9_]*', expected: 'a name that a template can use' }),
	ANY,
);

const SPAN = '[1-9][0-9]{0,8}(?:\\s*-\\s*(?:[1-9][0-9]{0,8})?)?';

/** `N`, `N-M`, `N-`, a comma list of them, or a YAML list. */
export const SPANS_SHAPE: Shape = oneOrMany(
	'a line or a range',
	text({
		pattern: `\\s*${SPAN}(?:\\s*,\\s*${SPAN})*\\s*`,
		expected: '`N`, `N-M`, `N-` or a comma list, counted from 1',
	}),
);
