import type { SamplingParameters } from '../documents/project.ts';
import type { EffectiveParameter } from './case.ts';

export interface ParameterLayers {
	readonly entry: SamplingParameters;
	readonly frontMatter: SamplingParameters;
	readonly file: SamplingParameters;
	readonly commandLine: SamplingParameters | undefined;
}

/** The sampling parameters of a call: model entry < front matter < question file < command line, and who set each. */
export function effectiveParameters(layers: ParameterLayers): readonly EffectiveParameter[] {
	const effective = new Map<string, EffectiveParameter>();
	const apply = (parameters: SamplingParameters | undefined, origin: EffectiveParameter['origin']) => {
		for (const [name, value] of Object.entries(parameters ?? {})) {
			if (value !== undefined) {
				effective.set(name, { name: name as EffectiveParameter['name'], value, origin });
			}
		}
	};
	apply(layers.entry, 'model entry');
	apply(layers.frontMatter, 'front matter');
	apply(layers.file, 'question file');
	apply(layers.commandLine, 'command line');
	return [...effective.values()];
}

/** The parameters as they are sent. */
export function sentParameters(parameters: readonly EffectiveParameter[]): SamplingParameters {
	return Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
}
