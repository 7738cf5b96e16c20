import { choice, number, type ObjectShape, object, oneOrMany, table, text } from '../shape.ts';
import { idShape, JUDGE_SHAPE, PARAMETER_KEYS, VERSION_KEY } from './common.ts';

const PRICE = number({ minimum: 0 });
const PER_MINUTE = number({ integer: true, minimum: 1 });
const SECONDS = number({ minimum: 0.001 });
const NAME_OF_SECRET = text({ pattern: '[A-Za-z_][A-Za-z0-9_.\\-]*', expected: 'a name, not the key itself' });

/** One entry under `models:`. */
export const MODEL_SHAPE: ObjectShape = object('model entry', {
	provider: {
		shape: text({
			words: {
				offline: 'The built-in extractive model. Needs no key and no network.',
				openai: 'Any endpoint that speaks Chat Completions: OpenAI, Ollama, vLLM, llama.cpp …',
				azure: 'Azure OpenAI: `endpoint`, `deployment`, `apiVersion`.',
				vscode: 'A model of the editor (`vscode.lm`), such as Copilot’s. No key.',
			},
		}),
		docs: 'Who serves the model.',
		required: true,
		formerly: ['type'],
	},
	model: { shape: text(), docs: 'The model’s id as the endpoint knows it.', example: 'gpt-4o-mini' },
	baseUrl: {
		shape: text(),
		docs: 'Base URL of an OpenAI-compatible endpoint. Default: `https://api.openai.com/v1`.',
		formerly: ['baseURL', 'base_url', 'url'],
		example: 'http://127.0.0.1:11434/v1',
	},
	endpoint: {
		shape: text(),
		docs: 'Endpoint of the Azure resource, `https://….openai.azure.com`.',
		formerly: ['azure_endpoint'],
	},
	deployment: { shape: text(), docs: 'Name of the Azure deployment.', formerly: ['azure_deployment'] },
	apiVersion: {
		shape: text(),
		docs: 'Version of the Azure API, a date.',
		formerly: ['api_version'],
		example: '2024-10-21',
	},
	apiKey: {
		shape: {
			kind: 'choice',
			of: [
				{
					marks: ['env'],
					shape: object('key', {
						env: { shape: NAME_OF_SECRET, docs: 'Environment variable that holds the key.', required: true },
					}),
				},
				{
					marks: ['secret'],
					shape: object('key', {
						secret: {
							shape: NAME_OF_SECRET,
							docs: 'Name of a key in the editor’s secret storage.',
							required: true,
						},
					}),
				},
			],
		},
		docs: 'Where the key is found: never the key itself. Default: `OPENAI_API_KEY` at api.openai.com, none at a loopback address.',
		formerly: ['api_key', 'key'],
		example: '{ env: OPENAI_API_KEY }',
	},
	select: {
		shape: object('selector', {
			vendor: { shape: text(), docs: 'Vendor of the editor’s model, such as `copilot`.' },
			family: { shape: text(), docs: 'Family, such as `gpt-4o`.' },
			version: { shape: text(), docs: 'Version of the model.' },
			id: { shape: text(), docs: 'The exact id.' },
		}),
		docs: 'Which model of the editor (`provider: vscode`).',
		formerly: ['selector'],
	},
	family: {
		shape: text(),
		docs: 'Lineage of the model (`gpt`, `llama` …). A judge of the candidate’s own family is warned about.',
	},
	contextWindow: {
		shape: number({ integer: true, minimum: 1 }),
		docs: 'The most tokens that fit into a request and its reply.',
		formerly: ['context_window', 'contextLength'],
	},
	concurrency: {
		shape: number({ integer: true, minimum: 1, maximum: 1000 }),
		docs: 'The most requests at a time to this model.',
	},
	requestsPerMinute: {
		shape: PER_MINUTE,
		docs: 'The most requests to this model within any minute.',
		formerly: ['rpm'],
	},
	tokensPerMinute: {
		shape: PER_MINUTE,
		docs: 'The most tokens of this model, in and out, within any minute.',
		formerly: ['tpm'],
	},
	headers: {
		shape: table(
			'a header',
			text({ pattern: "[!#$%&'*+.^_`|~0-9A-Za-z\\-]+", expected: 'the name of a header' }),
			text(),
		),
		docs: 'Further headers of each request. Credentials are refused here; they belong to `apiKey`.',
	},
	price: {
		shape: object('price', {
			input: { shape: PRICE, docs: 'USD per million input tokens.', required: true },
			output: { shape: PRICE, docs: 'USD per million output tokens.', required: true },
			cachedInput: { shape: PRICE, docs: 'USD per million input tokens that were cached.' },
			batchInput: { shape: PRICE, docs: 'USD per million input tokens of a batch, for `--batch`.' },
			batchOutput: { shape: PRICE, docs: 'USD per million output tokens of a batch, for `--batch`.' },
		}),
		docs: 'USD per million tokens. Without it the cost is unknown, never 0.',
		example: '{ input: 0.15, output: 0.60 }',
	},
	timeout: {
		shape: choice(
			SECONDS,
			object('timeout', {
				firstToken: { shape: SECONDS, docs: 'Seconds until the first token.', default: 60 },
				idle: { shape: SECONDS, docs: 'Seconds without a new token.', default: 30 },
				total: { shape: SECONDS, docs: 'Seconds until the end.' },
			}),
		),
		docs: 'Seconds that a reply may take in all, or `{ firstToken, idle, total }`.',
	},
	...PARAMETER_KEYS,
});

