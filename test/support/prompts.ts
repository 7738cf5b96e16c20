import type { Passage } from '../../src/core/context/passage.ts';
import { parsePromptTemplate } from '../../src/core/prompt/parse.ts';
import { renderPrompt } from '../../src/core/prompt/render.ts';
import { type VariableSources, variablesOf } from '../../src/core/prompt/variables.ts';

/** A passage of the given lines, which stand in `notes/<number>.md` from line 1 on. */
export function passage(number: number, text: string, label?: string): Passage {
	return {
		number,
		label,
		path: `notes/${number}.md`,
		inline: false,
		text,
		hash: '000000000000',
		units: text.split('\n').map((line, i) => ({
			id: `P${number}:L${i + 1}`,
			passage: number,
			path: `notes/${number}.md`,
			line: i + 1,
			text: line,
			pieces: [],
		})),
	};
}

/** Renders a Prompty text and writes the messages as `role> content`, or the problems as `code "place": message`. */
export function rendered(text: string, sources: Partial<VariableSources> = {}, path = 'prompts/p.prompty'): string {
	const { template } = parsePromptTemplate(path, text);
	const variables = variablesOf({ question: 'Why?', passages: [], inputs: template.inputs, ...sources });
	const outcome = renderPrompt(template, variables);
	return outcome.kind === 'rendered'
		? outcome.messages.map(message => `${message.role}> ${message.content}`).join('\n')
		: outcome.problems
				.map(({ code, range, message }) => `${code} "${text.slice(range.start, range.end)}": ${message}`)
				.join('\n');
}

/** The ids of the units that a Prompty body sends. */
export function sentUnits(body: string, passages: readonly Passage[]): readonly string[] {
	const { template } = parsePromptTemplate('p.prompty', `---\nname: t\n---\n${body}`);
	const outcome = renderPrompt(template, variablesOf({ question: 'Why?', passages }));
	return outcome.kind === 'rendered' ? [...outcome.sent] : outcome.problems.map(problem => problem.code);
}
