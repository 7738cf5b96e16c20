import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAnswer } from '../../../../src/core/grounding/answer-reading.ts';
import { indexContext } from '../../../../src/core/grounding/context-index.ts';
import { WORD_FEATURES, type WordFeature, wordRows } from '../../../../src/core/grounding/word-features.ts';
import { type WordModel, wordMarks } from '../../../../src/core/grounding/word-model.ts';

const index = indexContext([
	{ id: 'L1', text: 'The old ferry crosses the river twice a day, and 0.03 of its riders are cyclists.' },
	{ id: 'L2', text: 'Its captain retired in spring.' },
]);

function rowsOf(answer: string) {
	const { statements } = readAnswer(index, { question: '', answer });
	const { statement, candidates, support } = statements[0]!;
	return {
		words: statement.words,
		rows: wordRows(index, { words: statement.words, candidates, negation: support.negation, answer }),
	};
}

function valuesOf(answer: string, feature: WordFeature): string {
	const at = Object.keys(WORD_FEATURES).indexOf(feature);
	return rowsOf(answer)
		.rows.map(({ word, values }) => `${word.form.folded} ${values[at]}`)
		.join(', ');
}

/** Unsupported is what is novel; nothing else is looked at. */
const NOVEL_ONLY: WordModel = {
	features: Object.keys(WORD_FEATURES),
	start: -2,
	threshold: 0,
	share: 0.5,
	trees: [[Object.keys(WORD_FEATURES).indexOf('novel'), 0.5, 1, 2, -1, 0, 0, 0, -1, 4, 0, 0]],
};

function marked(answer: string, logit: number): string {
	const { words, rows } = rowsOf(answer);
	const { whole, ranges } = wordMarks(NOVEL_ONLY, rows, { words, logit });
	return `${whole ? 'whole: ' : ''}${ranges.map(({ start, end }) => answer.slice(start, end)).join(' | ')}`;
}

test('a word knows whether the context has it, and in which row of words', () => {
	const answer = 'The old ferry crosses the lake twice a day.';
	assert.equal(valuesOf(answer, 'novel'), 'old 0, ferry 0, crosses 0, lake 1, twice 0, day 0');
	assert.equal(valuesOf(answer, 'run'), 'old 5, ferry 5, crosses 5, lake 0, twice 3, day 3');
	assert.equal(valuesOf(answer, 'nextNovel'), 'old 0, ferry 0, crosses 1, lake 0, twice 0, day 0');
});

test('the line that has most of the claim is the one to stand in', () => {
	assert.equal(valuesOf('The old ferry crosses in spring.', 'inBest'), 'old 1, ferry 1, crosses 1, spring 0');
});

test('a value in another form is no word to doubt', () => {
	assert.doesNotMatch(valuesOf('Of its riders 3 % are cyclists.', 'novel'), /3/);
});

test('words near each other are marked as one range', () => {
	assert.equal(marked('The purple and green ferry crosses the river twice a day.', 0), 'purple and green');
	assert.equal(marked('The purple ferry crosses the river twice a golden day.', 0), 'purple | golden');
});

test('a claim that stands well lets its new words pass, one with few known words is marked whole', () => {
	assert.equal(marked('The purple ferry crosses the river twice a day.', -3), '');
	assert.equal(marked('Purple unicorns love the ferry.', 0), 'whole: Purple unicorns love');
});

test('a claim without words has no marks', () => {
	assert.deepEqual(wordMarks(NOVEL_ONLY, [], { words: [], logit: 5 }), { whole: false, ranges: [] });
});
