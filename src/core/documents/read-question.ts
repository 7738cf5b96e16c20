import type { Located, TextRange } from '../text/range.ts';
import { derivedId } from './derived-id.ts';
import type { Expectation } from './expectation.ts';
import { booleanOf, type Fields, fieldsOf, idOf, numberOf, textOf, textsOf } from './fields.ts';
import type { Probe, Question } from './question-file.ts';
import { readContext } from './read-context.ts';
import { readPass } from './read-pass.ts';
import { plainValue } from './yaml/plain.ts';
import { resolved, type YamlNode } from './yaml/tree.ts';

/**
 * One item of `questions:`. `undefined` for an item that asks nothing: it has no text and nobody could refer to it.
 *
 * @param text The text that the node's offsets refer to.
 */
export function readQuestion(node: YamlNode, text: string): Question | undefined {
	const fields = fieldsOf(node);
	const asked = fields.get('question');
	const question = textOf(asked?.value);
	if (asked === undefined || question === undefined || question.value.trim() === '') {
		return undefined;
	}
	const id = idOf(fields.get('id')?.value);
	return {
		id: id?.value ?? derivedId(question.value),
		idRange: id?.range,
		question,
		range: resolved(node).range,
		keyRange: asked.key.range,
		follows: idOf(fields.get('follows')?.value),
		context: readContext(fields.get('context')?.value, text),
		reference: textsOf(fields.get('reference')?.value),
		answerable: booleanOf(fields.get('answerable')?.value) ?? true,
		category: textOf(fields.get('category')?.value),
		vars: readVars(fields.get('vars')?.value),
		pass: readPass(fields.get('pass')?.value),
		expect: readExpectation(fields.get('expect')),
		answers: readAnswers(fields.get('answers')?.value),
		probes: readProbes(fields.get('probes')?.value),
	};
}

/** Named values of any kind, for templates. Their places are those of their names. */
export function readVars(node: YamlNode | undefined): ReadonlyMap<string, Located<unknown>> {
	const vars = new Map<string, Located<unknown>>();
	for (const [name, { key, value }] of fieldsOf(node)) {
		vars.set(name, { value: plainValue(value), range: key.range });
	}
	return vars;
}

/** What code checks of an answer; `undefined` where nothing is written. */
export function readExpectation(
	field: { readonly value: YamlNode; readonly range: TextRange } | undefined,
): Expectation | undefined {
	if (field === undefined || resolved(field.value).kind !== 'mapping') {
		return undefined;
	}
	const fields: Fields = fieldsOf(field.value);
	const schema = fields.get('jsonSchema');
	return {
		range: field.range,
		maxWords: numberOf(fields.get('maxWords')?.value),
		minWords: numberOf(fields.get('minWords')?.value),
		mustContain: textsOf(fields.get('mustContain')?.value),
		mustNotContain: textsOf(fields.get('mustNotContain')?.value),
		matches: textOf(fields.get('matches')?.value),
		jsonSchema: schema === undefined ? undefined : { value: plainValue(schema.value), range: schema.value.range },
	};
}

function readAnswers(node: YamlNode | undefined): ReadonlyMap<string, Located<string>> {
	const answers = new Map<string, Located<string>>();
	for (const [label, { value }] of fieldsOf(node)) {
		const answer = textOf(value);
		if (answer !== undefined) {
			answers.set(label, answer);
		}
	}
	return answers;
}

function readProbes(node: YamlNode | undefined): readonly Probe[] {
	const list = node === undefined ? undefined : resolved(node);
	const probes: Probe[] = [];
	for (const item of list?.kind === 'sequence' ? list.items : []) {
		const fields = fieldsOf(item);
		const kind = textOf(fields.get('kind')?.value)?.value;
		const answer = textOf(fields.get('answer')?.value);
		if ((kind === 'fake' || kind === 'good') && answer !== undefined) {
			probes.push({ kind, answer, range: item.range });
		}
	}
	return probes;
}
