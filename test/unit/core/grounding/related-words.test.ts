import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAnswer } from '../../../../src/core/grounding/answer-reading.ts';
import { indexContext } from '../../../../src/core/grounding/context-index.ts';
import { ground } from '../../../../src/core/grounding/ground.ts';
import { RelatedWords } from '../../../../src/core/grounding/related-words.ts';
import { stemOf } from '../../../../src/core/grounding/stem.ts';

const related = new RelatedWords();
const units = [{ id: 'L1', text: 'The company bought the old mill in 1912 and the owner died a year later.' }];

function standIn(word: string, context: string): number {
	return related.termIn(indexContext([{ id: 'L1', text: context }]), stemOf(word));
}

test('a word finds its stand-in in the context, whichever of the two the context has, in any form', () => {
	for (const [word, other] of [
		['purchase', 'buy'],
		['buy', 'purchase'],
		['firm', 'companies'],
		['shortage', 'scarcity'],
		['movie', 'films'],
	] as const) {
		assert.equal(standIn(word, other), 0, `${word}, ${other}`);
	}
});

test('what says the opposite, or only belongs to the same subject, is no stand-in', () => {
	for (const [word, other] of [
		['increase', 'decrease'],
		['accept', 'reject'],
		['north', 'south'],
		['win', 'lose'],
		['allow', 'forbid'],
		['mother', 'father'],
		['cause', 'cure'],
		['doctor', 'hospital'],
		['king', 'queen'],
		['ferry', 'zeppelin'],
	] as const) {
		assert.equal(standIn(word, other), -1, `${word}, ${other}`);
		assert.equal(standIn(other, word), -1, `${other}, ${word}`);
	}
});

test('nothing follows from two groups that share a word', () => {
	assert.equal(standIn('exploit', 'mistreat'), -1);
	assert.equal(standIn('exploit', 'abuse'), 0);
	assert.equal(standIn('mistreat', 'abuse'), 0);
});

test('a claim in related words is as little doubted as one in the same words, one in foreign words more', () => {
	const riskOf = (answer: string) => ground({ question: '', units, answer }).risk;
	const same = riskOf('The company bought the old mill in 1912.');
	const inOtherWords = riskOf('The firm purchased the old mill in 1912.');
	const foreign = riskOf('The museum repainted the old mill in 1912.');
	assert.equal(inOtherWords, same);
	assert.ok(foreign > same + 0.1, `${foreign} ${same}`);
});

test('a related word stays a word that the context lacks: only its weight in the risk changes', () => {
	const index = indexContext(units);
	const { statements } = readAnswer(index, { question: '', answer: 'The firm purchased the old mill.' });
	assert.deepEqual(
		statements[0]!.statement.words.map(({ form, standing, term, related: number }) => [
			form.folded,
			standing,
			term >= 0,
			number >= 0,
		]),
		[
			['the', 'stop', true, false],
			['firm', 'novel', false, true],
			['purchased', 'novel', false, true],
			['the', 'stop', true, false],
			['old', 'said', true, false],
			['mill', 'said', true, false],
		],
	);
});

test('a number or a word without letters finds nothing', () => {
	for (const word of ['', '1912', '#1912', '—', '\u0000', '川']) {
		assert.equal(related.termIn(indexContext(units), word), -1);
	}
});
