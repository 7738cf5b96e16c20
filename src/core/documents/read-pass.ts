import { fieldsOf, numberOf, textOf } from './fields.ts';
import type { PassMark } from './rubric.ts';
import { plainValue } from './yaml/plain.ts';
import { resolved, type YamlNode } from './yaml/tree.ts';

/** A pass mark: a score, or a map of `score` and criterion ids. `undefined` where nothing usable is written. */
export function readPass(node: YamlNode | undefined): PassMark | undefined {
	const value = node === undefined ? undefined : resolved(node);
	if (value === undefined) {
		return undefined;
	}
	const at = { value: plainValue(value), range: value.range };
	const score = numberOf(value);
	if (score !== undefined) {
		return { score: score.value, levels: new Map(), levelRanges: new Map(), at };
	}
	if (value.kind !== 'mapping') {
		return undefined;
	}
	const levels = new Map<string, string>();
	const levelRanges = new Map<string, PassLevelRange>();
	const fields = fieldsOf(value);
	for (const [criterion, field] of fields) {
		const level = criterion === 'score' ? undefined : textOf(field.value);
		if (level !== undefined) {
			levels.set(criterion, level.value);
			levelRanges.set(criterion, { criterion: field.key.range, level: level.range });
		}
	}
	return { score: numberOf(fields.get('score')?.value)?.value, levels, levelRanges, at };
}

type PassLevelRange = NonNullable<PassMark['levelRanges']> extends ReadonlyMap<string, infer Range> ? Range : never;
