import { type Problem, problem } from '../documents/problem.ts';
import type { PromptTemplate, TemplateInput, TemplatePart } from '../documents/prompt-template.ts';
import type { Located } from '../text/range.ts';
import { readYaml, sectionsOf, type YamlPath, type YamlSource } from './front-matter.ts';
import { isRecord, readParameters } from './parameters.ts';
import { checkReferences, fileReference } from './references.ts';
import { roleLines } from './role-lines.ts';
import { stemOf, type TemplateRead } from './template-read.ts';

/** Reads a Prompty file of either version. The front matter may be missing; the body then is the whole text. */
export function parsePrompty(path: string, text: string): TemplateRead {
	const { front, body, unclosed } = sectionsOf(text);
	const source = readYaml(text, front ?? { start: body.start, end: body.start });
	const problems = [...source.problems, ...checkReferences(source)];
	if (unclosed !== undefined) {
		problems.push(problem('front-matter', 'The front matter has no closing `---` line.', unclosed));
	}
	const parameters = readModelParameters(source);
	const parts = partsOf(text, body.start);
	problems.push(...parameters.problems, ...checkTemplateKind(source), ...checkAttributes(text, body.start));
	const inputs = readInputs(source);
	const template: PromptTemplate = {
		stem: stemOf(path),
		path,
		name: textOf(source.value.displayName) ?? textOf(source.value.name),
		description: textOf(source.value.description),
		format: 'prompty',
		syntax: 'jinja2',
		parts,
		inputs: inputs.inputs,
		sample: readSample(source, inputs.inputs),
		model: readModel(source),
		parameters: parameters.parameters,
		source: text,
	};
	return { template, problems: [...problems, ...inputs.problems] };
}

/** The body as messages. Text before the first role line is the system's, where there is any. */
export function partsOf(text: string, from: number): readonly TemplatePart[] {
	const lines = roleLines(text, from).filter(line => line.kind === 'literal');
	const first = { start: from, end: lines[0]?.line.start ?? text.length };
	const parts: TemplatePart[] = [];
	if (text.slice(first.start, first.end).trim() !== '') {
		parts.push({ role: 'system', text: text.slice(first.start, first.end), range: first });
	}
	lines.forEach((line, index) => {
		const range = { start: line.line.end, end: lines[index + 1]?.line.start ?? text.length };
		parts.push({ role: line.role, text: text.slice(range.start, range.end), range });
	});
	return parts;
}

/** v1 has `model.configuration` with a deployment or name, v2 has `model` or `model.id`. */
function readModel(source: YamlSource): Located<string> | undefined {
	const found = MODEL_PATHS.find(path => textOf(valueAt(source, path)) !== undefined);
	return found === undefined ? undefined : { value: textOf(valueAt(source, found))!, range: source.rangeOf(found) };
}

const MODEL_PATHS: readonly YamlPath[] = [
	['model'],
	['model', 'id'],
	['model', 'configuration', 'azure_deployment'],
	['model', 'configuration', 'name'],
	['model', 'configuration', 'model'],
];

function readModelParameters(source: YamlSource) {
	const key = valueAt(source, ['model', 'parameters']) === undefined ? 'options' : 'parameters';
	return readParameters(source, ['model', key], valueAt(source, ['model', key]));
}

/** Inputs as a mapping or a list, each a description or (v2) only a default. */
function readInputs(source: YamlSource) {
	const inputs = new Map<string, TemplateInput>();
	const problems: Problem[] = [];
	const written = source.value.inputs;
	const entries: readonly (readonly [string, unknown, YamlPath])[] = Array.isArray(written)
		? written.map((item, i) => [textOf(isRecord(item) ? item.name : undefined) ?? '', item, ['inputs', i]] as const)
		: Object.entries(isRecord(written) ? written : {}).map(([name, item]) => [name, item, ['inputs', name]] as const);
	for (const [name, item, path] of entries) {
		if (name === '') {
			problems.push(problem('missing-key', 'This input has no `name`.', source.rangeOf(path)));
			continue;
		}
		const described = isRecord(item) ? item : { default: item ?? undefined };
		inputs.set(name, {
			name,
			type: textOf(described.type) ?? textOf(described.kind),
			description: textOf(described.description),
			default: described.default ?? undefined,
			sample: described.sample ?? described.example ?? undefined,
			required: described.required === true,
			range: Array.isArray(written) ? source.rangeOf([...path, 'name']) : source.keyRangeOf(path),
		});
	}
	const wrong = written !== undefined && written !== null && !isRecord(written) && !Array.isArray(written);
	if (wrong && fileReference(written) === undefined) {
		problems.push(problem('wrong-type', '`inputs` is a mapping or a list.', source.rangeOf(['inputs'])));
	}
	return { inputs, problems };
}

/** Values for a run of the prompt alone: `sample:` first, then each input's example, then its default. */
function readSample(source: YamlSource, inputs: ReadonlyMap<string, TemplateInput>): ReadonlyMap<string, unknown> {
	const sample = new Map<string, unknown>();
	for (const input of inputs.values()) {
		const value = input.sample ?? input.default;
		if (value !== undefined) {
			sample.set(input.name, value);
		}
	}
	const written = source.value.sample;
	for (const [name, value] of Object.entries(isRecord(written) ? written : {})) {
		sample.set(name, value);
	}
	return sample;
}

/** Only Jinja is rendered: a template in another language would be sent as it is written. */
function checkTemplateKind(source: YamlSource): readonly Problem[] {
	for (const path of [['template', 'format', 'kind'], ['template', 'format'], ['template', 'type'], ['template']]) {
		const kind = textOf(valueAt(source, path));
		if (kind !== undefined) {
			return kind.toLowerCase() === 'jinja2'
				? []
				: [
						problem(
							'template-unsupported',
							`Groundline renders "jinja2" templates, not "${kind.slice(0, 40)}".`,
							source.rangeOf(path),
						),
					];
		}
	}
	return [];
}

function checkAttributes(text: string, from: number): readonly Problem[] {
	return roleLines(text, from).flatMap(line =>
		line.kind === 'literal' && line.attributes !== undefined
			? [problem('role-attributes', 'Attributes of a role are read but not sent.', line.attributes)]
			: [],
	);
}

function valueAt(source: YamlSource, path: YamlPath): unknown {
	let value: unknown = source.value;
	for (const key of path) {
		value = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
	}
	return value;
}

/** A text that is not empty. */
function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