/** A `groundline.yaml`. */
export const PROJECT_FORMAT: ObjectShape = object('project file', {
	version: VERSION_KEY,
	models: {
		shape: table('a model', idShape('model'), MODEL_SHAPE),
		docs: 'The models by the names that question files use. `offline` exists without an entry.',
		formerly: ['providers'],
	},
	defaults: {
		shape: object('defaults', {
			models: {
				shape: oneOrMany('a model', text({ refers: 'model' })),
				docs: 'The models that answer where a question file names none.',
			},
			judge: { shape: JUDGE_SHAPE, docs: 'Who judges where a question file names no judge.' },
			concurrency: {
				shape: number({ integer: true, minimum: 1, maximum: 1000 }),
				docs: 'The most requests at a time to one endpoint. Fewer where it says that it is too much.',
				default: 8,
			},
		}),
		docs: 'What holds where a question file says nothing.',
	},
	hygiene: {
		shape: oneOrMany(
			'a check',
			text({
				words: {
					all: 'Everything below.',
					none: 'Nothing.',
					repeated: 'Passages and lines that repeat an earlier one, exactly or nearly.',
					irrelevant: 'Sections that by their words have nothing to do with the question.',
					'empty-cells': 'What empty cells of an exported sheet take.',
					window: 'Contexts that do not fit the window of a model (`contextWindow`).',
				},
			}),
		),
		docs: 'What is looked for in the contexts of question files, with the tokens that mending it would save.',
		default: 'all',
		example: '[repeated, window]',
	},
	limits: {
		shape: object('limits', {
			maxCost: {
				shape: number({ minimum: 0 }),
				docs: 'The most that a run may cost, in USD. A run with a model of unknown price then refuses to start.',
			},
			requestsPerMinute: { shape: PER_MINUTE, docs: 'The most requests within any minute, of all models together.' },
			tokensPerMinute: {
				shape: PER_MINUTE,
				docs: 'The most tokens, in and out, within any minute, of all models together.',
			},
			maxUnscored: {
				shape: number({ integer: true, minimum: 0 }),
				docs: 'The most unscored cases before the command line exits with 3.',
				default: 0,
			},
		}),
		docs: 'What stops or fails a run.',
	},
});
