import type { Passage } from '../context/passage.ts';

/** The names that every template can read, in the order of the documentation. */
export const STANDARD_VARIABLES = ['question', 'context', 'passages', 'history', 'turns'] as const;

export type StandardVariable = (typeof STANDARD_VARIABLES)[number];

/** What a template is rendered with. */
export interface PromptVariables {
	/** Every value by name, the standard ones among them. */
	readonly values: Readonly<Record<string, unknown>>;
	/** The passages that `context` and `passages` are made of. */
	readonly passages: readonly Passage[];
	/** Earlier turns, oldest first. */
	readonly turns: readonly Turn[];
	/** Names of vars that try to replace a standard variable: rendering refuses them. */
	readonly collisions: readonly string[];
}

export interface Turn {
	readonly role: 'user' | 'assistant';
	readonly content: string;
}

export interface VariableSources {
	readonly question: string;
	readonly passages: readonly Passage[];
	readonly turns?: readonly Turn[];
	/** From the question file: the question's own over those of the file. */
	readonly vars?: Readonly<Record<string, unknown>>;
	/** Defaults of the inputs that the template declares; `vars` go before them. */
	readonly inputs?: ReadonlyMap<string, { readonly default: unknown }>;
}

/** Puts together what a template can read. `reference`, `expect`, `probes`, `answers` and `category` have no way in. */
export function variablesOf(sources: VariableSources): PromptVariables {
	const turns = sources.turns ?? [];
	const values: Record<string, unknown> = Object.create(null);
	for (const [name, input] of sources.inputs ?? []) {
		if (input.default !== undefined) {
			values[name] = input.default;
		}
	}
	const collisions: string[] = [];
	for (const [name, value] of Object.entries(sources.vars ?? {})) {
		if (isStandardVariable(name)) {
			collisions.push(name);
		} else {
			values[name] = value;
		}
	}
	values.question = sources.question;
	values.context = contextText(sources.passages);
	values.passages = sources.passages.map(passageValue);
	values.history = historyText(turns);
	values.turns = turns.map(({ role, content }) => ({ role, content }));
	return { values, passages: sources.passages, turns, collisions };
}

export function isStandardVariable(name: string): name is StandardVariable {
	return (STANDARD_VARIABLES as readonly string[]).includes(name);
}

/** The variable `context`: passages in order, `[label] ` before the first line of one that has a label, a blank line between. */
export function contextText(passages: readonly Passage[]): string {
	return passages.map(({ label, text }) => (label === undefined ? text : `[${label}] ${text}`)).join('\n\n');
}

/** The variable `history`: `Q: …` and `A: …` on lines of their own, a blank line between the pairs. */
export function historyText(turns: readonly Turn[]): string {
	return turns
		.map(({ role, content }, index) => {
			const separator = index === 0 ? '' : role === 'user' ? '\n\n' : '\n';
			return `${separator}${role === 'user' ? 'Q' : 'A'}: ${content}`;
		})
		.join('');
}

/** An element of the variable `passages`. A passage without a label has an empty one, so that templates can test it. */
export function passageValue(passage: Passage): Readonly<Record<'label' | 'text' | 'file' | 'lines', string>> {
	return {
		label: passage.label ?? '',
		text: passage.text,
		file: passage.inline ? '' : passage.path,
		lines: passage.inline ? '' : lineSpans(passage.units.map(unit => unit.line)),
	};
}

/** Line numbers in ascending order as `3-5, 9`. */
function lineSpans(lines: readonly number[]): string {
	const spans: [number, number][] = [];
	for (const line of lines) {
		const last = spans.at(-1);
		if (last !== undefined && line === last[1] + 1) {
			last[1] = line;
		} else {
			spans.push([line, line]);
		}
	}
	return spans.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
