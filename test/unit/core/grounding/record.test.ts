import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groundRecord } from '../../../../src/core/grounding/record.ts';

const record = {
	id: 'r1',
	question: 'How long is the main span?',
	history: [{ speaker: 'user', text: 'Tell me about the bridge.' }],
	context: [
		{ id: 'a', text: 'The bridge opened in 1932.', title: 'Bridge' },
		{ id: 'b', text: 'The main span is 503 metres long.', title: 'Bridge' },
	],
	answer: 'The main span is 503 metres long. Elephants painted it pink in 1887.',
};

function output(value: unknown) {
	const grounded = groundRecord(value);
	assert.equal(grounded.kind, 'grounded');
	return grounded.kind === 'grounded' ? grounded.output : undefined;
}

test('writes exactly the documented fields', () => {
	const { id, used, scores, label, score, claims, sentences, unsupported, ...rest } = output(record)!;
	assert.deepEqual(rest, {});
	assert.equal(id, 'r1');
	assert.deepEqual(used, ['b']);
	assert.ok(scores.b! > 0.8 && !('a' in scores && scores.a! > scores.b!));
	assert.equal(label, 'unfaithful');
	assert.ok(score > 0.5 && score <= 1);
	assert.deepEqual(claims[0], {
		start: 0,
		end: 33,
		label: 'supported',
		score: claims[0]!.score,
		unsupported: false,
		links: [{ id: 'b', start: 0, end: 33, weight: claims[0]!.links[0]!.weight, kind: 'overlap' }],
	});
	assert.equal(claims[1]!.unsupported, true);
	assert.deepEqual(
		sentences.map(sentence => sentence.unsupported),
		[false, true],
	);
	assert.deepEqual(unsupported, [{ start: 34, end: 68 }]);
});

test('a claim names its label, and what the context says in place of a value', () => {
	const { claims } = output({
		context: 'It is made of steel.\nThe rate of the sample was 90 % in May.',
		answer: 'Hello! The rate of the sample was 95 % in May.',
	})!;
	assert.deepEqual(
		claims.map(({ label, conflicts }) => ({ label, conflicts })),
		[
			{ label: 'no-claim', conflicts: undefined },
			{ label: 'contradicted', conflicts: [{ start: 34, end: 36, id: 'L2', unitStart: 27, unitEnd: 29 }] },
		],
	);
});

test('other fields and other ids change nothing', () => {
	const { id: _, ...plain } = output(record)!;
	const { id: __, ...labelled } = output({
		...record,
		id: 'other',
		source: 'x',
		used: ['a'],
		label: 'faithful',
		meta: { a: 1 },
	})!;
	assert.equal(JSON.stringify(labelled), JSON.stringify(plain));
});

test('a context that is one text counts its lines', () => {
	const { used, claims } = output({ context: 'First line.\r\n\r\nThe arch is steel.', answer: 'The arch is steel.' })!;
	assert.deepEqual(used, ['L3']);
	assert.deepEqual(
		claims[0]!.links.map(({ id, start, end }) => ({ id, start, end })),
		[{ id: 'L3', start: 0, end: 18 }],
	);
});

for (const [what, value] of [
	['answer', { ...record, answer: ' \n' }],
	['context', { ...record, context: [] }],
	['context', { ...record, context: '' }],
] as const) {
	test(`an empty ${what} scores 0.5 and says why: ${JSON.stringify(value[what])}`, () => {
		const { score, problems } = output(value)!;
		assert.equal(score, 0.5);
		assert.match(problems!.join(), new RegExp(`empty ${what}`));
	});
}

for (const [value, message] of [
	[null, /JSON object/],
	[[], /JSON object/],
	[{ context: '' }, /"answer"/],
	[{ answer: 'x' }, /"context"/],
	[{ answer: 'x', context: ['a'] }, /"context\[0\]"/],
	[{ answer: 'x', context: [{ id: 1, text: 'a' }] }, /"context\[0\]"/],
	[{ answer: 'x', context: [{ id: 'a', text: 'a', title: 5 }] }, /"context\[0\].title"/],
	[{ answer: 'x', context: '', question: 3 }, /"question"/],
	[{ answer: 'x', context: '', history: [3] }, /"history"/],
	[{ answer: 'x', context: '', id: {} }, /"id"/],
] as const) {
	test(`names what is wrong with ${JSON.stringify(value)}`, () => {
		const grounded = groundRecord(value);
		assert.equal(grounded.kind, 'malformed');
		assert.match(grounded.kind === 'malformed' ? grounded.message : '', message);
	});
}

test('a unit named like a part of every object is a unit', () => {
	const { scores, used } = output({
		context: [{ id: '__proto__', text: 'The arch is steel.' }],
		answer: 'The arch is steel.',
	})!;
	assert.deepEqual(used, ['__proto__']);
	assert.equal(JSON.stringify(scores), '{"__proto__":1}');
});
