import { HYGIENE_CHECKS, type HygieneCheck } from '../hygiene/hygiene-checks.ts';
import { checkProject } from './check-project.ts';
import { checkWhole } from './check-version.ts';
import { type Field, type Fields, fieldsOf, numberOf, textOf, textsOf } from './fields.ts';
import { PROJECT_FORMAT } from './formats/project.ts';
import { compareProblems, type Problem } from './problem.ts';
import {
	DEFAULT_TIMEOUTS,
	type KeySource,
	type ModelEntry,
	type Price,
	type Project,
	type Timeouts,
} from './project.ts';
import { readJudge } from './read-judge.ts';
import { readParameters } from './read-parameters.ts';
import { parseYaml } from './yaml/parse-yaml.ts';
import type { YamlNode } from './yaml/tree.ts';

/** A project file after reading. */
export interface ProjectReading {
	readonly project: Project;
	/** Every name under `models:`, those whose entry cannot be used included. */
	readonly names: readonly string[];
	readonly problems: readonly Problem[];
}

/** Reads a project file. Always succeeds: what is wrong with the text comes back as problems. */
export function parseProject(text: string): ProjectReading {
	const { root, problems } = parseYaml(text);
	const fields = fieldsOf(root);
	const models = new Map<string, ModelEntry>();
	const entries = fieldsOf(fields.get('models')?.value);
	for (const [name, field] of entries) {
		const entry = readModel(name, field);
		if (entry !== undefined) {
			models.set(name, entry);
		}
	}
	const project = { models, ...readRest(fields) };
	// An empty project file is allowed: `offline` exists without it.
	const shape = root === undefined ? [] : checkWhole(root, PROJECT_FORMAT, { text, problems });
	const found = [...problems, ...shape, ...checkProject(fields, project)];
	return { project, names: [...entries.keys()], problems: found.sort(compareProblems) };
}

function readRest(fields: Fields): Omit<Project, 'models'> {
	const defaults = fieldsOf(fields.get('defaults')?.value);
	const limits = fieldsOf(fields.get('limits')?.value);
	const judge = readJudge(defaults.get('judge')?.value);
	const hygiene = readHygiene(fields.get('hygiene')?.value);
	return {
		defaults: {
			models: textsOf(defaults.get('models')?.value),
			judge: { model: judge?.model, samples: judge?.samples ?? 1, claims: judge?.claims },
			concurrency: numberOf(defaults.get('concurrency')?.value)?.value,
		},
		...(hygiene === undefined ? {} : { hygiene }),
		limits: {
			maxCost: numberOf(limits.get('maxCost')?.value)?.value,
			maxUnscored: numberOf(limits.get('maxUnscored')?.value)?.value,
			requestsPerMinute: positive(limits.get('requestsPerMinute')),
			tokensPerMinute: positive(limits.get('tokensPerMinute')),
		},
	};
}

function readHygiene(node: YamlNode | undefined): readonly HygieneCheck[] | undefined {
	const words = node === undefined ? [] : textsOf(node).map(({ value }) => value);
	if (words.length === 0 || words.includes('all')) {
		return undefined;
	}
	return HYGIENE_CHECKS.filter(check => words.includes(check));
}

/** A model entry; `undefined` where nobody is named who could serve it. */
function readModel(name: string, { key, value, range }: Field): ModelEntry | undefined {
	const fields = fieldsOf(value);
	const text = (field: string) => textOf(fields.get(field)?.value)?.value;
	const provider = text('provider');
	if (provider !== 'offline' && provider !== 'openai' && provider !== 'azure' && provider !== 'vscode') {
		return undefined;
	}
	return {
		name,
		provider,
		model: provider === 'azure' ? (text('deployment') ?? text('model')) : text('model'),
		baseUrl: provider === 'azure' ? (text('endpoint') ?? text('baseUrl')) : text('baseUrl'),
		apiVersion: text('apiVersion'),
		apiKey: readKey(fields.get('apiKey')?.value),
		select: fields.has('select') ? readTexts(fields.get('select')?.value) : undefined,
		family: text('family'),
		contextWindow: numberOf(fields.get('contextWindow')?.value)?.value,
		concurrency: numberOf(fields.get('concurrency')?.value)?.value,
		requestsPerMinute: positive(fields.get('requestsPerMinute')),
		tokensPerMinute: positive(fields.get('tokensPerMinute')),
		headers: readTexts(fields.get('headers')?.value),
		price: readPrice(fieldsOf(fields.get('price')?.value)),
		timeout: readTimeout(fields.get('timeout')?.value),
		parameters: readParameters(fields),
		range,
		nameRange: key.range,
	};
}

/** A number that is none is reported by the shape, and limits nothing. */
function positive(field: Field | undefined): number | undefined {
	const value = numberOf(field?.value)?.value;
	return value !== undefined && value > 0 ? value : undefined;
}

function readKey(node: YamlNode | undefined): KeySource | undefined {
	const fields = fieldsOf(node);
	const env = textOf(fields.get('env')?.value)?.value;
	const secret = textOf(fields.get('secret')?.value)?.value;
	return env !== undefined ? { env } : secret !== undefined ? { secret } : undefined;
}

function readTexts(node: YamlNode | undefined): Readonly<Record<string, string>> {
	return Object.fromEntries(
		[...fieldsOf(node)].flatMap(([name, { value }]) => {
			const text = textOf(value);
			return text === undefined ? [] : [[name, text.value]];
		}),
	);
}

function readPrice(fields: Fields): Price | undefined {
	const input = numberOf(fields.get('input')?.value)?.value;
	const output = numberOf(fields.get('output')?.value)?.value;
	if (input === undefined || output === undefined) {
		return undefined;
	}
	const batchInput = numberOf(fields.get('batchInput')?.value)?.value;
	const batchOutput = numberOf(fields.get('batchOutput')?.value)?.value;
	const batch = batchInput === undefined || batchOutput === undefined ? {} : { batchInput, batchOutput };
	return { input, output, cachedInput: numberOf(fields.get('cachedInput')?.value)?.value, ...batch };
}

function readTimeout(node: YamlNode | undefined): Timeouts {
	const total = numberOf(node)?.value;
	const fields = fieldsOf(node);
	const seconds = (name: string) => numberOf(fields.get(name)?.value)?.value;
	return {
		firstToken: seconds('firstToken') ?? DEFAULT_TIMEOUTS.firstToken,
		idle: seconds('idle') ?? DEFAULT_TIMEOUTS.idle,
		total: total ?? seconds('total'),
	};
}
