import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAnswer } from '../../../../src/core/grounding/answer-reading.ts';
import { indexContext } from '../../../../src/core/grounding/context-index.ts';
import type { GroundingUnit } from '../../../../src/core/grounding/grounding.ts';
import { LINK_FEATURES, type LinkFeature, linkRows } from '../../../../src/core/grounding/link-features.ts';

/** The features of every line for the first claim, by the line's number from 0. */
function featuresOf(units: readonly GroundingUnit[], question: string, answer: string) {
	const index = indexContext(units);
	const { statements, readings, question: asked } = readAnswer(index, { question, answer });
	const claims = statements.map(({ statement, query, candidates }) => ({ words: statement.words, query, candidates }));
	const rows = linkRows(index, { question: asked, claims, terms: readings.terms })[0]!;
	const names = Object.keys(LINK_FEATURES) as LinkFeature[];
	return new Map(
		rows.map(({ unit, values }) => [
			unit,
			Object.fromEntries(names.map((name, at) => [name, values[at]!])) as Record<LinkFeature, number>,
		]),
	);
}

const lines = (...texts: readonly string[]) => texts.map((text, at) => ({ id: String(at), text }));

test('a copy of a line has all of it, and the first place', () => {
	const rows = featuresOf(
		lines('The mill ground rye.', 'The quay sold rye.', 'Otto Lind sang.'),
		'',
		'The mill ground rye.',
	);
	const { score, rank, gain, claimCover, run } = rows.get(0)!;
	assert.deepEqual({ score, rank, gain, claimCover, run }, { score: 1, rank: 0, gain: 1, claimCover: 1, run: 1 });
	assert.ok(rows.get(1)!.claimCover < 0.5);
});

test('what a line adds is what the better ones lack', () => {
	const rows = featuresOf(
		lines('The mill ground rye in 1840.', 'The mill ground rye.', 'Its owner was a Quaker.'),
		'',
		'The mill ground rye in 1840, and its owner was a Quaker.',
	);
	assert.equal(rows.get(1)!.adds, 0);
	assert.ok(rows.get(2)!.adds > 0.2 && rows.get(2)!.only > 0.2);
});

test('a line that repeats an earlier one has no row', () => {
	assert.deepEqual(
		[...featuresOf(lines('The mill ground rye.', 'The mill ground rye. '), '', 'Rye was ground.').keys()],
		[0],
	);
});

test('lines of the question alone support a few words, not a full statement', () => {
	const units = lines('The mill stands at Oxbow.', 'Its wheel is nine metres high and made of larch wood from Tyrol.');
	const question = 'How high is the wheel of the mill at Oxbow?';
	assert.deepEqual([...featuresOf(units, question, 'Nine metres.').keys()].sort(), [0, 1]);
	const statement = 'Nine metres high, it is made of larch wood brought from Tyrol.';
	assert.deepEqual([...featuresOf(units, question, statement).keys()], [1]);
});

test('a second hop is seen as a chain: one paragraph names the other', () => {
	const units = [
		{ id: '0', title: 'Glass Harbour', text: 'Glass Harbour is a novel by Ida Marsh.' },
		{ id: '1', title: 'Ida Marsh', text: 'She was born in Kestrel.' },
		{ id: '2', title: 'Otto Lind', text: 'He was born in Oxbow.' },
		{ id: '3', title: 'Tin Harbour', text: 'Tin Harbour is a film of 1950.' },
	];
	const rows = featuresOf(units, 'Where was the author of the novel Glass Harbour born?', 'Kestrel');
	assert.ok(rows.get(1)!.titleSaid === 1 || rows.get(1)!.chainLink === 1);
	assert.ok(rows.get(1)!.chain > (rows.get(2)?.chain ?? 0));
});
