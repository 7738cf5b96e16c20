import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findJson, type JsonValue } from '../../../../../src/core/judging/reading/json-values.ts';

/** The plain value, members of objects as pairs. */
function plain(value: JsonValue): unknown {
	switch (value.kind) {
		case 'text':
			return value.text;
		case 'number':
		case 'truth':
			return value.value;
		case 'nothing':
			return null;
		case 'list':
			return value.items.map(plain);
		case 'object':
			return value.members.map(([key, member]) => [key, plain(member)]);
	}
}
const found = (text: string) => findJson(text).map(each => plain(each.value));

test('outermost objects and lists are found between words', () => {
	assert.deepEqual(found('a {word} {"a": {"b": 1}} and [{"c": true}] or [1] {}'), [
		[['a', [['b', 1]]]],
		[[['c', true]]],
	]);
});

test('a member that is there twice stays there twice', () => {
	assert.deepEqual(found('{"a": 1, "a": 2}'), [
		[
			['a', 1],
			['a', 2],
		],
	]);
});

test('what models get wrong without a change of meaning is forgiven', () => {
	assert.deepEqual(found('{\'a\': True, /* why */ \'b\': None, // so\n "c": "x\ny",}'), [
		[
			['a', true],
			['b', null],
			['c', 'x\ny'],
		],
	]);
});

test('quotation marks that nobody escaped belong to the words around them', () => {
	assert.deepEqual(found('{"why": "It says "fair" twice", "rating": "Good"}'), [
		[
			['why', 'It says "fair" twice'],
			['rating', 'Good'],
		],
	]);
});

test('of a value that is cut off only what was complete is kept', () => {
	assert.deepEqual(found('{"a": "one", "b": "tw'), [[['a', 'one']]]);
	assert.deepEqual(found('{"a": "one", "b": 1'), [[['a', 'one']]]);
	assert.equal(findJson('{"a": "one", "b"')[0]!.whole, false);
});

test('all that is JSON is read as JSON', () => {
	const json = fc.json({ maxDepth: 2 });
	fc.assert(
		fc.property(json, text => {
			const value: unknown = JSON.parse(text);
			fc.pre(value !== null && typeof value === 'object' && Object.keys(value).length > 0);
			fc.pre(!Array.isArray(value) || value.some(each => typeof each !== 'number'));
			const [first] = findJson(`so: ${text} that is all`);
			assert.deepEqual(first && asPairs(value), first && plain(first.value));
			assert.equal(first?.whole, true);
		}),
		{ numRuns: 60 },
	);
});

function asPairs(value: unknown): unknown {
	if (Array.isArray(value)) {
		return value.map(asPairs);
	}
	return value !== null && typeof value === 'object'
		? Object.entries(value).map(([key, member]) => [key, asPairs(member)])
		: value;
}
