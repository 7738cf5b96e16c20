import type { PromptTemplate } from '../../core/documents/prompt-template.ts';

/**
 * A question file that asks one thing: what a prompt answers to its own sample inputs. So a prompt on its own goes the way of
 * every other case, with its model, parameters, includes and keys. JSON is YAML.
 */
export function sampleQuestions(template: PromptTemplate, promptName: string): string {
	const inputs: Record<string, unknown> = {};
	for (const [name, input] of template.inputs) {
		const value = input.sample ?? input.default;
		if (value !== undefined) {
			inputs[name] = value;
		}
	}
	for (const [name, value] of template.sample) {
		inputs[name] = value;
	}
	const { question, context, passages, history: _history, turns: _turns, ...vars } = inputs;
	return JSON.stringify({
		version: 1,
		prompt: `./${promptName}`,
		questions: [
			{
				id: 'sample',
				question: textOf(question) ?? 'What does this prompt answer to its sample inputs?',
				context: contextOf(context, passages),
				vars,
			},
		],
	});
}

function contextOf(context: unknown, passages: unknown): readonly { readonly text: string; readonly label?: string }[] {
	if (Array.isArray(passages)) {
		return passages.flatMap((passage: unknown) => {
			const { text, label } = (passage ?? {}) as { readonly text?: unknown; readonly label?: unknown };
			return typeof text === 'string' && text !== '' ? [{ text, ...(typeof label === 'string' ? { label } : {}) }] : [];
		});
	}
	const text = textOf(context);
	return text === undefined ? [] : [{ text }];
}

function textOf(value: unknown): string | undefined {
	if (value === undefined || value === null || value === '') {
		return undefined;
	}
	return typeof value === 'string' ? value : JSON.stringify(value);
}
