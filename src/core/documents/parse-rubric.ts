import type { Located } from '../text/range.ts';
import { builtInRubric } from './built-in-rubric.ts';
import { checkRubric } from './check-rubric.ts';
import { checkWhole } from './check-version.ts';
import { type Field, type Fields, fieldsOf, idOf, numberOf, textOf, textsOf } from './fields.ts';
import { RUBRIC_FORMAT } from './formats/rubric.ts';
import { compareProblems, type Problem } from './problem.ts';
import { readClaimChoice } from './read-judge.ts';
import { readPass } from './read-pass.ts';
import { readExpectation } from './read-question.ts';
import type { Criterion, Level, PassMark, Rubric, RubricTest } from './rubric.ts';
import { NAMED_SCALES } from './scales.ts';
import { parseYaml } from './yaml/parse-yaml.ts';
import { resolved, type YamlNode } from './yaml/tree.ts';

/** A rubric after reading. */
export interface RubricReading {
	readonly rubric: Rubric;
	/** The path that `extends` names; `undefined` without one, and for `built-in`. */
	readonly extends: Located<string> | undefined;
	/** The models that criteria of this file name as their judges. */
	readonly judges: readonly Located<string>[];
	readonly problems: readonly Problem[];
}

/**
 * Reads a rubric. Always succeeds: what is wrong with the text comes back as problems.
 *
 * @param base The rubric that `extends` names, already read. Without it, names that it might define are not reported.
 */
export function parseRubric(text: string, base?: Rubric): RubricReading {
	const { root, problems } = parseYaml(text);
	const fields = fieldsOf(root);
	const extended = textOf(fields.get('extends')?.value);
	const known = extended?.value === 'built-in' ? builtInRubric : extended === undefined ? undefined : base;
	const rubric = readRubric(fields, known);
	const whole = extended === undefined || known !== undefined;
	const found = [...problems, ...checkWhole(root, RUBRIC_FORMAT, { text, problems })];
	if (root !== undefined) {
		found.push(...checkRubric({ fields, rubric, whole }));
	}
	return {
		rubric,
		extends: extended?.value === 'built-in' ? undefined : extended,
		judges: readCriteria(fields.get('criteria')?.value).flatMap(part => textOf(part.fields.get('judge')?.value) ?? []),
		problems: found.sort(compareProblems),
	};
}

function readRubric(fields: Fields, base: Rubric | undefined): Rubric {
	const value = (name: string) => fields.get(name)?.value;
	const levels = readLevels(value('scale'), value('synonyms'), base?.levels ?? builtInRubric.levels);
	const names = new Set(levels.map(level => level.name));
	const inherited = (base?.criteria ?? []).map(criterion => withoutForeignLevels(criterion, names));
	const tests = readTests(value('tests')) ?? base?.tests;
	const claims = readClaimChoice(value('claims')) ?? base?.claims;
	return {
		name: textOf(value('name'))?.value ?? base?.name ?? 'Rubric',
		levels,
		criteria: mergeCriteria(inherited, readCriteria(value('criteria'))),
		pass: readPass(value('pass')) ?? inheritedPass(base, names),
		instructions: textOf(value('instructions'))?.value ?? base?.instructions,
		...(claims === undefined ? {} : { claims }),
		...(tests === undefined ? {} : { tests }),
	};
}

function readLevels(
	scale: YamlNode | undefined,
	synonyms: YamlNode | undefined,
	preset: readonly Level[],
): readonly Level[] {
	const named = textOf(scale)?.value;
	const listed = [...fieldsOf(scale)].flatMap(([name, field]) => {
		const worth = numberOf(field.value)?.value;
		return worth === undefined ? [] : [{ name, value: worth, synonyms: [] }];
	});
	const chosen = named !== undefined && Object.hasOwn(NAMED_SCALES, named) ? NAMED_SCALES[named] : undefined;
	const levels = listed.length > 0 ? listed : (chosen ?? preset);
	const words = fieldsOf(synonyms);
	return levels.map(level => {
		const own = textsOf(words.get(level.name)?.value).map(word => word.value);
		return own.length === 0 ? level : { ...level, synonyms: [...level.synonyms, ...own] };
	});
}

