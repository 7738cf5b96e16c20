import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexContext } from '../../../../src/core/grounding/context-index.ts';
import { longestRun, placesOf } from '../../../../src/core/grounding/word-runs.ts';
import { wordsOf } from '../../../../src/core/grounding/words.ts';

const index = indexContext([
	{ id: 'a', text: 'The old mill by the river ground rye for the old town.' },
	{ id: 'b', text: 'Rye grew by the river.' },
]);
const run = (claim: string, unit = 0) =>
	longestRun(index, unit, placesOf(wordsOf(claim).map(({ form }) => index.terms.get(form.term) ?? -1)));

test('the longest run counts words of grammar, and ends at a word that the context lacks', () => {
	assert.equal(run('the old mill by the river'), 6);
	assert.equal(run('the old windmill by the river'), 3);
	assert.equal(run('by the river', 1), 3);
	assert.equal(run('nothing alike'), 0);
});

test('a word that both have twice continues the run that is longer', () => {
	assert.equal(run('for the old town'), 4);
	assert.equal(run('the the old'), 2);
});
