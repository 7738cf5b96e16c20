import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAbstains } from '../../../../../src/core/judging/reading/abstains.ts';

for (const [reply, expected] of [
	['{"criteria": {}, "abstains": true}', true],
	['Here it is:\n```json\n{"criteria": {"clarity": {"rating": "Good"}}, "abstains": False,}\n```', false],
	['<think>{"abstains": true}</think>{"abstains": false}', false],
	['{"abstains": true} or rather {"abstains": false}', undefined],
	['{"criteria": {"clarity": {"abstains": true}}}', undefined],
	['{"abstains": "true"}', undefined],
	['{"abstains": true, "criteria": {', undefined],
	['abstains: true', undefined],
	['', undefined],
] as const) {
	test(`whether the answer abstains, by ${JSON.stringify(reply).slice(0, 60)}: ${expected}`, () => {
		assert.equal(readAbstains(reply), expected);
	});
}
