import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { splitAtLoneEnd, ThinkingSplitter } from '../../../../src/node/models/thinking.ts';

function split(pieces: readonly string[]): readonly (string | undefined)[] {
	const splitter = new ThinkingSplitter();
	const answer = pieces.map(piece => splitter.push(piece)).join('') + splitter.end();
	return [answer, splitter.thinking];
}

test('parts thinking from the answer, however the reply is cut into pieces', () => {
	const replies: readonly [string, readonly (string | undefined)[]][] = [
		['<think>Hm.</think>\n\nYes.', ['Yes.', 'Hm.']],
		['  <think>a</think><think>b</think>Yes.', ['Yes.', 'ab']],
		['<think>It never ends', ['', 'It never ends']],
		['<thin air>', ['<thin air>', undefined]],
		['Say <think>this</think>.', ['Say <think>this</think>.', undefined]],
		['<th', ['<th', undefined]],
	];
	fc.assert(
		fc.property(fc.constantFrom(...replies), fc.array(fc.nat(30), { maxLength: 8 }), ([reply, parts], cuts) => {
			const places = [0, ...cuts.map(cut => Math.min(cut, reply.length)).sort((a, b) => a - b), reply.length];
			assert.deepEqual(split(places.slice(1).map((end, i) => reply.slice(places[i], end))), parts);
		}),
		{ numRuns: 200 },
	);
});

test('an end tag without its start ends thinking too', () => {
	assert.deepEqual(splitAtLoneEnd('Hm.\n</think>\nYes.'), { thinking: 'Hm.', text: 'Yes.' });
	assert.deepEqual(splitAtLoneEnd('Yes.'), { thinking: undefined, text: 'Yes.' });
});
