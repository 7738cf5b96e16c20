import { type Problem, problem } from '../documents/problem.ts';
import type { SamplingParameters } from '../documents/project.ts';
import type { PromptTemplate, TemplatePart } from '../documents/prompt-template.ts';
import { nearestSpelling } from '../text/spelling.ts';
import { readYaml, type YamlSource } from './front-matter.ts';
import { isRecord, readParameters } from './parameters.ts';
import { checkReferences } from './references.ts';
import { ROLES, roleNamed } from './role-lines.ts';
import { stemOf, type TemplateRead } from './template-read.ts';

/** What a GitHub prompt says beside its messages. Data to show or import; nothing of it is run. */
export interface GitHubPromptData {
	readonly testData: readonly Readonly<Record<string, unknown>>[];
	readonly evaluators: readonly GitHubEvaluator[];
}

export type GitHubEvaluator =
	| {
			readonly kind: 'string';
			readonly name: string;
			readonly check: 'equals' | 'contains' | 'startsWith' | 'endsWith';
			readonly text: string;
	  }
	| {
			readonly kind: 'llm';
			readonly name: string;
			readonly model: string | undefined;
			readonly prompt: string;
			readonly systemPrompt: string | undefined;
			readonly choices: readonly { readonly choice: string; readonly score: number }[];
	  }
	| { readonly kind: 'uses'; readonly name: string; readonly uses: string };

/** Reads GitHub's `*.prompt.yml`. The first row of its test data is the sample of a run on its own. */
export function parseGitHubPrompt(path: string, text: string): TemplateRead {
	const source = readYaml(text, { start: text.startsWith('\ufeff') ? 1 : 0, end: text.length });
	const messages = readMessages(source);
	const parameters = readParameters(source, ['modelParameters'], source.value.modelParameters);
	const format = readResponseFormat(source);
	const [sample] = testDataOf(source);
	const template: PromptTemplate = {
		stem: stemOf(path),
		path,
		name: textOf(source.value.name),
		description: textOf(source.value.description),
		format: 'github',
		syntax: 'braces',
		parts: messages.parts,
		inputs: new Map(),
		sample: new Map(Object.entries(sample ?? {})),
		model:
			textOf(source.value.model) === undefined
				? undefined
				: { value: textOf(source.value.model)!, range: source.rangeOf(['model']) },
		parameters: merged(parameters.parameters, format.body),
		source: text,
	};
	const problems = [source.problems, checkReferences(source), messages.problems, parameters.problems, format.problems];
	return { template, problems: problems.flat() };
}

/** Reads test data and evaluators of a GitHub prompt. What does not have their form is left out. */
export function readGitHubData(text: string): GitHubPromptData {
	const source = readYaml(text, { start: 0, end: text.length });
	const evaluators = Array.isArray(source.value.evaluators) ? source.value.evaluators : [];
	return {
		testData: testDataOf(source),
		evaluators: evaluators.flatMap(item => (isRecord(item) ? readEvaluator(item) : [])),
	};
}

function readMessages(source: YamlSource) {
	const parts: TemplatePart[] = [];
	const problems: Problem[] = [];
	const written = source.value.messages;
	if (!Array.isArray(written)) {
		const [code, range] =
			written === undefined
				? (['missing-key', source.rangeOf([])] as const)
				: (['wrong-type', source.rangeOf(['messages'])] as const);
		problems.push(problem(code, 'A prompt needs a list of `messages`.', { start: range.start, end: range.end }));
	}
	(Array.isArray(written) ? written : []).forEach((item: unknown, index) => {
		const message = isRecord(item) ? item : {};
		const role = typeof message.role === 'string' ? roleNamed(message.role) : undefined;
		if (role === undefined) {
			const named = typeof message.role === 'string' ? message.role.slice(0, 40) : undefined;
			const near = named === undefined ? undefined : nearestSpelling(named, ROLES);
			const hint = near === undefined ? '"system", "user" or "assistant" was expected' : `did you mean "${near}"?`;
			problems.push(
				named === undefined
					? problem('missing-key', 'This message has no `role`.', source.rangeOf(['messages', index]))
					: problem(
							'unknown-role',
							`There is no role "${named}"; ${hint}`,
							source.rangeOf(['messages', index, 'role']),
						),
			);
		}
		if (typeof message.content !== 'string') {
			const code = message.content === undefined ? 'missing-key' : 'wrong-type';
			const range = source.rangeOf(['messages', index, 'content']);
			problems.push(problem(code, 'A message needs a text as its `content`.', range));
		} else if (role !== undefined) {
			parts.push({ role, text: message.content, range: source.rangeOf(['messages', index, 'content']) });
		}
	});
	return { parts, problems };
}

function readResponseFormat(source: YamlSource) {
	const { responseFormat, jsonSchema } = source.value;
	const problems: Problem[] = [];
	if (responseFormat === undefined || responseFormat === null || responseFormat === 'text') {
		return { body: undefined, problems };
	}
	if (responseFormat === 'json_object') {
		return { body: { type: 'json_object' }, problems };
	}
	if (responseFormat !== 'json_schema') {
		const range = source.rangeOf(['responseFormat']);
		problems.push(problem('wrong-type', '`responseFormat` is "text", "json_object" or "json_schema".', range));
		return { body: undefined, problems };
	}
	const schema = typeof jsonSchema === 'string' ? parseJson(jsonSchema) : undefined;
	if (isRecord(schema) && typeof schema.name === 'string' && isRecord(schema.schema)) {
		return { body: { type: 'json_schema', json_schema: schema }, problems };
	}
	const [code, range] =
		jsonSchema === undefined
			? (['missing-key', source.rangeOf(['responseFormat'])] as const)
			: (['wrong-type', source.rangeOf(['jsonSchema'])] as const);
	problems.push(problem(code, '`jsonSchema` must be a text of JSON with "name" and "schema".', range));
	return { body: undefined, problems };
}

function merged(
	parameters: SamplingParameters,
	format: Readonly<Record<string, unknown>> | undefined,
): SamplingParameters {
	return format === undefined
		? parameters
		: { ...parameters, extraBody: { ...parameters.extraBody, response_format: format } };
}

function testDataOf(source: YamlSource): readonly Readonly<Record<string, unknown>>[] {
	return Array.isArray(source.value.testData) ? source.value.testData.filter(isRecord) : [];
}

/** An evaluator is the first of `string`, `llm`, `uses` that it has; of `string` the first text that is not empty counts. */
function readEvaluator(item: Readonly<Record<string, unknown>>): readonly GitHubEvaluator[] {
	const name = textOf(item.name) ?? '';
	if (isRecord(item.string)) {
		const { string } = item;
		const check = (['equals', 'contains', 'startsWith', 'endsWith'] as const).find(key => textOf(string[key]));
		return check === undefined ? [] : [{ kind: 'string', name, check, text: textOf(string[check])! }];
	}
	if (isRecord(item.llm)) {
		const choices = Array.isArray(item.llm.choices) ? item.llm.choices.filter(isRecord) : [];
		return [
			{
				kind: 'llm',
				name,
				model: textOf(item.llm.modelId),
				prompt: textOf(item.llm.prompt) ?? '',
				systemPrompt: textOf(item.llm.systemPrompt),
				choices: choices.flatMap(({ choice, score }) =>
					typeof choice === 'string' && typeof score === 'number' ? [{ choice, score }] : [],
				),
			},
		];
	}
	const uses = textOf(item.uses);
	return uses === undefined ? [] : [{ kind: 'uses', name, uses }];
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
