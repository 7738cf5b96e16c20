import { type FileRead, type Files, resolvePath } from '../documents/files.ts';
import { type Problem, problem } from '../documents/problem.ts';
import type { PromptTemplate } from '../documents/prompt-template.ts';
import type { Located } from '../text/range.ts';
import { partialPath } from './compile-prompt.ts';
import { readYaml, sectionsOf } from './front-matter.ts';
import { compileTemplate } from './jinja/compile.ts';
import { isRecord } from './parameters.ts';
import { parsePromptTemplate } from './parse.ts';
import { fileReference, staysBelow } from './references.ts';

export type PromptLoad =
	| {
			readonly kind: 'loaded';
			/** With its partials, and with its sample where that stands in a file. */
			readonly template: PromptTemplate;
			readonly problems: readonly Problem[];
			/** Every other path that was read or looked for. */
			readonly dependencies: readonly string[];
	  }
	| { readonly kind: 'unread'; readonly read: Exclude<FileRead, { kind: 'text' }> };

/** Reads a template with every file that it names. Never rejects. */
export async function loadPrompt(path: string, files: Files): Promise<PromptLoad> {
	const read = await files.read(path);
	if (read.kind !== 'text') {
		return { kind: 'unread', read };
	}
	const parsed = parsePromptTemplate(path, read.text);
	const partials = await loadPartials(parsed.template, files);
	const sample = await loadSample(partials.template, files);
	return {
		kind: 'loaded',
		template: sample.template,
		problems: [...parsed.problems, ...partials.problems, ...sample.problems].toSorted(
			(a, b) => a.range.start - b.range.start,
		),
		dependencies: [...partials.dependencies, ...sample.dependencies],
	};
}

/** The files that the body includes, as written. Empty for a template that includes nothing, or is no Jinja. */
export function includedPaths(template: PromptTemplate): readonly Located<string>[] {
	return template.syntax === 'braces'
		? []
		: compileTemplate(template.source, sectionsOf(template.source).body.start).includes;
}

/** How deep includes go. */
export const DEEPEST_INCLUDE = 5;
const MOST_PARTIALS = 50;

interface Loaded {
	readonly template: PromptTemplate;
	readonly problems: readonly Problem[];
	readonly dependencies: readonly string[];
}

/** Reads what a template includes, and what that includes. Names are relative to the template's folder and stay below it. */
export async function loadPartials(template: PromptTemplate, files: Files): Promise<Loaded> {
	const partials = new Map<string, string>();
	const problems: Problem[] = [];
	const dependencies: string[] = [];
	const follow = async (include: Located<string>, place: Located<string>, trail: readonly string[]): Promise<void> => {
		const path = partialPath(template, include.value);
		const name = `"${include.value.slice(0, 80)}"`;
		if (path === undefined) {
			problems.push(problem('include-missing', `${name} does not lie below the folder of this file.`, place.range));
			return;
		}
		if (trail.includes(path) || trail.length >= DEEPEST_INCLUDE || partials.size >= MOST_PARTIALS) {
			const why = trail.includes(path) ? 'includes itself' : `lies more than ${DEEPEST_INCLUDE} includes deep`;
			problems.push(problem('include-depth', `${name} ${why}.`, place.range));
			return;
		}
		const known = partials.get(path);
		const read: FileRead = known === undefined ? await files.read(path) : { kind: 'text', text: known };
		if (known === undefined) {
			dependencies.push(path);
		}
		if (read.kind !== 'text') {
			problems.push(problem('include-missing', `${name} cannot be included: ${read.message}`, place.range));
			return;
		}
		partials.set(path, read.text);
		const compiled = compileTemplate(read.text);
		for (const mistake of compiled.mistakes.slice(0, 1)) {
			problems.push(problem(mistake.code, `In ${name}: ${mistake.message}`, place.range));
		}
		for (const next of known === undefined ? compiled.includes : []) {
			await follow(next, place, [...trail, path]);
		}
	};
	for (const include of includedPaths(template)) {
		await follow(include, include, []);
	}
	return { template: { ...template, partials }, problems, dependencies };
}

/** Reads `sample: ${file:x.json}` or `sample: x.json`. */
async function loadSample(template: PromptTemplate, files: Files): Promise<Loaded> {
	const front = template.format === 'prompty' ? sectionsOf(template.source).front : undefined;
	const source = front && readYaml(template.source, front);
	const written = source?.value.sample;
	const named = fileReference(written) ?? (typeof written === 'string' ? written : undefined);
	const path = named === undefined || !staysBelow(named) ? undefined : resolvePath(template.path ?? '', named);
	if (source === undefined || path === undefined) {
		return { template, problems: [], dependencies: [] };
	}
	const read = await files.read(path);
	const value = read.kind === 'text' ? parseJson(read.text) : undefined;
	if (!isRecord(value)) {
		const why = read.kind === 'text' ? 'It is no JSON object.' : read.message;
		const found = problem(
			'file-reference',
			`The sample cannot be read from "${named}": ${why}`,
			source.rangeOf(['sample']),
		);
		return { template, problems: [found], dependencies: [path] };
	}
	const sample = new Map([...template.sample, ...Object.entries(value)]);
	return { template: { ...template, sample }, problems: [], dependencies: [path] };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
