import { type Fields, numberOf, textOf, textsOf } from './fields.ts';
import type { SamplingParameters } from './project.ts';
import { plainValue } from './yaml/plain.ts';

/** The sampling parameters among the fields of a model entry or of `parameters:`. */
export function readParameters(fields: Fields): SamplingParameters {
	const value = (name: string) => fields.get(name)?.value;
	const temperature = numberOf(value('temperature'))?.value;
	const maxTokens = numberOf(value('maxTokens'))?.value;
	const topP = numberOf(value('topP'))?.value;
	const seed = numberOf(value('seed'))?.value;
	const stop = textsOf(value('stop')).map(text => text.value);
	const reasoningEffort = textOf(value('reasoningEffort'))?.value;
	const extra = value('extraBody');
	return {
		...(temperature === undefined ? {} : { temperature }),
		...(maxTokens === undefined ? {} : { maxTokens }),
		...(topP === undefined ? {} : { topP }),
		...(seed === undefined ? {} : { seed }),
		...(stop.length === 0 ? {} : { stop }),
		...(reasoningEffort === undefined ? {} : { reasoningEffort }),
		...(extra?.kind === 'mapping' ? { extraBody: plainValue(extra) as Readonly<Record<string, unknown>> } : {}),
	};
}
