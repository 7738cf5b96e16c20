import {
	ANY,
	BOOLEAN,
	choice,
	type KeyShape,
	list,
	number,
	type ObjectShape,
	object,
	oneOrMany,
	type Shape,
	table,
	text,
} from '../documents/shape.ts';

/**
 * What the front matter of a `*.prompty` may say (versions 1 and 2), for completion and hover. Keys beyond these are
 * kept and never an error, so no reader is driven by this.
 */
export function promptyShape(): ObjectShape {
	return object('prompt template', {
		name: { shape: text(), docs: 'The name of the prompt.' },
		displayName: { shape: text(), docs: 'How lists show the prompt.' },
		description: { shape: text({ prose: true }), docs: 'What the prompt is for.' },
		version: { shape: text(), docs: 'Version of the prompt.' },
		authors: { shape: list('an author', text()), docs: 'Who wrote the prompt.' },
		tags: { shape: list('a tag', text()), docs: 'Words to find the prompt by.' },
		metadata: { shape: table('a field', text(), ANY), docs: 'Authors, tags, version and the like.' },
		model: { shape: modelShape(), docs: 'The model to answer with, and its parameters.' },
		sample: {
			shape: choice(table('an input', text({ defines: 'variable' }), ANY), text({ refers: 'data-path' })),
			docs: 'Values of the variables for a run of the prompt on its own, or a JSON file with them.',
			example: '',
		},
		inputs: { shape: inputsShape(), docs: 'The variables of the prompt: name → type, default, description.' },
		outputs: { shape: ANY, docs: 'What the prompt gives back. Shown to people, not used by Groundline.' },
		tools: { shape: ANY, docs: 'Tools for the model. Not used by Groundline.' },
		template: {
			shape: choice(
				text({ words: { jinja2: 'Jinja: `{{ question }}`, `{% if %}`, `{% for %}`.' } }),
				object('template', {
					format: { shape: text({ suggestions: { jinja2: 'Jinja.' } }), docs: 'Language of the template.' },
					parser: { shape: text({ suggestions: { prompty: 'Role markers.' } }), docs: 'How roles are marked.' },
				}),
			),
			docs: 'Language of the body. Default: `jinja2`.',
			default: 'jinja2',
		},
	});
}

/** What a GitHub `*.prompt.yml` may say. */
export function githubPromptShape(): ObjectShape {
	return object('prompt', {
		name: { shape: text(), docs: 'The name of the prompt.' },
		description: { shape: text({ prose: true }), docs: 'What the prompt is for.' },
		model: {
			shape: text({ refers: 'model' }),
			docs: 'The model: `publisher/model`, or a name from `groundline.yaml`.',
		},
		modelParameters: {
			shape: object('parameters', {
				maxTokens: { shape: number({ integer: true, minimum: 1 }), docs: 'The longest reply, in tokens.' },
				temperature: { shape: number({ minimum: 0, maximum: 2 }), docs: 'Randomness of the reply.' },
				topP: { shape: number({ minimum: 0, maximum: 1 }), docs: 'Nucleus sampling.' },
			}),
			docs: 'Sampling parameters.',
		},
		responseFormat: {
			shape: text({
				words: { text: 'Free text.', json_object: 'Any JSON object.', json_schema: 'JSON by `jsonSchema`.' },
			}),
			docs: 'Form of the reply.',
		},
		jsonSchema: { shape: text({ prose: true }), docs: 'A JSON text with `name` and `schema`.' },
		messages: {
			shape: list(
				'a message',
				object('message', {
					role: {
						shape: text({
							words: { system: 'Sets the task.', user: 'Asks.', assistant: 'An earlier answer.' },
						}),
						docs: 'Who speaks.',
						required: true,
					},
					content: {
						shape: text({ prose: true }),
						docs: 'The text, with `{{variable}}` placeholders.',
						required: true,
					},
				}),
			),
			docs: 'The messages that are sent.',
			required: true,
		},
		testData: {
			shape: list('a test', table('an input', text({ defines: 'variable' }), ANY)),
			docs: 'Values of the variables, one map for each test.',
		},
		evaluators: { shape: list('an evaluator', evaluatorShape()), docs: 'Checks of the answer.' },
	});
}

