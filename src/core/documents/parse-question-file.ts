import type { Located } from '../text/range.ts';
import { checkQuestion } from './check-question.ts';
import { checkAmongQuestions, checkQuestionFile } from './check-question-file.ts';
import { checkShape } from './check-shape.ts';
import { checkVersion, checkWhole } from './check-version.ts';
import { withDistinctIds } from './distinct-ids.ts';
import { fieldsOf, numberOf, textOf, textsOf } from './fields.ts';
import { QUESTIONS_FORMAT } from './formats/questions.ts';
import { compareProblems, type Problem } from './problem.ts';
import type { DataSet, Question, QuestionFile } from './question-file.ts';
import { type QuestionItem, readItems } from './question-items.ts';
import { readContext } from './read-context.ts';
import { readJudge } from './read-judge.ts';
import { readParameters } from './read-parameters.ts';
import { readPass } from './read-pass.ts';
import { readQuestion, readVars } from './read-question.ts';
import { splitItems } from './split-items.ts';
import { parseYaml } from './yaml/parse-yaml.ts';
import type { YamlNode } from './yaml/tree.ts';

/** A question file after reading. */
export interface QuestionFileReading {
	readonly text: string;
	readonly file: QuestionFile;
	/** In the order of the text. */
	readonly problems: readonly Problem[];
	/** What a reading of an edited text takes over; `undefined` where the file had to be read in one piece. */
	readonly items: readonly QuestionItem[] | undefined;
	/** True if nothing is wrong among the questions: ids, and what follows what. */
	readonly areNamesSound: boolean;
}

/**
 * Reads a question file. Always succeeds: what is wrong with the text comes back as problems.
 *
 * The items of `questions:` are read one by one, because nothing in one depends on another. Given an earlier reading
 * of nearly the same text, only the items that changed are read again.
 */
export function parseQuestionFile(text: string, previous?: QuestionFileReading): QuestionFileReading {
	return previous?.text === text ? previous : (readByItems(text, previous) ?? readWhole(text));
}

/** Reads a question file in one go, whatever its layout. */
export function readWhole(text: string): QuestionFileReading {
	const { root, problems } = parseYaml(text);
	const list = fieldsOf(root).get('questions')?.value;
	const questions = (list?.kind === 'sequence' ? list.items : []).flatMap(item => readQuestion(item, text) ?? []);
	const found = [
		...problems,
		...checkWhole(root, QUESTIONS_FORMAT, { text, problems }),
		...questions.flatMap(question => [...checkQuestion(question)]),
	];
	return finish({ text, file: readHead(root, text, questions), problems: found, items: undefined }, undefined);
}

function readByItems(text: string, previous: QuestionFileReading | undefined): QuestionFileReading | undefined {
	const split = splitItems(text);
	if (split === undefined) {
		return undefined;
	}
	const { itemsStart, itemsEnd } = split;
	const { root, ...skeleton } = parseYaml(split.skeleton, offset =>
		offset >= itemsStart ? offset + itemsEnd - itemsStart : offset,
	);
	const list = fieldsOf(root).get('questions');
	const hollow = list?.value.kind === 'scalar' && list.value.style === 'empty';
	// A mistake beside the items is no reason to read them again; an alias may refer to an anchor in one of them.
	const isApart = skeleton.problems.every(({ code }) => code === 'yaml-syntax');
	if (root === undefined || !hollow || list.key.range.start !== split.key || !isApart) {
		return undefined;
	}
	const earlier = previous?.items === undefined ? undefined : { text: previous.text, items: previous.items };
	const items = readItems(text, split.items, earlier);
	if (items === undefined) {
		return undefined;
	}
	// The skeleton's list is empty because its items were taken out: that alone is no problem.
	const problems = checkShape(root, QUESTIONS_FORMAT, text).filter(({ range }) => range !== list.key.range);
	const questions: Question[] = [];
	const found = [...skeleton.problems, ...problems, ...checkVersion(root, text)];
	for (const item of items) {
		if (item.question !== undefined) {
			questions.push(item.question);
		}
		if (item.problems.length > 0) {
			found.push(...item.problems);
		}
	}
	return finish({ text, file: readHead(root, text, questions), problems: found, items }, previous);
}

/** What concerns several questions is told last, when their ids are settled. */
function finish(
	reading: Omit<QuestionFileReading, 'areNamesSound'>,
	previous: QuestionFileReading | undefined,
): QuestionFileReading {
	const file = { ...reading.file, questions: withDistinctIds(reading.file.questions) };
	const isSound = previous?.areNamesSound === true && haveSameNames(previous.file, file);
	const among = isSound ? [] : [...checkAmongQuestions(file, reading.text)];
	const problems = [...reading.problems, ...checkQuestionFile(file, reading.text), ...among];
	return { ...reading, file, problems: problems.sort(compareProblems), areNamesSound: among.length === 0 };
}

/** True if the checks among questions would find in `b` what they found in `a`. */
function haveSameNames(a: QuestionFile, b: QuestionFile): boolean {
	return (
		a.dataSet === undefined &&
		b.dataSet === undefined &&
		a.questions.length === b.questions.length &&
		a.questions.every((one, i) => {
			const other = b.questions[i]!;
			const areEqual = one.id === other.id && one.follows?.value === other.follows?.value;
			const bothHaveIds = one.idRange !== undefined && other.idRange !== undefined;
			return areEqual && (bothHaveIds || one.question.value === other.question.value);
		})
	);
}

/** Everything but the questions. */
function readHead(root: YamlNode | undefined, text: string, questions: readonly Question[]): QuestionFile {
	const fields = fieldsOf(root);
	const value = (name: string) => fields.get(name)?.value;
	const models = value('models');
	return {
		version: numberOf(value('version'))?.value ?? 1,
		prompts: textsOf(value('prompt')),
		models: models === undefined ? undefined : textsOf(models),
		rubric: textOf(value('rubric')),
		judge: readJudge(value('judge')),
		context: readContext(value('context'), text),
		vars: readVars(value('vars')),
		parameters: readParameters(fieldsOf(value('parameters'))),
		pass: readPass(value('pass')),
		history: textOf(value('history'))?.value === 'reference' ? 'reference' : 'answers',
		questions,
		dataSet: readDataSet(value('questions')),
	};
}

function readDataSet(node: YamlNode | undefined): DataSet | undefined {
	const fields = fieldsOf(node);
	const file = textOf(fields.get('file')?.value);
	if (node === undefined || file === undefined) {
		return undefined;
	}
	const map = new Map<string, Located<string>>();
	for (const [field, { value }] of fieldsOf(fields.get('map')?.value)) {
		const column = textOf(value);
		if (column !== undefined) {
			map.set(field, column);
		}
		for (const [name, inner] of fieldsOf(value)) {
			const innerColumn = textOf(inner.value);
			if (innerColumn !== undefined) {
				map.set(`${field}.${name}`, innerColumn);
			}
		}
	}
	return { file, map, range: node.range };
}
