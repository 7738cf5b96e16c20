import type { Located, TextRange } from '../text/range.ts';
import type { Expectation } from './expectation.ts';
import type { Problem, TextEdit } from './problem.ts';
import type { ContextEntry, Question } from './question-file.ts';
import type { PassMark } from './rubric.ts';

/** The same question, `by` characters further on. Spelt out member by member: it runs for thousands of them on a key press. */
export function shiftQuestion(question: Question, by: number): Question {
	return {
		id: question.id,
		idRange: question.idRange && shiftRange(question.idRange, by),
		question: shiftLocated(question.question, by),
		range: shiftRange(question.range, by),
		keyRange: shiftRange(question.keyRange, by),
		follows: question.follows && shiftLocated(question.follows, by),
		context: shiftAll(question.context, entry => shiftEntry(entry, by)),
		reference: shiftAll(question.reference, one => shiftLocated(one, by)),
		answerable: question.answerable,
		category: question.category && shiftLocated(question.category, by),
		vars: shiftMap(question.vars, by),
		pass: question.pass && shiftPass(question.pass, by),
		expect: question.expect && shiftExpectation(question.expect, by),
		answers: shiftMap(question.answers, by),
		probes: shiftAll(question.probes, ({ kind, answer, range }) => ({
			kind,
			answer: shiftLocated(answer, by),
			range: shiftRange(range, by),
		})),
	};
}

/** The same problem, `by` characters further on, with its fixes. Related places in other files stay where they are. */
export function shiftProblem(problem: Problem, by: number): Problem {
	const edits = (all: readonly TextEdit[]) => all.map(edit => ({ ...edit, range: shiftRange(edit.range, by) }));
	const range = shiftRange(problem.range, by);
	return problem.fixes === undefined
		? { ...problem, range }
		: { ...problem, range, fixes: problem.fixes.map(fix => ({ ...fix, edits: edits(fix.edits) })) };
}

function shiftRange(range: TextRange, by: number): TextRange {
	return { start: range.start + by, end: range.end + by };
}

function shiftLocated<T>(located: Located<T>, by: number): Located<T> {
	return { value: located.value, range: shiftRange(located.range, by) };
}

function shiftAll<T>(all: readonly T[], shift: (one: T) => T): readonly T[] {
	return all.length === 0 ? all : all.map(shift);
}

function shiftMap<T>(all: ReadonlyMap<string, Located<T>>, by: number): ReadonlyMap<string, Located<T>> {
	if (all.size === 0) {
		return all;
	}
	const shifted = new Map<string, Located<T>>();
	for (const [key, located] of all) {
		shifted.set(key, shiftLocated(located, by));
	}
	return shifted;
}

function shiftEntry(entry: ContextEntry, by: number): ContextEntry {
	const range = shiftRange(entry.range, by);
	if (entry.kind === 'file') {
		const { file, lines, rows, label } = entry;
		return {
			kind: 'file',
			file: shiftLocated(file, by),
			lines: lines && shiftLocated(lines, by),
			rows: rows && shiftLocated(rows, by),
			label,
			range,
		};
	}
	const { value, pieces } = entry.text;
	const moved = pieces.map(({ at, source, length }) => ({ at, source: source + by, length }));
	return {
		kind: 'text',
		text: { value, range: shiftRange(entry.text.range, by), pieces: moved },
		label: entry.label,
		range,
	};
}

function shiftPass(pass: PassMark, by: number): PassMark {
	const { score, levels, at, levelRanges } = pass;
	return {
		score,
		levels,
		...(at === undefined ? {} : { at: shiftLocated(at, by) }),
		...(levelRanges === undefined
			? {}
			: {
					levelRanges: new Map(
						[...levelRanges].map(([id, { criterion, level }]) => [
							id,
							{ criterion: shiftRange(criterion, by), level: shiftRange(level, by) },
						]),
					),
				}),
	};
}

function shiftExpectation(expect: Expectation, by: number): Expectation {
	return {
		range: shiftRange(expect.range, by),
		maxWords: expect.maxWords && shiftLocated(expect.maxWords, by),
		minWords: expect.minWords && shiftLocated(expect.minWords, by),
		mustContain: shiftAll(expect.mustContain, one => shiftLocated(one, by)),
		mustNotContain: shiftAll(expect.mustNotContain, one => shiftLocated(one, by)),
		matches: expect.matches && shiftLocated(expect.matches, by),
		jsonSchema: expect.jsonSchema && shiftLocated(expect.jsonSchema, by),
	};
}
