import { commonEnds } from '../text/common-ends.ts';
import type { TextRange } from '../text/range.ts';
import { checkQuestion } from './check-question.ts';
import { checkShape } from './check-shape.ts';
import { QUESTION_SHAPE } from './formats/questions.ts';
import type { Problem } from './problem.ts';
import type { Question } from './question-file.ts';
import { readQuestion } from './read-question.ts';
import { shiftProblem, shiftQuestion } from './shift-question.ts';
import { parseYaml } from './yaml/parse-yaml.ts';

/** One item of `questions:` after reading. Its lines, what it asks, and what is wrong in it alone. */
export interface QuestionItem extends TextRange {
	/** `undefined` where the item asks nothing. */
	readonly question: Question | undefined;
	readonly problems: readonly Problem[];
}

/** An earlier reading: the text and its items. */
export interface EarlierItems {
	readonly text: string;
	readonly items: readonly QuestionItem[];
}

/**
 * Reads the items at `ranges`, those that stand unchanged in an earlier reading excepted. `undefined` where one of
 * them cannot be read by itself (it is no single item, or uses aliases).
 */
export function readItems(
	text: string,
	ranges: readonly TextRange[],
	earlier: EarlierItems | undefined,
): readonly QuestionItem[] | undefined {
	const reuse = earlier === undefined ? () => undefined : reuser(text, ranges, earlier);
	const items: QuestionItem[] = [];
	for (const [i, range] of ranges.entries()) {
		const item = reuse(i, range) ?? readItem(text, range);
		if (item === undefined) {
			return undefined;
		}
		items.push(item);
	}
	return items;
}

function readItem(text: string, range: TextRange): QuestionItem | undefined {
	const { start, end } = range;
	const yaml = parseYaml(text.slice(start, end), offset => offset + start);
	const node = yaml.root?.kind === 'sequence' && yaml.root.items.length === 1 ? yaml.root.items[0] : undefined;
	if (node === undefined || yaml.aliases > 0) {
		return undefined;
	}
	const question = readQuestion(node, text);
	const problems = [...yaml.problems, ...checkShape(node, QUESTION_SHAPE, text)];
	if (question !== undefined) {
		problems.push(...checkQuestion(question));
	}
	return { start, end, question, problems };
}

/** Finds, for an item of the new text, the same characters among the old items: in the common start or end of the texts. */
function reuser(text: string, ranges: readonly TextRange[], earlier: EarlierItems) {
	const { prefix, suffix } = commonEnds(earlier.text, text);
	const shift = text.length - earlier.text.length;
	const moved = earlier.items.length - ranges.length;
	return (i: number, { start, end }: TextRange): QuestionItem | undefined => {
		const same = earlier.items[i];
		if (same !== undefined && end <= prefix && same.start === start && same.end === end) {
			return same;
		}
		const later = earlier.items[i + moved];
		if (
			later === undefined ||
			start < text.length - suffix ||
			later.start + shift !== start ||
			later.end + shift !== end
		) {
			return undefined;
		}
		return shift === 0 ? later : shiftItem(later, shift);
	};
}

function shiftItem(item: QuestionItem, by: number): QuestionItem {
	return {
		start: item.start + by,
		end: item.end + by,
		question: item.question === undefined ? undefined : shiftQuestion(item.question, by),
		problems: item.problems.length === 0 ? item.problems : item.problems.map(one => shiftProblem(one, by)),
	};
}
