import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { jsonError } from '../../../../src/core/text/json-error.ts';

test('names the first place that is wrong', () => {
	for (const [text, at, problem] of [
		['', 0, 'it ends too early'],
		['{"a": 1', 7, 'it ends too early'],
		['{"a": 1, }', 9, 'a name in double quotes is missing'],
		['{a: 1}', 1, 'a name in double quotes is missing'],
		['{"a" 1}', 5, ': is missing'],
		['{"a": }', 6, 'a value is missing'],
		['[1 2]', 3, ', or ] is missing'],
		['{"a": 1 "b"}', 8, ', or } is missing'],
		['["a', 3, 'it ends too early'],
		['"a\tb"', 2, 'a control character stands in a string'],
		['"a\\x"', 2, 'a backslash starts no escape'],
		['1 2', 2, 'something follows the value'],
		["['a']", 1, 'a value is missing'],
		['[01]', 2, ', or ] is missing'],
	] as const) {
		assert.deepEqual(jsonError(text), { at, problem }, text);
	}
});

test('finds an error exactly where JSON.parse does', () => {
	const parses = (text: string) => {
		try {
			JSON.parse(text);
			return true;
		} catch {
			return false;
		}
	};
	const piece = fc.constantFrom(
		'{',
		'}',
		'[',
		']',
		',',
		':',
		'"a"',
		'"',
		'1',
		'-',
		'0',
		'.5',
		'e3',
		'true',
		'nul',
		' ',
		'\\n',
		'\n',
		'\u2028',
	);
	fc.assert(
		fc.property(
			fc.oneof(
				fc.json(),
				fc.array(piece, { maxLength: 9 }).map(parts => parts.join('')),
			),
			text => {
				assert.equal(jsonError(text) === undefined, parses(text), text);
			},
		),
		{ numRuns: 500 },
	);
	assert.deepEqual(jsonError('['.repeat(1_000_000)), { at: 1_000_000, problem: 'it ends too early' });
});
