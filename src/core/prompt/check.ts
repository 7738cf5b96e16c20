import { type Fix, type Problem, problem } from '../documents/problem.ts';
import type { PromptTemplate } from '../documents/prompt-template.ts';
import { nearestSpelling } from '../text/spelling.ts';
import { placeholdersOf } from './braces.ts';
import { compilePrompt, readsOfPartials } from './compile-prompt.ts';
import type { CompiledTemplate } from './jinja/compile.ts';
import { FILTERS, UNSUPPORTED_FILTERS } from './jinja/filters.ts';
import { isMethodName } from './jinja/methods.ts';
import { childrenOf, type IdentifierNode, type JinjaNode } from './jinja/nodes.ts';
import { readsOf, type VariableRead } from './jinja/reads.ts';
import { TESTS } from './jinja/tests.ts';
import { GITHUB_QUESTION } from './render.ts';
import { STANDARD_VARIABLES } from './variables.ts';

export interface TemplateUse {
	/** Names under `vars:` of the question file that uses the template; absent where it is looked at on its own. */
	readonly vars?: Iterable<string>;
	/** `some`: a question has context, so that a template that leaves it out is worth a warning. */
	readonly context?: 'some' | 'none';
}

/**
 * Reports what is wrong with the text of a template: syntax, what is not supported, variables that nothing gives a value,
 * inputs that nothing reads, context that is not sent. Ranges refer to the template's document, in its order.
 */
export function checkTemplate(template: PromptTemplate, use: TemplateUse = {}): readonly Problem[] {
	const body = template.syntax === 'braces' ? bracesBody(template) : jinjaBody(template);
	const problems = [...body.problems];
	if (body.complete) {
		problems.push(
			...checkReads(template, body, use),
			...checkInputs(template, body),
			...checkContext(template, body, use),
		);
	}
	return problems.toSorted((a, b) => a.range.start - b.range.start);
}

/** The variables that a template reads from outside, with their places in its document; not those of its partials. */
export function variablesRead(template: PromptTemplate): readonly VariableRead[] {
	return (template.syntax === 'braces' ? bracesBody(template) : jinjaBody(template)).reads;
}

interface Body {
	readonly problems: readonly Problem[];
	readonly reads: readonly VariableRead[];
	/** At the places of the includes. */
	readonly partialReads: readonly VariableRead[];
	/** Everything read, by partials too. */
	readonly names: ReadonlySet<string>;
	/** False where mistakes hide what is read. */
	readonly complete: boolean;
}

function jinjaBody(template: PromptTemplate): Body {
	const prompt = compilePrompt(template);
	const { template: compiled, names, include } = prompt;
	const mistakes = compiled.mistakes.map(mistake =>
		problem(mistake.code, mistake.message, { start: mistake.start, end: mistake.end }),
	);
	const known = template.partials !== undefined;
	const partials = known ? compiled.includes.flatMap(each => include(each.value)?.mistakes ?? []) : [];
	return {
		problems: [...mistakes, ...checkNames(compiled)],
		reads: readsOf(compiled),
		partialReads: readsOfPartials(prompt),
		names,
		complete: mistakes.length === 0 && partials.length === 0 && (known || compiled.includes.length === 0),
	};
}

function bracesBody(template: PromptTemplate): Body {
	const places = placeholdersOf(template);
	const reads = places.filter(place => !place.spaced).map(({ name, range }) => ({ name, range, guarded: false }));
	const problems = places
		.filter(place => place.spaced)
		.map(({ name, range }) =>
			problem(
				'spaced-placeholder',
				`GitHub's runner does not replace this: write \`{{${name}}}\` without blanks.`,
				range,
			),
		)
		.map((spaced): Problem => {
			const text = template.source.slice(spaced.range.start, spaced.range.end).replace(/[ \t]+/g, '');
			return /^\{\{[^{}]+\}\}$/.test(text)
				? { ...spaced, fixes: [{ title: 'Remove the blanks', edits: [{ range: spaced.range, text }] }] }
				: spaced;
		});
	return { problems, reads, partialReads: [], names: new Set(reads.map(read => read.name)), complete: true };
}

/** Reports variables without a value. On its own, a template can only be said not to declare them. */
function checkReads(template: PromptTemplate, { reads, partialReads }: Body, use: TemplateUse): readonly Problem[] {
	const given = new Set<string>([...STANDARD_VARIABLES, ...(use.vars ?? [])]);
	if (template.format === 'github') {
		given.add(GITHUB_QUESTION);
	}
	const declared = new Set(template.inputs.keys());
	const samples = use.vars === undefined ? template.sample.keys() : [];
	const known = new Set([...given, ...declared, ...samples]);
	return [...reads, ...partialReads]
		.filter(read => !read.guarded)
		.flatMap(({ name, range }) => {
			if (given.has(name)) {
				return [];
			}
			if (known.has(name)) {
				const empty = use.vars !== undefined && template.inputs.get(name)?.default === undefined;
				return empty
					? [
							problem(
								'undefined-variable',
								`The input \`${name}\` has no default, and \`vars\` gives it no value.`,
								range,
							),
						]
					: [];
			}
			const near = nearestSpelling(name, known);
			const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
			const fixes = near === undefined ? undefined : spellingFix(template, { name, range }, near);
			const found = NEVER_SENT.has(name)
				? problem('undefined-variable', `\`${name}\` never reaches the template of an answer.`, range)
				: use.vars === undefined
					? problem('undeclared-variable', `Nothing declares \`${name}\`.${hint}`, range)
					: problem('undefined-variable', `\`${name}\` has no value.${hint}`, range);
			return [fixes === undefined ? found : { ...found, fixes }];
		});
}

