import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dimensionOf } from '../../../../src/core/offline/criterion-meaning.ts';

const meaning = (name: string, description?: string) => dimensionOf({ id: name.toLowerCase(), name, description });

test('the names that rubrics use are known', () => {
	const expected = {
		relevance: ['Relevance', 'Answer relevancy', 'answerRelevance', 'Relevanz'],
		faithfulness: ['Faithfulness', 'Groundedness', 'Hallucination', 'Quellentreue'],
		correctness: ['Accuracy', 'Factuality', 'Correctness of the answer'],
		completeness: ['Completeness', 'Coverage', 'Vollständigkeit'],
		clarity: ['Clarity', 'Readability', 'Verständlichkeit'],
		conciseness: ['Conciseness', 'Brevity', '简洁性'],
	};
	for (const [dimension, names] of Object.entries(expected)) {
		for (const name of names) {
			assert.equal(meaning(name), dimension, name);
		}
	}
});

test('else the description tells, if it tells one thing', () => {
	assert.equal(meaning('Q1', 'Is every statement supported by the context?'), 'faithfulness');
	assert.equal(meaning('Q2', 'Is the text clear and concise?'), undefined);
	assert.equal(meaning('Tone', 'Is it friendly?'), undefined);
	assert.equal(meaning('Constructor'), undefined);
});