function modelShape(): Shape {
	return choice(
		text({ refers: 'model' }),
		object('model', {
			id: { shape: text({ refers: 'model' }), docs: 'The model: a name from `groundline.yaml`.' },
			api: { shape: text({ words: { chat: 'Messages.', completion: 'Plain text.' } }), docs: 'Kind of endpoint.' },
			apiType: { shape: text({ suggestions: { chat: 'Messages.' } }), docs: 'Kind of endpoint (version 2).' },
			provider: { shape: text({ suggestions: { openai: 'OpenAI.', foundry: 'Azure.' } }), docs: 'Who serves it.' },
			configuration: { shape: table('a setting', text(), ANY), docs: 'Where the model is served (version 1).' },
			connection: { shape: table('a setting', text(), ANY), docs: 'Where the model is served (version 2).' },
			parameters: { shape: object('parameters', version1Parameters()), docs: 'Sampling parameters (version 1).' },
			options: { shape: object('options', version2Parameters()), docs: 'Sampling parameters (version 2).' },
			response: { shape: text({ words: { first: 'One reply.', all: 'Every reply.' } }), docs: 'Which replies count.' },
		}),
	);
}

function version1Parameters(): Readonly<Record<string, KeyShape>> {
	return {
		temperature: { shape: number({ minimum: 0, maximum: 2 }), docs: 'Randomness of the reply.' },
		max_tokens: { shape: number({ integer: true, minimum: 1 }), docs: 'The longest reply, in tokens.' },
		top_p: { shape: number({ minimum: 0, maximum: 1 }), docs: 'Nucleus sampling.' },
		seed: { shape: number({ integer: true }), docs: 'Asks for repeatable sampling.' },
		stop: { shape: oneOrMany('a text', text()), docs: 'Texts at which the reply ends.' },
	};
}

function version2Parameters(): Readonly<Record<string, KeyShape>> {
	const { temperature, seed, stop, max_tokens, top_p } = version1Parameters();
	return {
		temperature: temperature!,
		maxOutputTokens: max_tokens!,
		topP: top_p!,
		seed: seed!,
		stopSequences: stop!,
	};
}

function inputsShape(): Shape {
	const types = { string: 'Text.', number: 'A number.', boolean: 'Yes or no.', array: 'A list.', object: 'A map.' };
	const keys: Readonly<Record<string, KeyShape>> = {
		type: { shape: text({ suggestions: types }), docs: 'Type of the value (version 1).' },
		kind: { shape: text({ suggestions: types }), docs: 'Type of the value (version 2).' },
		description: { shape: text({ prose: true }), docs: 'What the variable is for.' },
		default: { shape: ANY, docs: 'The value where none is given.' },
		sample: { shape: ANY, docs: 'A value to try the prompt with.' },
		example: { shape: ANY, docs: 'A value to try the prompt with.' },
		required: { shape: BOOLEAN, docs: 'Whether a value must be given.' },
	};
	const name: KeyShape = { shape: text({ defines: 'variable' }), docs: 'Name of the variable.', required: true };
	return choice(
		table('an input', text({ defines: 'variable' }), choice(object('input', keys), text(), number(), BOOLEAN)),
		list('an input', object('input', { name, ...keys })),
	);
}

function evaluatorShape(): Shape {
	return object('evaluator', {
		name: { shape: text(), docs: 'Name of the evaluator.', required: true },
		string: {
			shape: object('string check', {
				equals: { shape: text(), docs: 'The answer is this, to the letter.' },
				contains: { shape: text(), docs: 'The answer contains this, whatever the case.' },
				startsWith: { shape: text(), docs: 'The answer begins with this.' },
				endsWith: { shape: text(), docs: 'The answer ends with this.' },
			}),
			docs: 'A comparison of texts.',
		},
		llm: { shape: ANY, docs: 'A model that chooses among scored words.' },
		uses: {
			shape: text({
				suggestions: {
					'github/similarity': 'Likeness to the expected answer.',
					'github/coherence': 'Coherence, 1–5.',
					'github/fluency': 'Fluency, 1–5.',
					'github/relevance': 'Relevance, 1–5.',
					'github/groundedness': 'Groundedness, 1–5.',
				},
			}),
			docs: 'A built-in evaluator.',
		},
	});
}