/** The other spelling at the place of the name; none where the place is an include. */
function spellingFix(
	{ source }: PromptTemplate,
	{ name, range }: Pick<VariableRead, 'name' | 'range'>,
	near: string,
): readonly Fix[] | undefined {
	const written = source.slice(range.start, range.end);
	const text = written === name ? near : written === `{{${name}}}` ? `{{${near}}}` : undefined;
	return text === undefined ? undefined : [{ title: `Change to \`${near}\``, edits: [{ range, text }] }];
}

/** What would give the answer away. */
const NEVER_SENT: ReadonlySet<string> = new Set(['reference', 'expected', 'expect', 'probes', 'answers', 'category']);

function checkInputs(template: PromptTemplate, { names }: Body): readonly Problem[] {
	return [...template.inputs.values()]
		.filter(input => !names.has(input.name))
		.map(input => problem('unused-input', `The template does not read the input \`${input.name}\`.`, input.range));
}

function checkContext(template: PromptTemplate, { names }: Body, use: TemplateUse): readonly Problem[] {
	if (use.context !== 'some' || names.has('context') || names.has('passages')) {
		return [];
	}
	const part = template.parts.findLast(each => each.role === 'user') ?? template.parts[0];
	const start = part === undefined ? 0 : part.range.start + (/^\s*/.exec(part.text)?.[0].length ?? 0);
	const end = part === undefined ? 0 : part.range.end;
	const feed = template.source.indexOf('\n', start);
	const range = { start: Math.min(start, end), end: feed < 0 ? end : Math.max(start, Math.min(feed, end)) };
	return [
		problem(
			'context-not-sent',
			'The template reads neither `context` nor `passages`: the context of the questions is not sent, and nothing can be linked to it.',
			range,
		),
	];
}

/** Reports filters and tests that are not there. */
function checkNames(compiled: CompiledTemplate): readonly Problem[] {
	const problems: Problem[] = [];
	const visit = (node: JinjaNode): void => {
		if (node.type === 'FilterExpression' || node.type === 'FilterStatement') {
			const name = node.filter.type === 'CallExpression' ? node.filter.callee : node.filter;
			if (name.type === 'Identifier') {
				problems.push(...filterProblem(name, compiled));
			}
		}
		if (node.type === 'TestExpression' && !TESTS.has(node.test.value)) {
			problems.push(...unknown('test', node.test.value, TESTS.keys()).map(at(node.test, compiled)));
		}
		if (node.type === 'CallExpression') {
			problems.push(...callProblem(node.callee).map(at(node, compiled)));
		}
		for (const child of childrenOf(node)) {
			visit(child);
		}
	};
	if (compiled.program !== undefined) {
		visit(compiled.program);
	}
	return problems;
}

/** Only macros, functions and known methods can be called, whatever a value may have besides. */
function callProblem(callee: JinjaNode): readonly string[] {
	if (callee.type === 'Identifier') {
		return [];
	}
	if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') {
		return ['Only a macro, a function or a method can be called.'];
	}
	const name = callee.property.value;
	return isMethodName(name) ? [] : [`Groundline knows no method \`${name}\`.`];
}

function filterProblem(name: IdentifierNode, compiled: CompiledTemplate): readonly Problem[] {
	const [, test] = /^(?:is|is not) (.*)$/.exec(name.value) ?? [];
	if (test !== undefined) {
		return TESTS.has(test) ? [] : unknown('test', test, TESTS.keys()).map(at(name, compiled));
	}
	if (UNSUPPORTED_FILTERS.has(name.value)) {
		return [`Groundline does not support the filter \`${name.value}\`.`].map(at(name, compiled));
	}
	return FILTERS.has(name.value) ? [] : unknown('filter', name.value, FILTERS.keys()).map(at(name, compiled));
}

function unknown(what: string, name: string, names: Iterable<string>): readonly string[] {
	const near = nearestSpelling(name, names);
	return [`There is no ${what} \`${name}\`${near === undefined ? '.' : `; did you mean \`${near}\`?`}`];
}

function at(node: JinjaNode, compiled: CompiledTemplate) {
	return (message: string) => problem('template-unsupported', message, compiled.rangeOf(node));
}
