import type { ClaimChoice } from '../grounding/grounding.ts';
import { fieldsOf, numberOf, textOf } from './fields.ts';
import type { JudgeChoice } from './question-file.ts';
import { resolved, type YamlNode } from './yaml/tree.ts';

/** `{ model, samples, claims }`, or only a model's name. `undefined` where neither is written. */
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
		claims: readClaimChoice(fields.get('claims')?.value),
		range: value.range,
	};
}

/** `undefined` where nothing, or no such word, is written. */
export function readClaimChoice(node: YamlNode | undefined): ClaimChoice | undefined {
	const word = textOf(node)?.value;
	return word === 'all' || word === 'doubted' || word === 'none' ? word : undefined;
}