interface CriterionPart {
	readonly id: string;
	readonly fields: Fields;
}

function readCriteria(node: YamlNode | undefined): readonly CriterionPart[] {
	const list = node === undefined ? undefined : resolved(node);
	const parts: CriterionPart[] = [];
	for (const item of list?.kind === 'sequence' ? list.items : []) {
		const fields = fieldsOf(item);
		const id = idOf(fields.get('id')?.value)?.value;
		if (id !== undefined && !parts.some(part => part.id === id)) {
			parts.push({ id, fields });
		}
	}
	return parts;
}

/** What a criterion says anew replaces what the inherited one said; the rest stays. New ones come last. */
function mergeCriteria(inherited: readonly Criterion[], parts: readonly CriterionPart[]): readonly Criterion[] {
	const merged = new Map(inherited.map(criterion => [criterion.id, criterion]));
	for (const part of parts) {
		merged.set(part.id, readCriterion(part, merged.get(part.id)));
	}
	return [...merged.values()];
}

function readCriterion({ id, fields }: CriterionPart, base: Criterion | undefined): Criterion {
	const text = (name: string) => textOf(fields.get(name)?.value)?.value;
	const check = readExpectation(fields.get('check')) ?? base?.check;
	const idRange = fields.get('id')?.value.range;
	const weight = numberOf(fields.get('weight')?.value)?.value;
	return {
		id,
		name: text('name') ?? base?.name ?? id,
		weight: Math.max(0, weight ?? base?.weight ?? 0),
		description: text('description') ?? base?.description,
		anchors: readTable(fields.get('anchors'), node => textOf(node)?.value) ?? base?.anchors ?? new Map(),
		evidence: text('evidence') === 'context' ? 'context' : base?.evidence,
		caps: readTable(fields.get('cap'), node => numberOf(node)?.value) ?? base?.caps ?? new Map(),
		judge: text('judge') ?? base?.judge,
		...(check === undefined ? {} : { check }),
		...(idRange === undefined ? {} : { idRange }),
	};
}

function readTable<T>(
	field: Field | undefined,
	read: (node: YamlNode) => T | undefined,
): ReadonlyMap<string, T> | undefined {
	if (field === undefined) {
		return undefined;
	}
	const table = new Map<string, T>();
	for (const [name, { value }] of fieldsOf(field.value)) {
		const entry = read(value);
		if (entry !== undefined) {
			table.set(name, entry);
		}
	}
	return table;
}

function readTests(node: YamlNode | undefined): readonly RubricTest[] | undefined {
	const list = node === undefined ? undefined : resolved(node);
	if (list?.kind !== 'sequence') {
		return undefined;
	}
	return list.items.flatMap(item => {
		const fields = fieldsOf(item);
		const answer = textOf(fields.get('answer')?.value)?.value;
		const expect = readTable(fields.get('expect'), level => textOf(level)?.value) ?? new Map<string, string>();
		return answer === undefined ? [] : [{ question: textOf(fields.get('question')?.value)?.value, answer, expect }];
	});
}

/** A rubric that changes the scale leaves what the inherited criteria say of other levels behind. */
function withoutForeignLevels(criterion: Criterion, names: ReadonlySet<string>): Criterion {
	const own = <T>(table: ReadonlyMap<string, T>) => new Map([...table].filter(([level]) => names.has(level)));
	return { ...criterion, anchors: own(criterion.anchors), caps: own(criterion.caps) };
}

function inheritedPass(base: Rubric | undefined, names: ReadonlySet<string>): PassMark {
	if (base === undefined) {
		return { score: undefined, levels: new Map() };
	}
	return { score: base.pass.score, levels: new Map([...base.pass.levels].filter(([, level]) => names.has(level))) };
}
