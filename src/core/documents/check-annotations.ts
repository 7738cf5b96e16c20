import { shortHash } from '../text/hash.ts';
import { type Fields, fieldsOf, idOf, textOf } from './fields.ts';
import { type Problem, problem } from './problem.ts';
import { resolved, type YamlNode } from './yaml/tree.ts';

/** Everything that is wrong in an annotations file beyond its shape. */
export function* checkAnnotations(fields: Fields): Iterable<Problem> {
	const answers = fieldsOf(fields.get('answers')?.value);
	yield* checkHashes(answers);
	yield* checkIds(itemsOf(fields, 'annotations'));
	for (const item of itemsOf(fields, 'annotations')) {
		yield* checkTarget(item);
	}
	for (const [list, keys] of ANSWER_KEYS) {
		for (const item of itemsOf(fields, list)) {
			for (const key of keys) {
				const answer = textOf(fieldsOf(item).get(key)?.value);
				if (answer !== undefined && !answers.has(answer.value)) {
					const message = `No answer "${answer.value}" stands under \`answers\`.`;
					yield problem('unknown-answer', message, answer.range);
				}
			}
		}
	}
}

const ANSWER_KEYS = [
	['annotations', ['answer']],
	['reviews', ['answer']],
	['ratings', ['answer']],
	['preferences', ['a', 'b']],
] as const;

/** Reports answers that are not what their hash says: somebody edited the text. */
function* checkHashes(answers: Fields): Iterable<Problem> {
	for (const [hash, { key, value }] of answers) {
		const text = textOf(fieldsOf(value).get('text')?.value);
		const actual = text === undefined ? hash : shortHash(text.value);
		if (actual !== hash) {
			yield problem('answer-hash', `The text was changed: its hash is ${actual}.`, key.range);
		}
	}
}

function* checkIds(annotations: readonly YamlNode[]): Iterable<Problem> {
	const first = new Set<string>();
	for (const item of annotations) {
		const id = idOf(fieldsOf(item).get('id')?.value);
		if (id !== undefined && first.has(id.value)) {
			yield problem('duplicate-id', `The id "${id.value}" belongs to another annotation already.`, id.range);
		}
		first.add(id?.value ?? '');
	}
}

/** Reports annotations that mean an answer and a context file at once, or neither. */
function* checkTarget(item: YamlNode): Iterable<Problem> {
	const fields = fieldsOf(item);
	const [answer, context] = [fields.get('answer'), fields.get('context')];
	const first = [...fields.values()][0];
	if (answer !== undefined && context !== undefined) {
		yield problem('annotation-target', 'An annotation has an `answer` or a `context`, not both.', context.key.range);
	} else if (answer === undefined && context === undefined && first !== undefined) {
		yield problem('annotation-target', 'An annotation needs an `answer`, or a `context` file.', first.key.range);
	}
}

function itemsOf(fields: Fields, name: string): readonly YamlNode[] {
	const value = fields.get(name)?.value;
	const list = value === undefined ? undefined : resolved(value);
	return list?.kind === 'sequence' ? list.items : [];
}
