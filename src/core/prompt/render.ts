import { type Problem, problem } from '../documents/problem.ts';
import type { PromptTemplate } from '../documents/prompt-template.ts';
import type { ChatMessage } from '../review/ports.ts';
import { fillBraces, placeholdersOf } from './braces.ts';
import { type CompiledPrompt, compilePrompt } from './compile-prompt.ts';
import { evaluateTemplate } from './jinja/evaluate.ts';
import { Meter, RenderFailure } from './jinja/meter.ts';
import { printed } from './jinja/print.ts';
import { ValueMaker } from './jinja/values.ts';
import { DEFAULT_BOUNDS, type RenderBounds, type RenderOutcome } from './outcome.ts';
import { markUnits, sentByMarks, sentByText, withBlanks } from './sent.ts';
import type { PromptVariables } from './variables.ts';

/**
 * Renders a template to the messages that are sent. Never throws. Whatever has no value, goes beyond the bounds or is not
 * supported is a problem, and nothing is to be sent. To render one template many times, use {@link promptRenderer}.
 */
export function renderPrompt(
	template: PromptTemplate,
	variables: PromptVariables,
	bounds: RenderBounds = DEFAULT_BOUNDS,
): RenderOutcome {
	return promptRenderer(template)(variables, bounds);
}

export type PromptRenderer = (variables: PromptVariables, bounds?: RenderBounds) => RenderOutcome;

/** Compiles a template once, for many renderings. */
export function promptRenderer(template: PromptTemplate): PromptRenderer {
	const form = template.syntax === 'braces' ? bracesForm(template) : jinjaForm(template, compilePrompt(template));
	return (variables, bounds = DEFAULT_BOUNDS) => {
		const collisions = variables.collisions.map(name =>
			problem(
				'variable-collision',
				`The variable \`${name}\` is Groundline's own; \`vars\` need another name for theirs.`,
				firstPlace(template),
			),
		);
		return collisions.length > 0 ? { kind: 'failed', problems: collisions } : render(template, form, variables, bounds);
	};
}

/** How the texts of one kind of template are made. */
interface Form {
	readonly names: ReadonlySet<string>;
	/** Problems that stand in the way of any rendering. */
	readonly problems: readonly Problem[];
	/** Throws a RenderFailure. */
	readonly messages: (values: Readonly<Record<string, unknown>>, meter: Meter) => readonly ChatMessage[];
	readonly problemOf: (failure: RenderFailure) => Problem;
}

function render(template: PromptTemplate, form: Form, variables: PromptVariables, bounds: RenderBounds): RenderOutcome {
	if (form.problems.length > 0) {
		return { kind: 'failed', problems: form.problems };
	}
	try {
		const messages = form.messages(variables.values, new Meter(bounds));
		if (messages.length === 0) {
			return { kind: 'failed', problems: [problem('empty-prompt', 'The prompt is empty.', firstPlace(template))] };
		}
		const length = messages.reduce((sum, message) => sum + message.content.length, 0);
		new Meter(bounds).text(length);
		return {
			kind: 'rendered',
			messages: withEarlierTurns(messages, form, variables),
			sent: sentUnits(messages, form, variables, bounds),
		};
	} catch (error) {
		if (!(error instanceof RenderFailure)) {
			throw error;
		}
		return { kind: 'failed', problems: [form.problemOf(error)] };
	}
}

/** A template that reads neither `history` nor `turns` gets the earlier turns as messages before the last user message. */
function withEarlierTurns(
	messages: readonly ChatMessage[],
	form: Form,
	{ turns }: PromptVariables,
): readonly ChatMessage[] {
	if (turns.length === 0 || form.names.has('history') || form.names.has('turns')) {
		return messages;
	}
	const last = messages.findLastIndex(message => message.role === 'user');
	const at = last < 0 ? messages.length : last;
	return messages.toSpliced(at, 0, ...turns.filter(turn => turn.content.trim() !== ''));
}

function sentUnits(
	messages: readonly ChatMessage[],
	form: Form,
	variables: PromptVariables,
	bounds: RenderBounds,
): ReadonlySet<string> {
	const { passages } = variables;
	if (passages.length === 0 || !(form.names.has('context') || form.names.has('passages'))) {
		return new Set();
	}
	const marked = markUnits(variables);
	const byMarks =
		marked &&
		sentByMarks(
			messages,
			tried(() => form.messages(marked.values, new Meter(bounds))),
			marked.units,
		);
	return withBlanks(byMarks ?? sentByText(messages, passages), passages);
}

/** The second rendering may fail where the first did not: then it tells nothing. */
function tried(make: () => readonly ChatMessage[]): readonly ChatMessage[] {
	try {
		return make();
	} catch (error) {
		if (!(error instanceof RenderFailure)) {
			throw error;
		}
		return [];
	}
}

function jinjaForm(template: PromptTemplate, prompt: CompiledPrompt): Form {
	return {
		names: prompt.names,
		problems: prompt.template.mistakes.map(mistake =>
			problem(mistake.code, mistake.message, { start: mistake.start, end: mistake.end }),
		),
		messages: (variables, meter) => {
			const { names, include } = prompt;
			return prompt.split(evaluateTemplate({ template: prompt.template, variables, names, meter, include }));
		},
		problemOf: failure => {
			const { file, node } = failure;
			const message = file === undefined ? failure.message : `In "${file}": ${failure.message}`;
			return problem(failure.code, message, node === undefined ? firstPlace(template) : prompt.template.rangeOf(node));
		},
	};
}

/** GitHub's own variable for the question is `input`. */
export const GITHUB_QUESTION = 'input';

function bracesForm(template: PromptTemplate): Form {
	const places = placeholdersOf(template).filter(place => !place.spaced);
	const make = new ValueMaker();
	return {
		names: new Set(places.map(place => place.name)),
		problems: [],
		messages: (variables, meter) => {
			const values: Readonly<Record<string, unknown>> = { [GITHUB_QUESTION]: variables.question, ...variables };
			const fill = (name: string): string => {
				if (!Object.hasOwn(values, name)) {
					throw new RenderFailure('undefined-variable', name);
				}
				const text = printed(plainValue(values[name], make), meter);
				meter.text(text.length);
				return text;
			};
			return template.parts
				.map(part => ({ role: part.role, content: fillBraces(part.text, fill) }))
				.filter(message => message.content.trim() !== '');
		},
		problemOf: failure => {
			const place = places.find(each => failure.code === 'undefined-variable' && each.name === failure.message);
			return place === undefined
				? problem(failure.code, failure.message, firstPlace(template))
				: problem('undefined-variable', `\`${place.name}\` has no value.`, place.range);
		},
	};
}

function plainValue(value: unknown, make: ValueMaker) {
	try {
		return make.from(value);
	} catch {
		throw new RenderFailure('template-bounds', 'A variable is nested too deeply.');
	}
}

/** Where a problem of the whole template is shown. */
function firstPlace(template: PromptTemplate) {
	const range = template.parts[0]?.range ?? { start: 0, end: template.source.length };
	const feed = template.source.indexOf('\n', range.start);
	return { start: range.start, end: feed < 0 ? range.end : Math.max(range.start, Math.min(range.end, feed)) };
}
