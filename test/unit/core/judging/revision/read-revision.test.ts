import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readRevision } from '../../../../../src/core/judging/revision/read-revision.ts';
import { anyText } from '../../../../support/any-text.ts';
import { cpuSeconds, endedSoon } from '../../../../support/ends-soon.ts';
import { failure } from '../../../../support/scripted-model.ts';

const read = (text: string, answer = 'It was built in 1875.', finish = 'stop') =>
	readRevision({ text, failure: undefined, finish }, answer);
const TEXT = 'It was built in 1874.';
const REVISED = { state: 'revised', text: TEXT };

test('takes off what models put around an answer, and nothing else', () => {
	for (const reply of [
		TEXT,
		`\n${TEXT}  \r\n`,
		`Here is the revised answer:\n\n${TEXT}`,
		`Sure! Here's the corrected answer:\n${TEXT}`,
		`**Revised answer:**\n${TEXT}`,
		`## Revised answer\n\n${TEXT}`,
		`Revised answer: ${TEXT}`,
		`\`\`\`text\n${TEXT}\n\`\`\``,
		`"${TEXT}"`,
		`<think>1874, not 1875.</think>${TEXT}`,
		`<<<answer to revise 0123456789abcdef>>>\n${TEXT}\n<<<end answer to revise 0123456789abcdef>>>`,
		`CODE: 0123456789abcdef\n\n${TEXT}`,
	]) {
		assert.deepEqual(read(reply), REVISED, reply);
	}
});

test('what the answer has itself stays', () => {
	assert.deepEqual(read('"Yes", she said.'), { state: 'revised', text: '"Yes", she said.' });
	const code = '```js\nrun()\n```';
	assert.deepEqual(read(code, '```js\nwalk()\n```'), { state: 'revised', text: code });
	const two = '```\na\n```\nand\n```\nb\n```';
	assert.deepEqual(read(two), { state: 'revised', text: two });
	assert.deepEqual(read('Final answer: 4', 'Final answer: 5'), { state: 'revised', text: 'Final answer: 4' });
});

test('a reply that says that nothing needs to change is the answer unchanged; a sentence of it is none', () => {
	for (const reply of [
		'No changes needed.',
		'UNCHANGED',
		'The answer is already correct.',
		'No revision is necessary',
	]) {
		assert.deepEqual(read(reply), { state: 'unchanged' }, reply);
	}
	assert.equal(read('No changes needed to the valve; replace the seal.').state, 'revised');
});

test('what failed, was cut off, filtered or is empty is unread, with the reason', () => {
	assert.deepEqual(readRevision({ text: '', failure: failure('timeout'), finish: undefined }, 'a'), {
		state: 'unread',
		problem: 'It is timeout.',
	});
	assert.match(JSON.stringify(read(TEXT, 'a', 'length')), /cut off by the token limit/);
	assert.match(JSON.stringify(read(TEXT, 'a', 'content_filter')), /filtered/);
	assert.match(JSON.stringify(read(' \n')), /empty/);
	assert.match(JSON.stringify(read('<think>It was 1874')), /empty/);
});

test('any reply is read without an error, and what is taken is part of it', () => {
	fc.assert(
		fc.property(anyText({ maxLength: 40 }), anyText({ maxLength: 10 }), (reply, answer) => {
			const reading = read(reply, answer);
			assert.ok(reading.state !== 'revised' || reply.replace(/\r\n?/g, '\n').includes(reading.text));
		}),
		{ numRuns: 200 },
	);
	const started = cpuSeconds();
	read(`${'Here is the revised answer:\n'.repeat(30_000)}`);
	read('```\n'.repeat(100_000));
	endedSoon(started);
});
