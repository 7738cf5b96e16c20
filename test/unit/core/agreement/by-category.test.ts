import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreementReport } from '../../../../src/core/agreement/agreement.ts';
import { agreementDocument } from '../../../../src/core/agreement/agreement-text.ts';
import { judgesByCategory, withMost } from '../../../../src/core/agreement/by-category.ts';
import type { JudgedAnswer } from '../../../../src/core/agreement/judged-answer.ts';
import { EMPTY_ANNOTATIONS } from '../../../../src/core/annotations/edit.ts';
import type { Review } from '../../../../src/core/documents/annotation-file.ts';

const verdict = (judge: string, question: string, pass: boolean): JudgedAnswer => ({
	...{ hash: question, key: `f#${question}@p@m`, question, text: '', model: 'm', judge, setup: judge, rubric: 'R' },
	...{
		levels: [],
		criteria: [],
		ratings: {},
		cappedScore: pass ? 90 : 40,
		passMark: 80,
		pass,
		grounding: undefined,
		t: 1,
	},
});
const review = (answer: string, accepted: boolean, by = 'Ann'): Review => ({
	...{ answer, state: accepted ? 'accepted' : 'rejected', by, at: undefined },
});
/** Two of three answers are of the category where judge x knows and y guesses; in the other it is the other way round. */
const QUESTIONS = Array.from({ length: 60 }, (_, i) => ({
	id: `q${i}`,
	category: i < 36 ? 'numbers' : 'names',
	right: i % 2 === 0,
}));
const categories = new Map(QUESTIONS.map(({ id, category }) => [id, category]));
const knows = (category: string, i: number, right: boolean) =>
	right !== (categories.get(`q${i}`) !== category && i % 3 > 0);
const x = QUESTIONS.map(({ id, right }, i) => verdict('x', id, knows('numbers', i, right)));
const y = QUESTIONS.map(({ id, right }, i) => verdict('y', id, knows('names', i, right)));
const reviews = QUESTIONS.map(({ id, right }) => review(id, right));

test('people are the measure with each of them left out once, and a tie among them is half right', () => {
	assert.equal(withMost(true, [true]), 1);
	assert.equal(withMost(false, [true]), 0);
	assert.equal(withMost(true, [true, false]), 0.5);
	// Without the first or second: true and false, half each; without the third: both true.
	assert.equal(withMost(true, [true, true, false]), (0.5 + 0.5 + 1) / 3);
	assert.equal(withMost(false, [true, true, false, true]), 0);
});

test('a judge that is better in one category is advised there, and kept where it is best anyway', () => {
	const unreviewed = [
		verdict('x', 'new', true),
		verdict('y', 'new', false),
		verdict('x', 'same', true),
		verdict('y', 'same', true),
	];
	const known = new Map([...categories, ['new', 'names'], ['same', 'names']]);
	const of = (judge: string) => [...(judge === 'x' ? x : y), ...unreviewed.filter(each => each.judge === judge)];
	const [numbers, names] = judgesByCategory({ file: { reviews }, judges: [of('x'), of('y')], categories: known });
	assert.deepEqual([numbers!.category, numbers!.answers, numbers!.questions], ['numbers', 36, 36]);
	assert.deepEqual([numbers!.overall.judge, numbers!.advice, numbers!.otherwise], ['x', 'keep', []]);
	assert.deepEqual(
		names!.judges.map(({ judge, agreement }) => [judge, agreement.value]),
		[
			['y', 1],
			['x', 1 / 3],
		],
	);
	assert.deepEqual([names!.advice, names!.overall.judge], ['change', 'x']);
	assert.ok(names!.p < 0.01 && names!.judges[0]!.agreement.low < 0.95);
	assert.deepEqual(names!.otherwise, [{ hash: 'new', key: 'f#new@p@m', question: 'new', model: 'm', pass: false }]);
	assert.equal(names!.people, undefined);
});

test('few answers advise nothing, one category is no table, and what one judge did not rate does not count', () => {
	const few = judgesByCategory({ file: { reviews: reviews.slice(20, 50) }, judges: [x, y], categories });
	assert.deepEqual(
		few.map(({ answers, advice }) => [answers, advice]),
		[
			[16, 'too-few'],
			[14, 'too-few'],
		],
	);
	assert.deepEqual(judgesByCategory({ file: { reviews }, judges: [x, y], categories: new Map() }), []);
	assert.deepEqual(judgesByCategory({ file: { reviews: [] }, judges: [x, y], categories }), []);
	const rare = judgesByCategory({ file: { reviews }, judges: [x, y.slice(0, 10)], categories });
	assert.deepEqual(
		rare.map(({ judges, answers }) => [judges.length, answers]),
		[
			[1, 36],
			[1, 24],
		],
	);
	const partly = judgesByCategory({ file: { reviews }, judges: [x, y.slice(0, 40)], categories });
	assert.deepEqual(
		partly.map(({ judges, answers }) => [judges.length, answers]),
		[
			[2, 36],
			[2, 4],
		],
	);
	const twice = [
		...reviews,
		...reviews.map(({ answer, state }, i) => review(answer, (state === 'accepted') === i > 5, 'Bo')),
	];
	const [first] = judgesByCategory({ file: { reviews: twice }, judges: [x, y], categories });
	assert.equal(first!.people!.value, 30 / 36);
});

test('the report has a line for each judge of a category', () => {
	const judged = [...x, ...y, verdict('x', 'new', true), verdict('y', 'new', false)];
	const report = agreementReport({
		...{ file: { ...EMPTY_ANNOTATIONS, reviews }, judged, resamples: 50 },
		categories: new Map([...categories, ['new', 'names']]),
	});
	const { lines, places } = agreementDocument(report);
	const text = lines.join('\n');
	assert.match(
		text,
		/^## Judges by category\n\ncategory numbers \(36 answers to 36 questions\):\n {2}x \(R\) as people 100 %, 90–100 %$/m,
	);
	assert.match(text, /^ {2}Keep x \(R\), which is best over all: /m);
	assert.match(text, /^ {2}Consider y \(R\) here: it agrees better than x \(R\), .* \(p 0\.00\d\)\.$/m);
	const at = lines.indexOf('Not reviewed in category names, and decided otherwise by y than by x (1):');
	assert.ok(places.some(({ line, key }) => line === at + 1 && key === 'f#new@p@m'));
});
