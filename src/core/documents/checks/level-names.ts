import type { TextRange } from '../../text/range.ts';
import { nearestSpelling } from '../../text/spelling.ts';
import { type Fields, fieldsOf, textOf } from '../fields.ts';
import { keyText } from '../flow-text.ts';
import { type Problem, problem } from '../problem.ts';
import type { PassMark, Rubric } from '../rubric.ts';
import type { RubricCheck } from '../rubric-check.ts';
import type { YamlNode } from '../yaml/tree.ts';

/** Reports levels and criteria that a rubric names but does not have. */
export function* checkLevelNames({ fields, rubric }: RubricCheck): Iterable<Problem> {
	yield* levelKeys(fieldsOf(fields.get('synonyms')?.value), rubric);
	for (const criterion of itemsOf(fields.get('criteria')?.value)) {
		const own = fieldsOf(criterion);
		yield* levelKeys(fieldsOf(own.get('cap')?.value), rubric);
		yield* levelKeys(fieldsOf(own.get('anchors')?.value), rubric);
	}
	if (fields.has('pass')) {
		yield* checkPassNames(rubric.pass, rubric);
	}
	for (const test of itemsOf(fields.get('tests')?.value)) {
		for (const [criterion, { key, value }] of fieldsOf(fieldsOf(test).get('expect')?.value)) {
			const level = textOf(value);
			yield* criterionName(criterion, key.range, rubric);
			yield* level === undefined ? [] : levelName(level.value, level.range, rubric);
		}
	}
}

/** Reports criteria and levels of a pass mark that the rubric does not have. */
export function* checkPassNames(pass: PassMark | undefined, rubric: Rubric): Iterable<Problem> {
	for (const [criterion, ranges] of pass?.levelRanges ?? []) {
		yield* criterionName(criterion, ranges.criterion, rubric);
		yield* levelName(pass?.levels.get(criterion) ?? '', ranges.level, rubric);
	}
}

function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
	return node?.kind === 'sequence' ? node.items : [];
}

function* levelKeys(table: Fields, rubric: Rubric): Iterable<Problem> {
	for (const [name, { key }] of table) {
		yield* levelName(name, key.range, rubric);
	}
}

function* levelName(name: string, range: TextRange, rubric: Rubric): Iterable<Problem> {
	const names = rubric.levels.map(level => level.name);
	if (!names.includes(name)) {
		yield unknown('unknown-level', `The scale has no level "${name}"`, { name, names, range });
	}
}

function* criterionName(name: string, range: TextRange, rubric: Rubric): Iterable<Problem> {
	const names = rubric.criteria.map(({ id }) => id);
	if (!names.includes(name)) {
		yield unknown('unknown-criterion', `The rubric has no criterion "${name}"`, { name, names, range });
	}
}

function unknown(
	code: 'unknown-level' | 'unknown-criterion',
	message: string,
	{ name, names, range }: { readonly name: string; readonly names: readonly string[]; readonly range: TextRange },
): Problem {
	const meant = nearestSpelling(name, names);
	return meant === undefined
		? problem(code, `${message}; it has ${names.join(', ')}.`, range)
		: problem(code, `${message}; did you mean "${meant}"?`, range, {
				fixes: [{ title: `Change to "${meant}"`, edits: [{ range, text: keyText(meant) }] }],
			});
}
