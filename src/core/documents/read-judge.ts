import { fieldsOf, numberOf, textOf } from './fields.ts';
import type { JudgeChoice } from './question-file.ts';
import { resolved, type YamlNode } from './yaml/tree.ts';

/** `{ model, samples }`, or only a model's name. `undefined` where neither is written. */
export function readJudge(node: YamlNode | undefined): JudgeChoice | undefined {
	const value = node === undefined ? undefined : resolved(node);
	if (value === undefined || value.kind === 'sequence' || (value.kind === 'scalar' && value.value === null)) {
		return undefined;
	}
	const fields = fieldsOf(value);
	const samples = numberOf(fields.get('samples')?.value)?.value ?? 1;
	return {
		model: value.kind === 'scalar' ? textOf(value) : textOf(fields.get('model')?.value),
		samples: Math.min(100, Math.max(1, Math.floor(samples))),
		range: value.range,
	};
}
